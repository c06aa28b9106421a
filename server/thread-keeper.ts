import { Worker } from 'node:worker_threads';
import type { Problem } from '../definitions/index.ts';
import { moduleUrl } from './module-url.ts';
import { Refusal } from './terminal.ts';
import type { ThreadOrder, ThreadWord } from './thread-tasks.ts';

/** How long a thread without work is kept: what it has loaded, compiled and linked serves the next task. */
const IDLE_MS = 60_000;

export interface TaskListener<News> {
  /** Hears what is told meanwhile, one after the other; the answer waits for it. */
  readonly tell?: (news: News) => Promise<void>;
  /** Asks the thread to stop; it answers, or refuses, all the same. */
  readonly stop?: AbortSignal;
}

export interface KeptThread<Task, Answer, News> {
  /** Rejects with a Refusal for what the thread refuses, with any other error for a fault, which ends the thread. */
  run(task: Task, listener?: TaskListener<News>): Promise<Answer>;
  close(): Promise<void>;
}

/**
 * A thread that does one task after another, so that no request waits for them. It is made when it is needed, and let go when it was
 * idle for a minute. `module` is a thread module from `server/` that calls `serveTasks`.
 */
export function keptThread<Task, Answer, News = never>(
  module: string,
  workerData: object,
): KeptThread<Task, Answer, News> {
  let worker: Worker | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let idle: NodeJS.Timeout | undefined;
  let isClosed = false;

  async function end(): Promise<void> {
    clearTimeout(idle);
    const ending = worker;
    worker = undefined;
    await ending?.terminate();
  }

  async function once(task: Task, listener: TaskListener<News>): Promise<Answer> {
    if (isClosed) throw new Error('The server is stopping');
    clearTimeout(idle);
    worker ??= new Worker(moduleUrl(module), { workerData });
    const own = worker;
    own.ref();
    try {
      return await answerOf(own, task, listener);
    } catch (error) {
      if (!(error instanceof Refusal)) await end();
      throw error;
    } finally {
      own.unref();
      idle = setTimeout(() => void end(), IDLE_MS);
      idle.unref();
    }
  }

  return {
    async run(task, listener = {}) {
      const answer = queue.then(() => once(task, listener));
      queue = answer.catch(() => {});
      return await answer;
    },
    async close() {
      isClosed = true;
      await end();
    },
  };
}

async function answerOf<Task, Answer, News>(
  worker: Worker,
  task: Task,
  { tell = async () => {}, stop }: TaskListener<News>,
): Promise<Answer> {
  const order = (one: ThreadOrder<Task>) => worker.postMessage(one);
  const ending = new AbortController();
  const { signal } = ending;
  try {
    return await new Promise<Answer>((resolve, reject) => {
      let told: Promise<void> = Promise.resolve();
      const hear = (word: ThreadWord<News, Answer>) => {
        if (word.kind === 'answer') told.then(() => resolve(word.answer), reject);
        else if (word.kind === 'refused') reject(new Refusal(word.problems as readonly [Problem, ...Problem[]]));
        else told = told.then(() => tell(word.news));
        told.catch(reject);
      };
      const ended = () => reject(new Error('The thread ended before its task'));
      worker.on('message', hear).on('error', reject).on('exit', ended);
      signal.addEventListener('abort', () => worker.off('message', hear).off('error', reject).off('exit', ended));
      order({ kind: 'task', task });
      if (stop?.aborted === true) order({ kind: 'stop' });
      stop?.addEventListener('abort', () => order({ kind: 'stop' }), { signal });
    });
  } finally {
    ending.abort();
  }
}
