import { type OpenSqlite, SqliteDatabase } from '../sqlite-driver.ts';
import type { Entity } from '../../definitions/index.ts';
import type { Duckdb } from '../batch/duckdb.ts';
import { quote } from '../batch/input/staged.ts';
import { onWire } from '../batch/output/wire-columns.ts';
import type { RowPath } from './paths.ts';

/** The Parquet file of an entity's rows, as a relation in the order of its first path. */
export interface IndexedTable {
  readonly entity: Entity;
  readonly from: string;
  readonly fields: readonly string[];
}

/**
 * Writes the index by which single records are found: for every path a table of its own from the value to all rows that have it, each a
 * JSON list of its cells in the order of the table's fields, so that a record with what belongs to it is a few look-ups; and for every
 * declared look-up the keys by what is looked for. It holds what the Parquet files hold, and can be made anew from them.
 */
export async function writeIndex(
  duckdb: Duckdb,
  file: string,
  tables: readonly IndexedTable[],
  paths: readonly RowPath[],
  told: (share: number) => void,
): Promise<void> {
  const index = new SqliteDatabase(file);
  try {
    // Nobody reads the file before it is whole: a process that dies within leaves one that is thrown away.
    index.pragma('journal_mode = OFF');
    index.pragma('synchronous = OFF');
    index.exec('create table path (number integer primary key, entity text not null, field text not null)');
    index.exec('create table look_up (number integer primary key, field text not null, last integer not null)');
    index.exec(
      'create table found (look_up integer not null, value text not null, key text not null, primary key (look_up, value, key)) without rowid',
    );
    for (const [number, path] of paths.entries()) {
      const table = tables.find(({ entity }) => entity.id === path.entity);
      if (table === undefined) throw new Error(`There are no rows of ${path.entity}`);
      index.prepare('insert into path values (?, ?, ?)').run(number, path.entity, path.field);
      await writePath(duckdb, index, number, table, path.field);
      told((number + 1) / (paths.length + 1));
    }
    const [own] = tables;
    if (own !== undefined) await writeLookUps(duckdb, index, own);
    index.exec('analyze');
  } finally {
    index.close();
  }
}

async function writePath(
  duckdb: Duckdb,
  index: OpenSqlite,
  number: number,
  { entity, from, fields }: IndexedTable,
  field: string,
): Promise<void> {
  const types = new Map((await duckdb.columns(from)).map(({ name, type }) => [name, type]));
  const cells = fields.map((name) => {
    const type = types.get(name);
    return type === undefined ? 'NULL' : onWire(quote(name), type, true);
  });
  const value = valueText(entity, field);
  const select = `SELECT ${value}, CAST(json_array(${cells.join(', ')}) AS VARCHAR) FROM ${from} WHERE ${quote(field)} IS NOT NULL ORDER BY ${value}, file_row_number`;
  index.exec(`create table rows_${number} (value text not null, rows text not null)`);
  const insert = index.prepare(`insert into rows_${number} values (?, ?)`);
  let last: string | undefined;
  let rows: string[] = [];
  const flush = () => {
    if (last !== undefined) insert.run(last, `[${rows.join(',')}]`);
    rows = [];
  };
  await eachRow(duckdb, index, select, (at, row) => {
    if (at !== last) {
      flush();
      last = at;
    }
    rows.push(row);
  });
  flush();
  index.exec(`create unique index rows_${number}_value on rows_${number} (value)`);
}

async function writeLookUps(duckdb: Duckdb, index: OpenSqlite, { entity, from }: IndexedTable): Promise<void> {
  const key = valueText(entity, entity.key ?? '');
  for (const [number, { field, last }] of entity.lookUps.entries()) {
    index.prepare('insert into look_up values (?, ?, ?)').run(number, field, last ?? 0);
    const text = valueText(entity, field);
    const value = last === undefined ? text : `right(${text}, ${last})`;
    const select = `SELECT DISTINCT ${value} AS v, ${key} AS k FROM ${from} WHERE ${quote(field)} IS NOT NULL ORDER BY v, k`;
    const insert = index.prepare('insert into found values (?, ?, ?)');
    await eachRow(duckdb, index, select, (found, of) => void insert.run(number, found, of));
  }
}

/** The rows of a query of two texts, within one transaction of the index. */
async function eachRow(
  duckdb: Duckdb,
  index: OpenSqlite,
  select: string,
  use: (first: string, second: string) => void,
): Promise<void> {
  index.exec('begin');
  const result = await duckdb.connection.stream(select);
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const [first, second] = [chunk.getColumnVector(0), chunk.getColumnVector(1)];
    for (let i = 0; i < chunk.rowCount; i++) use(String(first.getItem(i)), String(second.getItem(i)));
  }
  index.exec('commit');
}

/** A value as the text by which it is found, the same as `foundBy` makes of a value on the wire. */
function valueText({ fields }: Entity, name: string): string {
  const type = fields.get(name)?.type;
  const text = `CAST(${quote(name)} AS VARCHAR)`;
  return type?.kind === 'number' && type.decimals > 0 ? `rtrim(rtrim(${text}, '0'), '.')` : text;
}

/** The text by which a value on the wire is found. */
export function foundBy({ fields }: Entity, name: string, value: unknown): string {
  const type = fields.get(name)?.type;
  const text = String(value);
  return type?.kind === 'number' && type.decimals > 0 && text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
