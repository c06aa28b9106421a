import type { Field } from '../expression.ts';
import type { Relation } from '../../kinds/kind.ts';
import type { SqlContext, SqlSource } from './source.ts';

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
  /** A mention of either column as it is compared: as text where the files keep them differently. */
  compared(column: string): string;
}

/** The columns of the field both sides share. */
export function joinKey(by: string, own: SqlSource, other: SqlSource): JoinKey | undefined {
  const [mine, theirs] = [own.columns.get(by), other.columns.get(by)];
  if (mine === undefined || theirs === undefined) return undefined;
  const isSame = mine.type.kind === theirs.type.kind;
  return {
    name: mine.name,
    behind: theirs.name,
    compared: (column) => (isSame ? column : `CAST(${column} AS VARCHAR)`),
  };
}
