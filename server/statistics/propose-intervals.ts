import { decimalText } from '../../definitions/index.ts';
import { type BinRules, type Proposal, proposeBins } from './propose-bins.ts';
import { type FigureCounts, roundCuts } from './round-cuts.ts';
import { type OutcomeCounts, summed } from './weight-of-evidence.ts';

/** Proposed bins as intervals, rising, with what happened in them. */
export interface ProposedIntervals {
  readonly bins: readonly { readonly text: string; readonly counts: OutcomeCounts }[];
  readonly direction: Proposal['direction'];
}

/** So many pieces are put together to bins. */
const PIECES = 40;

/**
 * Intervals of figures from the lowest end of those there are to the highest, cut where that tells most. Null where no two keep the
 * rules. `figures` rise; `texts`: the intervals there are, null of items that are none.
 */
export function proposeIntervals(
  figures: readonly FigureCounts[],
  decimals: number,
  all: OutcomeCounts,
  rules: BinRules,
  texts: readonly (string | null)[],
): ProposedIntervals | null {
  const cuts = roundCuts(figures, PIECES);
  const pieces = [...cuts, Number.POSITIVE_INFINITY].map((end, i) =>
    summed(figures.filter(({ at }) => at < end && at >= (cuts[i - 1] ?? Number.NEGATIVE_INFINITY))),
  );
  const proposal = proposeBins(pieces, all, rules);
  const ends = endsOf(texts);
  if (proposal === null || ends === undefined) return null;
  const text = (cut: number) => {
    const written = decimalText(BigInt(cut), decimals);
    return written.includes('.') ? written.replace(/\.?0+$/, '') : written;
  };
  const bins = proposal.spans.map(({ first, last }, i) => {
    const low = i === 0 ? ends.low : `[${text(cuts[first - 1] ?? 0)}`;
    const high = i === proposal.spans.length - 1 ? ends.high : `${text(cuts[last] ?? 0)})`;
    return { text: `${low}, ${high}`, counts: summed(pieces.slice(first, last + 1)) };
  });
  return { bins, direction: proposal.direction };
}

/** The lowest and the highest end of intervals, as they are written. */
function endsOf(texts: readonly (string | null)[]): { readonly low: string; readonly high: string } | undefined {
  const read = texts.flatMap((text) => {
    const [, low, high] = /^([[(]\s*\S+)\s*,\s*(\S+\s*[\])])$/.exec(text?.trim() ?? '') ?? [];
    return low === undefined || high === undefined ? [] : [{ low, high }];
  });
  const figure = (end: string) => Number(end.replace(/[[\]()\s]/g, '').replace(/(∞|inf)$/, 'Infinity'));
  const low = read.toSorted((a, b) => figure(a.low) - figure(b.low))[0]?.low;
  const high = read.toSorted((a, b) => figure(b.high) - figure(a.high))[0]?.high;
  return low === undefined || high === undefined ? undefined : { low, high };
}
