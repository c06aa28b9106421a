import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { storeProblem } from './problems.ts';
import type { OwnFile } from './sqlite/index.ts';
import { StoreError } from './store-error.ts';

/**
 * The files of a data folder that a backup carries beside the rows: those of the snapshots and of the impacts that the rows name. Each is kept once by the
 * hash of what it holds, in pieces; it is compared with its hash when it is taken in and again when it is put back.
 */
export interface CarriedFile {
  /** Its place in the data folder: `snapshots/…/customer.parquet`, `impacts/…/segmentation.tier.all.parquet`. */
  readonly path: string;
  /** Lowercase hex SHA-256 of its bytes; null where nobody said: then it is what it is found to be. */
  readonly sha256: string | null;
}

/** The files of a store's data folder, and where that is. */
export interface CarriedFiles {
  readonly folder: string;
  readonly files: readonly CarriedFile[];
}

const PIECE = 4 * 1024 * 1024;

/** No other place is ever written to, whatever a backup says. */
const PLACE = /^(snapshots\/[0-9a-f]{64}|impacts\/[0-9a-f-]{36})\/[A-Za-z0-9][A-Za-z0-9._-]*$/;

/** Takes files into a backup; answers how many bytes. Throws a StoreError where one is not there, or is not what it was. */
export function takeFiles({ raw }: OwnFile, { folder, files }: CarriedFiles): number {
  raw.exec('create table backup_file (path text primary key, sha256 text not null) without rowid');
  raw.exec('create table backup_piece (sha256 text, part integer, bytes blob not null, primary key (sha256, part))');
  const name = raw.prepare('insert into backup_file values (?, ?)');
  const keep = raw.prepare('insert or ignore into backup_piece values (?, ?, ?)');
  let total = 0;
  for (const { path, sha256 } of files) {
    // Read twice where its hash is not known: nothing is kept under a name that it does not have.
    const found = hashOf(join(folder, path), () => {});
    // What nothing binds is swept in time; its reports are in the store.
    if (found === undefined && sha256 === null) continue;
    if (found === undefined || (sha256 !== null && found !== sha256)) throw damaged(path);
    raw.transaction(() => {
      const again = hashOf(join(folder, path), (piece, part) => {
        total += piece.length;
        keep.run(found, part, piece);
      });
      if (again !== found) throw damaged(path);
      name.run(path, found);
    })();
  }
  return total;
}

/** Puts the files of a backup back into a data folder, each whole or not at all. Throws a StoreError where one is damaged. */
export function putFilesBack({ raw }: OwnFile, folder: string): void {
  const there = raw.prepare("select count(*) from sqlite_schema where name = 'backup_file'").pluck().get();
  // A backup of an older program has none.
  if (there === 0) return;
  const files = raw.prepare('select path, sha256 from backup_file').all() as readonly {
    readonly path: string;
    readonly sha256: string;
  }[];
  const pieces = raw.prepare('select bytes from backup_piece where sha256 = ? and part = ?').pluck();
  for (const { path, sha256 } of files) {
    if (!PLACE.test(path)) throw damaged(path);
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    const partial = `${target}.partial`;
    const digest = createHash('sha256');
    const file = openSync(partial, 'w');
    try {
      for (let part = 0; ; part += 1) {
        const piece = pieces.get(sha256, part) as Buffer | undefined;
        if (piece === undefined) break;
        digest.update(piece);
        writeSync(file, piece);
      }
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    if (digest.digest('hex') !== sha256) {
      rmSync(partial);
      throw damaged(path);
    }
    renameSync(partial, target);
  }
  raw.exec('drop table backup_file');
  raw.exec('drop table backup_piece');
}

/** The hash of a file, which is handed on piece by piece; undefined where there is none. */
function hashOf(path: string, take: (piece: Buffer, part: number) => void): string | undefined {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return undefined;
  const digest = createHash('sha256');
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(PIECE);
    for (let part = 0; ; part += 1) {
      const length = readSync(file, buffer, 0, PIECE, null);
      if (length === 0) return digest.digest('hex');
      const piece = buffer.subarray(0, length);
      digest.update(piece);
      take(piece, part);
    }
  } finally {
    closeSync(file);
  }
}

const damaged = (path: string): StoreError =>
  new StoreError(storeProblem('backup-file-damaged', { pointer: '' }, { path }));
