import { Worker } from 'node:worker_threads';
import { say, type Text } from '../../definitions/index.ts';
import { moduleUrl } from '../module-url.ts';
import type { StoreAddress } from './address.ts';
import type { DecisionLog, LogEntry } from './decision-log.ts';
import type { LogAnswer, LogGroup } from './decision-log-thread.ts';

/**
 * How many answered decisions may wait for the log, in entries and in bytes: so many are lost at most when a buffered server is killed.
 * An answer beyond that waits until it is logged.
 */
export const MOST_WAITING = 4000;
const MOST_WAITING_BYTES = 8 * 1024 * 1024;

/** The share of it at which bulk work pauses, so that single answers do not have to. */
const FULL = 0.75;

/** Entries that are posted without waiting for more. */
const GROUP = 1000;

/** How long a group that could not be written waits for its next try. */
const RETRY_MS = 1000;

export interface LogOptions {
  /** How long entries are gathered where no answer waits: little is spent on syncs, and that much is lost when the machine stops dead. */
  readonly gatherMs?: number;
  /** Whether answers wait for their entries. Then a group that cannot be written is given back; otherwise it is kept and tried again. */
  readonly isDurable?: boolean;
}

/** Entries that are committed together. */
interface Group {
  readonly entries: LogEntry[];
  bytes: number;
  readonly promise: Promise<void>;
  readonly settle: (reason?: Text) => void;
}

/**
 * The decision log, written by a thread of its own. Entries are gathered while a group is under way and posted together when it is on
 * disk: under load one sync serves hundreds of answers. A group that cannot be written (a full disk) is a fault until one is written
 * again: kept entries are tried each second, and when too many wait the log refuses more, so that none is ever dropped.
 */
export function threadedLog(address: StoreAddress, { gatherMs = 0, isDurable = false }: LogOptions = {}): DecisionLog {
  let worker: Worker | undefined;
  let underWay: Group | undefined;
  let gathered: Group | undefined;
  let fault: Text | undefined;
  let timer: NodeJS.Timeout | undefined;
  let whenIdle: (() => void) | undefined;
  /** What was under way when closing began: it may have gone to a database that is not there any more, and is tried once more. */
  let lastOfOld: Group | undefined;
  let lost = 0;

  /** Posts what is gathered, now or after a while; while a group is under way it waits for that one. */
  function postSoon(): void {
    if (gathered === undefined || underWay !== undefined) return;
    const isNow = gathered.entries.length >= GROUP || load() >= FULL;
    const pause = fault !== undefined && !isDurable ? RETRY_MS : isNow ? 0 : gatherMs;
    if (pause === 0) post();
    else timer ??= setTimeout(post, pause);
  }

  function post(): void {
    clearTimeout(timer);
    timer = undefined;
    if (gathered === undefined || underWay !== undefined) return;
    underWay = gathered;
    gathered = undefined;
    worker ??= startThread(address, settle, () => {
      worker = undefined;
    });
    worker.postMessage({ entries: underWay.entries } satisfies LogGroup);
  }

  function settle(reason: Text | undefined): void {
    fault = reason;
    const done = underWay;
    underWay = undefined;
    const isKept = reason !== undefined && !isDurable && (whenIdle === undefined || done === lastOfOld);
    lastOfOld = undefined;
    if (done !== undefined && isKept) gathered = joined(done, gathered);
    else {
      if (reason !== undefined) lost += done?.entries.length ?? 0;
      done?.settle(reason);
    }
    if (whenIdle === undefined) postSoon();
    else if (gathered === undefined) whenIdle();
    else post();
  }

  const waiting = () => (gathered?.entries.length ?? 0) + (underWay?.entries.length ?? 0);
  const load = () => shareWaiting(gathered, underWay);

  return {
    isOn: true,
    async ready() {
      if (gathered !== undefined || underWay !== undefined) return;
      gathered = openGroup();
      const { promise } = gathered;
      post();
      await promise.catch(() => {});
    },
    get isFull() {
      return load() >= FULL;
    },
    get isBehind() {
      return load() >= 1;
    },
    get isRefusing() {
      return fault !== undefined && !isDurable && load() >= FULL;
    },
    get fault() {
      return fault;
    },
    append(entries) {
      gathered ??= openGroup();
      gather(gathered, entries);
      const { promise } = gathered;
      postSoon();
      return promise;
    },
    async close() {
      lost = 0;
      if (waiting() > 0) {
        const idle = new Promise<void>((resolve) => {
          whenIdle = resolve;
        });
        lastOfOld = underWay;
        post();
        await idle;
      }
      await worker?.terminate();
      return lost;
    },
  };
}

/** How much waits in groups, as a share of what may. */
function shareWaiting(...groups: readonly (Group | undefined)[]): number {
  let [count, bytes] = [0, 0];
  for (const group of groups) {
    count += group?.entries.length ?? 0;
    bytes += group?.bytes ?? 0;
  }
  return Math.max(count / MOST_WAITING, bytes / MOST_WAITING_BYTES);
}

function gather(group: Group, entries: readonly LogEntry[]): void {
  for (const entry of entries) {
    group.entries.push(entry);
    group.bytes += entry.request.length + entry.result.length;
  }
}

/** Starts the thread that writes; `settle` hears of each group, and of a thread that falls over. */
function startThread(address: StoreAddress, settle: (reason: Text | undefined) => void, onLost: () => void): Worker {
  const made = new Worker(moduleUrl('./store/decision-log-thread'), { workerData: { address } });
  made.on('message', (answer: LogAnswer) => settle(answer.kind === 'failed' ? answer.reason : undefined));
  made.on('error', (error) => {
    onLost();
    settle(error.message);
  });
  return made;
}

/** A group that could not be written, with what came meanwhile behind it: whoever waits for that waits for all of it. */
function joined(first: Group, then: Group | undefined): Group {
  if (then === undefined) return first;
  for (const entry of then.entries) first.entries.push(entry);
  first.bytes += then.bytes;
  first.promise.then(
    () => then.settle(),
    (error: Error) => then.settle(error.message),
  );
  return first;
}

function openGroup(): Group {
  let settle: (reason?: Text) => void = () => {};
  const promise = new Promise<void>((resolve, reject) => {
    settle = (reason) => (reason === undefined ? resolve() : reject(new Error(say(reason, 'en'))));
  });
  // Whoever does not wait learns of a failure by `fault`.
  promise.catch(() => {});
  return { entries: [], bytes: 0, promise, settle };
}
