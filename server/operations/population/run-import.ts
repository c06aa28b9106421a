import { join } from 'node:path';
import { type Language, link, type Problem } from '../../../definitions/index.ts';
import { openDuckdb } from '../../batch/duckdb.ts';
import { type ImportListener, importSnapshot } from '../../population/import-snapshot.ts';
import { type Snapshot, snapshotsFolder } from '../../population/snapshot.ts';
import { readPublication } from '../../store/definitions.ts';
import { knownSnapshots } from '../../store/imports.ts';
import type { Database } from '../../store/tables.ts';
import { namedFeeds } from './named-feeds.ts';

/** Files that were sent and are to become a snapshot. */
export interface ImportTask {
  readonly id: string;
  readonly dataFolder: string;
  readonly entity: string;
  readonly path: string;
  /** Paths by the entity of their rows. */
  readonly related: Readonly<Record<string, string>>;
  readonly feeds: readonly string[];
  readonly encoding?: string | undefined;
  readonly sheet?: string | number | undefined;
  readonly asOf: string;
  readonly language: Language;
  readonly threads?: number | undefined;
}

/** Where the reasons of an import stand of which no row is left. */
export const refusalsOf = (dataFolder: string, id: string): string => join(dataFolder, 'imports', `${id}.refused.csv`);

/** Imports; the snapshot is kept by whoever writes to the store. Throws a Refusal. */
export async function runImport(
  database: Database,
  task: ImportTask,
  told: ImportListener,
  keep: (snapshot: Snapshot) => Promise<void>,
): Promise<readonly Problem[]> {
  const { id, dataFolder, feeds, threads, related, ...files } = task;
  const library = link((await readPublication(database)).sources);
  const duckdb = await openDuckdb(threads === undefined ? {} : { threads });
  try {
    const request = {
      ...files,
      library,
      related: new Map(Object.entries(related)),
      ...(feeds.length > 0 && { feeds: namedFeeds(library, feeds) }),
      refusals: refusalsOf(dataFolder, id),
      known: () => knownSnapshots(database),
      keep,
    };
    return (await importSnapshot(duckdb, snapshotsFolder(dataFolder), request, told)).notes;
  } finally {
    duckdb.close();
  }
}
