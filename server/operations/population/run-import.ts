import { join } from 'node:path';
import { type Language, link, type Problem } from '../../../definitions/index.ts';
import { openDuckdb } from '../../batch/duckdb.ts';
import { type ImportListener, importSnapshot } from '../../population/import-snapshot.ts';
import { populationProblem } from '../../population/problems.ts';
import { type Snapshot, snapshotsFolder } from '../../population/snapshot.ts';
import { readPublication } from '../../store/definitions.ts';
import { knownSnapshots } from '../../store/imports.ts';
import type { Database } from '../../store/tables.ts';
import { Refusal } from '../../terminal.ts';
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

/** Whom an import tells how far it is, who keeps what it made, and by what it is ended. */
export interface ImportHost {
  readonly told: ImportListener;
  keep(snapshot: Snapshot): Promise<void>;
  readonly cancelled: AbortSignal;
}

/** Imports; the snapshot is kept by whoever writes to the store. Throws a Refusal, of what was cancelled too. */
export async function runImport(
  database: Database,
  task: ImportTask,
  { told, keep, cancelled }: ImportHost,
): Promise<readonly Problem[]> {
  const { id, dataFolder, feeds, threads, related, ...files } = task;
  const refuseCancelled = () => {
    if (cancelled.aborted) throw new Refusal([populationProblem('import-withdrawn', { pointer: '' })]);
  };
  const library = link((await readPublication(database)).sources);
  const duckdb = await openDuckdb(threads === undefined ? {} : { threads });
  const stop = () => duckdb.interrupt();
  cancelled.addEventListener('abort', stop, { once: true });
  try {
    refuseCancelled();
    const request = {
      ...files,
      library,
      related: new Map(Object.entries(related)),
      ...(feeds.length > 0 && { feeds: namedFeeds(library, feeds) }),
      refusals: refusalsOf(dataFolder, id),
      known: () => knownSnapshots(database),
      keep,
    };
    const heard: ImportListener = (step, share) => {
      refuseCancelled();
      told(step, share);
    };
    return (await importSnapshot(duckdb, snapshotsFolder(dataFolder), request, heard)).notes;
  } catch (error) {
    // Whatever the engine says of being interrupted.
    refuseCancelled();
    throw error;
  } finally {
    cancelled.removeEventListener('abort', stop);
    duckdb.close();
  }
}
