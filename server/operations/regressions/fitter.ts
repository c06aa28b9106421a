import { rmSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { Problem } from '../../../definitions/index.ts';
import { moduleUrl } from '../../module-url.ts';
import type { StoreAddress } from '../../store/address.ts';
import type { Database } from '../../store/tables.ts';
import { Refusal } from '../../terminal.ts';
import { fitFile, type FitTask } from './fit-file.ts';
import type { FitWord } from './fit-thread.ts';

/** What came of a file: its report as JSON; or it was refused, took too long, or too many were waiting. */
export type Fitted =
  | { readonly kind: 'report'; readonly text: string }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }
  | { readonly kind: 'too-long' }
  | { readonly kind: 'busy' };

/** Fits regressions to files that are sent. */
export interface Fitter {
  fit(task: FitTask): Promise<Fitted>;
  close(): Promise<void>;
}

/** Fits within the caller's own thread. */
export function directFitter(database: Database): Fitter {
  return {
    async fit(task) {
      try {
        return { kind: 'report', text: JSON.stringify(await fitFile(database, task, () => {})) };
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return { kind: 'refused', problems: error.problems };
      }
    },
    close: async () => {},
  };
}

/** How long a file may take, how many may wait for those before them, and the memory of a thread beside DuckDB's own. */
const MOST_MS = 300_000;
const MOST_WAITING = 4;
const MOST_MEMORY_MB = 1024;

/** Fits in a thread of its own, one file after another, so that no decision waits for it. */
export function threadedFitter(address: StoreAddress, mostMs = MOST_MS): Fitter {
  const ending = new AbortController();
  let queue: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return {
    async fit(task) {
      if (waiting >= MOST_WAITING) return { kind: 'busy' };
      waiting += 1;
      const answer = queue.then(() => inThread(address, task, mostMs, ending.signal));
      queue = answer.catch(() => {}).finally(() => (waiting -= 1));
      return await answer;
    },
    async close() {
      ending.abort();
      await queue;
    },
  };
}

async function inThread(address: StoreAddress, task: FitTask, mostMs: number, end: AbortSignal): Promise<Fitted> {
  if (end.aborted) return { kind: 'busy' };
  const worker = new Worker(moduleUrl('./operations/regressions/fit-thread'), {
    workerData: { address, task },
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
  });
  let folder: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let onEnd = () => {};
  try {
    return await new Promise<Fitted>((resolve, reject) => {
      onEnd = () => resolve({ kind: 'busy' });
      end.addEventListener('abort', onEnd, { once: true });
      timer = setTimeout(() => resolve({ kind: 'too-long' }), mostMs);
      worker.on('message', (word: FitWord) => {
        if (word.kind === 'folder') folder = word.folder;
        else resolve(word);
      });
      worker.on('error', reject).on('exit', () => reject(new Error('The thread of a fit ended')));
    });
  } finally {
    clearTimeout(timer);
    end.removeEventListener('abort', onEnd);
    await worker.terminate();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}
