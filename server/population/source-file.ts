import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { fileState } from '../batch/input/file-state.ts';
import { Refusal } from '../terminal.ts';
import { populationProblem } from './problems.ts';

/** A file on its way in: whether it stays as it was when it was first looked at. */
export interface WatchedFile {
  readonly path: string;
  /** Throws a Refusal where the file is another than it was, or was written to. Answers what it is. */
  settled(): Promise<{ readonly name: string; readonly bytes: number; readonly sha256: string }>;
}

/**
 * Looks at a file before it is read. A file that grows, shrinks or is replaced while it is read would give rows that never stood
 * together, so that its size, its time and its place on the disk are compared again afterwards, and once more after its hash is taken.
 */
export function watchFile(path: string): WatchedFile {
  const before = fileState(path);
  return {
    path,
    async settled() {
      const changed = () => before === undefined || fileState(path) !== before;
      const refusal = () => new Refusal([populationProblem('file-changed', { pointer: '' }, { path })]);
      if (changed()) throw refusal();
      const sha256 = await fileHash(path);
      if (changed()) throw refusal();
      return { name: basename(path), bytes: statSync(path).size, sha256 };
    },
  };
}

/** Lowercase hex SHA-256 of a file's bytes, read a piece at a time. */
export async function fileHash(path: string): Promise<string> {
  const digest = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) digest.update(piece as Buffer);
  return digest.digest('hex');
}
