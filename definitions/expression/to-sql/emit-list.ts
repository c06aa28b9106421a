import { hasMissableItems, itemType, MOST_ROWS } from '../build-list.ts';
import type { Aggregate, Expression, ForEach } from '../../model/expression.ts';
import { operand } from './emit-logic.ts';
import { divideRounded } from './emit-number.ts';
import type { Emitter } from './emitter.ts';
import { largest, widened, widthFor, widthOf } from './number-size.ts';
import type { Sql } from './sql.ts';

/** The items that `where` keeps, each turned into `body`. */
export function emitForEach(e: Emitter, node: ForEach): Sql {
  const { g, dialect } = e;
  const parameter = dialect.parameter(node.variable.id);
  const list = e.value(node.over);
  const kept =
    node.where === null ? list : dialect.filter(g, list, parameter, g.sql`COALESCE(${e.truth(node.where)}, FALSE)`);
  return node.body === null ? kept : dialect.transform(g, kept, parameter, e.value(node.body));
}

/** An aggregate of a list column. */
export function emitAggregate(e: Emitter, node: Aggregate): Sql {
  const { g, dialect } = e;
  const list = e.value(node.over);
  const cover = (inner: Sql, empty: string) => guarded(e, node.over, list, g.sql`COALESCE(${inner}, ${empty})`);
  switch (node.operator) {
    case 'count':
      return dialect.length(g, list);
    case 'some':
    case 'every':
      return cover(
        dialect.fold(g, node.operator, twoValued(e, node, list)),
        node.operator === 'every' ? 'TRUE' : 'FALSE',
      );
    case 'min':
    case 'max':
      return g.wide(widthOf(node.type), complete(e, node, list, dialect.fold(g, node.operator, list)));
    case 'sum':
      return sumOf(e, node, list);
    case 'mean':
      return meanOf(e, node, list);
  }
}

/** Missing for a missing list; a list that cannot be missing needs no test. */
function guarded({ g }: Emitter, over: Expression, list: Sql, inner: Sql): Sql {
  return over.missable ? g.sql`CASE WHEN ${list} IS NOT NULL THEN ${inner} END` : inner;
}

/** Missing where an item is. */
function complete({ g, dialect }: Emitter, { over }: Aggregate, list: Sql, inner: Sql): Sql {
  if (!hasMissableItems(over)) return inner;
  return g.sql`CASE WHEN ${dialect.length(g, list)} = ${dialect.present(g, list)} THEN ${inner} END`;
}

function twoValued({ g, dialect }: Emitter, node: Aggregate, list: Sql): Sql {
  if (node.operator === 'some' || !hasMissableItems(node.over)) return list;
  const item = g.leaf('item', 0, 'item');
  return dialect.transform(g, list, 'item', g.sql`COALESCE(${item}, FALSE)`);
}

function sumOf(e: Emitter, node: Aggregate, list: Sql): Sql {
  const { g, dialect } = e;
  const width = widthOf(node.type);
  const sum = dialect.fold(g, 'sum', list);
  const total = g.sql`COALESCE(${sum}, 0)`;
  if (width === 0) return guarded(e, node.over, list, complete(e, node, list, dialect.finite(g, total)));
  const sized = g.sql`CAST(${total} AS ${dialect.integerName(width)})`;
  return g.wide(width, guarded(e, node.over, list, complete(e, node, list, sized)));
}

function meanOf(e: Emitter, node: Aggregate, list: Sql): Sql {
  const { g, dialect } = e;
  const sum = dialect.fold(g, 'sum', list);
  const count = g.wide(8, dialect.length(g, list));
  if (node.type.kind !== 'number')
    return complete(e, node, list, dialect.finite(g, g.sql`${sum} / NULLIF(${count}, 0)`));
  return complete(e, node, list, meanFrom(e, node, g.wide(16, sum), count));
}

/** sum / count at the node's decimals. */
export function meanFrom(e: Emitter, node: Aggregate, sum: Sql, count: Sql): Sql {
  const of = itemType(node.over);
  if (of.kind !== 'number' || node.type.kind !== 'number') throw new Error('A mean of something that is no number');
  const size = largest(of.minimum, of.maximum) * MOST_ROWS;
  const shift = node.type.decimals - of.decimals;
  const dividend = { sql: operand(e, sum), magnitude: size, isNegative: of.minimum < 0n };
  if (shift >= 0)
    return divideRounded(e, dividend, { sql: count, magnitude: MOST_ROWS, isPositive: true }, shift, 'half-up');
  const by = 10n ** BigInt(-shift);
  const width = widthFor(MOST_ROWS * by) ?? 16;
  const divisor = e.g.wide(width, e.g.sql`(${widened(e.g, e.dialect, count, width)} * ${String(by)})`);
  return divideRounded(e, dividend, { sql: divisor, magnitude: MOST_ROWS * by, isPositive: true }, 0, 'half-up');
}
