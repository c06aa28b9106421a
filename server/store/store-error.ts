import { accessSync, constants } from 'node:fs';
import { dirname } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import type { Problem } from '../../definitions/index.ts';
import { storeProblem } from './problems.ts';

/** The store cannot be used: its problem says why and what to do. */
export class StoreError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.message.en);
    this.problem = problem;
  }
}

/**
 * What the database or the file system says of a store, as a StoreError; undefined for every other error, which is a fault of the
 * program. Codes: https://sqlite.org/rescode.html, by their beginning, as extended codes only add to it.
 */
export function storeErrorOf(error: unknown, path: string): StoreError | undefined {
  if (error instanceof StoreError) return error;
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  const code = String(error.code);
  const isClosed = code.startsWith('SQLITE_CANTOPEN') && !isWritable(dirname(path));
  const known = isClosed ? 'store-read-only' : CODES.find(([begin]) => code.startsWith(begin))?.[1];
  if (known !== undefined) return new StoreError(storeProblem(known, { pointer: '' }, { path }));
  if (!(error instanceof SqliteDatabase.SqliteError) && !FILE_SYSTEM.has(code)) return undefined;
  return new StoreError(storeProblem('store-not-readable', { pointer: '' }, { path, reason: error.message }));
}

/** SQLite says no more than that it cannot open a file that it may not make. */
function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

const CODES = [
  ['SQLITE_FULL', 'store-disk-full'],
  // What a write beyond a quota, or beyond the largest file allowed, comes back as.
  ['SQLITE_IOERR_WRITE', 'store-disk-full'],
  ['SQLITE_IOERR_SHMSIZE', 'store-disk-full'],
  ['ENOSPC', 'store-disk-full'],
  ['EDQUOT', 'store-disk-full'],
  ['EFBIG', 'store-disk-full'],
  ['SQLITE_READONLY', 'store-read-only'],
  ['EROFS', 'store-read-only'],
  ['EACCES', 'store-read-only'],
  ['EPERM', 'store-read-only'],
  ['SQLITE_CORRUPT', 'store-corrupt'],
  ['SQLITE_NOTADB', 'store-corrupt'],
  ['SQLITE_BUSY', 'store-busy'],
] as const;

const FILE_SYSTEM: ReadonlySet<string> = new Set(['ENOTDIR', 'EEXIST', 'EIO', 'ENAMETOOLONG', 'EMFILE', 'ELOOP']);
