import type { Reader } from '../texts/reader.ts';
import type { Standing } from '../ui/mark.tsx';
import type { Listed } from './arrange.ts';

/** How a definition stands, in one mark and a few words: the worst first. */
export function standingOf(
  { problems, proofs }: Pick<Listed, 'problems' | 'proofs'>,
  { t }: Reader,
): { readonly standing: Standing; readonly text: string } {
  if (problems.error > 0) return { standing: 'bad', text: t('status.errors', { count: problems.error }) };
  if (proofs === null) return { standing: 'waiting', text: t('status.proving') };
  if (proofs.refuted > 0) return { standing: 'bad', text: t('status.refuted', { count: proofs.refuted }) };
  if (proofs.undecided > 0) return { standing: 'open', text: t('status.undecided', { count: proofs.undecided }) };
  if (problems.warning > 0) return { standing: 'open', text: t('status.warnings', { count: problems.warning }) };
  if (proofs.proved > 0) return { standing: 'good', text: t('status.proved', { count: proofs.proved }) };
  return { standing: 'good', text: t('status.checked') };
}
