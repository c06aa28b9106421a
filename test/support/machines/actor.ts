import { type AnyActorRef, type AnyMachineSnapshot, createActor, createMachine, raise } from 'xstate';
import { isObject, type Json, type JsonObject } from '../../../definitions/index.ts';

/** XState's own actor over a machine's document, with a clock that is told when it is. */
export interface Judge {
  readonly actor: AnyActorRef;
  /** What its actions asked for since this was asked last. */
  notes(): readonly JsonObject[];
  snapshot(): AnyMachineSnapshot;
  /** Whether it has a transition for an event now. */
  accepts(event: string): boolean;
  advance(milliseconds: number): void;
  /** In how many milliseconds each timer that runs ends. */
  waiting(): readonly number[];
}

/**
 * Starts an actor. Guards ask `holds` with their parameters, named delays are so many milliseconds. An endless machine makes its snapshot's
 * status `error`.
 */
export function judgeOf(
  document: JsonObject,
  holds: (params: JsonObject) => boolean,
  delays: Readonly<Record<string, number>> = {},
): Judge {
  const clock = toldClock();
  let notes: JsonObject[] = [];
  const machine = createMachine(
    { ...(withRaises(document) as object), options: { maxIterations: 1_000 } } as never,
    {
      actions: { note: (_: unknown, params: unknown) => void notes.push({ type: 'note', params: params as Json }) },
      guards: {
        flag: (_: unknown, params: unknown) => holds(params as JsonObject),
        criteria: (_: unknown, params: unknown) => holds(params as JsonObject),
      },
      delays,
    } as never,
  );
  const actor = createActor(machine, { clock: clock as never });
  actor.subscribe({ error: () => {} });
  actor.start();
  return {
    actor,
    notes() {
      const said = notes;
      notes = [];
      return said;
    },
    snapshot: () => actor.getSnapshot() as AnyMachineSnapshot,
    accepts: (event) => machine.getTransitionData(actor.getSnapshot(), { type: event } as never).length > 0,
    advance: (milliseconds) => clock.advance(milliseconds),
    waiting: () => clock.waiting(),
  };
}

/** Our way of writing `raise` as XState's own action, with its delay in milliseconds. */
function withRaises(part: Json): unknown {
  if (Array.isArray(part)) return (part as readonly Json[]).map(withRaises);
  if (!isObject(part)) return part;
  const { type, params } = part;
  if (type === 'raise' && isObject(params)) {
    const { event, delay } = params;
    const unit = typeof delay === 'string' && !delay.endsWith('ms') ? 1000 : 1;
    const after = typeof delay === 'string' ? { delay: Math.round(Number.parseFloat(delay) * unit) } : {};
    return raise({ type: String(event) }, after);
  }
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, withRaises(value)]));
}

/** Timers in the order of their instants, then of their start; each runs when it is its instant. */
function toldClock() {
  let now = 0;
  let count = 0;
  let waiting: { readonly id: number; readonly at: number; readonly run: () => void }[] = [];
  return {
    setTimeout(run: () => void, milliseconds: number): number {
      count += 1;
      waiting.push({ id: count, at: now + milliseconds, run });
      return count;
    },
    clearTimeout(id: number): void {
      waiting = waiting.filter((one) => one.id !== id);
    },
    waiting: () => waiting.map(({ at }) => at - now),
    advance(milliseconds: number): void {
      const until = now + milliseconds;
      for (;;) {
        const [first] = waiting.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at || a.id - b.id);
        if (first === undefined) break;
        waiting = waiting.filter((one) => one !== first);
        now = first.at;
        first.run();
      }
      now = until;
    },
  };
}
