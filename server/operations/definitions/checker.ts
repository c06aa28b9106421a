import { Worker } from 'node:worker_threads';
import { moduleUrl } from '../../module-url.ts';
import type { StoreAddress } from '../../store/address.ts';
import type { Database } from '../../store/tables.ts';
import type { DraftsBeside } from './check-draft.ts';
import type { CheckerMessage } from './checker-thread.ts';
import { type Checked, draftChecker, type DraftMessage } from './draft-checker.ts';

/** Checks drafts, given as the bytes of their JSON, beside a publication and what other drafts change of it. */
export interface Checker {
  check(publication: number, bytes: Uint8Array, drafts: DraftsBeside): Promise<Checked>;
  close(): Promise<void>;
}

/** Checks within the caller's own thread. */
export function directChecker(database: Database): Checker {
  const check = draftChecker(database);
  return { check: (publication, bytes, drafts) => check({ publication, bytes, drafts }), close: async () => {} };
}

/** How long a draft may take, how long an idle thread is kept, and how many drafts may wait for those before them. */
const MOST_MS = 10_000;
const IDLE_MS = 30_000;
const MOST_WAITING = 16;

/**
 * Checks in a thread, one draft after another, so that a draft which is hard to read or to prove holds up no decision. The thread is
 * made when it is needed, let go when it is idle, and ended when a draft takes too long: then what is known of it is the answer.
 */
export function threadedChecker(address: StoreAddress): Checker {
  let worker: Worker | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let idle: NodeJS.Timeout | undefined;

  async function end(): Promise<void> {
    clearTimeout(idle);
    const ending = worker;
    worker = undefined;
    await ending?.terminate();
  }

  async function ask(message: DraftMessage): Promise<Checked> {
    clearTimeout(idle);
    worker ??= new Worker(moduleUrl('./operations/definitions/checker-thread'), {
      workerData: { address },
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    worker.postMessage(message);
    const { answer, isAlive } = await answerOf(worker);
    if (!isAlive) await end();
    idle = setTimeout(() => void end(), IDLE_MS);
    idle.unref();
    return answer;
  }

  return {
    async check(publication, bytes, drafts) {
      if (waiting >= MOST_WAITING) return { kind: 'busy' };
      waiting += 1;
      const answer = queue.then(() => ask({ publication, bytes, drafts }));
      queue = answer.catch(() => {}).finally(() => (waiting -= 1));
      return await answer;
    },
    close: end,
  };
}

/** The thread's last word on a draft; where it takes too long or falls over, what it knew before the proofs. */
function answerOf(worker: Worker): Promise<{ readonly answer: Checked; readonly isAlive: boolean }> {
  return new Promise((resolve) => {
    let early: Checked = { kind: 'too-long' };
    const done = (answer: Checked, isAlive: boolean) => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onError);
      resolve({ answer, isAlive });
    };
    const onMessage = (message: CheckerMessage) => {
      if (message.kind === 'checked') early = { kind: 'report', text: message.text };
      else done(message, true);
    };
    const onError = () => done(early, false);
    const timer = setTimeout(() => done(early, false), MOST_MS);
    worker.on('message', onMessage).on('error', onError).on('exit', onError);
  });
}
