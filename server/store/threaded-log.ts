import { Worker } from 'node:worker_threads';
import { moduleUrl } from '../module-url.ts';
import type { DecisionLog, LogEntry } from './decision-log.ts';
import type { LogAnswer, LogGroup } from './decision-log-thread.ts';

/** How many entries may wait before bulk work is asked to pause. */
const FULL = 20_000;

/** Entries that are posted without waiting for more. */
const GROUP = 1000;

/**
 * The decision log, written by a thread of its own. Entries are gathered while a group is under way and posted together when it is
 * on disk: under load one sync serves hundreds of answers. Where no answer waits for it, a group is gathered for `gatherMs` at least,
 * so that little is spent on syncs; that much is lost when the machine stops dead.
 */
export function threadedLog(path: string, gatherMs = 0): DecisionLog {
  const worker = new Worker(moduleUrl('./store/decision-log-thread'), { workerData: { path } });
  const underWay = new Map<number, { readonly size: number; readonly settle: (reason?: string) => void }>();
  let gathered: { entries: LogEntry[]; promise: Promise<void>; settle: (reason?: string) => void } | undefined;
  let number = 0;
  let waiting = 0;
  let fault: string | undefined;
  let whenClosed: (() => void) | undefined;
  let timer: NodeJS.Timeout | undefined;

  /** Posts what is gathered, now or after a while; while a group is under way it waits for that one. */
  function postSoon(): void {
    if (gathered === undefined || underWay.size > 0) return;
    if (gatherMs === 0 || gathered.entries.length >= GROUP) post();
    else timer ??= setTimeout(post, gatherMs);
  }

  function post(): void {
    clearTimeout(timer);
    timer = undefined;
    if (gathered === undefined) return;
    number += 1;
    const { entries, settle } = gathered;
    underWay.set(number, { size: entries.length, settle });
    worker.postMessage({ group: number, entries } satisfies LogGroup);
    gathered = undefined;
  }

  function settleAll(groups: readonly number[], reason?: string): void {
    for (const group of groups) {
      const one = underWay.get(group);
      if (one === undefined) continue;
      underWay.delete(group);
      waiting -= one.size;
      one.settle(reason);
    }
    fault = reason;
    postSoon();
  }

  worker.on('message', (answer: LogAnswer) => {
    if (answer.kind === 'closed') whenClosed?.();
    else settleAll(answer.groups, answer.kind === 'failed' ? answer.reason : undefined);
  });
  worker.on('error', (error) => {
    settleAll([...underWay.keys()], error.message);
    whenClosed?.();
  });

  return {
    isOn: true,
    get isFull() {
      return waiting >= FULL;
    },
    get fault() {
      return fault;
    },
    append(entries) {
      gathered ??= openGroup();
      gathered.entries.push(...entries);
      waiting += entries.length;
      const { promise } = gathered;
      postSoon();
      return promise;
    },
    async close() {
      const closed = new Promise<void>((resolve) => {
        whenClosed = resolve;
      });
      post();
      worker.postMessage('close');
      await closed;
      await worker.terminate();
    },
  };
}

function openGroup(): { entries: LogEntry[]; promise: Promise<void>; settle: (reason?: string) => void } {
  let settle: (reason?: string) => void = () => {};
  const promise = new Promise<void>((resolve, reject) => {
    settle = (reason) => (reason === undefined ? resolve() : reject(new Error(reason)));
  });
  // Whoever does not wait learns of a failure by `fault`.
  promise.catch(() => {});
  return { entries: [], promise, settle };
}
