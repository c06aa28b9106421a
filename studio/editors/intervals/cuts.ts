import { isObject, type Json, type JsonObject } from '../../../definitions/index.ts';
import { type ParsedInterval, readInterval } from '../../texts/interval.ts';

/**
 * Intervals that lie side by side, as bins, bands and classes are: read from their texts, cut at other places, and written again. An
 * interval that cannot be read is left out of the order and never touched.
 */
export interface Interval extends ParsedInterval {
  /** Where it stands in its list. */
  readonly index: number;
}

/** Where one interval ends and the next begins: at one figure, or with a gap or an overlap between. */
export interface Boundary {
  readonly below: Interval;
  readonly above: Interval;
  readonly kind: 'cut' | 'gap' | 'overlap';
  /** The figure where the upper one begins; of a cut also where the lower one ends. */
  readonly at: string;
  /** A value that falls into none, or into both, of them; null where it is a cut. */
  readonly example: string | null;
}

/** The intervals of a list, lowest first. Those whose figures are dates or the like are in the order of their texts. */
export function intervalsOf(texts: readonly (string | undefined)[]): readonly Interval[] {
  return texts
    .flatMap((text, index) => {
      const read = text === undefined ? undefined : readInterval(text);
      return read === undefined ? [] : [{ ...read, index }];
    })
    .toSorted((a, b) => (a.low === null ? -1 : b.low === null ? 1 : compareFigures(a.low, b.low)));
}

export function boundariesOf(intervals: readonly Interval[]): readonly Boundary[] {
  return intervals.slice(1).flatMap((above, i) => {
    const below = intervals[i];
    return below === undefined ? [] : [boundaryOf(below, above)];
  });
}

function boundaryOf(below: Interval, above: Interval): Boundary {
  const at = above.low ?? below.high ?? '';
  if (below.high === null || above.low === null) return { below, above, kind: 'overlap', at, example: at };
  const order = compareFigures(below.high, above.low);
  if (order === 0) {
    if (below.isHighIn !== above.isLowIn) return { below, above, kind: 'cut', at, example: null };
    return { below, above, kind: below.isHighIn ? 'overlap' : 'gap', at, example: at };
  }
  if (order > 0) return { below, above, kind: 'overlap', at, example: above.isLowIn ? at : between(at, below.high) };
  return { below, above, kind: 'gap', at, example: below.isHighIn ? between(below.high, at) : below.high };
}

/** A figure between two others, exact. */
function between(low: string, high: string): string {
  const [a, b] = [Number(low), Number(high)];
  if (Number.isNaN(a) || Number.isNaN(b)) return low;
  return plainText((a + b) / 2);
}

/** The texts with a boundary moved to a figure: the interval below ends there, the one above begins there, in no other way than before. */
export function withBoundary(
  texts: readonly string[],
  { below, above, kind }: Boundary,
  at: string,
): readonly string[] {
  // A cut keeps its side; what was none becomes one that begins with the upper interval.
  const isHighIn = kind === 'cut' && below.isHighIn;
  return texts.map((text, i) => {
    if (i === below.index) return intervalText({ ...below, high: at, isHighIn }, text);
    if (i === above.index) return intervalText({ ...above, low: at, isLowIn: !isHighIn }, text);
    return text;
  });
}

/** One interval in two at a figure: the lower part ends there, the upper begins there. */
export function splitAt(interval: Interval, at: string, written: string): readonly [lower: string, upper: string] {
  return [
    intervalText({ ...interval, high: at, isHighIn: false }, written),
    intervalText({ ...interval, low: at, isLowIn: true }, written),
  ];
}

/** An interval as text; infinity in the way that the text before wrote it. */
export function intervalText({ low, high, isLowIn, isHighIn }: ParsedInterval, before = ''): string {
  const infinity = /inf/.test(before) ? 'inf' : '∞';
  const left = low === null ? `(-${infinity}` : `${isLowIn ? '[' : '('}${low}`;
  const right = high === null ? `${infinity})` : `${high}${isHighIn ? ']' : ')'}`;
  return `${left}, ${right}`;
}

/** Orders figures by what they say, exactly; what are no figures (dates) by their texts. */
export function compareFigures(a: string, b: string): number {
  const [x, y] = [Number(a), Number(b)];
  if (Number.isNaN(x) || Number.isNaN(y)) return a < b ? -1 : a > b ? 1 : 0;
  return x - y;
}

/** A number as plain decimal text: 0.3 of three tenths, never 0.30000000000000004 nor 1e-7. */
export function plainText(figure: number, decimals = 12): string {
  const text = figure.toFixed(Math.min(Math.max(decimals, 0), 20));
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** The texts of one key of a list's items; empty where an item has none. */
export function textsIn(list: Json | undefined, key: string): readonly string[] {
  if (!Array.isArray(list)) return [];
  return list.map((item: Json) => (isObject(item) && typeof item[key] === 'string' ? item[key] : ''));
}

/** A list whose items say other texts under a key; an item that says the same stays the same object. */
export function withTexts<Item>(list: readonly Item[], key: string, texts: readonly string[]): readonly Item[] {
  return list.map((item, i) => {
    const text = texts[i];
    const own = item as unknown as JsonObject;
    return text === undefined || text === '' || own[key] === text ? item : ({ ...own, [key]: text } as unknown as Item);
  });
}

/** The cuts of a list of classes, bands or bins. */
export const cutsIn = (list: Json | undefined): readonly string[] =>
  boundariesOf(intervalsOf(textsIn(list, 'in'))).flatMap(({ kind, at }) => (kind === 'cut' ? [at] : []));
