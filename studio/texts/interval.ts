/** An interval as it is written, taken apart for drawing. An end that is unbounded is null. */
export interface ParsedInterval {
  readonly low: string | null;
  readonly high: string | null;
  readonly isLowIn: boolean;
  readonly isHighIn: boolean;
}

const INTERVAL = /^\s*([[(])\s*([^,]+?)\s*,\s*([^,]+?)\s*([\])])\s*$/;

/** Reads `[0, 60)`; undefined where the text is no interval (the check says why). */
export function readInterval(text: string): ParsedInterval | undefined {
  const found = INTERVAL.exec(text);
  if (found === null) return undefined;
  const [, open, low = '', high = '', close] = found;
  return { low: endOf(low), high: endOf(high), isLowIn: open === '[', isHighIn: close === ']' };
}

const endOf = (text: string) => (/^[-+]?(∞|inf)$/.test(text) ? null : text);

/** Intervals from low to high, by their figures or days. */
export function byLow(a: ParsedInterval, b: ParsedInterval): number {
  if (a.low === null || b.low === null) return a.low === b.low ? 0 : a.low === null ? -1 : 1;
  const [x, y] = [Number(a.low), Number(b.low)];
  return Number.isNaN(x) || Number.isNaN(y) ? (a.low < b.low ? -1 : 1) : x - y;
}
