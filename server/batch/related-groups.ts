import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Field, type Grouping, groupingQuery, type QuerySpec } from '../../definitions/index.ts';
import type { Duckdb } from './duckdb.ts';
import { pathLiteral, targetLiteral } from './input/path-literal.ts';
import { quote } from './input/staged.ts';
import { isOutOfMemory } from './output/write-fault.ts';

/** So many aggregates are kept of each key at once: what a pass over the rows holds grows with them. */
const COLUMNS_AT_ONCE = 48;
/** Into how many parts rows are divided whose groups do not fit the buffers: the next number where the one before was too small. */
const DIVISIONS = [1, 16, 128];
const MOST_PARTS = 256;

/**
 * The groups of related rows that a query reads, each computed by itself before it: one aggregation has all the buffers at a time, and
 * a query of many decisions keeps of each key a bounded number of aggregates.
 */
export interface RelatedGroups {
  /** The same query over groups that stand apart. */
  over(spec: QuerySpec): QuerySpec;
  /** Computes the groups of the queries written since. */
  compute(told?: (share: number) => void): Promise<void>;
  /** The relation with the key of every group as `key` and the number of its rows as `rows`, once they are computed. */
  sizes(field: Field): string | undefined;
  remove(): Promise<void>;
}

interface Part {
  readonly grouping: Grouping;
  /** The views through which its columns are read, in their order. */
  readonly tables: readonly string[];
}

let made = 0;

export function relatedGroups(duckdb: Duckdb, rowsAtOnce: number | undefined): RelatedGroups {
  const parts = new Map<string, Part>();
  let computed = 0;
  const partOf = (grouping: Grouping): Part => {
    const id = JSON.stringify([grouping.rows, grouping.columns]);
    const count = Math.max(1, Math.ceil(grouping.columns.length / COLUMNS_AT_ONCE));
    const part = parts.get(id) ?? { grouping, tables: Array.from({ length: count }, () => `groups_${++made}`) };
    parts.set(id, part);
    return part;
  };
  return {
    over: (spec) => ({ ...spec, context: { ...spec.context, groupsOf: (grouping) => joined(partOf(grouping)) } }),
    async compute(told = () => {}) {
      const waiting = [...parts.values()].slice(computed);
      computed = parts.size;
      for (const [i, part] of waiting.entries())
        await group(duckdb, part, rowsAtOnce, (share) => told((i + share) / waiting.length));
    },
    sizes(field) {
      const part = [...parts.values()].find((one) => one.grouping.field === field);
      return part && `(SELECT ${part.grouping.key} AS key, ${ROWS} AS rows FROM ${part.tables[0]})`;
    },
    async remove() {
      for (const table of [...parts.values()].flatMap(({ tables }) => tables))
        await duckdb.run(`DROP VIEW IF EXISTS ${table}`);
    },
  };
}

const ROWS = '"#rows"';

/** The columns of all tables of a grouping beside each other. */
function joined({ grouping: { key }, tables }: Part): string {
  const [first, ...others] = tables;
  const shown = others.map((table) => `, ${table}.* EXCLUDE (${key})`).join('');
  const joins = others.map((table) => ` JOIN ${table} ON ${table}.${key} = ${first}.${key}`).join('');
  return `(SELECT ${first}.* EXCLUDE (${ROWS})${shown} FROM ${first}${joins})`;
}

/** Computes a grouping; where its groups do not fit the buffers, part by part of rows divided by their key. */
async function group(
  duckdb: Duckdb,
  part: Part,
  rowsAtOnce: number | undefined,
  told: (share: number) => void,
): Promise<void> {
  const divisions = rowsAtOnce === undefined ? DIVISIONS : [await partsFor(duckdb, part, rowsAtOnce)];
  for (const [i, count] of divisions.entries()) {
    try {
      await (count === 1
        ? groupAll(duckdb, part, [part.grouping.rows], told)
        : groupDivided(duckdb, part, count, told));
      return;
    } catch (error) {
      if (!isOutOfMemory(error) || i === divisions.length - 1) throw error;
    }
  }
}

async function partsFor(duckdb: Duckdb, { grouping: { rows } }: Part, rowsAtOnce: number): Promise<number> {
  const [[count] = [0n]] = await duckdb.rows(`SELECT count(*) FROM (${rows})`);
  return Math.min(Math.max(Math.ceil(Number(count) / rowsAtOnce), 1), MOST_PARTS);
}

/** One pass for each table over each of the queries, which share no key. Groups are kept in files: the buffers are for what is computed. */
async function groupAll(
  duckdb: Duckdb,
  { grouping, tables }: Part,
  queries: readonly string[],
  told: (share: number) => void,
): Promise<void> {
  let done = 0;
  for (const [i, table] of tables.entries()) {
    const own = grouping.columns.slice(i * COLUMNS_AT_ONCE, (i + 1) * COLUMNS_AT_ONCE);
    const columns = i === 0 ? [{ name: ROWS, text: 'count(*)' }, ...own] : own;
    const file = (at: number) => join(duckdb.folder, `${table}_${at}.parquet`);
    const stored = await storedColumns(duckdb, groupingQuery({ ...grouping, columns }));
    for (const [at, rows] of queries.entries()) {
      const query = groupingQuery({ ...grouping, rows, columns });
      await duckdb.run(
        `COPY (SELECT ${stored.written} FROM (${query})) TO ${targetLiteral(file(at))} (FORMAT parquet)`,
        (share) => told((done + share) / (tables.length * queries.length)),
      );
      done += 1;
    }
    const files = queries.map((_, at) => pathLiteral(file(at))).join(', ');
    await duckdb.run(`CREATE OR REPLACE TEMP VIEW ${table} AS SELECT ${stored.read} FROM read_parquet([${files}])`);
  }
}

/** How a query's columns are written to Parquet and read again: it keeps no integer of 16 bytes, but a decimal number of 38 digits. */
async function storedColumns(
  duckdb: Duckdb,
  query: string,
): Promise<{ readonly written: string; readonly read: string }> {
  const stored = (await duckdb.columns(`(${query})`)).map(({ name, type }, i) => {
    const [own, kept] = [type.toString(), type.toString().replaceAll('HUGEINT', 'DECIMAL(38,0)')];
    const as = (column: string, to: string) => (own === kept ? column : `CAST(${column} AS ${to})`);
    return { written: `${as(quote(name), kept)} AS c${i}`, read: `${as(`c${i}`, own)} AS ${quote(name)}` };
  });
  return { written: stored.map((one) => one.written).join(', '), read: stored.map((one) => one.read).join(', ') };
}

/** Writes the rows once, divided by their key, and groups each part. */
async function groupDivided(duckdb: Duckdb, part: Part, count: number, told: (share: number) => void): Promise<void> {
  const { rows, key } = part.grouping;
  const folder = join(duckdb.folder, 'divided');
  const stored = await storedColumns(duckdb, rows);
  try {
    await duckdb.run(
      `COPY (SELECT ${stored.written}, CAST(COALESCE(hash(${key}) % ${count}, 0) AS INTEGER) AS part FROM (${rows})) TO ${targetLiteral(folder)} (FORMAT parquet, PARTITION_BY (part), WRITE_PARTITION_COLUMNS false, OVERWRITE)`,
    );
    const queries = readdirSync(folder).map((name) => {
      const files = readdirSync(join(folder, name)).map((file) => pathLiteral(join(folder, name, file)));
      return `SELECT ${stored.read} FROM read_parquet([${files.join(', ')}], hive_partitioning = false)`;
    });
    await groupAll(duckdb, part, queries.length === 0 ? [rows] : queries, told);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
