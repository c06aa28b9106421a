import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type OpenSqlite, SqliteDatabase } from '../sqlite-driver.ts';

/**
 * Which server serves a data folder, and with what. One server serves a folder: it holds an exclusive lock on a file that holds
 * nothing, which the system lets go of however the server ends. What it serves stands beside it, for `load` to wait for; without the
 * lock that is what a killed server left behind, and means nothing.
 */
export interface Serving {
  readonly pid: number;
  /** Null while the server starts. */
  readonly url: string | null;
  /** The publication and the frozen cuts it answers with, by their numbers; null while it starts. */
  readonly inForce: { readonly publication: number; readonly cuts: number } | null;
  /** Why it cannot take over what is newer. */
  readonly fault: string | null;
}

export interface ServingClaim {
  tell(serving: Omit<Serving, 'pid'>): void;
  release(): void;
}

/** How long a lock is waited for: others look at it for a moment. */
const PATIENCE_MS = 1000;

const lockPath = (dataFolder: string): string => join(dataFolder, 'serving.lock');
const statePath = (dataFolder: string): string => join(dataFolder, 'serving.json');

/** Claims a data folder for this process; undefined where another server has it. Throws what the file system says. */
export function claimServing(dataFolder: string): ServingClaim | undefined {
  mkdirSync(dataFolder, { recursive: true });
  const lock = new SqliteDatabase(lockPath(dataFolder), { timeout: PATIENCE_MS });
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
  const tell: ServingClaim['tell'] = (serving) => {
    const partial = `${statePath(dataFolder)}.partial`;
    writeFileSync(partial, `${JSON.stringify({ pid: process.pid, ...serving } satisfies Serving)}\n`);
    renameSync(partial, statePath(dataFolder));
  };
  tell({ url: null, inForce: null, fault: null });
  return {
    tell,
    release() {
      rmSync(statePath(dataFolder), { force: true });
      lock.close();
    },
  };
}

/** What the server of a data folder serves; undefined where none runs. */
export function servingOf(dataFolder: string): Serving | undefined {
  let lock: OpenSqlite | undefined;
  try {
    lock = new SqliteDatabase(lockPath(dataFolder), { fileMustExist: true, timeout: 0 });
    lock.prepare('select count(*) from sqlite_schema').get();
    return undefined;
  } catch (error) {
    // Written by a server only, whole.
    if (isBusy(error)) return JSON.parse(readFileSync(statePath(dataFolder), 'utf8')) as Serving;
    return undefined;
  } finally {
    lock?.close();
  }
}

const isBusy = (error: unknown): boolean =>
  error instanceof SqliteDatabase.SqliteError && error.code.startsWith('SQLITE_BUSY');
