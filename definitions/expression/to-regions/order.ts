import type { Compare, Expression } from '../../model/expression.ts';
import { keyOf } from './key.ts';

/** How two values lie to each other; texts and booleans only know `=` and `≠`. */
export type Order = '<' | '=' | '>' | '≠';

/** A comparison of two facts: the one subject that all comparisons of the two are about, and whether this one names them the other way. */
export interface Ordered {
  readonly subject: Compare;
  readonly isTurned: boolean;
}

/** Whatever the operator and whichever side is named first, two facts have one order. */
export function orderedOf(e: Compare): Ordered {
  const isTurned = keyOf(e.right) < keyOf(e.left);
  const [left, right] = isTurned ? [e.right, e.left] : [e.left, e.right];
  const { kind, type, missable } = e;
  return { subject: { kind, type, missable, operator: '=', left, right }, isTurned };
}

/** Whether an expression is a subject of its own because it compares two facts. */
export function isOrder(e: Expression): e is Compare {
  return e.kind === 'compare' && e.left.kind !== 'constant' && e.right.kind !== 'constant';
}

/** The orders that two values of the compared type can have. */
export function ordersOf({ left }: Compare): readonly Order[] {
  return left.type.kind === 'string' || left.type.kind === 'boolean' ? ['=', '≠'] : ['<', '=', '>'];
}

/** Whether a comparison holds where its subject has an order. */
export function holdsAt(operator: Compare['operator'], order: Order, isTurned: boolean): boolean {
  if (order === '=') return operator === '=' || operator === '<=' || operator === '>=';
  if (order === '≠') return false;
  const isLess = (order === '<') !== isTurned;
  return isLess ? operator === '<' || operator === '<=' : operator === '>' || operator === '>=';
}
