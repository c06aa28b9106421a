import type { RequestRules, RequestSnapshot } from './request.ts';
import { leaves } from './snapshot.ts';

/** How many requests lay in a queue, neither resolved nor ended. */
export interface QueueLoad {
  /** Requests that lay in it at some time. */
  readonly requests: number;
  /** The most that lay in it at once, and when that was first so (milliseconds since 1970-01-01T00:00Z). */
  readonly most: number;
  readonly mostAt: number;
  /** How long they lay in it altogether, in milliseconds. */
  readonly length: number;
}

interface Stays {
  requests: number;
  readonly starts: number[];
  readonly ends: number[];
}

/** Gathers where requests lie: from the instant at which one comes into a queue up to that at which it leaves it, is resolved or has ended. */
export function queueLoads() {
  const queues = new Map<string, Stays>();
  const staysOf = (queue: string): Stays => {
    const known = queues.get(queue) ?? { requests: 0, starts: [], ends: [] };
    queues.set(queue, known);
    return known;
  };
  return {
    /** One request: what is answered is told of each of its turns. Its states are read anew only where its machine has moved. */
    enter(rules: RequestRules) {
      let before: Pick<RequestSnapshot, 'queue' | 'machine'> | undefined;
      let current: string | undefined;
      const been = new Set<string>();
      return (snapshot: RequestSnapshot) => {
        const { queue, machine, at } = snapshot;
        if (before?.queue === queue && before.machine === machine) return;
        before = { queue, machine };
        const next = isOver(rules, snapshot) ? undefined : queue;
        if (next === current) return;
        if (current !== undefined) staysOf(current).ends.push(at);
        current = next;
        if (next === undefined) return;
        const stays = staysOf(next);
        stays.starts.push(at);
        if (!been.has(next)) stays.requests += 1;
        been.add(next);
      };
    },
    /** The loads of all queues; who lies in one still has done so up to `until`. */
    result: (until: number): { readonly [queue: string]: QueueLoad } =>
      Object.fromEntries([...queues].map(([queue, stays]) => [queue, loadOf(stays, until)])),
  };
}

/** Whether nothing of a request is open any more: it has ended, or all that stops by states has stopped. */
function isOver({ machine: of, queueOf }: RequestRules, { queue, machine }: RequestSnapshot): boolean {
  const stops = queueOf(queue)?.stopStates;
  return machine.status === 'done' || leaves(of, machine).some((leaf) => stops?.has(leaf) === true);
}

function loadOf({ requests, starts, ends }: Stays, until: number): QueueLoad {
  const [begun, ended] = [Float64Array.from(starts).sort(), Float64Array.from(ends).sort()];
  const sum = (all: Float64Array) => all.reduce((total, at) => total + (until - at), 0);
  let [most, mostAt, left] = [0, begun[0] ?? until, 0];
  begun.forEach((at, i) => {
    // Who leaves at an instant is gone before another comes.
    while (left < ended.length && (ended[left] ?? 0) <= at) left += 1;
    if (i + 1 - left > most) [most, mostAt] = [i + 1 - left, at];
  });
  return { requests, most, mostAt, length: sum(begun) - sum(ended) };
}
