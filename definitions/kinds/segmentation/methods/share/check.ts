import { decimalText } from '../../../../model/decimal.ts';
import { parseInterval } from '../../../../model/interval.ts';
import type { Problem } from '../../../../model/problem.ts';
import { segmentationProblem } from '../../problems.ts';
import type { ShareSegmentation } from '../../segmentation.ts';
import { classesByShare, shareOf } from './lower.ts';

/** Shares are intervals open below and closed above, and run from 0 to 100 without gap or overlap. */
export function checkShares(document: ShareSegmentation): readonly Problem[] {
  const at = (i: number) => ({ definition: `segmentation/${document.name}`, pointer: `/classes/${i}/share` });
  const malformed = document.classes.flatMap(({ share }, i) => {
    const interval = parseInterval(share);
    const isShaped =
      interval !== undefined && !interval.lowIncluded && interval.highIncluded && shareOf(share) !== undefined;
    const { low = -1n, high = -1n } = shareOf(share) ?? {};
    if (isShaped && low >= 0n && high <= HUNDRED && low < high) return [];
    return [segmentationProblem('share-malformed', at(i), { found: share }, { found: share })];
  });
  return malformed.length > 0 ? malformed : checkPartition(document, at);
}

const HUNDRED = 100_000_000_000n;

function checkPartition(
  document: ShareSegmentation,
  at: (i: number) => { readonly definition: string; readonly pointer: string },
): readonly Problem[] {
  const problems: Problem[] = [];
  let next = 0n;
  for (const one of [...classesByShare(document)].reverse()) {
    const { low, high } = shareOf(one.share) ?? { low: next, high: next };
    if (low !== next) {
      const slots = { part: one.title ?? one.name, expected: percent(next) };
      problems.push(
        segmentationProblem('shares-do-not-partition', at(document.classes.indexOf(one)), slots, { found: one.share }),
      );
    }
    next = high;
  }
  if (next === HUNDRED) return problems;
  const slots = { part: '100', expected: percent(next) };
  return [...problems, segmentationProblem('shares-do-not-partition', { ...at(0), pointer: '/classes' }, slots)];
}

function percent(scaled: bigint): string {
  return decimalText(scaled, 9).replace(/\.?0+$/, '');
}
