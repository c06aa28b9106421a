import { join } from 'node:path';
import { type BadLines, badLines } from './bad-lines.ts';
import type { Duckdb } from '../duckdb.ts';
import { type TextFile, textFile } from '../output/text-file.ts';

/** Runs a reading line by line: the good lines go into a file of the run's own, `clean`, the others beside. */
export async function readLineByLine<T>(
  duckdb: Duckdb,
  path: string,
  read: (out: TextFile, bad: BadLines, clean: string) => Promise<T>,
): Promise<T> {
  const clean = join(duckdb.folder, `clean-${path.replaceAll(/[^\w.]/g, '_')}`);
  const out = await textFile(clean, duckdb.folder);
  const bad = await badLines(`${clean}.malformed`, duckdb.folder);
  try {
    const answer = await read(out, bad, clean);
    await out.end();
    return answer;
  } finally {
    await Promise.all([out.close(), bad.close()]);
  }
}
