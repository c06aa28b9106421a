import type { DuckDBConnection } from '@duckdb/node-api';
import {
  isObject,
  type Json,
  type JsonObject,
  type Library,
  type ReadField,
  type SourceColumn,
  type SqlSource,
} from '../../../definitions/index.ts';

/** Requests as tables: one of the records, one for each entity whose rows stand below them. Every fact stays JSON until SQL reads it. */
export interface RequestTables {
  readonly record: SqlSource;
  readonly related: ReadonlyMap<string, SqlSource>;
}

/** One table while it is filled: columns of facts by field name, and the numbers by which rows belong to rows. */
interface TableDraft {
  readonly fields: Set<string>;
  readonly keys: Set<string>;
  readonly rows: { readonly facts: JsonObject; readonly keys: ReadonlyMap<string, number> }[];
}

const newDraft = (): TableDraft => ({ fields: new Set(), keys: new Set(), rows: [] });

/** The column by which a relation's rows find the row they belong to; both sides have it. */
export const keyOf = (entity: string, relation: string): string => `#${entity}.${relation}`;

/** One record with what SQL needs beside its facts. */
export interface SqlRecord {
  readonly row: number;
  readonly facts: JsonObject;
  readonly previous: {
    readonly class: string | null;
    readonly since: number | null;
    readonly misses: number | null;
    readonly run: number | null;
  } | null;
}

/**
 * Fills tables named `t0`, `t1`, … Many rows of a relation become a table of their own; so do single rows. Facts whose relations are
 * not what they should be must have been refused before.
 */
export async function tablesOf(
  connection: DuckDBConnection,
  library: Library,
  entity: string,
  reads: readonly ReadField[],
  records: readonly SqlRecord[],
): Promise<RequestTables> {
  const root = newDraft();
  const behind = new Map<string, TableDraft>();
  const place = (
    draft: TableDraft,
    of: string,
    fields: readonly ReadField[],
    facts: JsonObject,
    keys: Map<string, number>,
  ) => {
    const own = draft.rows.length;
    draft.rows.push({ facts, keys });
    for (const { field, rows } of fields) {
      if (rows === null) {
        draft.fields.add(field.name);
        continue;
      }
      const relation = library.environment.entity(of)?.relations.get(field.name);
      if (relation === undefined) continue;
      const key = keyOf(of, field.name);
      draft.keys.add(key);
      keys.set(key, own);
      const next = behind.get(relation.entity) ?? newDraft();
      behind.set(relation.entity, next);
      next.keys.add(key);
      declare(next, rows, relation.entity);
      const found: Json = Object.hasOwn(facts, field.name) ? (facts[field.name] ?? null) : null;
      for (const row of relation.many ? (Array.isArray(found) ? (found as readonly Json[]) : []) : [found])
        if (isObject(row)) place(next, relation.entity, rows, row, new Map([[key, own]]));
    }
  };
  /** Tables have all their columns even where they have no rows. */
  const declare = (draft: TableDraft, fields: readonly ReadField[], of: string): void => {
    for (const { field, rows } of fields) {
      if (rows === null) draft.fields.add(field.name);
      else {
        const relation = library.environment.entity(of)?.relations.get(field.name);
        if (relation === undefined) continue;
        draft.keys.add(keyOf(of, field.name));
        const next = behind.get(relation.entity) ?? newDraft();
        behind.set(relation.entity, next);
        next.keys.add(keyOf(of, field.name));
        declare(next, rows, relation.entity);
      }
    }
  };
  declare(root, reads, entity);
  for (const { facts } of records) place(root, entity, reads, facts, new Map());
  const record = await fill(connection, 't0', root, records);
  const related = new Map<string, SqlSource>();
  for (const [id, draft] of behind) related.set(id, await fill(connection, `t${related.size + 1}`, draft, null));
  return { record, related };
}

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;

async function fill(
  connection: DuckDBConnection,
  table: string,
  { fields, keys, rows }: TableDraft,
  records: readonly SqlRecord[] | null,
): Promise<SqlSource> {
  const facts = [...fields];
  const numbers = [...keys];
  const counts = ['since', 'misses', 'run'].map((part) => `"$previous.${part}" INTEGER`);
  const previous = records === null ? [] : ['"$previous.class" VARCHAR', ...counts];
  const columns = [
    '"#row" BIGINT',
    ...previous,
    ...numbers.map((name) => `${quote(name)} BIGINT`),
    ...facts.map((name) => `${quote(name)} JSON`),
  ];
  await connection.run(`CREATE OR REPLACE TABLE ${table} (${columns.join(', ')})`);
  const appender = await connection.createAppender(table);
  rows.forEach((row, i) => {
    const record = records?.[i];
    appender.appendBigInt(BigInt(record?.row ?? i));
    if (records !== null) {
      const { class: name = null, since = null, misses = null, run = null } = record?.previous ?? {};
      if (name === null) appender.appendNull();
      else appender.appendVarchar(name);
      for (const count of [since, misses, run]) {
        if (count === null) appender.appendNull();
        else appender.appendInteger(count);
      }
    }
    for (const name of numbers) {
      const key = row.keys.get(name);
      if (key === undefined) appender.appendNull();
      else appender.appendBigInt(BigInt(key));
    }
    for (const name of facts) {
      const value = Object.hasOwn(row.facts, name) ? (row.facts[name] ?? null) : null;
      if (value === null) appender.appendNull();
      else appender.appendVarchar(JSON.stringify(value));
    }
    appender.endRow();
  });
  appender.closeSync();
  const source = new Map<string, SourceColumn>();
  for (const name of facts) source.set(name, { name, type: { kind: 'json' } });
  for (const name of numbers) source.set(name, { name, type: { kind: 'integer', minimum: 0n, maximum: 2n ** 53n } });
  return { from: table, columns: source, order: '"#row"' };
}
