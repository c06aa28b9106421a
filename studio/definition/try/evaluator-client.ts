import type { WorkerAnswer, WorkerQuestion, Calls } from './protocol.ts';

/** Asks the evaluator's worker. Answers come back as promises; a worker that cannot start or dies rejects what is waiting. */
export interface EvaluatorClient {
  ask<Name extends keyof Calls>(name: Name, argument: Parameters<Calls[Name]>[0]): Promise<ReturnType<Calls[Name]>>;
}

interface Waiting {
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
}

export function startEvaluator(): EvaluatorClient {
  const worker = new Worker(new URL('./evaluator.ts', import.meta.url), { type: 'module', name: 'evaluator' });
  const waiting = new Map<number, Waiting>();
  let count = 0;
  worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => {
    const asked = waiting.get(data.call);
    waiting.delete(data.call);
    if ('error' in data) asked?.reject(new Error(data.error));
    // The worker answers a call with what `Calls` says of it.
    else asked?.resolve(data.result as never);
  };
  worker.onerror = (event) => {
    for (const { reject } of waiting.values()) reject(new Error(event.message || 'the evaluator stopped'));
    waiting.clear();
  };
  return {
    ask: (name, argument) =>
      new Promise((resolve, reject) => {
        const call = ++count;
        waiting.set(call, { resolve, reject });
        worker.postMessage({ call, name, argument } satisfies WorkerQuestion);
      }),
  };
}
