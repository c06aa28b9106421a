import { DuckDBInstance, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import type { Decision } from '../../definitions/model/decision.ts';
import type { Expression, Field } from '../../definitions/model/expression.ts';
import type { ColumnType } from '../../definitions/expression/to-sql/dialect.ts';
import { duckdb } from '../../definitions/expression/to-sql/duckdb/duckdb.ts';
import { frame } from '../../definitions/expression/to-sql/frame.ts';
import { layered } from '../../definitions/expression/to-sql/layers.ts';
import type { SqlContext, SqlSource } from '../../definitions/expression/to-sql/source.ts';
import { isObject, type Json, type JsonObject } from '../../definitions/model/json.ts';
import type { Entity, Relation } from '../../definitions/model/entity.ts';
import { readSet } from '../../definitions/expression/read-set.ts';

/** Evaluates expressions in DuckDB over records as they stand in requests: rows of relations become tables of their own. */
export interface SqlWorld {
  readonly connection: DuckDBConnection;
  /** The values of expressions for every record, in order; `null` where the function has to decide. */
  values(expressions: readonly Expression[]): Promise<readonly (readonly DuckDBValue[] | null)[]>;
  /** The query of the last call. */
  readonly last: { sql: string };
}

export interface SqlWorldOptions {
  readonly asOf: bigint;
  readonly previous: {
    readonly class: string;
    readonly since: bigint;
    readonly misses: bigint;
    readonly run: bigint;
  } | null;
  /** How numbers stand in the table. */
  readonly numbers: 'text' | 'double';
}

/** Puts records into an in-memory DuckDB. */
export async function sqlWorld(
  fields: readonly Field[],
  records: readonly JsonObject[],
  options: SqlWorldOptions,
): Promise<SqlWorld> {
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  const tables = tablesOf(fields, records);
  for (const [entity, rows] of tables) await connection.run(createTable(entity, fields, rows, options));
  const relations = new Map(fields.flatMap((field) => relationOf(field)).map((relation) => [relation.name, relation]));
  const entityOf = (id: string): Entity => ({
    id,
    title: id,
    key: undefined,
    fields: new Map(),
    relations: id === 'entity/customer' ? relations : new Map(),
    derived: new Map(),
    lookUps: [],
  });
  const sources = new Map([...tables.keys()].map((entity) => [entity, sourceOf(entity, fields, options)]));
  const root = sources.get('entity/customer');
  if (root === undefined) throw new Error('There are customers');
  const context: SqlContext = {
    dialect: duckdb,
    asOf: options.asOf,
    cuts: {},
    hasPrevious: options.previous !== null,
    entity: entityOf,
    related: sources,
  };
  const last = { sql: '' };
  return {
    connection,
    last,
    async values(expressions) {
      last.sql = queryOf(context, root, expressions);
      const rows = (await connection.runAndReadAll(last.sql)).getRows();
      return rows.map((row) => (row[1] === true ? null : row.slice(2)));
    },
  };
}

function queryOf(context: SqlContext, source: SqlSource, expressions: readonly Expression[]): string {
  const root = frame({
    context,
    entity: 'entity/customer',
    source,
    reads: readSet([decisionOf(expressions)], () => undefined).fields,
    seats: new Set(['']),
    tag: 't',
    gaps: [],
  });
  const { g } = root.e;
  const outputs = expressions.map((expression, i) => ({ name: `v${i}`, sql: root.e.value(expression) }));
  const doubts = root.doubts(expressions);
  const doubt = doubts.length === 0 ? g.leaf('FALSE') : g.sql`COALESCE(${g.join(doubts, ' OR ')}, FALSE)`;
  const row = { name: 'row', sql: g.leaf('"#row"') };
  // Asked for last: conditions make the relations behind count their bad rows.
  root.conditions();
  return `${layered(root.from(), [row, { name: 'doubt', sql: doubt }, ...outputs], null, duckdb.quote)}\nORDER BY "row"`;
}

/** A decision whose read set is that of some expressions. */
export function decisionOf(expressions: readonly Expression[]): Decision {
  return {
    id: 'formula/test',
    title: 'test',
    facts: { kind: 'entity', entity: 'entity/customer' },
    outputs: {},
    value: { kind: 'object', members: expressions.map((of, i) => ({ name: `v${i}`, shape: { kind: 'value', of } })) },
    reasons: [],
    reasonOrder: 'declared',
    problems: [],
    partial: null,
    reads: [],
  };
}

const rowEntity = (field: Field) =>
  field.type.kind === 'row'
    ? field.type.entity
    : field.type.kind === 'list' && field.type.of.kind === 'row'
      ? field.type.of.entity
      : undefined;

/** A relation's rows are joined by a field named after it. */
function relationOf(field: Field): readonly Relation[] {
  const entity = rowEntity(field);
  return entity === undefined
    ? []
    : [{ name: field.name, title: field.name, entity, by: `#${field.name}`, many: field.type.kind === 'list' }];
}

type Rows = readonly JsonObject[];

function tablesOf(fields: readonly Field[], records: readonly JsonObject[]): ReadonlyMap<string, Rows> {
  const tables = new Map<string, JsonObject[]>([['entity/customer', []]]);
  for (const field of fields) {
    const entity = rowEntity(field);
    if (entity !== undefined) tables.set(entity, []);
  }
  records.forEach((record, i) => {
    const own: Record<string, Json> = { ...record, '#row': i };
    for (const field of fields) {
      const entity = rowEntity(field);
      const value = record[field.name];
      if (entity === undefined) continue;
      own[`#${field.name}`] = i;
      const rows = (Array.isArray(value) ? value : [value]).filter(isObject);
      rows.forEach((row, at) => tables.get(entity)?.push({ ...row, [`#${field.name}`]: i, '#row': i * 1000 + at }));
    }
    tables.get('entity/customer')?.push(own);
  });
  return tables;
}

const name = (entity: string) => `"${entity}"`;

function columnsOf(
  entity: string,
  fields: readonly Field[],
  { previous }: SqlWorldOptions,
): readonly { readonly name: string; readonly field: Field | null }[] {
  const own = fields
    .filter((field) => field.origin.definition === entity && rowEntity(field) === undefined)
    .map((field) => ({ name: field.name, field }));
  const keys = fields
    .flatMap(relationOf)
    .filter((relation) => entity === 'entity/customer' || relation.entity === entity)
    .map(({ by }) => ({ name: by, field: null }));
  const inputs =
    entity === 'entity/customer' && previous !== null
      ? ['$previous.class', '$previous.since', '$previous.misses', '$previous.run'].map((input) => ({
          name: input,
          field: null,
        }))
      : [];
  return [...own, ...keys, { name: '#row', field: null }, ...inputs];
}

function createTable(entity: string, fields: readonly Field[], rows: Rows, options: SqlWorldOptions): string {
  const columns = columnsOf(entity, fields, options);
  const { previous } = options;
  const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
  const inputs: Record<string, string> =
    previous === null
      ? {}
      : {
          '$previous.class': text(previous.class),
          '$previous.since': String(previous.since),
          '$previous.misses': String(previous.misses),
          '$previous.run': String(previous.run),
        };
  const cell = (row: JsonObject, column: { name: string; field: Field | null }): string => {
    const value = row[column.name] ?? null;
    if (inputs[column.name] !== undefined) return inputs[column.name] ?? 'NULL';
    if (value === null) return 'NULL';
    if (column.field === null) return String(value);
    if (Array.isArray(value))
      return `[${value.map((item: Json) => (item === null ? 'NULL' : text(plain(item)))).join(', ')}]`;
    return typeof value === 'boolean' ? String(value) : text(plain(value));
  };
  const casts = columns.map(
    ({ name: column, field }) =>
      `CAST("${column}" AS ${field === null ? (column === '$previous.class' ? 'VARCHAR' : 'BIGINT') : sqlType(field, options)}) AS "${column}"`,
  );
  const values = rows.map((row) => `(${columns.map((column) => cell(row, column)).join(', ')})`);
  const nothing = `SELECT ${columns.map(({ name: column }) => `NULL AS "${column}"`).join(', ')} WHERE FALSE`;
  const from =
    values.length === 0
      ? `(${nothing})`
      : `(VALUES ${values.join(',\n')}) AS t(${columns.map(({ name: column }) => `"${column}"`).join(', ')})`;
  return `CREATE TABLE ${name(entity)} AS SELECT ${casts.join(', ')} FROM ${from}`;
}

/** JavaScript writes the numbers of the records without an exponent. */
const plain = (value: Json) => String(value);

const isSafe = ({ type }: Field) => type.kind === 'number' && type.maximum < 10n ** 15n && type.minimum > -(10n ** 15n);

function sqlType(field: Field, { numbers }: SqlWorldOptions): string {
  const { type } = field;
  if (type.kind === 'boolean') return 'BOOLEAN';
  if (type.kind === 'list') return 'VARCHAR[]';
  return type.kind === 'number' && numbers === 'double' && isSafe(field)
    ? type.decimals === 0
      ? 'INTEGER'
      : 'DOUBLE'
    : 'VARCHAR';
}

function columnType(field: Field, options: SqlWorldOptions): ColumnType {
  switch (sqlType(field, options)) {
    case 'BOOLEAN':
      return { kind: 'boolean' };
    case 'VARCHAR[]':
      return { kind: 'list', of: { kind: 'text' } };
    case 'INTEGER':
      return { kind: 'integer', minimum: -(2n ** 31n), maximum: 2n ** 31n - 1n };
    case 'DOUBLE':
      return { kind: 'double' };
    default:
      return { kind: 'text' };
  }
}

function sourceOf(entity: string, fields: readonly Field[], options: SqlWorldOptions): SqlSource {
  const columns = columnsOf(entity, fields, options).map(({ name: column, field }) => {
    const type: ColumnType =
      field === null ? { kind: 'integer', minimum: 0n, maximum: 2n ** 63n - 1n } : columnType(field, options);
    return [column, { name: column, type }] as const;
  });
  return { from: name(entity), columns: new Map(columns), order: '"#row"' };
}
