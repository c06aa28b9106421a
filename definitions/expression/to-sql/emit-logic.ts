import type { Compare, Expression, Holds, IsMissing, Junction, Not } from '../../model/expression.ts';
import type { Range } from '../../model/interval.ts';
import type { Value } from '../../model/type.ts';
import { literalText } from './literal.ts';
import { type Emitter, unnamed } from './emitter.ts';
import type { Sql } from './sql.ts';

/** Conditions. SQL's AND, OR and NOT are Kleene's, as ours are; COALESCE stands only where a two-valued answer leaves the query. */
export function emitCondition(e: Emitter, node: Not | Junction | Holds | IsMissing): Sql {
  const { g } = e;
  switch (node.kind) {
    case 'not':
      return g.sql`NOT ${parenthesised(e, e.value(node.of))}`;
    case 'and':
    case 'or':
      return junction(e, node, e.value);
    case 'holds': {
      const truth = e.truth(node.of);
      return canBeNull(node.of) ? g.sql`COALESCE(${truth}, FALSE)` : truth;
    }
    case 'isMissing':
      return g.sql`${missingTest(e, node.of)} IS NULL`;
  }
}

/** Two-valued junctions become one COALESCE around three-valued leaves, and none where only truth is asked for. */
export function truthOf(e: Emitter, of: Expression): Sql {
  const node = unnamed(of);
  switch (node.kind) {
    case 'holds':
      return e.truth(node.of);
    case 'and':
    case 'or':
      return junction(e, node, e.truth);
    case 'not':
      return negated(e, node);
    default:
      return e.value(node);
  }
}

/** Whether the truth of a condition can be NULL once inner COALESCEs are left out. */
function canBeNull(of: Expression): boolean {
  const node = unnamed(of);
  if (node.kind === 'holds') return canBeNull(node.of);
  if (node.kind === 'and' || node.kind === 'or') return node.items.some(canBeNull);
  return node.missable;
}

/** Not of what may be NULL under a two-valued cover: true unless the inside is true. */
function negated(e: Emitter, node: Not): Sql {
  const inside = unnamed(node.of);
  if (node.of.missable || !canBeNull(inside)) return e.value(node);
  return e.g.sql`COALESCE(NOT ${parenthesised(e, e.truth(inside))}, TRUE)`;
}

function junction(e: Emitter, node: Junction, write: (of: Expression) => Sql): Sql {
  const { g } = e;
  if (node.items.length === 0) return g.leaf(node.kind === 'and' ? 'TRUE' : 'FALSE');
  if (node.items.length === 1 && node.items[0] !== undefined) return write(node.items[0]);
  return g.sql`(${g.join(node.items.map(write), node.kind === 'and' ? ' AND ' : ' OR ')})`;
}

/** A text that may stand behind NOT. */
function parenthesised({ g }: Emitter, piece: Sql): Sql {
  return piece.isLeaf ? piece : g.sql`(${piece})`;
}

/** A piece that is NULL exactly where the expression is: the cheapest there is. */
function missingTest(e: Emitter, of: Expression): Sql {
  const node = unnamed(of);
  const value = node.type.kind === 'number' || node.type.kind === 'date' ? e.comparand(node).sql : e.value(node);
  return value.isLeaf ? value : e.g.sql`(${value})`;
}

export function emitCompare(e: Emitter, { operator, left, right }: Compare): Sql {
  const { g } = e;
  const [l, r] = [unnamed(left), unnamed(right)];
  if (r.kind === 'constant') return withConstant(e, operator, left, r.value);
  if (l.kind === 'constant') return withConstant(e, mirrored[operator], right, l.value);
  return g.sql`${operand(e, e.value(left))} ${operator} ${operand(e, e.value(right))}`;
}

const mirrored = { '=': '=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

function withConstant(e: Emitter, operator: Compare['operator'], of: Expression, value: Value): Sql {
  const { g } = e;
  if (operator === '=') return emitOneOf(e, of, [value]);
  if (typeof value !== 'bigint') return g.sql`${operand(e, e.value(of))} ${operator} ${literalText(e, of.type, value)}`;
  const { sql, atLeast, atMost } = e.comparand(of);
  const isLow = operator === '>' || operator === '>=';
  const isStrict = operator === '<' || operator === '>';
  // A strict bound next to a value is the closed bound one unit further: whole units are exact for every kind of column.
  const bound = isStrict ? (isLow ? value + 1n : value - 1n) : value;
  return isLow ? g.sql`${operand(e, sql)} >= ${atLeast(bound)}` : g.sql`${operand(e, sql)} <= ${atMost(bound)}`;
}

export function emitWithin(e: Emitter, of: Expression, { low, high }: Range): Sql {
  const { g } = e;
  const { sql, atLeast, atMost } = e.comparand(of);
  const x = operand(e, sql);
  if (low !== null && high !== null) {
    if (low > high) return g.sql`CASE WHEN ${x} IS NOT NULL THEN FALSE END`;
    return g.sql`${x} BETWEEN ${atLeast(low)} AND ${atMost(high)}`;
  }
  if (low !== null) return g.sql`${x} >= ${atLeast(low)}`;
  if (high !== null) return g.sql`${x} <= ${atMost(high)}`;
  return g.sql`CASE WHEN ${x} IS NOT NULL THEN TRUE END`;
}

export function emitOneOf(e: Emitter, of: Expression, values: readonly Value[]): Sql {
  const { g, dialect } = e;
  const none = (x: Sql) => g.sql`CASE WHEN ${operand(e, x)} IS NOT NULL THEN FALSE END`;
  if (values.every((value) => typeof value === 'string')) {
    return values.length === 0 ? none(e.value(of)) : dialect.isOneOfTexts(g, e.value(of), values);
  }
  if (values.every((value) => typeof value === 'bigint')) {
    const { sql, equal } = e.comparand(of);
    const literals = values.map(equal).filter((text) => text !== undefined);
    const x = operand(e, sql);
    if (literals.length === 0) return none(sql);
    return literals.length === 1 ? g.sql`${x} = ${literals[0] ?? ''}` : g.sql`${x} IN (${literals.join(', ')})`;
  }
  const x = operand(e, e.value(of));
  if (values.length === 1 && typeof values[0] === 'boolean') return values[0] ? e.value(of) : g.sql`NOT ${x}`;
  return g.sql`${x} IN (${values.map((value) => literalText(e, of.type, value)).join(', ')})`;
}

/** A piece that may stand beside an operator. */
export function operand({ g }: Emitter, piece: Sql): Sql {
  return piece.isLeaf ? piece : g.wide(piece.width, g.sql`(${piece})`);
}
