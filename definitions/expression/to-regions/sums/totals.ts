import { lazily } from '../../../model/lazily.ts';
import { canReach, type SumRange } from './spans.ts';

/**
 * Which totals come out of one value of each of some lists? Sums are laid down list by list, those with the widest spread first, and
 * only those are kept from which the wanted range can still be reached: what is left near the end is little. Where they are too many
 * some are let go (what is found is still a sum, but nothing is proved by finding none), and then intervals of sums are laid down
 * instead, the nearest ones joined where they are too many (what they leave open is proved never to be a sum).
 */
export interface Totals {
  /** Whether a total in low..high exists: one value of each list, in their order; `never`; or not known. */
  within(low: bigint, high: bigint): readonly bigint[] | 'never' | 'unknown';
}

/** How many sums are kept: at first, and where nothing was found among them. */
const FEW = 2_000;
const MANY = 60_000;
/** The most sums that are laid down for one list, before they are made fewer. */
const MOST_WORK = 600_000;

/** Asks about the totals of lists of values, each ascending and without repetition; none is empty. */
export function totalsOf(lists: readonly (readonly bigint[])[]): Totals {
  const order = lists.map((_, i) => i).sort((a, b) => compare(spread(lists[b] ?? []), spread(lists[a] ?? [])));
  const sorted = order.map((i) => lists[i] ?? []);
  const { unit, steps, isExact } = inSteps(sorted);
  const base = sorted.reduce((sum, values) => sum + (values[0] ?? 0n), 0n);
  const everything = lazily(() => lay(steps, ANYTHING, FEW));
  const chosen = (places: readonly number[]) =>
    lists.map((_, i) => {
      const at = order.indexOf(i);
      return sorted[at]?.[places[at] ?? 0] ?? 0n;
    });
  return {
    within: (low, high) => {
      const slack = isExact ? 0 : steps.length;
      const narrow = { low: toNumber(ceiling(low - base, unit)), high: toNumber(floor(high - base, unit)) - slack };
      const wide = { low: narrow.low - slack, high: narrow.high + slack };
      if (isExact && wide.low > wide.high) return 'never';
      const known = goBack(everything(), steps, narrow);
      if (known !== undefined) return chosen(known);
      for (const most of [FEW, MANY]) {
        const laid = lay(steps, wide, most);
        const places = goBack(laid, steps, narrow);
        if (places !== undefined) return chosen(places);
        const near = isExact ? undefined : goBack(laid, steps, wide);
        const total = near && chosen(near).reduce((sum, value) => sum + value, 0n);
        if (near !== undefined && total !== undefined && total >= low && total <= high) return chosen(near);
        if (laid.isWhole && isEmpty(laid, wide)) return 'never';
      }
      return canReach(steps, wide) ? 'unknown' : 'never';
    },
  };
}

const ANYTHING: SumRange = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

const spread = (values: readonly bigint[]) => (values.at(-1) ?? 0n) - (values[0] ?? 0n);
const compare = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0);
const toNumber = (n: bigint) => Number(n);

/** The lists as numbers of steps above their least values: of their common step, or of a coarser one where the sums are too large. */
function inSteps(lists: readonly (readonly bigint[])[]) {
  const step = lists.reduce((g, list) => list.reduce((of, value) => divisor(of, value - (list[0] ?? 0n)), g), 0n) || 1n;
  const range = lists.reduce((sum, list) => sum + spread(list), 0n) / step;
  const coarser = range / BigInt(Number.MAX_SAFE_INTEGER) + 1n;
  const unit = step * coarser;
  const steps = lists.map((list) => Float64Array.from(list, (value) => toNumber((value - (list[0] ?? 0n)) / unit)));
  return { unit, steps, isExact: coarser === 1n };
}

interface Laid {
  /** The sums of the first lists, ascending; the first of them is 0 alone. */
  readonly layers: readonly Float64Array[];
  /** Whether no sum was let go for want of room. */
  readonly isWhole: boolean;
}

function lay(lists: readonly Float64Array[], wanted: SumRange, most: number): Laid {
  const left = restOf(lists);
  const layers: Float64Array[] = [Float64Array.of(0)];
  let isWhole = true;
  for (const [i, values] of lists.entries()) {
    const before = layers.at(-1) ?? Float64Array.of(0);
    const room = Math.max(1, Math.floor(MOST_WORK / values.length));
    const from = thinned(before, room);
    const next = sums(from, values, wanted.low - (left[i + 1] ?? 0), wanted.high);
    const kept = thinned(next, most);
    isWhole &&= from.length === before.length && kept.length === next.length;
    layers.push(kept);
  }
  return { layers, isWhole };
}

/** What the lists from each on can add at most; they add nothing at least. */
function restOf(lists: readonly Float64Array[]): readonly number[] {
  const left = [0];
  for (const values of [...lists].reverse()) left.unshift((left[0] ?? 0) + (values.at(-1) ?? 0));
  return left;
}

/** The sums low..high of one of each, ascending and without repetition; both are. All are whole numbers. */
function sums(from: Float64Array, values: Float64Array, low: number, high: number): Float64Array {
  let runs = Array.from(values, (value) => {
    const within = from.subarray(positionOf(from, low - value), positionOf(from, high - value + 1));
    return within.map((one) => one + value);
  });
  while (runs.length > 1) {
    const merged: Float64Array<ArrayBuffer>[] = [];
    for (let i = 0; i < runs.length; i += 2) merged.push(union(runs[i], runs[i + 1]));
    runs = merged;
  }
  return runs[0] ?? new Float64Array();
}

/** What stands in one or the other of two ascending lists. */
function union(one = new Float64Array(), other = new Float64Array()): Float64Array<ArrayBuffer> {
  if (other.length === 0) return one;
  const both = new Float64Array(one.length + other.length);
  let [i, j, count] = [0, 0, 0];
  while (i < one.length && j < other.length) {
    const [a, b] = [one[i] ?? 0, other[j] ?? 0];
    both[count++] = a < b ? a : b;
    if (a <= b) i++;
    if (b <= a) j++;
  }
  while (i < one.length) both[count++] = one[i++] ?? 0;
  while (j < other.length) both[count++] = other[j++] ?? 0;
  return both.subarray(0, count);
}

/** At most so many, the first and the last among them. */
function thinned(values: Float64Array, most: number): Float64Array {
  if (values.length <= most) return values;
  return Float64Array.from(
    { length: most },
    (_, i) => values[Math.floor((i * (values.length - 1)) / (most - 1 || 1))] ?? 0,
  );
}

/** The place of the value taken of each list under some total that is wanted. */
function goBack(
  { layers }: Laid,
  lists: readonly Float64Array[],
  { low, high }: SumRange,
): readonly number[] | undefined {
  const last = layers.at(-1) ?? Float64Array.of(0);
  let total = last[positionOf(last, low)];
  if (total === undefined || total > high) return undefined;
  const places: number[] = [];
  for (let i = lists.length - 1; i >= 0; i--) {
    const before = layers[i] ?? Float64Array.of(0);
    const rest: number = total;
    const place = (lists[i] ?? Float64Array.of(0)).findIndex(
      (value) => before[positionOf(before, rest - value)] === rest - value,
    );
    if (place < 0) return undefined;
    places.unshift(place);
    total = rest - (lists[i]?.[place] ?? 0);
  }
  return places;
}

function isEmpty({ layers }: Laid, { low, high }: SumRange): boolean {
  const last = layers.at(-1) ?? Float64Array.of(0);
  const first = last[positionOf(last, low)];
  return first === undefined || first > high;
}

/** The position of the first value that is not below. */
function positionOf(values: Float64Array, wanted: number): number {
  let [from, to] = [0, values.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((values[middle] ?? 0) < wanted) from = middle + 1;
    else to = middle;
  }
  return from;
}

function divisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

function floor(n: bigint, by: bigint): bigint {
  const quotient = n / by;
  return n % by < 0n ? quotient - 1n : quotient;
}

function ceiling(n: bigint, by: bigint): bigint {
  return -floor(-n, by);
}
