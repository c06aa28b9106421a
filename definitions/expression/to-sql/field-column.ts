import type { Field } from '../../model/expression.ts';
import type { ColumnType, Dialect, PlainReading } from './dialect.ts';
import type { SourceColumn } from './source.ts';
import { widthOf } from './number-size.ts';
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
  column: Pick<SourceColumn, 'name' | 'type'>,
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

/** A cell of text or JSON read as a field while its file is taken in, as texts of SQL; null where there is none or it is not good. */
export interface CellReading {
  /** Of a cell that is written plainly, at a small price; null of any other. `text`: a mention of the cell as text, of JSON its source. */
  plain(text: string): PlainReading;
  /** Of any cell. */
  any(cell: string): string;
}

/** Undefined where nothing is won, or a file cannot keep the value. */
export function readCell(dialect: Dialect, field: Field, kind: ColumnType['kind']): CellReading | undefined {
  const { type } = field;
  if ((kind !== 'text' && kind !== 'json') || !KEPT.has(type.kind) || (type.kind === 'number' && widthOf(type) > 8))
    return undefined;
  // A text of CSV is what it is.
  if (type.kind === 'string' && kind === 'text') return undefined;
  const isJson = kind === 'json';
  const read = (cell: string) => fieldColumn(dialect, field, { name: '', type: { kind } as ColumnType }, cell);
  if (read('NULL') === undefined) return undefined;
  return {
    plain: (text) => dialect.readPlain(type, text, isJson),
    any: (cell) => {
      const { value = 'NULL', isGood = null } = read(cell) ?? {};
      return isGood === null ? value : `CASE WHEN ${isGood} THEN ${value} END`;
    },
  };
}

const KEPT: ReadonlySet<string> = new Set(['number', 'boolean', 'string', 'date', 'instant']);
