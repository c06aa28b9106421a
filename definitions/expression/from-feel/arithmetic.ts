import type { SyntaxNode } from '@lezer/common';
import { calendarCall, textCall } from '../build-list.ts';
import { integer } from '../build-logic.ts';
import type { Expression } from '../../model/expression.ts';
import { calculate, power, quotient } from './number.ts';
import { expressionOf, type FormulaPlace, refuse, textOf } from './reading.ts';
import { parts } from './syntax.ts';
import { type Duration, type FeelValue, kindName, value } from './value.ts';

/** `+ - * / **` and the minus sign, of numbers, texts, days and durations. */
export function arithmeticExpression(place: FormulaPlace, node: SyntaxNode): FeelValue | null {
  const [first, second, third] = parts(node);
  if (first === undefined || second === undefined) return refuse(place, node, 'formula-syntax');
  if (third === undefined) return signed(place, node, first, second);
  const [left, right] = [place.read(first, place), place.read(third, place)];
  if (left === null || right === null) return null;
  if (left.kind === 'null') return refuse(place, first, 'null-operand');
  if (right.kind === 'null') return refuse(place, third, 'null-operand');
  return binary(place, node, textOf(place, second), left, right);
}

function signed(place: FormulaPlace, node: SyntaxNode, sign: SyntaxNode, operand: SyntaxNode): FeelValue | null {
  const of = place.read(operand, place);
  if (textOf(place, sign) !== '-') return refuse(place, node, 'formula-outside');
  if (of?.kind === 'duration') return { ...of, count: calculate('negate', [of.count]) };
  const number = expressionOf(place, operand, of, '-');
  if (number === null) return null;
  return isFigure(number) ? value(calculate('negate', [number])) : unfit(place, operand, '-', of);
}

function binary(
  place: FormulaPlace,
  node: SyntaxNode,
  sign: string,
  left: FeelValue,
  right: FeelValue,
): FeelValue | null {
  if (left.kind === 'duration' || right.kind === 'duration') return withDuration(place, node, sign, left, right);
  if (left.kind !== 'value' || right.kind !== 'value') return differ(place, node, sign, left, right);
  const [a, b] = [left.of, right.of];
  if (isFigure(a) && isFigure(b)) return ofNumbers(place, node, sign, a, b);
  if (sign === '+' && a.type.kind === 'string' && b.type.kind === 'string')
    return value(textCall('concatenate', [a, b]));
  if (sign === '-' && a.type.kind === 'date' && b.type.kind === 'date') {
    return { kind: 'duration', unit: 'days', count: calendarCall('daysBetween', [b, a]) };
  }
  if (sign === '-' && a.type.kind === 'instant' && b.type.kind === 'instant') {
    return { kind: 'duration', unit: 'milliseconds', count: calendarCall('millisecondsBetween', [b, a]) };
  }
  return differ(place, node, sign, left, right);
}

function ofNumbers(
  place: FormulaPlace,
  node: SyntaxNode,
  sign: string,
  a: Expression,
  b: Expression,
): FeelValue | null {
  switch (sign) {
    case '+':
      return value(calculate('add', [a, b]));
    case '-':
      return value(calculate('subtract', [a, b]));
    case '*':
      return value(calculate('multiply', [a, b]));
    case '/':
      return quotient(place, node, a, b);
    case '**':
      return power(place, node, a, b);
    default:
      return refuse(place, node, 'formula-outside');
  }
}

function withDuration(
  place: FormulaPlace,
  node: SyntaxNode,
  sign: string,
  left: FeelValue,
  right: FeelValue,
): FeelValue | null {
  if (left.kind === 'value' && right.kind === 'duration' && (sign === '+' || sign === '-'))
    return moved(place, node, sign, left, right);
  if (left.kind === 'duration' && right.kind === 'value' && sign === '+') return moved(place, node, sign, right, left);
  if (left.kind === 'duration' && right.kind === 'duration') {
    const [a, b] = sameUnit(left, right) ?? [];
    if (a === undefined || b === undefined) return differ(place, node, sign, left, right);
    if (sign === '/') return quotient(place, node, a.count, b.count);
    if (sign === '+' || sign === '-')
      return { ...a, count: calculate(sign === '+' ? 'add' : 'subtract', [a.count, b.count]) };
  }
  const [length, times] = left.kind === 'duration' ? [left, right] : [right, left];
  if (sign === '*' && length.kind === 'duration' && times.kind === 'value' && isWhole(times.of)) {
    return { ...length, count: calculate('multiply', [length.count, times.of]) };
  }
  return differ(place, node, sign, left, right);
}

/** A day or instant some time later or earlier. */
function moved(
  place: FormulaPlace,
  node: SyntaxNode,
  sign: string,
  from: FeelValue & { readonly kind: 'value' },
  by: Duration,
): FeelValue | null {
  const count = sign === '+' ? by.count : calculate('negate', [by.count]);
  if (from.of.type.kind === 'date' && by.unit !== 'milliseconds') {
    return value(calendarCall(by.unit === 'months' ? 'addMonths' : 'addDays', [from.of, count]));
  }
  if (from.of.type.kind === 'instant' && by.unit !== 'months') {
    return value(calendarCall('addMilliseconds', [from.of, milliseconds({ ...by, count }).count]));
  }
  return differ(place, node, sign, from, by);
}

const DAY = 86_400_000;
function milliseconds(of: Duration): Duration {
  return of.unit === 'days'
    ? { kind: 'duration', unit: 'milliseconds', count: calculate('multiply', [of.count, integer(DAY)]) }
    : of;
}

/** Two durations in one unit; months and days have no common one. */
export function sameUnit(left: Duration, right: Duration): readonly [Duration, Duration] | undefined {
  if (left.unit === right.unit) return [left, right];
  return left.unit === 'months' || right.unit === 'months' ? undefined : [milliseconds(left), milliseconds(right)];
}

/** A number, exact or approximate. */
export function isFigure(of: Expression): boolean {
  return of.type.kind === 'number' || of.type.kind === 'approximate';
}
/** A number without decimals. */
export function isWhole(of: Expression): boolean {
  return of.type.kind === 'number' && of.type.decimals === 0;
}

const VERBS: Readonly<Record<string, { 'zh-CN': string; en: string }>> = {
  '+': { 'zh-CN': '加', en: 'added' },
  '-': { 'zh-CN': '减', en: 'subtracted' },
  '*': { 'zh-CN': '乘', en: 'multiplied' },
  '/': { 'zh-CN': '除', en: 'divided' },
  '**': { 'zh-CN': '乘方', en: 'raised' },
};
function differ(place: FormulaPlace, node: SyntaxNode, sign: string, left: FeelValue, right: FeelValue): null {
  return refuse(place, node, 'types-differ', {
    left: kindName(left),
    right: kindName(right),
    what: VERBS[sign] ?? sign,
  });
}

function unfit(place: FormulaPlace, node: SyntaxNode, what: string, found: FeelValue | null): null {
  return refuse(place, node, 'type-unfit', {
    what,
    expected: { 'zh-CN': '数字', en: 'a number' },
    found: found === null ? '' : kindName(found),
  });
}
