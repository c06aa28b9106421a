import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { storeProblem } from './problems.ts';
import { StoreError, storeErrorOf } from './store-error.ts';
import type { Database, Tables } from './tables.ts';

/** What is particular to SQLite: opening, durability, and how a writing transaction begins. */
export interface OpenDatabase {
  readonly database: Database;
  /** The connection itself, for statements that are prepared once and run very often. */
  readonly connection: SqliteDatabase.Database;
  close(): Promise<void>;
}

/** The statement that begins a transaction which will write: it waits for its turn at once, not at its first write. */
export const BEGIN_WRITING = 'begin immediate';

/** Opens (and makes) a database file: write-ahead log, every commit synced to disk. Throws a StoreError. */
export function openSqlite(path: string, options: { readonly mustExist?: boolean } = {}): OpenDatabase {
  if (options.mustExist && !existsSync(path))
    throw new StoreError(storeProblem('store-empty', { pointer: '' }, { path: dirname(path) }));
  let connection: SqliteDatabase.Database | undefined;
  try {
    mkdirSync(dirname(path), { recursive: true });
    const opened = new SqliteDatabase(path, { timeout: 10_000 });
    connection = opened;
    opened.pragma('journal_mode = WAL');
    opened.pragma('synchronous = FULL');
    opened.pragma('foreign_keys = ON');
    // Says so now where it is no database, or may not be read.
    opened.prepare('select count(*) from sqlite_schema').get();
    const database = new Kysely<Tables>({ dialect: new SqliteDialect({ database: opened }) });
    return { database, connection: opened, close: () => database.destroy() };
  } catch (error) {
    connection?.close();
    throw storeErrorOf(error, path) ?? error;
  }
}
