import type { ReadField } from '../read-set.ts';
import { MOST_ROWS } from '../build-list.ts';
import { field as readOf } from '../build-logic.ts';
import type { Field } from '../../model/expression.ts';
import type { ColumnType, ColumnReading } from './dialect.ts';
import type { RelationFrame, FrameFault, Unusable } from './relation-frame.ts';
import { widthOf } from './number-size.ts';
import type { SourceColumn, SqlContext } from './source.ts';
import type { Sql, SqlGraph } from './sql.ts';

/** Rows (or a list of values) that stand in a column of the file itself, read and checked one by one. */
export interface NestedRows {
  readonly value: Sql;
  readonly conditions: readonly Sql[];
  readonly faults: readonly FrameFault[];
  readonly unusable: readonly Unusable[];
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
  const ofItems = (test: Sql) =>
    g.sql`COALESCE(${dialect.fold(g, 'every', dialect.transform(g, items.list, parameter, test))}, TRUE)`;
  const isShort = g.sql`COALESCE(${dialect.length(g, items.list)} <= ${String(MOST_ROWS)}, TRUE)`;
  const tests = [
    ...(items.isList === null ? [] : [{ code: 'fact-of-wrong-type', test: items.isList }]),
    { code: 'too-many-rows', test: isShort },
  ];
  const ofItem = item.good === null ? [] : [{ code: 'fact-of-wrong-type', test: ofItems(item.good) }];
  const path = [field.name];
  const isThere = g.sql`${raw} IS NOT NULL`;
  const found = g.sql`CAST(${raw} AS VARCHAR)`;
  const isRefusing = field.unreadable === 'refuse';
  const refusing = [...(isRefusing ? tests : []), ...(isRefusing || item.isRow ? ofItem : [])];
  const counted = isRefusing ? [] : [...tests, ...(item.isRow ? [] : ofItem)];
  const whole = dialect.transform(g, items.list, parameter, item.value);
  const isUsable = g.join(
    tests.map(({ test }) => test),
    ' AND ',
  );
  return {
    value: isRefusing ? whole : g.sql`CASE WHEN ${isUsable} THEN ${whole} END`,
    conditions: [...(field.optional ? [] : [isThere]), ...refusing.map(({ test }) => test)],
    faults: [
      ...(field.optional ? [] : [{ path, code: 'required-missing', when: g.sql`${raw} IS NULL`, found: raw }]),
      ...refusing.map(({ code, test }) => ({ path, code, when: g.sql`NOT ${test}`, found })),
    ],
    unusable: [
      ...counted.map(({ test }) => ({ path, when: g.sql`NOT ${test}` })),
      ...item.unusable.map(({ name, test }) => ({ path: [field.name, name], when: g.sql`NOT ${ofItems(test)}` })),
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
  if (type.kind !== 'json' && type.kind !== 'text') return undefined;
  // A list of values stands in a column of text as JSON.
  const json = type.kind === 'json' ? raw : g.sql`CASE WHEN json_valid(${raw}) THEN CAST(${raw} AS JSON) END`;
  const isList = g.sql`json_type(${json}) = 'ARRAY'`;
  const list = g.sql`list_transform(CASE WHEN ${isList} THEN CAST(${json} AS JSON[]) END, lambda j: NULLIF(j, 'null'))`;
  const isGood =
    type.kind === 'json' ? g.sql`COALESCE(${isList}, TRUE)` : g.sql`(${raw} IS NULL OR COALESCE(${isList}, FALSE))`;
  return { list, of: { kind: 'json' }, isList: isGood };
}

interface Item {
  readonly value: Sql;
  /** Two-valued; null: always good. */
  readonly good: Sql | null;
  readonly isRow: boolean;
  /** Members of a row whose bad values count as missing, with the test that a value is none of them. */
  readonly unusable: readonly { readonly name: string; readonly test: Sql }[];
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
      : {
          value: reading.value,
          good: reading.good && g.sql`COALESCE(${reading.good}, TRUE)`,
          isRow: false,
          unusable: [],
        };
  }
  if (type.kind !== 'row' && type.kind !== 'json') return undefined;
  const members = reads.map((read) => ({ read, reading: memberReading(context, g, read, type, item) }));
  if (members.some(({ reading }) => reading === undefined)) return undefined;
  const isObject = type.kind === 'json' ? [g.sql`json_type(${item}) = 'OBJECT'`] : [];
  const goods = members.flatMap(({ read, reading }) => (reading === undefined ? [] : goodOf(g, read.field, reading)));
  const tests = [...isObject, ...goods];
  const parts = members.map(
    ({ read, reading }) => g.fragment`${context.dialect.quote(read.field.name)} := ${reading?.value ?? 'NULL'}`,
  );
  return {
    value: parts.length === 0 ? g.sql`struct_pack("#here" := TRUE)` : g.sql`struct_pack(${g.join(parts, ', ')})`,
    good: tests.length === 0 ? null : g.sql`COALESCE(${g.join(tests, ' AND ')}, FALSE)`,
    isRow: true,
    unusable: members.flatMap(({ read: { field: member }, reading }) =>
      member.unreadable === 'refuse' || reading === undefined || reading.good === null
        ? []
        : [{ name: member.name, test: g.sql`COALESCE(${reading.good}, TRUE)` }],
    ),
  };
}

function goodOf(g: SqlGraph, field: Field, { good, found }: ColumnReading): readonly Sql[] {
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
): ColumnReading | undefined {
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
export function rowStruct(frame: RelationFrame, reads: readonly ReadField[]): Sql {
  const { g, dialect } = frame.e;
  const valueOf = ({ field, rows }: ReadField): Sql => {
    if (rows === null && field.type.kind !== 'list') return frame.reading(field).value;
    return field.type.kind === 'row' ? frame.rowStruct(field) : frame.e.value(readOf(field, null));
  };
  const parts = reads.map((read) => g.fragment`${dialect.quote(read.field.name)} := ${valueOf(read)}`);
  return parts.length === 0 ? g.sql`struct_pack("#here" := TRUE)` : g.sql`struct_pack(${g.join(parts, ', ')})`;
}
