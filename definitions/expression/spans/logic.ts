import type { BinTest, Compare } from '../../model/expression.ts';
import type { Value } from '../../model/type.ts';
import { canBe, either, isEmpty, rangeOf, type Span, truth } from './span.ts';

/** Kleene `and` and `or`. */
export function junction(isAnd: boolean, items: readonly Span[]): Span {
  const decides = items.some((item) => canBe(item, !isAnd));
  const isDecided = items.some((item) => canBe(item, !isAnd) && !canBe(item, isAnd) && !item.missable);
  const lets = !isDecided && items.every((item) => canBe(item, isAnd));
  const missable = !isDecided && items.some((item) => item.missable);
  return isAnd ? truth(lets, decides, missable) : truth(decides, lets, missable);
}

/** The first of several that is present. */
export function coalesced(items: readonly Span[]): Span {
  return items.reduce((found, item) => (found.missable ? either({ ...found, missable: false }, item) : found));
}

/** A comparison of two values of one type. */
export function compared(operator: Compare['operator'], left: Span, right: Span): Span {
  const missable = left.missable || right.missable;
  if (isEmpty(left) || isEmpty(right)) return truth(false, false, missable);
  if (left.kind === 'set' && right.kind === 'set' && typeof (left.values ?? right.values)?.[0] !== 'bigint')
    return same(left.values, right.values, missable);
  const [a, b] = left.kind === 'double' && right.kind === 'double' ? [left, right] : [rangeOf(left), rangeOf(right)];
  switch (operator) {
    case '=':
      return truth(a.low <= b.high && b.low <= a.high, a.low !== b.high || a.high !== b.low, missable);
    case '<':
      return truth(a.low < b.high, a.high >= b.low, missable);
    case '<=':
      return truth(a.low <= b.high, a.high > b.low, missable);
    case '>':
      return truth(a.high > b.low, a.low <= b.high, missable);
    case '>=':
      return truth(a.high >= b.low, a.low < b.high, missable);
  }
}

function same(left: readonly Value[] | null, right: readonly Value[] | null, missable: boolean): Span {
  if (left === null || right === null) return truth(true, true, missable);
  const isApart = left.length > 1 || right.length > 1 || left[0] !== right[0];
  return truth(
    left.some((value) => right.includes(value)),
    isApart,
    missable,
  );
}

/** Whether a present value can be, and can fail to be, what a test asks for. */
export function meets(span: Span, test: Extract<BinTest, { kind: 'range' | 'values' }>): readonly [boolean, boolean] {
  if (isEmpty(span)) return [false, false];
  if (test.kind === 'range') {
    const { low, high } = rangeOf(span);
    const [from, to] = [test.range.low ?? low, test.range.high ?? high];
    return [low <= to && high >= from, low < from || high > to];
  }
  const { values } = test;
  if (span.kind === 'set' && span.values !== null)
    return [span.values.some((value) => values.includes(value)), span.values.some((value) => !values.includes(value))];
  if (span.kind !== 'range') return [values.length > 0, true];
  const inside = values.filter((value) => typeof value === 'bigint' && value >= span.low && value <= span.high);
  return [inside.length > 0, BigInt(new Set(inside).size) < span.high - span.low + 1n];
}
