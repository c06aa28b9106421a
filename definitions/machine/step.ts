import { type AnyMachineSnapshot, type AnyStateMachine, createActor, initialTransition } from 'xstate';
import { instantText } from '../expression/date-text.ts';
import { INSTANT } from '../model/type.ts';
import { isObject, type Json, type JsonObject } from '../model/json.ts';
import type { Problem } from '../model/problem.ts';
import type { Machine } from './machine.ts';
import { machineProblem } from './problems.ts';
import { faultOf, isEventName, notAccepted } from './refusals.ts';
import { leavesOf, restore, type Snapshot, snapshotOf } from './snapshot.ts';
import { applyTimers, type StartedTimer } from './timers.ts';

/** What a step is told of the world at its instant. */
export interface Circumstances {
  /** The instant of the step, in milliseconds since 1970-01-01T00:00Z. */
  readonly at: number;
  /** Whether a guard holds; an outcome with problems refuses the step. Null: there is no such guard. */
  readonly holds: (guard: JsonObject) => { readonly holds: boolean; readonly problems: readonly Problem[] } | null;
  /** When a delay that begins at `from` ends (milliseconds); a problem where it cannot be said. */
  readonly due: (delay: string, from: number) => number | Problem;
}

/** What happens to a machine: an event from outside, or a timer of its own. */
export type Occurrence =
  | { readonly kind: 'event'; readonly name: string }
  | { readonly kind: 'timer'; readonly key: string; readonly generation: number };

/** Something that the host is asked to do: an action's type and its parameters as written. */
export interface Effect {
  readonly type: string;
  readonly params?: Json;
}

/** The facts after an effect: a field that is set, to a value or to what the event's data brought. */
export function withField(facts: JsonObject, { type, params }: Effect, data: JsonObject): JsonObject {
  if (type !== 'set-field' || !isObject(params)) return facts;
  const { field, value, fromData } = params;
  if (typeof field !== 'string') return facts;
  return { ...facts, [field]: (typeof fromData === 'string' ? data[fromData] : value) ?? null };
}

/** What a step answers. Where an event is refused the snapshot is the one that was given, and there are no effects. */
export interface Step {
  readonly snapshot: Snapshot;
  readonly effects: readonly Effect[];
  readonly problems: readonly Problem[];
  /** Whether the event was taken: a state or one that holds it has a transition for it whose guard holds. */
  readonly isAccepted: boolean;
}

/** The beginning of a machine's life: its initial states entered. Null where it cannot begin. */
export function begin(
  machine: Machine,
  circumstances: Circumstances,
): { readonly step: Step | null; readonly problems: readonly Problem[] } {
  const asking = ask(circumstances);
  const [next, actions] = initialTransition(machine.made, asking.asked);
  if (next.status === 'error') return { step: null, problems: [faultOf((next as AnyMachineSnapshot).error)] };
  const step = settle(machine, START, next as AnyMachineSnapshot, actions as readonly Action[], circumstances);
  const problems = [...asking.problems(), ...step.problems];
  return { step: problems.length > 0 ? null : step, problems };
}

const START: Snapshot = { value: {}, status: 'active', armed: 0, timers: [] };

/**
 * The pure step: what becomes of a machine by one event at one instant. Nothing is waited for and nothing is done: effects and timers are
 * answered. A timer that is not among the snapshot's own (an older generation, a state that was left) changes nothing.
 */
export function step(machine: Machine, snapshot: Snapshot, occurrence: Occurrence, circumstances: Circumstances): Step {
  if (occurrence.kind === 'timer') return fire(machine, snapshot, occurrence, circumstances);
  const { name } = occurrence;
  const refused = (problem: Problem): Step => ({ snapshot, effects: [], problems: [problem], isAccepted: false });
  if (!isEventName(name)) return refused(machineProblem('event-name-refused', { pointer: '/event' }, { event: name }));
  const asking = ask(circumstances);
  const current = restore(machine, snapshot, asking.asked);
  const state = (): string => leavesOf(machine, current).join(', ');
  if (snapshot.status === 'done') {
    return refused(machineProblem('machine-finished', { pointer: '/event' }, { state: state(), event: name }));
  }
  const enabled = machine.made.getTransitionData(current, { type: name });
  const unasked = asking.problems();
  if (unasked.length > 0) return { snapshot, effects: [], problems: unasked, isAccepted: false };
  if (enabled.length === 0) return refused(notAccepted(machine, current, { state: state(), event: name }));
  return run(machine, { snapshot, current, type: name }, circumstances, asking);
}

/** A timer ends: its row goes, and what waited for it happens where its guard holds. */
function fire(
  machine: Machine,
  snapshot: Snapshot,
  { key, generation }: { readonly key: string; readonly generation: number },
  circumstances: Circumstances,
): Step {
  const found = snapshot.timers.find((timer) => timer.key === key && timer.generation === generation);
  if (found === undefined) return { snapshot, effects: [], problems: [], isAccepted: false };
  const without = { ...snapshot, timers: snapshot.timers.filter((timer) => timer !== found) };
  const asking = ask(circumstances);
  const current = restore(machine, without, asking.asked);
  return run(machine, { snapshot: without, current, type: found.event }, circumstances, asking);
}

type Action = { readonly type: string; readonly params?: unknown };
interface Running {
  readonly snapshot: Snapshot;
  readonly current: AnyMachineSnapshot;
  readonly type: string;
}

function run(
  machine: Machine,
  { snapshot, current, type }: Running,
  circumstances: Circumstances,
  asking: ReturnType<typeof ask>,
): Step {
  const refused = (problems: readonly Problem[]): Step => ({ snapshot, effects: [], problems, isAccepted: false });
  let next: AnyMachineSnapshot;
  let actions: readonly Action[];
  try {
    [next, actions] = transitioned(machine.made, current, { type });
  } catch (error) {
    return refused(asking.problems().length > 0 ? asking.problems() : [faultOf(error)]);
  }
  if (asking.problems().length > 0) return refused(asking.problems());
  const settled = settle(machine, snapshot, next, actions, circumstances);
  return settled.problems.length > 0 ? refused(settled.problems) : settled;
}

/**
 * XState's `transition`, which makes an actor for each event, at several times the cost of the event itself. Nothing is asked of that actor
 * but that it be there: it has no children, since no machine may invoke any. One is made for each machine, and kept.
 */
function transitioned(
  made: AnyStateMachine,
  current: AnyMachineSnapshot,
  event: { readonly type: string },
): [AnyMachineSnapshot, readonly Action[]] {
  const self = actors.get(made) ?? createActor(made);
  actors.set(made, self);
  const actions: Action[] = [];
  const scope = {
    ...{ self, system: self.system, id: '', sessionId: '' },
    ...{ defer: nothing, logger: nothing, stopChild: nothing, emit: nothing },
    actionExecutor: (action: Action) => void actions.push(action),
  };
  return [made.transition(current, event, scope as never) as AnyMachineSnapshot, actions];
}

const nothing = (): void => {};
const actors = new WeakMap<AnyStateMachine, ReturnType<typeof createActor<AnyStateMachine>>>();

/** Parts what XState wants done into our timers and the host's effects. */
function settle(
  machine: Machine,
  before: Snapshot,
  next: AnyMachineSnapshot,
  actions: readonly Action[],
  { at, due }: Circumstances,
): Step {
  const problems: Problem[] = [];
  const dueAt = (delay: string): string => {
    const found = due(delay, at);
    if (typeof found !== 'number') problems.push(found);
    else if (!isInstant(found)) problems.push(machineProblem('instant-out-of-range', { pointer: '' }));
    else return instantText(found);
    return '';
  };
  const timers = applyTimers(before, actions, (started) => named(machine, started), dueAt);
  const effects = actions
    .filter(({ type }) => !type.startsWith('xstate.'))
    .map(({ type, params }): Effect => (params === undefined ? { type } : { type, params: params as Json }));
  return { snapshot: snapshotOf(next, timers), effects, problems, isAccepted: true };
}

/** What a started timer is called: a delay of `after` by its name, a raised event by its own. */
function named(machine: Machine, { type, number }: StartedTimer): { readonly name: string; readonly delay: string } {
  const delay = machine.afterDelays.get(type);
  return delay === undefined ? { name: type, delay: machine.raiseDelays[number] ?? '' } : { name: delay, delay };
}

/** Whether milliseconds are an instant that can be written. */
export const isInstant = (at: number): boolean => at >= Number(INSTANT.minimum) && at <= Number(INSTANT.maximum);

/** Asks each guard once a step, and keeps what was wrong with the asking. */
function ask({ holds }: Circumstances) {
  const known = new Map<string, boolean>();
  const problems: Problem[] = [];
  const answer = (guard: JsonObject): boolean => {
    const key = JSON.stringify(guard);
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = holds(guard);
    if (found === null) {
      problems.push(machineProblem('guard-unknown', { pointer: '' }, { guard: String(guard['type']) }));
    } else problems.push(...found.problems);
    known.set(key, found?.holds === true);
    return found?.holds === true;
  };
  return { asked: { holds: answer }, problems: () => problems };
}
