import type { Snapshot, Timer } from './snapshot.ts';

/** A timer as XState asks for it: the event that ends it, and the number of the delay. */
export interface StartedTimer {
  readonly type: string;
  readonly number: number;
}

/**
 * The timers after a step: what XState starts is added with a generation of its own, what it cancels is taken away, in the order in which
 * it says so. `dueAt` answers the instant at which a delay that begins now ends.
 */
export function applyTimers(
  before: Pick<Snapshot, 'armed' | 'timers'>,
  actions: readonly { readonly type: string; readonly params?: unknown }[],
  named: (started: StartedTimer) => { readonly name: string; readonly delay: string },
  dueAt: (delay: string) => string,
): Pick<Snapshot, 'armed' | 'timers'> {
  let { armed } = before;
  let timers: readonly Timer[] = before.timers;
  for (const { type, params } of actions) {
    if (type === 'xstate.cancel') {
      const { sendId } = params as { readonly sendId: string };
      timers = timers.filter(({ key }) => key !== sendId);
    }
    if (type !== 'xstate.raise') continue;
    const { event, delay: number, id } = params as RaiseParams;
    if (typeof number !== 'number') continue;
    const { name, delay } = named({ type: event.type, number });
    armed += 1;
    const key = id ?? `raise.${event.type}`;
    // A state that is entered anew has its timer anew: what is left of an older generation does nothing any more.
    const others = id === undefined ? timers : timers.filter((timer) => timer.key !== id);
    timers = [...others, { key, generation: armed, name, event: event.type, dueAt: dueAt(delay) }];
  }
  return { armed, timers };
}

interface RaiseParams {
  readonly event: { readonly type: string };
  readonly delay?: number;
  readonly id?: string;
}
