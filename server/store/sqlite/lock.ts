import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type OpenSqlite, SqliteDatabase } from '../../sqlite-driver.ts';
import type { Purpose } from '../address.ts';
import { storeProblem } from '../problems.ts';
import { StoreError, storeErrorOf } from '../store-error.ts';
import type { Database } from '../tables.ts';
import { openAlone, type OwnFile } from './alone.ts';
import { refuseMissing } from './connection.ts';

/** How long another process is waited for. */
const PATIENCE_MS = 120_000;

/**
 * Does something while no other process does: it holds a lock on a file beside the database, which the system lets go of however the
 * process ends. `database` may write, past all that operations have to keep to.
 */
export async function withLock<T>(
  path: string,
  purpose: Purpose,
  options: { readonly mustExist?: boolean },
  work: (database: Database) => Promise<T>,
): Promise<T> {
  if (options.mustExist) refuseMissing(path);
  const lock = await locked(path, purpose);
  let file: OwnFile | undefined;
  try {
    file = openAlone(path, options);
    return await work(file.database);
  } finally {
    file?.close();
    lock.close();
  }
}

async function locked(path: string, purpose: Purpose): Promise<OpenSqlite> {
  let lock: OpenSqlite | undefined;
  try {
    mkdirSync(dirname(path), { recursive: true });
    lock = new SqliteDatabase(join(dirname(path), `${purpose}.lock`), { timeout: 0 });
    for (let waited = 0; ; waited += 20) {
      try {
        lock.exec('begin exclusive');
        return lock;
      } catch (error) {
        if (!(error instanceof SqliteDatabase.SqliteError) || !error.code.startsWith('SQLITE_BUSY')) throw error;
        if (waited > PATIENCE_MS) throw new StoreError(storeProblem('store-busy', { pointer: '' }, { path }));
      }
      await wait(20);
    }
  } catch (error) {
    lock?.close();
    throw storeErrorOf(error, { kind: 'sqlite', path }) ?? error;
  }
}
