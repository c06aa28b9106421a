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

/** The operator does not fit what it is asked of. */
export function unfit(reading: ConditionReading, operator: Operator, side: LeafSide): null {
  const [name, type] = side.kind === 'read' ? [side.name, typeName(side.of.type)] : [shown(side.json), ''];
  return note(
    reading,
    'operator-unfit',
    side.pointer,
    { operator: operator.text, name, type },
    { found: operator.text },
  );
}
