import type { Json } from '../../model/json.ts';
import { aggregate, forEach, itemType } from '../build-list.ts';
import { and, compare, constant, FALSE, holds, isMissing, oneOf, or } from '../build-logic.ts';
import type { Expression } from '../../model/expression.ts';
import { STRING, type Value } from '../../model/type.ts';
import { readConstant } from './constant.ts';
import { foldedOf, membersByFolded, readFolded } from './folded.ts';
import { type Operator, type ORDER } from './operators.ts';
import { note, type ConditionReading, type ReadSide, type LeafSide } from './reading.ts';
import { isScalar, sameKind, unfit } from './unfit.ts';

/** Whether two sides are equal; two absent fields are. */
export function equal(
  reading: ConditionReading,
  operator: Operator,
  left: LeafSide,
  right: LeafSide,
): Expression | null {
  if (left.kind === 'written')
    return right.kind === 'written' ? unfit(reading, operator, left) : equal(reading, operator, right, left);
  if (!isScalar(left.of.type)) return unfit(reading, operator, left);
  if (operator.isFolded) return foldedEqual(reading, operator, left, right);
  if (right.kind === 'written') {
    const value = readConstant(reading, right.json, left, right.pointer, 'equality');
    return value && holds(compare('=', left.of, value));
  }
  return sameKind(reading, left, right) ? sameOrBothMissing(left.of, right.of) : null;
}

function sameOrBothMissing(left: Expression, right: Expression): Expression {
  const same = holds(compare('=', left, right));
  return left.missable && right.missable ? or([same, and([isMissing(left), isMissing(right)])]) : same;
}

/** Whether two texts are alike without width and case. */
function foldedEqual(
  reading: ConditionReading,
  operator: Operator,
  left: ReadSide,
  right: LeafSide,
): Expression | null {
  if (left.of.type.kind !== 'string') return unfit(reading, operator, left);
  if (right.kind === 'read')
    return sameKind(reading, left, right) ? sameOrBothMissing(foldedOf(left.of), foldedOf(right.of)) : null;
  const one = readFolded(reading, right.json, left, right.pointer);
  return one && amongFolded(left.of, one);
}

/** Whether a text folded is one of some folded texts; of an enum: whether it is one of its members that are. */
function amongFolded(of: Expression, folded: readonly string[]): Expression {
  const { type } = of;
  if (type.kind !== 'string' || type.enum === undefined) return anyOf(foldedOf(of), folded);
  const members = membersByFolded(type.enum);
  return anyOf(
    of,
    folded.flatMap((one) => members.get(one) ?? []),
  );
}

function anyOf(of: Expression, texts: readonly string[]): Expression {
  const [only] = texts;
  return holds(
    texts.length === 1 && only !== undefined
      ? compare('=', of, constant(STRING, only))
      : oneOf(of, [...new Set(texts)]),
  );
}

/** A comparison by order, of numbers alone. */
export function order(
  reading: ConditionReading,
  operator: Operator,
  sign: (typeof ORDER)[keyof typeof ORDER],
  left: LeafSide,
  right: LeafSide,
): Expression | null {
  const read = left.kind === 'read' ? left : right.kind === 'read' ? right : null;
  if (read === null) return unfit(reading, operator, left);
  const { kind } = read.of.type;
  if (kind === 'date' || kind === 'instant') {
    return note(
      reading,
      'date-as-text',
      read.pointer,
      { name: read.name, operator: operator.text },
      { found: operator.text },
    );
  }
  if (kind === 'string')
    return note(
      reading,
      'string-as-number',
      read.pointer,
      { name: read.name, found: operator.text },
      { found: operator.text },
    );
  if (kind !== 'number') return unfit(reading, operator, read);
  const [a, b] = [numberSide(reading, left, read), numberSide(reading, right, read)];
  return a && b && holds(compare(sign, a, b));
}

function numberSide(reading: ConditionReading, side: LeafSide, other: ReadSide): Expression | null {
  if (side.kind === 'written') return readConstant(reading, side.json, other, side.pointer, 'order');
  return side === other || sameKind(reading, other, side) ? side.of : null;
}

/** Whether `item` is in `list`: the item or the list may be the written one. */
export function isIn(reading: ConditionReading, operator: Operator, item: LeafSide, list: LeafSide): Expression | null {
  if (list.kind === 'written')
    return item.kind === 'read' ? inWritten(reading, operator, item, list) : unfit(reading, operator, item);
  const one = itemOf(reading, operator, list);
  const body = one && equal(reading, { ...operator, name: 'equal' }, { ...list, of: one }, item);
  return body && one && holds(aggregate('some', forEach(list.of, one, null, body)));
}

function inWritten(
  reading: ConditionReading,
  operator: Operator,
  item: ReadSide,
  list: LeafSide & { readonly kind: 'written' },
) {
  const { json, pointer } = list;
  if (typeof json === 'string') return note(reading, 'in-with-string', pointer, {}, { found: json, fix: [json] });
  if (!Array.isArray(json))
    return note(reading, 'list-expected', pointer, { operator: operator.text }, { found: json });
  if (!isScalar(item.of.type)) return unfit(reading, operator, item);
  if (operator.isFolded && item.of.type.kind !== 'string') return unfit(reading, operator, item);
  const values = readItems(reading, operator, json, item, pointer);
  if (values === null) return null;
  if (operator.isFolded) return values.length === 0 ? FALSE : amongFolded(item.of, values.map(String));
  return values.length === 0 ? FALSE : holds(oneOf(item.of, values));
}

const MOST_REFUSED = 20;

/** The constants of a list; a hostile one is given up after some refusals. */
function readItems(
  reading: ConditionReading,
  operator: Operator,
  json: readonly Json[],
  item: ReadSide,
  pointer: string,
): readonly Value[] | null {
  const values: Value[] = [];
  let refused = 0;
  for (const [i, one] of json.entries()) {
    const at = `${pointer}/${i}`;
    const read = operator.isFolded
      ? readFolded(reading, one, item, at)
      : readConstant(reading, one, item, at, 'equality');
    if (read !== null) values.push(...('value' in read ? [read.value] : read));
    else refused += 1;
    if (refused >= MOST_REFUSED) return null;
  }
  return refused > 0 ? null : values;
}

/** The variable of a loop over a read list, whose items may be missing; null where it is none. */
export function itemOf(reading: ConditionReading, operator: Operator, side: ReadSide) {
  const type = side.of.type;
  if (type.kind !== 'list' || type.of.kind === 'row') return unfit(reading, operator, side);
  return reading.scope.freshVariable(side.name, itemType(side.of), true);
}
