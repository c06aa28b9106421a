import { parentPort } from 'node:worker_threads';
import type { Problem } from '../definitions/index.ts';
import { Refusal } from './terminal.ts';

/** What a kept thread is told: a task, or to stop the one it is at. */
export type ThreadOrder<Task> = { readonly kind: 'task'; readonly task: Task } | { readonly kind: 'stop' };

/** What it says: news, and last its answer, or why there is none. */
export type ThreadWord<News, Answer> =
  | { readonly kind: 'news'; readonly news: News }
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

/** Does, in a thread that `keptThread` made, one task after another. A fault ends the thread, and is told as its error. */
export function serveTasks<Task, Answer, News = never>(
  work: (task: Task, tell: (news: News) => Promise<void>, stop: AbortSignal) => Promise<Answer>,
): void {
  const port = parentPort;
  if (port === null) return;
  let stopping = new AbortController();
  const say = (word: ThreadWord<News, Answer>) => port.postMessage(word);
  const doTask = async (task: Task) => {
    stopping = new AbortController();
    try {
      say({ kind: 'answer', answer: await work(task, async (news) => say({ kind: 'news', news }), stopping.signal) });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      say({ kind: 'refused', problems: error.problems });
    }
  };
  port.on('message', (order: ThreadOrder<Task>) => {
    if (order.kind === 'stop') stopping.abort();
    else void doTask(order.task);
  });
}
