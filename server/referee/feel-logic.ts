import type { SyntaxNode } from '@lezer/common';
import { compareSigned, type Sign } from './feel-arithmetic.ts';
import type { FeelFrame } from './feel-frame.ts';
import { isNull, parts, testsOf, written } from './feel-syntax.ts';
import { RefereeSubject } from './subject.ts';
import type { RefereeValue } from './value.ts';

/** Kleene; an operand behind one that has decided is not looked at. */
export async function junction(node: SyntaxNode, frame: FeelFrame): Promise<RefereeValue> {
  const decisive = node.name === 'Disjunction';
  let isUnknown = false;
  for (const operand of parts(node)) {
    if (operand.name === 'and' || operand.name === 'or') continue;
    const value = await frame.evaluate(operand, frame);
    if (value === decisive) return decisive;
    isUnknown ||= value === null;
  }
  return isUnknown ? null : !decisive;
}

const isAbsent = (value: RefereeValue) => value === null || (value instanceof RefereeSubject && value.isAbsent);

/** `=`, `<`, `between`, `in`; null is compared as absence. */
export async function comparison(node: SyntaxNode, frame: FeelFrame): Promise<RefereeValue> {
  const [first, operator, second, , third] = parts(node);
  if (first === undefined || operator === undefined || second === undefined) throw new Error('A broken comparison');
  if (operator.name === 'in') return anyOf(await frame.evaluate(first, frame), testsOf(node), frame);
  const sign = written(frame.text, operator);
  if (isNull(first) || isNull(second)) {
    const absent = isAbsent(await frame.evaluate(isNull(first) ? second : first, frame));
    return sign === '=' ? absent : !absent;
  }
  const [left, right] = [await frame.evaluate(first, frame), await frame.evaluate(second, frame)];
  if (sign !== 'between') return compareSigned(sign as Sign, left, right);
  if (third === undefined) throw new Error('A broken between');
  return both(compareSigned('>=', left, right), compareSigned('<=', left, await frame.evaluate(third, frame)));
}

function both(a: RefereeValue, b: RefereeValue): RefereeValue {
  if (a === false || b === false) return false;
  return a === null || b === null ? null : true;
}

/** Whether any test behind `in` holds. */
async function anyOf(of: RefereeValue, tests: readonly SyntaxNode[], frame: FeelFrame): Promise<RefereeValue> {
  const held: RefereeValue[] = [];
  for (const test of tests) held.push(await inTest(of, test, frame));
  return held.includes(true) ? true : held.includes(null) ? null : false;
}

async function inTest(of: RefereeValue, test: SyntaxNode, frame: FeelFrame): Promise<RefereeValue> {
  if (test.name === 'ParenthesizedExpression' || test.name === 'List')
    return anyOf(of, parts(test).slice(1, -1), frame);
  if (test.name === 'SimplePositiveUnaryTest') {
    const [first, second] = parts(test);
    if (first?.name === 'Interval') return inInterval(of, first, frame);
    if (first === undefined || second === undefined) throw new Error('A broken test');
    return compareSigned(written(frame.text, first) as Sign, of, await frame.evaluate(second, frame));
  }
  if (isNull(test)) return isAbsent(of);
  const value = await frame.evaluate(test, frame);
  if (Array.isArray(value))
    return of === null ? null : value.some((item: RefereeValue) => compareSigned('=', of, item) === true);
  return compareSigned('=', of, value);
}

async function inInterval(of: RefereeValue, node: SyntaxNode, frame: FeelFrame): Promise<RefereeValue> {
  const [open, low, , high, close] = parts(node);
  if (open === undefined || low === undefined || high === undefined || close === undefined)
    throw new Error('A broken interval');
  const above = compareSigned(written(frame.text, open) === '[' ? '>=' : '>', of, await frame.evaluate(low, frame));
  return both(
    above,
    compareSigned(written(frame.text, close) === ']' ? '<=' : '<', of, await frame.evaluate(high, frame)),
  );
}
