import { LARGEST, type Type, type Value } from '../../model/type.ts';

/**
 * What an expression can be at most, over all records of a box: a range of numbers (days, milliseconds), a range of doubles, or some
 * texts, truths or positions (null: any). What is `missable` may also be missing. Too wide is harmless, too narrow is not.
 */
export type Span = NumberSpan | DoubleSpan | SetSpan;

export interface NumberSpan {
  readonly kind: 'range';
  readonly missable: boolean;
  /** Above `high`: no number at all. */
  readonly low: bigint;
  readonly high: bigint;
}
export interface DoubleSpan {
  readonly kind: 'double';
  readonly missable: boolean;
  readonly low: number;
  readonly high: number;
}
export interface SetSpan {
  readonly kind: 'set';
  readonly missable: boolean;
  readonly values: readonly Value[] | null;
}

/** More members than these are not told apart. */
const MOST_MEMBERS = 64;

export const range = (low: bigint, high: bigint, missable: boolean): NumberSpan => ({
  kind: 'range',
  missable,
  low,
  high,
});

export const setOf = (values: readonly Value[] | null, missable: boolean): SetSpan =>
  values !== null && values.length > MOST_MEMBERS
    ? { kind: 'set', missable, values: null }
    : { kind: 'set', missable, values };

/** No value, perhaps missing. */
export const NOTHING = range(1n, 0n, false);

/** What is known of a value by its type alone. */
export function anyOf(type: Type, missable: boolean): Span {
  switch (type.kind) {
    case 'boolean':
      return truth(true, true, missable);
    case 'string':
      return setOf(type.enum ?? null, missable);
    case 'approximate':
      return { kind: 'double', missable, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
    case 'number':
    case 'date':
    case 'instant':
      return range(type.minimum, type.maximum, missable);
    default:
      return range(-LARGEST, LARGEST, missable);
  }
}

/** One value, or missing. */
export function exactly(value: Value | null, type: Type): Span {
  if (value === null) return { ...nothingOf(type), missable: true };
  return typeof value === 'bigint' ? range(value, value, false) : setOf([value], false);
}

function nothingOf(type: Type): Span {
  if (type.kind === 'boolean' || type.kind === 'string') return setOf([], false);
  return type.kind === 'approximate' ? { kind: 'double', missable: false, low: 1, high: 0 } : NOTHING;
}

/** The eight things a truth can be. */
const TRUTHS: readonly SetSpan[] = Array.from({ length: 8 }, (_, bits) =>
  setOf([...((bits & 1) === 0 ? [] : [true]), ...((bits & 2) === 0 ? [] : [false])], (bits & 4) !== 0),
);

export function truth(canHold: boolean, canFail: boolean, missable: boolean): SetSpan {
  return TRUTHS[(canHold ? 1 : 0) + (canFail ? 2 : 0) + (missable ? 4 : 0)] as SetSpan;
}

export const canBe = (span: Span, value: Value): boolean =>
  span.kind === 'set' && (span.values === null || span.values.includes(value));

export const isEmpty = (span: Span): boolean =>
  span.kind === 'set' ? span.values?.length === 0 : span.low > span.high;

export const isMissable = (spans: readonly Span[]): boolean => spans.some(({ missable }) => missable);

/** The numbers of a span as a range. */
export function rangeOf(span: Span): NumberSpan {
  if (span.kind === 'range') return span;
  if (span.kind === 'double' || span.values === null) return range(-LARGEST, LARGEST, span.missable);
  let [low, high] = [1n, 0n];
  for (const value of span.values) {
    if (typeof value !== 'bigint') continue;
    if (low > high) [low, high] = [value, value];
    else if (value < low) low = value;
    else if (value > high) high = value;
  }
  return range(low, high, span.missable);
}

/** The values of one span or another. */
export function either(a: Span, b: Span): Span {
  const missable = a.missable || b.missable;
  if (isEmpty(a)) return b.missable === missable ? b : { ...b, missable };
  if (isEmpty(b)) return a.missable === missable ? a : { ...a, missable };
  if (a.kind === 'double' && b.kind === 'double')
    return { kind: 'double', missable, low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) };
  const [these, those] = [membersOf(a), membersOf(b)];
  if (these !== undefined && those !== undefined && these.length + those.length <= MOST_MEMBERS)
    return setOf([...new Set([...these, ...those])], missable);
  if (a.kind === 'set' && b.kind === 'set' && !isOfNumbers(a) && !isOfNumbers(b)) return setOf(null, missable);
  const [x, y] = [rangeOf(a), rangeOf(b)];
  return range(x.low < y.low ? x.low : y.low, x.high > y.high ? x.high : y.high, missable);
}

/** The members of a set, or of a range of one number. */
function membersOf(span: Span): readonly Value[] | undefined {
  if (span.kind === 'set') return span.values ?? undefined;
  return span.kind === 'range' && span.low === span.high ? [span.low] : undefined;
}

const isOfNumbers = (span: SetSpan): boolean => typeof span.values?.[0] === 'bigint';
