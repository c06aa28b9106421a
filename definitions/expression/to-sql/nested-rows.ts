import type { ReadField } from '../../record/read-set.ts';
import { field as readOf } from '../build-logic.ts';
import type { Field } from '../expression.ts';
import type { ColumnType, Reading } from './dialect.ts';
import type { Frame, FrameFault } from './frame.ts';
import { widthOf } from './number-size.ts';
import type { SourceColumn, SqlContext } from './source.ts';
import type { Sql, SqlGraph } from './sql.ts';

/** Rows (or a list of values) that stand in a column of the file itself, read and checked one by one. */
export interface NestedRows {
  readonly value: Sql;
  readonly conditions: readonly Sql[];
  readonly faults: readonly FrameFault[];
}

export function nestedRows(
  context: SqlContext,
  g: SqlGraph,
  field: Field,
  reads: readonly ReadField[] | null,
  column: SourceColumn,
): NestedRows | undefined {
  const { dialect } = context;
  const raw = g.leaf(dialect.quote(column.name));
  const items = itemsOf(g, raw, column.type);
  if (items === undefined || field.type.kind !== 'list') return undefined;
  const parameter = 'r0';
  const item = readItem(context, g, field, reads, items.of, g.leaf(parameter, 0, parameter));
  if (item === undefined) return undefined;
  const good =
    item.good === null ? null : dialect.fold(g, 'every', dialect.transform(g, items.list, parameter, item.good));
  const isThere: Sql[] = field.optional ? [] : [g.sql`${raw} IS NOT NULL`];
  if (items.isList !== null) isThere.push(items.isList);
  const conditions = [...isThere, ...(good === null ? [] : [g.sql`COALESCE(${good}, TRUE)`])];
  const code = 'fact-of-wrong-type';
  const text = g.sql`CAST(${raw} AS VARCHAR)`;
  return {
    value: dialect.transform(g, items.list, parameter, item.value),
    conditions,
    faults: [
      ...(field.optional
        ? []
        : [{ path: [field.name], code: 'required-missing', when: g.sql`${raw} IS NULL`, found: raw }]),
      ...(items.isList === null ? [] : [{ path: [field.name], code, when: g.sql`NOT ${items.isList}`, found: text }]),
      ...(good === null ? [] : [{ path: [field.name], code, when: g.sql`NOT ${good}`, found: text }]),
    ],
  };
}

/** A column's items; a JSON value's are JSON values themselves, where it is a list. */
function itemsOf(
  g: SqlGraph,
  raw: Sql,
  type: ColumnType,
): { readonly list: Sql; readonly of: ColumnType; readonly isList: Sql | null } | undefined {
  if (type.kind === 'list') return { list: raw, of: type.of, isList: null };
  if (type.kind !== 'json') return undefined;
  const isList = g.sql`json_type(${raw}) = 'ARRAY'`;
  const list = g.sql`list_transform(CASE WHEN ${isList} THEN CAST(${raw} AS JSON[]) END, lambda j: NULLIF(j, 'null'))`;
  return { list, of: type, isList: g.sql`COALESCE(${isList}, TRUE)` };
}

interface Item {
  readonly value: Sql;
  /** Two-valued; null: always good. */
  readonly good: Sql | null;
  readonly isRow: boolean;
}

function readItem(
  context: SqlContext,
  g: SqlGraph,
  field: Field,
  reads: readonly ReadField[] | null,
  type: ColumnType,
  item: Sql,
): Item | undefined {
  if (field.type.kind !== 'list') return undefined;
  if (reads === null) {
    // A series: its items have the field's bounds; a missing item is a missing item.
    const reading = context.dialect.read(g, { ...field, type: field.type.of }, { sql: item, type });
    return reading === undefined
      ? undefined
      : { value: reading.value, good: reading.good && g.sql`COALESCE(${reading.good}, TRUE)`, isRow: false };
  }
  if (type.kind !== 'row' && type.kind !== 'json') return undefined;
  const members = reads.map((read) => ({ read, reading: memberReading(context, g, read, type, item) }));
  if (members.some(({ reading }) => reading === undefined)) return undefined;
  const goods = members.flatMap(({ read, reading }) => (reading === undefined ? [] : goodOf(g, read.field, reading)));
  const parts = members.map(
    ({ read, reading }) => g.fragment`${context.dialect.quote(read.field.name)} := ${reading?.value ?? 'NULL'}`,
  );
  return {
    value: parts.length === 0 ? g.sql`struct_pack("#here" := TRUE)` : g.sql`struct_pack(${g.join(parts, ', ')})`,
    good: goods.length === 0 ? null : g.sql`COALESCE(${g.join(goods, ' AND ')}, FALSE)`,
    isRow: true,
  };
}

function goodOf(g: SqlGraph, field: Field, { good, found }: Reading): readonly Sql[] {
  const isThere: Sql[] = field.optional ? [] : [g.sql`${found} IS NOT NULL`];
  if (good === null || field.unreadable === 'missing') return isThere;
  return [...isThere, g.sql`COALESCE(${good}, TRUE)`];
}

function memberReading(
  { dialect }: SqlContext,
  g: SqlGraph,
  { field, rows }: ReadField,
  type: ColumnType,
  item: Sql,
): Reading | undefined {
  if (rows !== null) return undefined;
  if (type.kind === 'json') {
    const path = dialect.text(`$."${field.name}"`);
    return dialect.read(g, field, { sql: g.sql`NULLIF(json_extract(${item}, ${path}), 'null')`, type });
  }
  const member = type.kind === 'row' ? type.members.get(field.name) : undefined;
  if (member !== undefined) return dialect.read(g, field, { sql: dialect.member(g, item, field.name), type: member });
  const value = g.leaf(`CAST(NULL AS ${dialect.typeName(field.type)})`, widthOf(field.type));
  return { value, raw: null, good: null, faults: [], found: g.leaf('NULL') };
}

/** A row of a related file as a struct of what is read of it. */
export function rowStruct(frame: Frame, reads: readonly ReadField[]): Sql {
  const { g, dialect } = frame.e;
  const valueOf = ({ field, rows }: ReadField): Sql => {
    if (rows === null) return frame.reading(field).value;
    return field.type.kind === 'row' ? frame.rowStruct(field) : frame.e.value(readOf(field, null));
  };
  const parts = reads.map((read) => g.fragment`${dialect.quote(read.field.name)} := ${valueOf(read)}`);
  return parts.length === 0 ? g.sql`struct_pack("#here" := TRUE)` : g.sql`struct_pack(${g.join(parts, ', ')})`;
}
