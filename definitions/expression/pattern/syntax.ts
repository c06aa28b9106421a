/** The syntax of patterns: what RE2 and JavaScript (with the `u` flag) both have and mean alike. */

/** A set of code points as inclusive ranges, sorted and apart. */
export type CodePoints = readonly (readonly [number, number])[];

export type PatternNode =
  | { readonly kind: 'set'; readonly points: CodePoints }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  | { readonly kind: 'sequence'; readonly items: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly items: readonly PatternNode[] }
  /** `most` null: without limit. */
  | { readonly kind: 'repeat'; readonly of: PatternNode; readonly least: number; readonly most: number | null };

/** Why a pattern is refused, and where (in code points from 0). */
export interface PatternFault {
  readonly reason: PatternReason;
  readonly at: number;
}
export type PatternReason =
  | 'too-long'
  | 'too-large'
  | 'too-deep'
  | 'unclosed'
  | 'unexpected'
  | 'look-around'
  | 'back-reference'
  | 'group-form'
  | 'escape'
  | 'lazy-or-possessive'
  | 'nothing-to-repeat'
  | 'repeat-limits'
  | 'class-range'
  | 'class-empty';

export const LAST_POINT = 0x10ffff;

/** All code points that are not in a set. */
export function complement(points: CodePoints): CodePoints {
  const holes: [number, number][] = [];
  let next = 0;
  for (const [low, high] of points) {
    if (low > next) holes.push([next, low - 1]);
    next = high + 1;
  }
  if (next <= LAST_POINT) holes.push([next, LAST_POINT]);
  return holes;
}

/** Sorts and joins ranges. */
export function joined(ranges: CodePoints): CodePoints {
  const sorted = [...ranges].sort(([a], [b]) => a - b);
  const result: [number, number][] = [];
  for (const [low, high] of sorted) {
    const last = result.at(-1);
    if (last !== undefined && low <= last[1] + 1) last[1] = Math.max(last[1], high);
    else result.push([low, high]);
  }
  return result;
}
