import { aggregate, forEach } from '../build-list.ts';
import { and, holds, isMissing, not, or } from '../build-logic.ts';
import type { Expression } from '../../model/expression.ts';
import { between, dayOrder, withinLast } from './apply-calendar.ts';
import { equal, isIn, itemOf, order } from './apply-equality.ts';
import { absence, ofText } from './apply-text.ts';
import { type Decorator, type Operator, ORDER } from './operators.ts';
import { note, type ConditionReading, type LeafSide } from './reading.ts';

/** What an operator says of two sides, as a two-valued boolean; null where it is refused. Decorators act from the outside in. */
export function apply(
  reading: ConditionReading,
  operator: Operator,
  left: LeafSide,
  right: LeafSide,
): Expression | null {
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
  reading: ConditionReading,
  operator: Operator,
  decorator: Decorator,
  side: LeafSide,
  test: (item: LeafSide) => Expression | null,
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

function plainly(reading: ConditionReading, operator: Operator, left: LeafSide, right: LeafSide): Expression | null {
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
    case 'endsWith':
    case 'containsText':
    case 'matches':
      return ofText(reading, { ...operator, name: operator.name }, left, right);
  }
}

const negated = (of: Expression | null) => of && not(of);
