import { Worker } from 'node:worker_threads';
import type { Source } from '../../definitions/index.ts';
import { moduleUrl } from '../module-url.ts';
import { checkDraft, type DraftReport } from './check-draft.ts';

/** Checks drafts; `undefined` where one takes longer than allowed. */
export interface Checker {
  check(published: readonly Source[], draft: unknown): Promise<DraftReport | undefined>;
  close(): Promise<void>;
}

/** Checks within the caller's own thread. */
export const directChecker: Checker = {
  check: async (published, draft) => checkDraft(published, draft),
  close: async () => {},
};

/** How long a draft may take, and how long an idle thread is kept. */
const MOST_MS = 20_000;
const IDLE_MS = 30_000;

/**
 * Checks in a thread, one draft after another, so that a draft which is hard to prove holds up no decision. The thread is made when
 * it is needed, let go when it is idle, and ended when a draft takes too long.
 */
export function threadedChecker(): Checker {
  let worker: Worker | undefined;
  let known: readonly Source[] | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let idle: NodeJS.Timeout | undefined;

  async function end(): Promise<void> {
    clearTimeout(idle);
    const ending = worker;
    worker = undefined;
    known = undefined;
    await ending?.terminate();
  }

  async function ask(published: readonly Source[], draft: unknown): Promise<DraftReport | undefined> {
    clearTimeout(idle);
    worker ??= new Worker(moduleUrl('./operations/checker-thread'), {
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    if (known !== published) worker.postMessage({ kind: 'published', published });
    known = published;
    worker.postMessage({ kind: 'draft', draft });
    const report = await answerOf(worker);
    if (report === undefined) await end();
    idle = setTimeout(() => void end(), IDLE_MS);
    idle.unref();
    return report;
  }

  return {
    check(published, draft) {
      const answer = queue.then(() => ask(published, draft));
      queue = answer.catch(() => {});
      return answer;
    },
    close: end,
  };
}

/** The thread's next report; undefined where it takes too long or falls over. */
function answerOf(worker: Worker): Promise<DraftReport | undefined> {
  return new Promise((resolve) => {
    const done = (report: DraftReport | undefined) => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onError);
      resolve(report);
    };
    const onMessage = (report: DraftReport) => done(report);
    const onError = () => done(undefined);
    const timer = setTimeout(() => done(undefined), MOST_MS);
    worker.on('message', onMessage).on('error', onError).on('exit', onError);
  });
}
