import { accessSync, constants } from 'node:fs';
import { dirname } from 'node:path';
import { SqliteDatabase } from '../sqlite-driver.ts';
import { DatabaseError } from 'pg';
import type { Problem } from '../../definitions/index.ts';
import { addressText, type StoreAddress } from './address.ts';
import { storeProblem } from './problems.ts';

/** The store cannot be used: its problem says why and what to do. */
export class StoreError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem, cause?: unknown) {
    super(problem.message.en, { cause });
    this.problem = problem;
  }
}

/**
 * What the database or the file system says of a store, as a StoreError; undefined for every other error, which is a fault of the
 * program. Codes: https://sqlite.org/rescode.html, by their beginning, as extended codes only add to it, and
 * https://www.postgresql.org/docs/current/errcodes-appendix.html.
 */
export function storeErrorOf(error: unknown, address: StoreAddress): StoreError | undefined {
  if (error instanceof StoreError) return error;
  if (!(error instanceof Error)) return undefined;
  const path = addressText(address);
  const code = address.kind === 'sqlite' ? sqliteProblem(error, address.path) : postgresProblem(error);
  if (code === undefined) return undefined;
  return new StoreError(storeProblem(code, { pointer: '' }, { path, reason: error.message }), error);
}

type Code = (typeof CODES)[number][1] | 'store-not-readable';

function sqliteProblem(error: Error, path: string): Code | undefined {
  const code = codeOf(error);
  if (code.startsWith('SQLITE_CANTOPEN') && !isWritable(dirname(path))) return 'store-read-only';
  const known = CODES.find(([begin]) => code.startsWith(begin))?.[1];
  if (known !== undefined) return known;
  const isOfStore = error instanceof SqliteDatabase.SqliteError ? !PROGRAM.test(code) : FILE_SYSTEM.has(code);
  return isOfStore ? 'store-not-readable' : undefined;
}

/** What a statement asks, or would keep, that cannot be: whatever the store is like. */
const PROGRAM = /^SQLITE_(CONSTRAINT|ERROR|MISMATCH|MISUSE|RANGE|TOOBIG)/;

function postgresProblem(error: Error): Code | undefined {
  const code = codeOf(error);
  // Its own codes are told apart from those of the system by their class; what a query did wrong is the program's fault.
  if (error instanceof DatabaseError) {
    if (isMalformed(error)) return undefined;
    const known = CODES.find(([begin]) => code.startsWith(begin))?.[1];
    return known ?? (/^(28|3D|42501)/.test(code) ? 'store-not-readable' : undefined);
  }
  return isConnectionLost(error) ? 'store-unreachable' : undefined;
}

/** Whether a connection to PostgreSQL is gone: it says so itself, or the server does before it ends it. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof DatabaseError) return !isMalformed(error) && /^(57P0|08)/.test(error.code ?? '');
  return CONNECTION.test(`${codeOf(error)} ${error.message}`);
}

/** A message that the server cannot read, such as one of too many values: the connection stands, unless it ends it by that. */
const isMalformed = ({ code, severity }: DatabaseError): boolean => code === '08P01' && severity === 'ERROR';

const CONNECTION =
  /ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|Connection terminated|not queryable|timeout exceeded when trying to connect|Query read timeout/;

const codeOf = (error: Error): string => ('code' in error ? String(error.code) : '');

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
  ['53100', 'store-disk-full'],
  ['25006', 'store-read-only'],
  ['40001', 'store-busy'],
  ['40P01', 'store-busy'],
  ['53300', 'store-busy'],
  ['57P', 'store-unreachable'],
  ['08', 'store-unreachable'],
] as const;

const FILE_SYSTEM: ReadonlySet<string> = new Set(['ENOTDIR', 'EEXIST', 'EIO', 'ENAMETOOLONG', 'EMFILE', 'ELOOP']);
