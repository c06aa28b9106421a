import type { Field } from '../expression.ts';
import type { Relation } from '../../kinds/kind.ts';
import type { SqlContext, SqlSource } from './source.ts';

/** The relation a field of rows stands for. */
export function relationOf(context: SqlContext, field: Field): Relation | undefined {
  return context.entity(field.origin.definition)?.relations.get(field.name);
}

/** The shared field's columns of both sides as they are compared: as text where the files keep them differently. */
export function joinKey(
  context: SqlContext,
  by: string,
  own: SqlSource,
  other: SqlSource,
): { own: (name: string) => string; name: string; other: string } | undefined {
  const [mine, theirs] = [own.columns.get(by), other.columns.get(by)];
  if (mine === undefined || theirs === undefined) return undefined;
  const quoted = context.dialect.quote(theirs.name);
  const isSame = mine.type.kind === theirs.type.kind;
  return {
    name: mine.name,
    own: (name) => (isSame ? name : `CAST(${name} AS VARCHAR)`),
    other: isSame ? quoted : `CAST(${quoted} AS VARCHAR)`,
  };
}
