import type { BinTest } from '../model/expression.ts';

/** A range of whole units that a bin holds, told by the bin's position; null: unbounded on that side. */
export interface Piece {
  readonly low: bigint | null;
  readonly high: bigint | null;
  readonly position: number;
}

/** Neighbouring values that the same bins hold: `first` of those written, and another one behind it; null: none. */
export interface Run {
  readonly low: bigint;
  readonly high: bigint;
  readonly first: number | null;
  readonly second: number | null;
}

/** The ranges of numbers, days or instants that bins hold, in the order of the bins; a single value is a range. */
export function piecesOf(tests: readonly BinTest[]): readonly Piece[] {
  return tests.flatMap((test, position): readonly Piece[] => {
    if (test.kind === 'range') return [{ low: test.range.low, high: test.range.high, position }];
    if (test.kind !== 'values') return [];
    return test.values.flatMap((value) => (typeof value === 'bigint' ? [{ low: value, high: value, position }] : []));
  });
}

/**
 * Every whole unit of minimum … maximum in the fewest runs, ascending: the one account of how ordered ranges lie over a domain. A run
 * that none holds is a gap, one that a second holds an overlap, and bins that are the first of no run are never reached.
 */
export function runsOf(pieces: readonly Piece[], minimum: bigint, maximum: bigint): readonly Run[] {
  const clipped = pieces.flatMap(({ low, high, position }) => {
    const [from, to] = [
      low === null || low < minimum ? minimum : low,
      high === null || high > maximum ? maximum : high,
    ];
    return from > to ? [] : [{ low: from, high: to, position }];
  });
  const starts = [...new Set([minimum, ...clipped.flatMap(({ low, high }) => [low, high + 1n])])]
    .filter((start) => start <= maximum)
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const firsts = laidDown(clipped, starts, () => null);
  const seconds = laidDown(clipped, starts, (at) => firsts[at] ?? null);
  const runs: Run[] = [];
  starts.forEach((low, i) => {
    const next = starts[i + 1];
    const high = next === undefined ? maximum : next - 1n;
    const [first, second] = [firsts[i] ?? null, seconds[i] ?? null];
    const last = runs.at(-1);
    if (last !== undefined && last.first === first && last.second === second) runs[runs.length - 1] = { ...last, high };
    else runs.push({ low, high, first, second });
  });
  return runs;
}

interface Clipped {
  readonly low: bigint;
  readonly high: bigint;
  readonly position: number;
}

/** Which bin lies over each start, but for the one that `besides` names: earlier ones are laid down first and keep what they cover. */
function laidDown(
  pieces: readonly Clipped[],
  starts: readonly bigint[],
  besides: (at: number) => number | null,
): readonly (number | null)[] {
  const place = new Map(starts.map((start, i) => [start, i]));
  const holders: (number | null)[] = starts.map(() => null);
  // The next start that no bin holds yet, found by following and shortening jumps.
  const jump = Array.from({ length: starts.length + 1 }, (_, i) => i);
  const free = (from: number): number => {
    let at = from;
    while ((jump[at] ?? at) !== at) at = jump[at] = jump[jump[at] ?? at] ?? at;
    return at;
  };
  for (const { low, high, position } of pieces) {
    const end = place.get(high + 1n) ?? starts.length;
    for (let at = free(place.get(low) ?? 0); at < end; at = free(at)) {
      if (besides(at) === position) {
        at += 1;
        continue;
      }
      holders[at] = position;
      jump[at] = at + 1;
    }
  }
  return holders;
}
