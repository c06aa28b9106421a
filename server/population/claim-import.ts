import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SqliteDatabase } from '../sqlite-driver.ts';
import { isOrphan, OWN_MARK } from '../batch/process-mark.ts';
import { Refusal } from '../terminal.ts';
import { populationProblem } from './problems.ts';

/** The folder of an import that is under way. */
export interface ImportClaim {
  readonly folder: string;
  /** Takes away what is not finished, and lets the next import begin. */
  release(): void;
}

/**
 * Claims the folder of snapshots for one import: an exclusive lock on a file that holds nothing, which the system lets go of however the
 * process ends. Whatever imports that were killed left is taken away first: half snapshots, and whole ones that nobody knows; what is
 * known is asked for under the lock, where no other import makes anything known. Throws a Refusal where another import has the folder.
 */
export async function claimImport(snapshots: string, known: () => Promise<ReadonlySet<string>>): Promise<ImportClaim> {
  mkdirSync(snapshots, { recursive: true });
  const lock = new SqliteDatabase(join(snapshots, 'importing.lock'), { timeout: PATIENCE_MS });
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    if (!(error instanceof SqliteDatabase.SqliteError) || !error.code.startsWith('SQLITE_BUSY')) throw error;
    throw new Refusal([populationProblem('import-under-way', { pointer: '' })]);
  }
  try {
    const stays = await known();
    sweep(snapshots);
    for (const entry of readdirSync(snapshots))
      if (/^[0-9a-f]{64}$/.test(entry) && !stays.has(entry)) rmSync(join(snapshots, entry), { recursive: true });
    const folder = join(snapshots, `${OWN_MARK}${PARTIAL}`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    return {
      folder,
      release() {
        if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
        lock.close();
      },
    };
  } catch (error) {
    lock.close();
    throw error;
  }
}

const PATIENCE_MS = 1000;
const PARTIAL = '.partial';

/** Half snapshots of processes that are gone. */
export function sweep(snapshots: string): void {
  if (!existsSync(snapshots)) return;
  for (const entry of readdirSync(snapshots))
    if (entry.endsWith(PARTIAL) && isOrphan(entry.slice(0, -PARTIAL.length)))
      rmSync(join(snapshots, entry), { recursive: true, force: true });
}
