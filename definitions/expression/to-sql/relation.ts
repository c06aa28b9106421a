import type { Field } from '../../model/expression.ts';
import type { Relation } from '../../model/entity.ts';
import type { Sql, SqlGraph } from './sql.ts';
import type { SourceColumn, SqlContext, SqlSource } from './source.ts';

/** The relation a field of rows stands for. */
export function relationOf(context: SqlContext, field: Field): Relation | undefined {
  return context.entity(field.origin.definition)?.relations.get(field.name);
}

/** How rows of two relations are told to belong together. */
export interface JoinKey {
  /** The column of the relation in front. */
  readonly name: string;
  /** The column of the relation behind. */
  readonly behind: string;
  /** Mentions of the two columns as they are compared: as text where the files keep them differently. */
  own(column: string): string;
  other(column: string): string;
  /** The column of the relation behind as a piece, so that the layers below hand it up. */
  piece(g: SqlGraph, column: Sql): Sql;
}

/** The columns of the field both sides share. */
export function joinKey(by: string, own: SqlSource, other: SqlSource): JoinKey | undefined {
  const [mine, theirs] = [own.columns.get(by), other.columns.get(by)];
  if (mine === undefined || theirs === undefined) return undefined;
  const isSame = mine.type.kind === theirs.type.kind;
  const environment = ({ type }: SourceColumn): readonly [string, string] =>
    isSame ? ['', ''] : type.kind === 'json' ? ['(', ` ->> '$')`] : ['CAST(', ' AS VARCHAR)'];
  const [[ownBegin, ownEnd], [begin, end]] = [environment(mine), environment(theirs)];
  return {
    name: mine.name,
    behind: theirs.name,
    own: (column) => `${ownBegin}${column}${ownEnd}`,
    other: (column) => `${begin}${column}${end}`,
    piece: (g, column) => g.sql`${begin}${column}${end}`,
  };
}
