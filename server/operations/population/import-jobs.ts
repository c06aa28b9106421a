import { basename } from 'node:path';
import type { Problem } from '../../../definitions/index.ts';
import { bankDay, type Clock } from '../../clock.ts';
import { populationProblem } from '../../population/problems.ts';
import { snapshotsFolder } from '../../population/snapshot.ts';
import type { Actor } from '../../store/actor.ts';
import { moveImport } from '../../store/imports.ts';
import { OperationRefused, type Store } from '../../store/store.ts';
import { Refusal } from '../../terminal.ts';
import { fallNote, keepImported } from './import-population.ts';
import type { ImportRunner } from './import-runner.ts';
import { type ImportTask, refusalsOf } from './run-import.ts';
import { dropFiles, dropUploads } from './upload.ts';

export interface ImportProgress {
  readonly step: 'reading' | 'writing' | 'indexing';
  /** 0 … 1. */
  readonly share: number;
}

/** The imports that this server carries out, one after the other. */
export interface ImportJobs {
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly isFull: boolean;
  begin(job: ImportJob, actor: Actor): void;
  /** Null where it waits, or is carried out elsewhere. */
  progressOf(id: string): ImportProgress | null;
  /** Resolves when nothing is being imported any more. */
  settled(): Promise<void>;
}

export interface ImportJob {
  readonly task: Omit<ImportTask, 'dataFolder' | 'threads'>;
  readonly people: readonly string[];
  /** The files that were sent for it: they go with it. */
  readonly uploads: readonly string[];
}

interface JobsHost {
  readonly store: Store;
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly runner: ImportRunner;
  readonly threads?: number;
  /** Told of every fault of the program, with the import's id. */
  readonly onFault?: (error: Error, id: string) => void;
}

export const MOST_IMPORTS = 8;

/** Imports are carried out one at a time, on behalf of whoever asked; what a fault or a dying server leaves is swept by the next. */
export function importJobs(host: JobsHost): ImportJobs {
  const progress = new Map<string, ImportProgress>();
  const open = new Set<string>();
  let queue: Promise<void> = Promise.resolve();
  return {
    dataFolder: host.dataFolder,
    clock: host.clock,
    get isFull() {
      return open.size >= MOST_IMPORTS;
    },
    begin(job, actor) {
      const { id } = job.task;
      open.add(id);
      queue = queue
        .then(() => carryOut(host, job, actor, (at) => progress.set(id, at)))
        .catch((error: unknown) => host.onFault?.(asError(error), id))
        .finally(() => {
          open.delete(id);
          progress.delete(id);
        });
    },
    progressOf: (id) => progress.get(id) ?? null,
    settled: () => queue,
  };
}

async function carryOut(
  { store, dataFolder, clock, runner, threads, onFault }: JobsHost,
  { task, people, uploads }: ImportJob,
  actor: Actor,
  told: (at: ImportProgress) => void,
): Promise<void> {
  const { id } = task;
  try {
    const notes = await runner(
      { ...task, dataFolder, threads },
      (step, share) => told({ step, share }),
      async (snapshot) => {
        await store.write(actor, 'import', async (tx) => {
          const falls = await keepImported(tx, { id, snapshot, people, dataFolder, today: bankDay(clock) });
          const problems = JSON.stringify(falls.map(fallNote));
          await moveImport(tx.database, id, falls.length > 0 ? 'waiting' : 'done', { problems });
          await dropUploads(tx, uploads);
        });
      },
    );
    if (notes.length > 0) await addNotes(store, actor, id, notes);
  } catch (error) {
    const isSaid = error instanceof Refusal || error instanceof OperationRefused;
    if (!isSaid) onFault?.(asError(error), id);
    const problems = isSaid
      ? named(error.problems, task, dataFolder)
      : [populationProblem('import-fault', { pointer: '' }, { reference: id })];
    await store.write(actor, 'end-import', async (tx) => {
      const to = { state: 'failed', ended_at: tx.now.toISOString(), problems: JSON.stringify(problems) } as const;
      await moveImport(tx.database, id, 'running', to);
      await dropUploads(tx, uploads);
      await tx.audit({
        subject: `import/${id}`,
        body: { state: 'failed', problems: problems.map(({ code }) => code) },
      });
    });
  } finally {
    dropFiles(dataFolder, uploads);
  }
}

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

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
