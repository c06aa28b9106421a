/** An interval as people write it: `[60, 80)`, `(-∞, 5000)`, `[2026-01-01, 2026-07-01)`. A side that is null is infinite. */
export interface IntervalText {
  readonly low: string | null;
  readonly lowIncluded: boolean;
  readonly high: string | null;
  readonly highIncluded: boolean;
}

/** A set of scaled integers without holes, both ends included; null = unbounded on that side. */
export interface Range {
  readonly low: bigint | null;
  readonly high: bigint | null;
  /** The side was written open: `[6, 24)` is 6 … 23 and reads "6 to under 24". Only words ask for it. */
  readonly isLowOpen?: true;
  readonly isHighOpen?: true;
}

const INTERVAL = /^\s*([[(])\s*([^,\s]+)\s*,\s*([^,\s]+)\s*([\])])\s*$/;
const MINUS_INFINITY = /^-(∞|inf)$/;
const INFINITY = /^\+?(∞|inf)$/;

/** The parts of an interval's text, or undefined where it is not one. An infinite side must be open. */
export function parseInterval(text: string): IntervalText | undefined {
  const match = INTERVAL.exec(text);
  if (match === null) return undefined;
  const [, open = '', low = '', high = '', close = ''] = match;
  const isLowInfinite = MINUS_INFINITY.test(low);
  const isHighInfinite = INFINITY.test(high);
  if ((isLowInfinite && open === '[') || (isHighInfinite && close === ']')) return undefined;
  return {
    low: isLowInfinite ? null : low,
    lowIncluded: open === '[',
    high: isHighInfinite ? null : high,
    highIncluded: close === ']',
  };
}

/**
 * The integers (scaled by `read`, e.g. to decimals or days) an interval holds: on a grid of whole units every open end is a
 * closed end one unit further in. Undefined where a bound is not readable; an empty interval has low > high.
 */
export function toRange(interval: IntervalText, read: (bound: string) => bigint | undefined): Range | undefined {
  const low = interval.low === null ? null : read(interval.low);
  const high = interval.high === null ? null : read(interval.high);
  if (low === undefined || high === undefined) return undefined;
  return {
    low: low === null || interval.lowIncluded ? low : low + 1n,
    high: high === null || interval.highIncluded ? high : high - 1n,
    ...(low === null || interval.lowIncluded ? {} : { isLowOpen: true }),
    ...(high === null || interval.highIncluded ? {} : { isHighOpen: true }),
  };
}
