import { resolve } from 'node:path';
import type { Duckdb } from '../batch/duckdb.ts';
import { patternOf } from '../batch/input/path-literal.ts';

/**
 * Leaves a database engine nothing but the files it is given and the folders it writes into: no other file, no network, no extension, and
 * no way back. Names that come out of files or definitions are quoted wherever they stand in SQL; this is what still holds where one
 * were not.
 */
export async function confine(
  duckdb: Duckdb,
  { files, folders }: { readonly files: readonly string[]; readonly folders: readonly string[] },
): Promise<void> {
  // The engine looks at a path as it is written to it, which may be as a pattern.
  const list = (paths: readonly string[]) =>
    `[${[...new Set(paths.flatMap((path) => [path, patternOf(path)]))].map((path) => `'${path.replaceAll("'", "''")}'`).join(', ')}]`;
  await duckdb.run(`SET allowed_paths = ${list(files.flatMap((path) => [path, resolve(path)]))}`);
  await duckdb.run(`SET allowed_directories = ${list([duckdb.folder, ...folders].map((path) => `${resolve(path)}/`))}`);
  await duckdb.run('SET enable_external_access = false');
  await duckdb.run('SET lock_configuration = true');
}
