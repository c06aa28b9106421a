import type { Json } from '../../json.ts';
import { aggregate, forEach, itemType, textCall } from '../build-list.ts';
import { and, compare, constant, FALSE, holds, isMissing, not, oneOf, or } from '../build-logic.ts';
import type { Expression } from '../expression.ts';
import { STRING, type Value } from '../type.ts';
import { isPattern, parsePattern } from '../pattern.ts';
import { between, dayOrder, withinLast } from './apply-calendar.ts';
import { readConstant, shown, typeName } from './constant.ts';
import { isScalar, sameKind, unfit } from './unfit.ts';
import { type Decorator, type Operator, ORDER } from './operators.ts';
import { note, type Reading, type Side } from './reading.ts';

/** What an operator says of two sides, as a two-valued boolean; null where it is refused. Decorators act from the outside in. */
export function apply(reading: Reading, operator: Operator, left: Side, right: Side): Expression | null {
  const [decorator, ...decorators] = operator.decorators;
  const rest: Operator = { ...operator, decorators };
  if (decorator === undefined) return plainly(reading, operator, left, right);
  switch (decorator) {
    case 'not': {
      const inside = apply(reading, rest, left, right);
      return inside && not(inside);
    }
    case 'swap':
      return apply(reading, rest, right, left);
    case 'someFact':
    case 'everyFact':
      return over(reading, operator, decorator, left, (item) => apply(reading, rest, item, right));
    case 'someValue':
    case 'everyValue':
      return over(reading, operator, decorator, right, (item) => apply(reading, rest, left, item));
  }
}

/** Some or every item of one side; an absent list has neither. */
function over(
  reading: Reading,
  operator: Operator,
  decorator: Decorator,
  side: Side,
  test: (item: Side) => Expression | null,
): Expression | null {
  const isSome = decorator.startsWith('some');
  if (side.kind === 'written') {
    const { json, pointer } = side;
    if (!Array.isArray(json))
      return note(reading, 'list-expected', pointer, { operator: operator.text }, { found: json });
    const tests = json.map((item, i) => test({ kind: 'written', json: item, pointer: `${pointer}/${i}` }));
    const items = tests.filter((item) => item !== null);
    if (items.length < tests.length) return null;
    return isSome ? or(items) : and(items);
  }
  const item = itemOf(reading, operator, side);
  if (item === null) return null;
  const body = test({ ...side, of: item });
  return body && holds(aggregate(isSome ? 'some' : 'every', forEach(side.of, item, null, body)));
}

function itemOf(reading: Reading, operator: Operator, side: Side & { readonly kind: 'read' }) {
  const type = side.of.type;
  if (type.kind !== 'list' || type.of.kind === 'row') return unfit(reading, operator, side);
  return reading.scope.freshVariable(side.name, itemType(side.of), false);
}

function plainly(reading: Reading, operator: Operator, left: Side, right: Side): Expression | null {
  switch (operator.name) {
    case 'equal':
      return equal(reading, operator, left, right);
    case 'notEqual':
      return negated(equal(reading, operator, left, right));
    case 'in':
      return isIn(reading, operator, left, right);
    case 'notIn':
      return negated(isIn(reading, operator, left, right));
    case 'contains':
      return isIn(reading, operator, right, left);
    case 'doesNotContain': {
      const inside = isIn(reading, operator, right, left);
      const isKnown = left.kind === 'read' && left.of.missable ? [not(isMissing(left.of))] : [];
      return inside && and([...isKnown, not(inside)]);
    }
    case 'lessThan':
    case 'lessThanInclusive':
    case 'greaterThan':
    case 'greaterThanInclusive':
      return order(reading, operator, ORDER[operator.name], left, right);
    case 'isMissing':
    case 'isPresent':
      return absence(reading, operator, left, right);
    case 'between':
      return between(reading, operator, left, right);
    case 'before':
    case 'after':
      return dayOrder(reading, operator, left, right);
    case 'withinLast':
      return withinLast(reading, operator, left, right);
    case 'startsWith':
    case 'matches':
      return ofText(reading, operator, left, right);
  }
}

const negated = (of: Expression | null) => of && not(of);

function equal(reading: Reading, operator: Operator, left: Side, right: Side): Expression | null {
  if (left.kind === 'written')
    return right.kind === 'written' ? unfit(reading, operator, left) : equal(reading, operator, right, left);
  if (!isScalar(left.of.type)) return unfit(reading, operator, left);
  if (right.kind === 'written') {
    const value = readConstant(reading, right.json, left.of.type, left.name, right.pointer, 'equality');
    return value && holds(compare('=', left.of, value));
  }
  if (!sameKind(reading, left, right)) return null;
  const same = holds(compare('=', left.of, right.of));
  return left.of.missable && right.of.missable ? or([same, and([isMissing(left.of), isMissing(right.of)])]) : same;
}

function order(
  reading: Reading,
  operator: Operator,
  sign: (typeof ORDER)[keyof typeof ORDER],
  left: Side,
  right: Side,
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

function numberSide(reading: Reading, side: Side, other: Side & { readonly kind: 'read' }): Expression | null {
  if (side.kind === 'written')
    return readConstant(reading, side.json, other.of.type, other.name, side.pointer, 'order');
  return side === other || sameKind(reading, other, side) ? side.of : null;
}

/** Whether `item` is in `list`: the item or the list may be the written one. */
function isIn(reading: Reading, operator: Operator, item: Side, list: Side): Expression | null {
  if (list.kind === 'written')
    return item.kind === 'read' ? inWritten(reading, operator, item, list) : unfit(reading, operator, item);
  const one = itemOf(reading, operator, list);
  const body = one && equal(reading, { ...operator, name: 'equal' }, { ...list, of: one }, item);
  return body && one && holds(aggregate('some', forEach(list.of, one, null, body)));
}

function inWritten(
  reading: Reading,
  operator: Operator,
  item: Side & { readonly kind: 'read' },
  list: Side & { readonly kind: 'written' },
) {
  const { json, pointer } = list;
  if (typeof json === 'string') return note(reading, 'in-with-string', pointer, {}, { found: json, fix: [json] });
  if (!Array.isArray(json))
    return note(reading, 'list-expected', pointer, { operator: operator.text }, { found: json });
  if (!isScalar(item.of.type)) return unfit(reading, operator, item);
  const values = readItems(reading, json, item, pointer);
  if (values === null) return null;
  return values.length === 0 ? FALSE : holds(oneOf(item.of, values));
}

const MOST_REFUSED = 20;

/** The constants of a list; a hostile one is given up after some refusals. */
function readItems(
  reading: Reading,
  json: readonly Json[],
  item: Side & { readonly kind: 'read' },
  pointer: string,
): readonly Value[] | null {
  const values: Value[] = [];
  let refused = 0;
  for (const [i, one] of json.entries()) {
    const value = readConstant(reading, one, item.of.type, item.name, `${pointer}/${i}`, 'equality');
    if (value !== null) values.push(value.value);
    else refused += 1;
    if (refused >= MOST_REFUSED) return null;
  }
  return refused > 0 ? null : values;
}

function absence(reading: Reading, operator: Operator, left: Side, right: Side): Expression | null {
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

function ofText(reading: Reading, operator: Operator, left: Side, right: Side): Expression | null {
  if (left.kind === 'written' || left.of.type.kind !== 'string') return unfit(reading, operator, left);
  const name = operator.name === 'matches' ? 'matches' : 'startsWith';
  if (right.kind === 'read') {
    if (right.of.type.kind !== 'string' || name === 'matches') return unfit(reading, operator, right);
    return holds(textCall(name, [left.of, right.of]));
  }
  const value = readConstant(reading, right.json, STRING, left.name, right.pointer, 'order');
  if (value === null) return null;
  const text = String(value.value);
  const pattern = name === 'matches' ? parsePattern(text) : undefined;
  if (pattern !== undefined && !isPattern(pattern)) {
    return note(
      reading,
      'pattern-refused',
      right.pointer,
      { found: text, at: pattern.at + 1, reason: pattern.reason },
      { found: text },
    );
  }
  return holds(textCall(name, [left.of, constant(STRING, text)]));
}
