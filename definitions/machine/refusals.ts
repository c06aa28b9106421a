import { type AnyMachineSnapshot, getNextTransitions } from 'xstate';
import type { Json, JsonObject } from '../model/json.ts';
import type { Problem } from '../model/problem.ts';
import { type Machine, MOST_MICROSTEPS } from './machine.ts';
import { machineProblem } from './problems.ts';
import { restore, type Snapshot } from './snapshot.ts';

/** Whether an event may come from outside: the names of XState's own are not the public's. */
export function isEventName(name: string): boolean {
  return name !== '' && !name.includes('*') && !name.startsWith('xstate.');
}

/** What XState threw: a circle that has no end is told from a document that it cannot read. */
export function faultOf(error: unknown): Problem {
  const reason = error instanceof Error ? error.message : String(error);
  return reason.startsWith('Infinite loop')
    ? machineProblem('machine-endless', { pointer: '' }, { most: MOST_MICROSTEPS })
    : machineProblem('machine-unreadable', { pointer: '' }, { reason });
}

/** The events from outside that a machine takes where it stands, if their guards hold, in the order of its states; none by a wildcard. */
export function eventsTaken(machine: Machine, snapshot: Snapshot): readonly string[] {
  if (snapshot.status === 'done') return [];
  const current = restore(machine, snapshot, { holds: () => true });
  const named = getNextTransitions(current).map(({ eventType }) => eventType);
  return [...new Set(named)].filter(
    (name) => isEventName(name) && machine.made.getTransitionData(current, { type: name }).length > 0,
  );
}

/** Why an event was not taken: it is not known, not here, or its guards do not hold. */
export function notAccepted(
  machine: Machine,
  current: AnyMachineSnapshot,
  { state, event }: { readonly state: string; readonly event: string },
): Problem {
  const candidates = getNextTransitions(current).filter(({ eventType }) => isOutside(eventType));
  const guards = candidates
    .filter(({ eventType, guard }) => guard !== undefined && describes(eventType, event))
    .map(({ guard }) => guardText(guard as Json));
  const accepted = [...new Set(candidates.map(({ eventType }) => eventType))].join(', ') || '–';
  const at = { pointer: '/event' };
  if (guards.length > 0) return machineProblem('event-guarded', at, { state, event, guards: guards.join(', ') });
  const isKnown = machine.made.events.some((descriptor) => isOutside(descriptor) && describes(descriptor, event));
  return isKnown
    ? machineProblem('event-not-accepted', at, { state, event, accepted })
    : machineProblem('event-unknown', at, { event, accepted });
}

const isOutside = (descriptor: string): boolean => descriptor !== '' && !descriptor.startsWith('xstate.');

/** Whether a descriptor (`claim`, `customer.*`, `*`) means an event. */
function describes(descriptor: string, event: string): boolean {
  if (descriptor === '*' || descriptor === event) return true;
  return descriptor.endsWith('.*') && `${event}.`.startsWith(descriptor.slice(0, -1));
}

function guardText(guard: Json): string {
  const { type, params } = typeof guard === 'string' ? { type: guard } : (guard as JsonObject);
  const of = (params as JsonObject | undefined)?.['of'];
  return typeof of === 'string' ? of : String(type);
}

/** A queue that requests of this workflow do not know. */
export const queueUnknown = (queue: string): Problem =>
  machineProblem('request-queue-unknown', { pointer: '/queue' }, { queue });
