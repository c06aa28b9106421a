import type { Field } from '../../model/expression.ts';
import type { Dialect } from './dialect.ts';
import type { SourceColumn } from './source.ts';
import { sqlGraph, textOf } from './sql.ts';

/** A column read as a field, outside a query of decisions, as texts of SQL over `mention`, the column as it is mentioned there. */
export interface FieldColumn {
  /** The value as Guiju keeps it, null where it is missing or unreadable. */
  readonly value: string;
  /** That it is readable and in its domain, or missing; null: always. */
  readonly isGood: string | null;
}

/** Undefined where a column of that type can never be the field. */
export function fieldColumn(
  dialect: Dialect,
  field: Field,
  column: SourceColumn,
  mention = dialect.quote(column.name),
): FieldColumn | undefined {
  const g = sqlGraph();
  const reading = dialect.read(g, field, { sql: g.leaf(mention), type: column.type });
  if (reading === undefined) return undefined;
  return {
    value: textOf(reading.value),
    isGood: reading.good === null ? null : `COALESCE(${textOf(reading.good)}, TRUE)`,
  };
}
