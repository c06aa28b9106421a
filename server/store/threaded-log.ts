import { Worker } from 'node:worker_threads';
import { say, type Text } from '../../definitions/index.ts';
import { moduleUrl } from '../module-url.ts';
import type { DecisionLog, LogEntry } from './decision-log.ts';
import type { LogAnswer, LogGroup } from './decision-log-thread.ts';

/** How many entries may wait before bulk work is asked to pause. */
const FULL = 20_000;

/** Entries that are posted without waiting for more. */
const GROUP = 1000;

/** How long a group that could not be written waits for its next try. */
const RETRY_MS = 1000;

export interface LogOptions {
  /** How long entries are gathered where no answer waits: little is spent on syncs, that much is lost when the machine stops dead. */
  readonly gatherMs?: number;
  /** Whether answers wait for their entries. Then a group that cannot be written is given back; otherwise it is kept and tried again. */
  readonly isDurable?: boolean;
}

/** Entries that are committed together. */
interface Group {
  readonly entries: LogEntry[];
  readonly promise: Promise<void>;
  readonly settle: (reason?: Text) => void;
}

/**
 * The decision log, written by a thread of its own. Entries are gathered while a group is under way and posted together when it is on
 * disk: under load one sync serves hundreds of answers. A group that cannot be written (a full disk) is a fault until one is written
 * again: kept entries are tried each second, and when too many wait the log refuses more, so that none is ever dropped.
 */
export function threadedLog(path: string, { gatherMs = 0, isDurable = false }: LogOptions = {}): DecisionLog {
  let worker: Worker | undefined;
  let underWay: Group | undefined;
  let gathered: Group | undefined;
  let fault: Text | undefined;
  let timer: NodeJS.Timeout | undefined;
  let whenIdle: (() => void) | undefined;

  function start(): Worker {
    const made = new Worker(moduleUrl('./store/decision-log-thread'), { workerData: { path } });
    made.on('message', (answer: LogAnswer) => settle(answer.kind === 'failed' ? answer.reason : undefined));
    made.on('error', (error) => {
      worker = undefined;
      settle(error.message);
    });
    return made;
  }

  /** Posts what is gathered, now or after a while; while a group is under way it waits for that one. */
  function postSoon(): void {
    if (gathered === undefined || underWay !== undefined) return;
    const pause = fault !== undefined && !isDurable ? RETRY_MS : gathered.entries.length >= GROUP ? 0 : gatherMs;
    if (pause === 0) post();
    else timer ??= setTimeout(post, pause);
  }

  function post(): void {
    clearTimeout(timer);
    timer = undefined;
    if (gathered === undefined || underWay !== undefined) return;
    underWay = gathered;
    gathered = undefined;
    worker ??= start();
    worker.postMessage({ entries: underWay.entries } satisfies LogGroup);
  }

  function settle(reason: Text | undefined): void {
    fault = reason;
    const done = underWay;
    underWay = undefined;
    const isKept = reason !== undefined && !isDurable && whenIdle === undefined;
    if (done !== undefined && isKept) gathered = joined(done, gathered);
    else done?.settle(reason);
    if (whenIdle === undefined) postSoon();
    else if (gathered === undefined) whenIdle();
    else post();
  }

  const waiting = () => (gathered?.entries.length ?? 0) + (underWay?.entries.length ?? 0);

  return {
    isOn: true,
    get isFull() {
      return waiting() >= FULL;
    },
    get isRefusing() {
      return fault !== undefined && !isDurable && waiting() >= FULL;
    },
    get fault() {
      return fault;
    },
    append(entries) {
      gathered ??= openGroup();
      gathered.entries.push(...entries);
      const { promise } = gathered;
      postSoon();
      return promise;
    },
    async close() {
      const left = waiting();
      if (left > 0) {
        const idle = new Promise<void>((resolve) => {
          whenIdle = resolve;
        });
        post();
        await idle;
      }
      await worker?.terminate();
      return fault === undefined ? 0 : left;
    },
  };
}

/** A group that could not be written, with what came meanwhile behind it. */
function joined(first: Group, then: Group | undefined): Group {
  for (const entry of then?.entries ?? []) first.entries.push(entry);
  return first;
}

function openGroup(): Group {
  let settle: (reason?: Text) => void = () => {};
  const promise = new Promise<void>((resolve, reject) => {
    settle = (reason) => (reason === undefined ? resolve() : reject(new Error(say(reason, 'en'))));
  });
  // Whoever does not wait learns of a failure by `fault`.
  promise.catch(() => {});
  return { entries: [], promise, settle };
}
