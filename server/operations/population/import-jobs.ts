import type { Clock } from '../../clock.ts';
import type { Actor } from '../../store/actor.ts';
import { asError, carryOutImport, type ImportJob, type ImportProgress, type JobsHost } from './carry-out-import.ts';

/** The imports that this server carries out, one after the other. */
export interface ImportJobs {
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly isFull: boolean;
  begin(job: ImportJob, actor: Actor): void;
  /** Ends what was withdrawn while it ran or waited; what another server carries out is not kept when it is done. */
  cancel(id: string): void;
  /** Null where it waits, or is carried out elsewhere. */
  progressOf(id: string): ImportProgress | null;
  /** Resolves when nothing is being imported any more. */
  settled(): Promise<void>;
  /** Waits for no import of others any more, and resolves as `settled` does. */
  close(): Promise<void>;
}

export const MOST_IMPORTS = 8;
/** Imports are carried out one at a time, on behalf of whoever asked; what a fault or a dying server leaves is swept by the next. */
export function importJobs(host: JobsHost): ImportJobs {
  const progress = new Map<string, ImportProgress>();
  const open = new Map<string, AbortController>();
  const stop = new AbortController();
  let queue: Promise<void> = Promise.resolve();
  return {
    dataFolder: host.dataFolder,
    clock: host.clock,
    get isFull() {
      return open.size >= MOST_IMPORTS;
    },
    begin(job, actor) {
      const { id } = job.task;
      const cancel = new AbortController();
      open.set(id, cancel);
      const ends = { stopped: AbortSignal.any([stop.signal, cancel.signal]), cancelled: cancel.signal };
      queue = queue
        .then(() => carryOutImport(host, job, actor, (at) => progress.set(id, at), ends))
        .catch((error: unknown) => host.onFault?.(asError(error), id))
        .finally(() => {
          open.delete(id);
          progress.delete(id);
        });
    },
    cancel: (id) => open.get(id)?.abort(),
    progressOf: (id) => progress.get(id) ?? null,
    settled: () => queue,
    async close() {
      stop.abort();
      await queue;
    },
  };
}
