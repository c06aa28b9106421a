import { textCall } from '../build-list.ts';
import { constant, holds, isMissing, not, oneOf } from '../build-logic.ts';
import type { Expression } from '../../model/expression.ts';
import { fold } from '../fold.ts';
import { isPattern, parsePattern } from '../pattern/pattern.ts';
import { PATTERN_REASONS } from '../pattern/reasons.ts';
import { STRING } from '../../model/type.ts';
import { readConstant, shown, typeName } from './constant.ts';
import { foldedOf } from './folded.ts';
import type { Operator } from './operators.ts';
import { note, type ConditionReading, type LeafSide } from './reading.ts';
import { unfit } from './unfit.ts';

/** `isMissing` and `isPresent`: their value says which answer is asked for. */
export function absence(
  reading: ConditionReading,
  operator: Operator,
  left: LeafSide,
  right: LeafSide,
): Expression | null {
  if (left.kind === 'written') return unfit(reading, operator, left);
  if (right.kind !== 'written' || typeof right.json !== 'boolean') {
    const found = right.kind === 'written' ? shown(right.json) : right.name;
    return note(reading, 'value-type', right.pointer, {
      name: operator.text,
      type: typeName({ kind: 'boolean' }),
      found,
    });
  }
  const absent = isMissing(left.of);
  return (operator.name === 'isMissing') === right.json ? absent : not(absent);
}

const TESTS = { startsWith: 'startsWith', endsWith: 'endsWith', containsText: 'contains', matches: 'matches' } as const;
type TextTest = (typeof TESTS)[keyof typeof TESTS];

/** Tests of a text by a part of it, or by its form. */
export function ofText(
  reading: ConditionReading,
  operator: Operator & { readonly name: keyof typeof TESTS },
  left: LeafSide,
  right: LeafSide,
): Expression | null {
  if (left.kind === 'written' || left.of.type.kind !== 'string') return unfit(reading, operator, left);
  const test = TESTS[operator.name];
  const side = (of: Expression) => (operator.isFolded ? foldedOf(of) : of);
  if (right.kind === 'read') {
    if (right.of.type.kind !== 'string' || test === 'matches') return unfit(reading, operator, right);
    return holds(textCall(test, [side(left.of), side(right.of)]));
  }
  const value = readConstant(reading, right.json, left, right.pointer, 'order');
  if (value === null) return null;
  const text = String(value.value);
  if (test === 'matches' && isRefused(reading, text, right.pointer)) return null;
  const members = operator.isFolded ? left.of.type.enum : undefined;
  if (members === undefined)
    return holds(textCall(test, [side(left.of), constant(STRING, operator.isFolded ? fold(text) : text)]));
  return holds(
    oneOf(
      left.of,
      members.filter((member) => hasPart(fold(member), test, fold(text))),
    ),
  );
}

/** Whether a text has a part where a test looks for it. */
function hasPart(text: string, test: TextTest, part: string): boolean {
  if (test === 'startsWith') return text.startsWith(part);
  return test === 'endsWith' ? text.endsWith(part) : text.includes(part);
}

function isRefused(reading: ConditionReading, text: string, pointer: string): boolean {
  const pattern = parsePattern(text);
  if (isPattern(pattern)) return false;
  const slots = { found: shown(text), at: pattern.at + 1, reason: PATTERN_REASONS[pattern.reason] };
  note(reading, 'pattern-refused', pointer, slots, { found: text });
  return true;
}
