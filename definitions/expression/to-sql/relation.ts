import type { Field } from '../../model/expression.ts';
import type { Relation } from '../../model/entity.ts';
import { type Sql, type SqlGraph, sqlGraph, textOf } from './sql.ts';
import type { SourceColumn, SqlContext, SqlSource } from './source.ts';

/** The relation a field of rows stands for. */
export function relationOf(context: Pick<SqlContext, 'entity'>, field: Field): Relation | undefined {
  return context.entity(field.origin.definition)?.relations.get(field.name);
}

/** How rows of two relations are told to belong together. */
export interface JoinKey {
  /** The column of the relation in front. */
  readonly name: string;
  /** The column of the relation behind. */
  readonly behind: string;
  /** Mentions of the two columns as they are compared: as values of the field, however the files write them. */
  own(column: string): string;
  other(column: string): string;
  /** The column of the relation behind as a piece, so that the layers below hand it up. */
  piece(g: SqlGraph, column: Sql): Sql;
}

/** The columns of the field both sides of a relation share; `rows`: the field of the rows behind. */
export function joinKey(
  context: Pick<SqlContext, 'dialect' | 'entity'>,
  rows: Field,
  own: SqlSource,
  other: SqlSource,
): JoinKey | undefined {
  const relation = relationOf(context, rows);
  const by = relation?.by ?? '';
  const [mine, theirs] = [own.columns.get(by), other.columns.get(by)];
  if (mine === undefined || theirs === undefined) return undefined;
  const sides = [
    { column: mine, field: context.entity(rows.origin.definition)?.fields.get(by) },
    { column: theirs, field: context.entity(relation?.entity ?? '')?.fields.get(by) },
  ] as const;
  const [front, back] = keyReaders(context, ...sides);
  const mention = (read: KeyReader) => (column: string) => {
    const g = sqlGraph();
    return textOf(read(g, g.leaf(column)));
  };
  return { name: mine.name, behind: theirs.name, own: mention(front), other: mention(back), piece: back };
}

/** A column that holds a key, and the field it is, where it is one. */
export interface KeyColumn {
  readonly column: SourceColumn;
  readonly field: Field | undefined;
}
/** The same over mentions of the two columns. */
export function comparedKeys(
  context: Pick<SqlContext, 'dialect'>,
  one: KeyColumn & { readonly mention: string },
  other: KeyColumn & { readonly mention: string },
): readonly [string, string] {
  const [first, second] = keyReaders(context, one, other);
  const g = sqlGraph();
  return [textOf(first(g, g.leaf(one.mention))), textOf(second(g, g.leaf(other.mention)))];
}
type KeyReader = (g: SqlGraph, column: Sql) => Sql;

/** How two columns of a key are read so that equal keys are equal: figures and times as values, anything else as text. */
function keyReaders(
  context: Pick<SqlContext, 'dialect'>,
  one: KeyColumn,
  other: KeyColumn,
): readonly [KeyReader, KeyReader] {
  const [first, second] = [one.column.type.kind, other.column.type.kind];
  if (first === second && first !== 'json' && first !== 'double' && (first !== 'text' || isText(one)))
    return [(_, column) => column, (_, column) => column];
  const [asValue, otherAsValue] = [valueReader(context, one), valueReader(context, other)];
  if (asValue !== undefined && otherAsValue !== undefined) return [asValue, otherAsValue];
  return [textReader(one), textReader(other)];
}

const isText = ({ field }: KeyColumn) => field === undefined || field.type.kind === 'string';

function valueReader({ dialect }: Pick<SqlContext, 'dialect'>, key: KeyColumn): KeyReader | undefined {
  const { field, column } = key;
  if (field === undefined || isText(key)) return undefined;
  const read = (g: SqlGraph, sql: Sql) => dialect.read(g, field, { sql, type: column.type })?.value;
  const g = sqlGraph();
  return read(g, g.leaf('NULL')) === undefined ? undefined : (graph, sql) => read(graph, sql) ?? sql;
}

/** A whole number kept as an approximate one is its digits. */
function textReader({ column: { type } }: KeyColumn): KeyReader {
  if (type.kind === 'json') return (g, column) => g.sql`(${column} ->> '$')`;
  if (type.kind !== 'double') return (g, column) => g.sql`CAST(${column} AS VARCHAR)`;
  return (g, column) =>
    g.sql`COALESCE(CAST(CASE WHEN ${column} = trunc(${column}) THEN TRY_CAST(${column} AS HUGEINT) END AS VARCHAR), CAST(${column} AS VARCHAR))`;
}
