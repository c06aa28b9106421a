import type { Type } from '../../model/type.ts';
import { shown, typeName } from './constant.ts';
import type { Operator } from './operators.ts';
import { note, type ConditionReading, type LeafSide } from './reading.ts';

/** One value, that equality makes sense of. */
export function isScalar(type: Type): boolean {
  return type.kind !== 'list' && type.kind !== 'row' && type.kind !== 'duration' && type.kind !== 'approximate';
}

/** Whether two read sides have one type; else a problem is noted. */
export function sameKind(
  reading: ConditionReading,
  left: LeafSide & { readonly kind: 'read' },
  right: LeafSide & { readonly kind: 'read' },
): boolean {
  if (left.of.type.kind === right.of.type.kind && isScalar(left.of.type)) return true;
  note(
    reading,
    'value-type',
    right.pointer,
    { name: left.name, type: typeName(left.of.type), found: right.name },
    { found: right.name },
  );
  return false;
}

/** What can be asked of values of a type, besides `isMissing` and `isPresent`. */
const FITTING: Readonly<Partial<Record<Type['kind'], string>>> = {
  boolean: 'equal, notEqual',
  string: 'equal, notEqual, in, notIn, startsWith, endsWith, containsText, matches',
  number: 'equal, notEqual, in, notIn, lessThan, lessThanInclusive, greaterThan, greaterThanInclusive, between',
  date: 'equal, notEqual, in, notIn, before, after, between, withinLast',
  instant: 'equal, notEqual, before, after, between, withinLast',
  list: 'contains, doesNotContain, someFact:…, everyFact:…',
};

/** The operator does not fit what it is asked of. */
export function unfit(reading: ConditionReading, operator: Operator, side: LeafSide): null {
  const [name, type] = side.kind === 'read' ? [side.name, typeName(side.of.type)] : [shown(side.json), ''];
  const fitting = side.kind === 'read' ? (FITTING[side.of.type.kind] ?? '') : '';
  const hint = fitting === '' ? '' : { 'zh-CN': `；可用 ${fitting}`, en: `; there are ${fitting}` };
  return note(
    reading,
    'operator-unfit',
    side.pointer,
    { operator: operator.text, name, type, hint },
    { found: operator.text },
  );
}
