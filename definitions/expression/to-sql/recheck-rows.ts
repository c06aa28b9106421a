import type { Arithmetic, Compare, Expression, Round } from '../../model/expression.ts';
import { children } from '../walk.ts';
import { operand } from './emit-logic.ts';
import { isBeyondIntegers } from './emit-number.ts';
import type { Emitter } from './emitter.ts';
import type { Sql } from './sql.ts';

/**
 * Where SQL must not have the last word: engines' exp, ln and pow differ in the last bit, so a figure next to a rounding tie, or two
 * doubles next to each other, are decided by the compiled function. Conditions are two-valued or NULL; a row where one holds is
 * decided again.
 */
export function doubtsOf(
  e: Emitter,
  roots: readonly Expression[],
  isElsewhere: (of: Expression) => boolean,
): readonly Sql[] {
  const known = new Map<Expression, readonly Sql[]>();
  const visit = (node: Expression): readonly Sql[] => {
    const before = known.get(node);
    if (before !== undefined) return before;
    const own = isElsewhere(node) ? [] : [...new Set([...children(node).flatMap(visit), ...doubtOf(e, node)])];
    const lifted = node.kind === 'forEach' ? own.map((doubt) => lift(e, node, doubt)) : own;
    known.set(node, lifted);
    return lifted;
  };
  return [...new Set(roots.flatMap(visit))];
}

function doubtOf(e: Emitter, node: Expression): readonly Sql[] {
  if (node.kind === 'round' && node.of.type.kind === 'approximate') return [nearTie(e, node)];
  if (node.kind === 'divide' && isBeyondIntegers(node)) return [e.g.leaf('TRUE')];
  if (node.kind === 'compare' && node.left.type.kind === 'approximate') return [nearEqual(e, node)];
  if (node.kind === 'arithmetic' && node.operator === 'modulo' && node.type.kind === 'approximate')
    return nearMultiple(e, node);
  if (node.kind === 'text' && node.function !== 'string') {
    const doubt = e.dialect.textDoubt(
      e.g,
      node.function,
      node.items.map((item) => operand(e, e.value(item))),
    );
    return doubt === null ? [] : [doubt];
  }
  return [];
}

/** A billionth of a unit, and more for large figures, whose doubles are coarser. */
const tolerance = (e: Emitter, size: Sql) => e.g.sql`(1e-9 + 1e-12 * abs(${size}))`;

function nearTie(e: Emitter, { of, type, rounding }: Round): Sql {
  const { g } = e;
  const decimals = type.kind === 'number' ? type.decimals : 0;
  const scaled = g.sql`(${operand(e, e.value(of))} * 1e${String(decimals)})`;
  const isWhole = rounding === 'up' || rounding === 'down' || rounding === 'floor' || rounding === 'ceiling';
  const distance = isWhole
    ? g.sql`abs(${scaled} - round(${scaled}))`
    : g.sql`abs(abs(${scaled}) - floor(abs(${scaled})) - 0.5)`;
  return g.sql`${distance} <= ${tolerance(e, scaled)}`;
}

function nearEqual(e: Emitter, { left, right }: Compare): Sql {
  const { g } = e;
  const [l, r] = [operand(e, e.value(left)), operand(e, e.value(right))];
  return g.sql`abs(${l} - ${r}) <= ${tolerance(e, l)}`;
}

/** A remainder jumps where the quotient is whole. */
function nearMultiple(e: Emitter, { items }: Arithmetic): readonly Sql[] {
  const { g } = e;
  const [a, b] = items.map((item) => operand(e, e.value(item)));
  if (a === undefined || b === undefined) return [];
  const quotient = g.sql`(${a} / NULLIF(${b}, 0))`;
  return [g.sql`abs(${quotient} - round(${quotient})) <= ${tolerance(e, quotient)}`];
}

/** A doubt about any item of a list is a doubt about the row. */
function lift(e: Emitter, node: Expression & { readonly kind: 'forEach' }, doubt: Sql): Sql {
  const parameter = e.dialect.parameter(node.variable.id);
  if (!doubt.free.has(parameter)) return doubt;
  const { g, dialect } = e;
  return g.sql`COALESCE(${dialect.fold(g, 'some', dialect.transform(g, e.value(node.over), parameter, doubt))}, FALSE)`;
}
