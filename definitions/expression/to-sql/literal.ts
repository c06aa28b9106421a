import type { Type, Value } from '../../model/type.ts';
import type { Emitter } from './emitter.ts';
import { integerLiteral } from './number-size.ts';
import type { Sql } from './sql.ts';

/** A value as SQL. */
export function literal(e: Emitter, type: Type, value: Value): Sql {
  const { g, dialect } = e;
  if (typeof value === 'bigint') return integerLiteral(g, value);
  if (typeof value === 'boolean') return g.leaf(value ? 'TRUE' : 'FALSE');
  if (typeof value === 'string') return g.leaf(dialect.text(value));
  const of = type.kind === 'list' ? type.of : type;
  return dialect.list(
    g,
    value.map((item) => literal(e, of, item)),
    of,
  );
}

/** A literal's text, NULL for none. */
export function literalText(e: Emitter, type: Type, value: Value | null): string {
  // A CASE of nothing but NULL would have no type.
  if (value === null)
    return type.kind === 'string' || type.kind === 'boolean' ? `CAST(NULL AS ${e.dialect.typeName(type)})` : 'NULL';
  return String(literal(e, type, value).parts[0] ?? '');
}
