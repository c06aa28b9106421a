import { NOT_HELD, type ScorerAnswer, type ScorerCalls, type ScorerQuestion } from './protocol.ts';

interface Waiting {
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
}

interface Running {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
}

let running: Running | undefined;
let count = 0;

/** Asks the scorer's worker, which starts when it is first asked; one that cannot start or dies rejects what is waiting. */
export async function askScorer<Name extends keyof ScorerCalls>(
  name: Name,
  argument: Parameters<ScorerCalls[Name]>[0],
): Promise<ReturnType<ScorerCalls[Name]>> {
  const { worker, waiting } = (running ??= start());
  return await new Promise((resolve, reject) => {
    const call = ++count;
    waiting.set(call, { resolve, reject });
    worker.postMessage({ call, name, argument } satisfies ScorerQuestion);
  });
}

/** Counts by `ask`; a sample that the worker has let go is loaded again first. */
export async function countAnew<Answer>(ask: () => Promise<Answer>, load: () => Promise<unknown>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof Error) || error.message !== NOT_HELD) throw error;
    await load();
    return await ask();
  }
}

/** Ends the worker: the next question starts another, which holds no sample yet. */
export function endScorer(): void {
  running?.worker.terminate();
  for (const { reject } of running?.waiting.values() ?? []) reject(new Error('The scorer was ended'));
  running = undefined;
}

function start(): Running {
  const worker = new Worker(new URL('./scorer.ts', import.meta.url), { type: 'module', name: 'scorer' });
  const waiting = new Map<number, Waiting>();
  worker.onmessage = ({ data }: MessageEvent<ScorerAnswer>) => {
    const asked = waiting.get(data.call);
    waiting.delete(data.call);
    if ('error' in data) asked?.reject(new Error(data.error));
    // The worker answers a call with what `ScorerCalls` says of it.
    else asked?.resolve(data.result as never);
  };
  worker.onerror = (event) => {
    for (const { reject } of waiting.values()) reject(new Error(event.message || 'the scorer stopped'));
    waiting.clear();
  };
  return { worker, waiting };
}
