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
 * again: kept entries are tried each second, and when too many wait the log refuses more, so that none is ever dropped. While it closes
 * what was under way is tried once more: it may have gone to a database that is not there any more.
 */
export function threadedLog(address: StoreAddress, { gatherMs = 0, isDurable = false }: LogOptions = {}): DecisionLog {
  const groups = waitingGroups();
  let worker: Worker | undefined;
  let fault: Text | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closing: { readonly idle: Group; before: Group | undefined } | undefined;
  let lost = 0;

  /** Posts what is gathered, now or after a while; while a group is under way it waits for that one. */
  function postSoon(): void {
    if (!groups.canPost) return;
    const isNow = groups.gathered >= GROUP || groups.load >= FULL;
    const pause = fault !== undefined && !isDurable ? RETRY_MS : isNow ? 0 : gatherMs;
    if (pause === 0) post();
    else timer ??= setTimeout(post, pause);
  }

  function post(): void {
    clearTimeout(timer);
    timer = undefined;
    const group = groups.take();
    if (group === undefined) return;
    worker ??= startThread(address, settle, () => {
      worker = undefined;
    });
    worker.postMessage({ entries: group.entries } satisfies LogGroup);
  }

  function settle(reason: Text | undefined): void {
    fault = reason;
    const done = groups.done();
    const isTriedAgain = closing === undefined || done === closing.before;
    // Once: a group that is put back stays the same one.
    if (closing !== undefined) closing.before = undefined;
    if (done !== undefined && reason !== undefined && !isDurable && isTriedAgain) groups.putBack(done);
    else {
      if (reason !== undefined) lost += done?.entries.length ?? 0;
      done?.settle(reason);
    }
    if (closing === undefined) postSoon();
    else if (groups.areEmpty) closing.idle.settle();
    else post();
  }

  return {
    isOn: true,
    async ready() {
      if (!groups.areEmpty) return;
      const { promise } = groups.add([]);
      post();
      await promise.catch(() => {});
    },
    get isFull() {
      return groups.load >= FULL;
    },
    get isBehind() {
      return groups.load >= 1;
    },
    get isRefusing() {
      return fault !== undefined && !isDurable && groups.load >= FULL;
    },
    get fault() {
      return fault;
    },
    append(entries) {
      const { promise } = groups.add(entries);
      postSoon();
      return promise;
    },
    async close() {
      lost = 0;
      if (!groups.areEmpty) {
        closing = { idle: openGroup(), before: groups.underWay };
        post();
        await closing.idle.promise;
      }
      await worker?.terminate();
      return lost;
    },
  };
}

/** What waits for the log: one group is under way at a time, another is gathered behind it. */
function waitingGroups() {
  let underWay: Group | undefined;
  let gathered: Group | undefined;
  return {
    get underWay() {
      return underWay;
    },
    get areEmpty() {
      return underWay === undefined && gathered === undefined;
    },
    get canPost() {
      return underWay === undefined && gathered !== undefined;
    },
    /** How many entries are gathered. */
    get gathered() {
      return gathered?.entries.length ?? 0;
    },
    get load() {
      return shareWaiting(gathered, underWay);
    },
    add(entries: readonly LogEntry[]): Group {
      gathered ??= openGroup();
      gather(gathered, entries);
      return gathered;
    },
    /** What goes under way now, if anything does. */
    take(): Group | undefined {
      if (underWay !== undefined) return undefined;
      [underWay, gathered] = [gathered, undefined];
      return underWay;
    },
    /** What is under way no more. */
    done(): Group | undefined {
      const group = underWay;
      underWay = undefined;
      return group;
    },
    putBack(group: Group): void {
      gathered = joined(group, gathered);
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
