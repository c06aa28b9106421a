import { basename } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Problem } from '../../../definitions/index.ts';
import { bankDay, type Clock } from '../../clock.ts';
import { populationProblem } from '../../population/problems.ts';
import { type Snapshot, snapshotsFolder } from '../../population/snapshot.ts';
import type { Actor } from '../../store/actor.ts';
import type { UploadTable } from '../../store/import-tables.ts';
import { moveImport } from '../../store/imports.ts';
import { OperationRefused, type Store } from '../../store/store.ts';
import { Refusal } from '../../terminal.ts';
import { cutOff } from './add-piece.ts';
import { fallNote, keepImported } from './import-population.ts';
import type { ImportRunner } from './import-runner.ts';
import { type ImportTask, refusalsOf } from './run-import.ts';
import { dropFiles, dropUploads, giveBackUploads } from './upload.ts';

export interface ImportProgress {
  readonly step: 'reading' | 'writing' | 'indexing';
  /** 0 … 1. */
  readonly share: number;
}

export interface ImportJob {
  readonly task: Omit<ImportTask, 'dataFolder' | 'threads'>;
  readonly people: readonly string[];
  /** The files that were sent for it: they go with it. */
  readonly uploads: readonly UploadTable[];
}

export interface JobsHost {
  readonly store: Store;
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly runner: ImportRunner;
  readonly threads?: number;
  /** How long is waited each time that another import has the folder: 5 s unless given. */
  readonly waitMs?: number;
  /** Told of every fault of the program, with the import's id. */
  readonly onFault?: (error: Error, id: string) => void;
}

/** By what an import ends early. */
export interface ImportEnds {
  /** It waits for no other import any more. */
  readonly stopped: AbortSignal;
  /** It was withdrawn: what it made is not kept, and its files go. */
  readonly cancelled: AbortSignal;
}

/** How often is waited for another import. */
const MOST_WAITS = 60;

/**
 * Carries an import out, whole or not at all, on behalf of whoever asked, and writes what came of it. Its files go with it; only where
 * another import never left the folder they are given back.
 */
export async function carryOutImport(
  { store, dataFolder, clock, runner, threads, waitMs = 5000, onFault }: JobsHost,
  { task, people, uploads }: ImportJob,
  actor: Actor,
  told: (at: ImportProgress) => void,
  { stopped, cancelled }: ImportEnds,
): Promise<void> {
  const { id } = task;
  const keep = (snapshot: Snapshot) =>
    store.write(actor, 'import', async (tx) => {
      const falls = await keepImported(tx, { id, snapshot, people, dataFolder, today: bankDay(clock) });
      const problems = JSON.stringify(falls.map(fallNote));
      await moveImport(tx.database, id, falls.length > 0 ? 'waiting' : 'done', { problems });
      await dropUploads(tx, uploads);
    });
  let areLeft = false;
  try {
    for (const upload of uploads) await cutOff(dataFolder, upload);
    const run = () => runner({ ...task, dataFolder, threads }, (step, share) => told({ step, share }), keep, cancelled);
    const notes = await afterOthers(run, waitMs, stopped);
    if (notes.length > 0) await addNotes(store, actor, id, notes);
  } catch (error) {
    areLeft = isOthers(error) && !cancelled.aborted;
    const isSaid = error instanceof Refusal || error instanceof OperationRefused;
    if (!isSaid) onFault?.(asError(error), id);
    const problems = isSaid
      ? named(error.problems, task, dataFolder)
      : [populationProblem('import-fault', { pointer: '' }, { reference: id })];
    await store.write(actor, 'end-import', async (tx) => {
      const to = { state: 'failed', ended_at: tx.now.toISOString(), problems: JSON.stringify(problems) } as const;
      // What was kept already did not fail.
      if (!(await moveImport(tx.database, id, 'running', to))) return;
      if (areLeft) await giveBackUploads(tx, uploads);
      else await dropUploads(tx, uploads);
      await tx.audit({
        subject: `import/${id}`,
        body: { state: 'failed', problems: problems.map(({ code }) => code) },
      });
    });
  } finally {
    if (!areLeft) dropFiles(dataFolder, uploads);
  }
}

/** Runs an import as soon as no other has the folder: tries again, so often, until the server stops. */
async function afterOthers<T>(run: () => Promise<T>, waitMs: number, stopped: AbortSignal): Promise<T> {
  for (let waits = 0; ; waits += 1) {
    try {
      return await run();
    } catch (error) {
      if (!isOthers(error) || waits === MOST_WAITS || stopped.aborted) throw error;
      await wait(waitMs, undefined, { signal: stopped }).catch(() => {});
    }
  }
}

const isOthers = (error: unknown): boolean =>
  error instanceof Refusal && error.problems[0]?.code === 'import-under-way';

/** What is to be said of an import that is kept already. */
async function addNotes(store: Store, actor: Actor, id: string, notes: readonly Problem[]): Promise<void> {
  await store.write(actor, 'end-import', async (tx) => {
    const row = await tx.database
      .selectFrom('snapshot_import')
      .select(['state', 'problems'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const before = JSON.parse(row.problems) as readonly Problem[];
    await moveImport(tx.database, id, row.state, { problems: JSON.stringify([...notes, ...before]) });
    await tx.audit({ subject: `import/${id}`, body: { notes: notes.map(({ code }) => code) } });
  });
}

/** Problems name files as they were called where they came from, and reasons by where they are fetched: never places on this machine. */
function named(problems: readonly Problem[], task: ImportJob['task'], dataFolder: string): readonly Problem[] {
  const own = [task.path, ...Object.values(task.related)].map((path) => [path, basename(path)] as const);
  const places = [...own, [refusalsOf(dataFolder, task.id), `/api/v1/imports/${task.id}/refused`] as const];
  const text = places.reduce(
    (told, [place, name]) => told.replaceAll(JSON.stringify(place).slice(1, -1), name),
    JSON.stringify(problems),
  );
  return JSON.parse(text.replaceAll(`${snapshotsFolder(dataFolder)}/`, '')) as readonly Problem[];
}

export const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
