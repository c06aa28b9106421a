import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { type OpenSqlite, SqliteDatabase, type SqliteStatement } from '../../sqlite-driver.ts';
import type { CompiledQuery, QueryResult } from 'kysely';
import type { Asked } from '../own-dialect.ts';
import { storeProblem } from '../problems.ts';
import { StoreError, storeErrorOf } from '../store-error.ts';

/** A connection that keeps what it prepared, by the text of it. */
export interface SqliteConnection extends Asked {
  readonly raw: OpenSqlite;
  prepared(sql: string): SqliteStatement;
  close(): void;
}

export interface OpenOptions {
  readonly mustExist?: boolean;
  readonly isReading?: boolean;
  /** How long a lock is waited for, the thread standing still. */
  readonly patienceMs?: number;
}

/** How many statements are kept prepared. */
const MOST_PREPARED = 500;

/** Opens (and makes) a database file: write-ahead log, every commit synced to disk. Throws a StoreError. */
export function openConnection(path: string, options: OpenOptions = {}): SqliteConnection {
  const { mustExist = false, isReading = false, patienceMs = 10_000 } = options;
  if (mustExist) refuseMissing(path);
  let opened: OpenSqlite | undefined;
  try {
    mkdirSync(dirname(path), { recursive: true });
    opened = new SqliteDatabase(path, { timeout: 10_000 });
    opened.pragma('journal_mode = WAL');
    opened.pragma('synchronous = FULL');
    opened.pragma('foreign_keys = ON');
    // Says so now where it is no database, or may not be read.
    opened.prepare('select count(*) from sqlite_schema').get();
    if (isReading) opened.pragma('query_only = ON');
    opened.pragma(`busy_timeout = ${patienceMs}`);
    return connectionOver(opened);
  } catch (error) {
    opened?.close();
    throw storeErrorOf(error, { kind: 'sqlite', path }) ?? error;
  }
}

/** Throws where there is no database yet. */
export function refuseMissing(path: string): void {
  if (!existsSync(path)) throw new StoreError(storeProblem('store-empty', { pointer: '' }, { path: dirname(path) }));
}

function connectionOver(raw: OpenSqlite): SqliteConnection {
  const kept = new Map<string, SqliteStatement>();
  const prepared = (sql: string): SqliteStatement => {
    const known = kept.get(sql);
    if (known !== undefined) return known;
    const made = raw.prepare(sql);
    kept.set(sql, made);
    const [oldest] = kept.keys();
    if (kept.size > MOST_PREPARED && oldest !== undefined) kept.delete(oldest);
    return made;
  };
  return {
    raw,
    prepared,
    run: async (query) => ran(prepared(query.sql), query),
    close: () => void raw.close(),
  };
}

function ran(statement: SqliteStatement, { parameters }: CompiledQuery): QueryResult<unknown> {
  if (statement.reader) return { rows: statement.all(parameters) };
  const { changes, lastInsertRowid } = statement.run(parameters);
  return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
}
