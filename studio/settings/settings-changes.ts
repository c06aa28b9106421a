import type { Settings } from '../api/administration.ts';
import type { Reader } from '../texts/reader.ts';
import type { Names } from './proposal-text.ts';

/** The figures of the settings, by what they are called. */
export const FIGURES = [
  'percent',
  'leastCustomers',
  'latenessHours',
  'expiryDays',
  'reviewDays',
  'snapshotFallPercent',
] as const;
export type Figure = (typeof FIGURES)[number];

export const figuresOf = ({ tolerance, ...settings }: Settings): Readonly<Record<Figure, number>> => ({
  ...tolerance,
  latenessHours: settings.latenessHours,
  expiryDays: settings.expiryDays,
  reviewDays: settings.reviewDays,
  snapshotFallPercent: settings.snapshotFallPercent,
});

/** One line of what new settings change: each side as the reader reads it. */
export interface SettingChange {
  readonly title: string;
  readonly from: string;
  readonly to: string;
}

/** Everything that new settings change: figures, and who approves what. All they say where those before are not known (null). */
export function settingsChanges(
  before: Settings | null,
  after: Settings,
  names: Pick<Names, 'person'> & { readonly subject: (subject: string) => string },
  { t, number, language }: Pick<Reader, 't' | 'number' | 'language'>,
): readonly SettingChange[] {
  const old = before === null ? null : figuresOf(before);
  const now = figuresOf(after);
  const figures = FIGURES.map((figure) => ({
    title: t(`rules.${figure}`),
    from: old === null ? t('rules.unknown') : number(old[figure]),
    to: number(now[figure]),
  }));
  const people = ({ approvers }: Settings, wanted: string): string => {
    const found = approvers.find(({ subject }) => subject === wanted)?.people ?? [];
    const called = found.map(names.person).toSorted();
    return called.length === 0 ? t('rules.approvers.any') : called.join(language === 'en' ? ', ' : '、');
  };
  const subjects = new Set([...(before?.approvers ?? []), ...after.approvers].map(({ subject }) => subject));
  const approvers = [...subjects].toSorted().map((subject) => ({
    title: t('rules.approvers', { subject: names.subject(subject) }),
    from: before === null ? t('rules.unknown') : people(before, subject),
    to: people(after, subject),
  }));
  return [...figures, ...approvers].filter(({ from, to }) => from !== to);
}
