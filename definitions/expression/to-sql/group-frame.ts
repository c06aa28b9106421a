import type { GroupFrame, RelationFrame, ChildSpec } from './relation-frame.ts';
import { MOST_ROWS } from '../build-list.ts';
import type { Expression } from '../../model/expression.ts';
import type { Emitter } from './emitter.ts';
import { meanFrom } from './emit-list.ts';
import type { FlatAggregate } from './flat.ts';
import { layered, type Output } from './layers.ts';
import { rowStruct } from './nested-rows.ts';
import { widthOf } from './number-size.ts';
import { type JoinKey, joinKey, relationOf } from './relation.ts';
import { endsOf } from './row-frame.ts';
import { type Grouping, groupingQuery } from './source.ts';
import type { Sql, SqlGraph } from './sql.ts';

/** A column of the grouped relation: its text over the columns of the relation below. */
interface Grouped {
  readonly name: string;
  readonly text: string;
}

export function groupFrame(child: ChildSpec): GroupFrame {
  const { spec, parent, source, reads, tag, field } = child;
  const { context } = spec;
  const { dialect } = context;
  const { quote } = dialect;
  const { g } = parent.e;
  const relation = relationOf(context, field);
  const seats = new Set<string>();
  const inner = child.frame({ context, entity: relation?.entity ?? '', source, reads, seats, tag, gaps: spec.gaps });
  const { below, grouped, column, answer } = groupColumns(tag, quote, g);
  const roots: Expression[] = [];
  const answers = new Map<Expression, Sql>();
  const key = joinKey(context, field, spec.source, source);
  const ends = endsOf(child, inner, () => roots);

  const aggregate = (flat: FlatAggregate): Sql => {
    for (const { id } of flat.variables) seats.add(`v${id}`);
    roots.push(...flat.where, ...(flat.body === null ? [] : [flat.body]));
    const { e } = inner;
    const tests = flat.where.map(e.truth);
    const where = tests.length === 0 ? null : column(e.g.sql`(${e.g.join(tests, ' AND ')})`);
    if (flat.node.operator === 'count' || flat.body === null)
      return g.wide(8, g.sql`COALESCE(${answer(countOf(where), 8)}, 0)`);
    return overGroup(parent.e, flat, { value: column(e.value(flat.body)), where }, answer);
  };
  const few = () => (grouped.size === 0 ? [] : [g.sql`COALESCE(${answer(`count(*) <= ${MOST_ROWS}`, 0)}, TRUE)`]);
  return {
    frame: inner,
    field,
    by: relation?.by ?? '',
    reads,
    source,
    aggregate: (flat) => {
      const known = answers.get(flat.node) ?? aggregate(flat);
      answers.set(flat.node, known);
      return known;
    },
    list: () => {
      seats.add('');
      const rows = column(rowStruct(inner, reads));
      const order = source.order === undefined ? '' : ` ORDER BY ${column(inner.e.g.leaf(source.order))}`;
      return g.sql`COALESCE(${answer(`list(${rows}${order})`, 0)}, [])`;
    },
    condition: () => [...ends.condition(), ...few()],
    doubt: ends.doubt,
    unusable: ends.unusable,
    faults: () =>
      few().map((isFew) => ({
        path: [field.name],
        code: 'too-many-rows',
        when: g.sql`NOT ${isFew}`,
        found: g.leaf('NULL'),
      })),
    columns: () =>
      [...[...grouped.values()].map(({ name }) => name), ...ends.names().map((name) => `#${tag}.${name}`)].map(quote),
    joined: (own) => {
      const alias = quote(`#${tag}`);
      const rows = [...below.values(), ...ends.outputs()];
      const grouping = groupingOf(child, inner, key, rows, [...grouped.values()], ends.names());
      const from = context.groupsOf?.(grouping) ?? `(${groupingQuery(grouping)})`;
      return { from, alias, on: `${key?.own(own(key.name)) ?? 'NULL'} = ${alias}.${quote(`#${tag}.key`)}` };
    },
  };
}

/** The columns of the rows to be grouped, and of the groups: each piece once. */
function groupColumns(tag: string, quote: (name: string) => string, g: SqlGraph) {
  const below = new Map<Sql, Output>();
  const grouped = new Map<string, Grouped>();
  /** The name of a piece as a column of the rows to be grouped. */
  const column = (piece: Sql): string => {
    const known = below.get(piece) ?? { name: `#${tag}_${below.size + 1}`, sql: piece };
    below.set(piece, known);
    return quote(known.name);
  };
  /** A column of the groups, as the parent reads it. */
  const answer = (text: string, width: number): Sql => {
    const known = grouped.get(text) ?? { name: `#${tag}.${grouped.size + 1}`, text };
    grouped.set(text, known);
    return g.leaf(quote(known.name), width);
  };
  return { below, grouped, column, answer };
}

/**
 * What is counted or summed of rows that fulfil a condition, a column of them. Measured in DuckDB 1.5: a FILTER costs as much as there
 * are aggregates beside it, a CASE does not.
 */
const within = (where: string | null, value: string) =>
  where === null ? value : `CASE WHEN ${where} THEN ${value} END`;
const countOf = (where: string | null) => (where === null ? 'count(*)' : `count(${within(where, '1')})`);

/** An aggregate as columns of the groups, and what the relation in front makes of them where there are no rows. */
function overGroup(
  e: Emitter,
  { node, body }: FlatAggregate,
  { value, where }: { readonly value: string; readonly where: string | null },
  make: (text: string, width: number) => Sql,
): Sql {
  const { g, dialect } = e;
  const own = within(where, value);
  const complete = (text: string) =>
    body?.missable === true ? `CASE WHEN ${countOf(where)} = count(${own}) THEN ${text} END` : text;
  const width = widthOf(node.type);
  const here = make('TRUE', 0);
  const orEmpty = (piece: Sql, empty: string) =>
    g.wide(
      piece.width,
      body?.missable === true
        ? g.sql`CASE WHEN ${here} IS NULL THEN ${empty} ELSE ${piece} END`
        : g.sql`COALESCE(${piece}, ${empty})`,
    );
  switch (node.operator) {
    case 'sum': {
      if (width === 0) return dialect.finite(g, orEmpty(make(complete(`COALESCE(sum(${own}), 0)`), 0), '0'));
      return orEmpty(make(complete(`CAST(COALESCE(sum(${own}), 0) AS ${dialect.integerName(width)})`), width), '0');
    }
    case 'min':
    case 'max':
      return make(complete(`${node.operator}(${own})`), width);
    case 'mean': {
      const sum = make(complete(`sum(${own})`), 16);
      const count = make(countOf(where), 8);
      return width === 0 ? dialect.finite(g, g.sql`${sum} / NULLIF(${count}, 0)`) : meanFrom(e, node, sum, count);
    }
    case 'some':
      return g.sql`COALESCE(${make(`bool_or(${own})`, 0)}, FALSE)`;
    case 'every':
      return g.sql`COALESCE(${make(`bool_and(${within(where, `COALESCE(${value}, FALSE)`)})`, 0)}, TRUE)`;
    case 'count':
      throw new Error('A count has no body');
  }
}

/** The rows of a relation grouped by the shared field: aggregates as columns, and what is true of all or of any row. */
function groupingOf(
  { tag, field }: ChildSpec,
  inner: RelationFrame,
  key: JoinKey | undefined,
  below: readonly Output[],
  grouped: readonly Grouped[],
  ends: readonly string[],
): Grouping {
  const { quote } = inner.context.dialect;
  const keyOutput: Output = {
    name: `#${tag}.key`,
    sql: key?.piece(inner.e.g, inner.e.g.leaf(quote(key.behind))) ?? inner.e.g.leaf('NULL'),
  };
  const columns = [
    ...grouped.map(({ name, text }) => ({ name: quote(name), text })),
    ...ends.map((end) => {
      const name = quote(`#${tag}.${end}`);
      return { name, text: `${end === 'good' ? 'bool_and' : 'bool_or'}(${name})` };
    }),
  ];
  return {
    field,
    rows: layered(inner.from(), [keyOutput, ...below], null, quote),
    key: quote(keyOutput.name),
    columns,
  };
}
