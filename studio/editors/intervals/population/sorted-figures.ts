import type { ParsedInterval } from '../../../texts/interval.ts';
import { countBelow } from '../scale.ts';

/**
 * The figures of a sample in rising order, by the group that each customer belonged to: sorted once, so that a cut is counted by binary
 * search. Figures are whole units of 10^-decimals; NaN stands for a customer whom no interval takes.
 */
export interface SortedFigures {
  /** Of each group, rising. */
  readonly byGroup: readonly Float64Array[];
  /** Of all of them, rising. */
  readonly all: Float64Array;
  readonly decimals: number;
}

/** `groupOf`: the group of the customer at each place; one below 0 is of none, and left out as one without a figure is. */
export function sortedFigures(
  figures: ArrayLike<number>,
  groupOf: ArrayLike<number>,
  groups: number,
  decimals: number,
): SortedFigures {
  const counts = new Int32Array(groups);
  const isIn = (i: number) => (groupOf[i] ?? -1) >= 0 && !Number.isNaN(figures[i] ?? Number.NaN);
  for (let i = 0; i < figures.length; i++) if (isIn(i)) counts[groupOf[i] ?? 0] = (counts[groupOf[i] ?? 0] ?? 0) + 1;
  const byGroup = Array.from(counts, (count) => new Float64Array(count));
  counts.fill(0);
  for (let i = 0; i < figures.length; i++) {
    if (!isIn(i)) continue;
    const group = groupOf[i] ?? 0;
    const at = counts[group] ?? 0;
    counts[group] = at + 1;
    const own = byGroup[group];
    if (own !== undefined) own[at] = figures[i] ?? 0;
  }
  const all = new Float64Array(byGroup.reduce((sum, one) => sum + one.length, 0));
  let from = 0;
  for (const own of byGroup) {
    own.sort();
    all.set(own, from);
    from += own.length;
  }
  return { byGroup, all: all.sort(), decimals };
}

/** A figure as it is written, in whole units: the point is moved in the text, so that 0.29 of two decimals is 29 and no other. */
export const inUnits = (text: string, decimals: number): number => Number(`${text}e${decimals}`);

/** How many of a rising list lie in an interval. */
const countIn = (sorted: ArrayLike<number>, interval: ParsedInterval, decimals: number): number =>
  countBetween(sorted, unitsOf(interval, decimals));

/** An interval in whole units. */
interface Units {
  readonly low: number;
  readonly high: number;
  readonly isLowIn: boolean;
  readonly isHighIn: boolean;
}

const unitsOf = ({ low, high, ...ends }: ParsedInterval, decimals: number): Units => ({
  ...ends,
  low: low === null ? Number.NEGATIVE_INFINITY : inUnits(low, decimals),
  high: high === null ? Number.POSITIVE_INFINITY : inUnits(high, decimals),
});

const countBetween = (sorted: ArrayLike<number>, { low, high, isLowIn, isHighIn }: Units): number =>
  Math.max(0, countBelow(sorted, high, isHighIn) - countBelow(sorted, low, !isLowIn));

/** How many of each group lie in each interval: `[group][interval]`. */
export function countsBy(
  { byGroup, decimals }: SortedFigures,
  intervals: readonly ParsedInterval[],
): readonly (readonly number[])[] {
  return byGroup.map((own) => intervals.map((interval) => countIn(own, interval, decimals)));
}

/** Finds the place of the first interval that a figure lies in; −1: none. */
export function placing(intervals: readonly ParsedInterval[], decimals: number): (figure: number) => number {
  const units = intervals.map((interval) => unitsOf(interval, decimals));
  return (figure) =>
    units.findIndex(
      ({ low, high, isLowIn, isHighIn }) =>
        (isLowIn ? figure >= low : figure > low) && (isHighIn ? figure <= high : figure < high),
    );
}

/** Where a cut is to lie so that so many customers are on its side. */
export interface CutGoal {
  /** Which side is counted: the interval above the cut, up to its own end, or the one below it. */
  readonly side: 'above' | 'below';
  readonly interval: ParsedInterval;
  /** How many, beside those who are there whatever the cut. */
  readonly count: number;
  /** The figures between which the cut must stay, themselves left out; null: no end. */
  readonly room: { readonly low: string | null; readonly high: string | null };
}

/**
 * The cut that brings the count nearest to the goal, in whole units, with the count it gives: customers of one figure stand on one side
 * together. Of two that are equally near the one of fewer customers. Undefined where no figure lies in the room.
 */
export function solveCut(
  { all, decimals }: SortedFigures,
  { side, interval, count, room }: CutGoal,
): { readonly at: number; readonly count: number } | undefined {
  const low = room.low === null ? Number.NEGATIVE_INFINITY : inUnits(room.low, decimals);
  const high = room.high === null ? Number.POSITIVE_INFINITY : inUnits(room.high, decimals);
  const units = unitsOf(interval, decimals);
  const counted = (at: number) => countBetween(all, side === 'above' ? { ...units, low: at } : { ...units, high: at });
  // A cut changes what it counts only where it passes a figure: at each, and one unit on either side of it.
  const candidates = new Set<number>();
  for (let i = countBelow(all, low, false); i < all.length; i++) {
    const figure = all[i] ?? 0;
    if (figure > high) break;
    if (figure === all[i - 1]) continue;
    for (const at of [figure - 1, figure, figure + 1]) if (at > low && at < high) candidates.add(at);
  }
  const sorted = Float64Array.from(candidates).sort();
  // The count falls from one to the next (above the cut), or rises: the goal is met between two of them.
  const isShort = (at: number) => (side === 'above' ? counted(at) > count : counted(at) < count);
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (isShort(sorted[middle] ?? 0)) from = middle + 1;
    else to = middle;
  }
  const near = [from - 1, from].flatMap((i) => (i < 0 || i >= sorted.length ? [] : [sorted[i] ?? 0]));
  const found = near.map((at) => ({ at, count: counted(at), off: Math.abs(counted(at) - count) }));
  const [best] = found.toSorted((a, b) => a.off - b.off || a.count - b.count);
  return best === undefined ? undefined : { at: best.at, count: best.count };
}
