import { textCall } from '../build-list.ts';
import { constant, holds, isMissing, not } from '../build-logic.ts';
import type { Expression } from '../../model/expression.ts';
import { isPattern, parsePattern } from '../pattern.ts';
import { PATTERN_REASONS } from '../pattern/reasons.ts';
import { STRING } from '../../model/type.ts';
import { readConstant, shown, typeName } from './constant.ts';
import type { Operator } from './operators.ts';
import { note, type Reading, type Side } from './reading.ts';
import { unfit } from './unfit.ts';

/** `isMissing` and `isPresent`: their value says which answer is asked for. */
export function absence(reading: Reading, operator: Operator, left: Side, right: Side): Expression | null {
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

/** `startsWith` and `matches`. */
export function ofText(reading: Reading, operator: Operator, left: Side, right: Side): Expression | null {
  if (left.kind === 'written' || left.of.type.kind !== 'string') return unfit(reading, operator, left);
  const name = operator.name === 'matches' ? 'matches' : 'startsWith';
  if (right.kind === 'read') {
    if (right.of.type.kind !== 'string' || name === 'matches') return unfit(reading, operator, right);
    return holds(textCall(name, [left.of, right.of]));
  }
  const value = readConstant(reading, right.json, left, right.pointer, 'order');
  if (value === null) return null;
  const text = String(value.value);
  const pattern = name === 'matches' ? parsePattern(text) : undefined;
  if (pattern !== undefined && !isPattern(pattern)) {
    return note(
      reading,
      'pattern-refused',
      right.pointer,
      { found: shown(text), at: pattern.at + 1, reason: PATTERN_REASONS[pattern.reason] },
      { found: text },
    );
  }
  return holds(textCall(name, [left.of, constant(STRING, text)]));
}
