import { type AnyStateMachine, createMachine, raise } from 'xstate';
import { isObject, type Json, type JsonObject } from '../model/json.ts';
import { type Problem, refuses } from '../model/problem.ts';
import { machineProblem } from './problems.ts';
import {
  type StateTable,
  stateTable,
  typed,
  writtenActions,
  type WrittenState,
  writtenStates,
  writtenTransitions,
} from './states.ts';

/**
 * An XState v5 machine made ready to be stepped. Guards and times are asked of whoever steps it; what its actions ask for is answered as
 * effects; delays are never waited for. It holds no state, so that one serves every request of its definition.
 */
export interface Machine {
  readonly made: AnyStateMachine;
  readonly states: StateTable;
  /** The delays of `raise` by the number that stands for them within XState. */
  readonly raiseDelays: readonly string[];
  /** The delays of `after` by the type of the event that ends them: their name as written. */
  readonly afterDelays: ReadonlyMap<string, string>;
}

/** What the guards of a step are asked: XState hands it to them as context. */
export interface Asked {
  readonly holds: (guard: JsonObject) => boolean;
}

/** How many microsteps one event may take. */
export const MOST_MICROSTEPS = 1_000;

/** Makes a machine of its document; never throws for what the document says. Problems stand at pointers within it. */
export function compileMachine(document: Json): {
  readonly machine: Machine | null;
  readonly problems: readonly Problem[];
} {
  if (!isObject(document)) return unreadable('{ "id", "initial", "states" }');
  const states = writtenStates(document);
  const problems = states.flatMap(refusedParts);
  if (refuses(problems)) return { machine: null, problems };
  const raiseDelays: string[] = [];
  try {
    const { context: _, ...config } = document;
    const options = { maxIterations: MOST_MICROSTEPS };
    const made = createMachine(
      { ...(config as object), options, context: ({ input }: { readonly input: unknown }) => input } as never,
      implementations(states, raiseDelays) as never,
    ) as unknown as AnyStateMachine;
    const table = stateTable(made);
    return { machine: { made, states: table, raiseDelays, afterDelays: afterDelaysOf(table) }, problems };
  } catch (error) {
    return unreadable(error instanceof Error ? error.message : String(error));
  }
}

function unreadable(reason: string) {
  return { machine: null, problems: [machineProblem('machine-unreadable', { pointer: '' }, { reason })] };
}

/** What only an actor could do, and names that XState keeps for itself. */
function refusedParts(written: WrittenState): readonly Problem[] {
  const { state, name, pointer } = written;
  const parts = ['invoke', 'cond', 'route'].flatMap((key) =>
    state[key] === undefined ? [] : [machineProblem('machine-part-refused', { pointer }, { key, state: name })],
  );
  const reserved = (found: Json | undefined, at: string): readonly Problem[] =>
    typeof found === 'string' && found.startsWith('xstate.')
      ? [machineProblem('machine-name-reserved', { pointer: at }, { name: found })]
      : [];
  return [
    ...parts,
    ...writtenActions(written).flatMap(({ action, pointer: at }) => [
      ...reserved(action['type'], at),
      ...(action['type'] === 'raise' ? reserved(raisedEvent(action), at) : []),
    ]),
    ...writtenTransitions(written).flatMap(({ trigger, pointer: at }) =>
      trigger.kind === 'event' ? reserved(trigger.name, at) : [],
    ),
  ];
}

/** The event that a `raise` raises: `params.event`. */
export function raisedEvent(action: JsonObject): Json | undefined {
  return isObject(action['params']) ? action['params']['event'] : undefined;
}

/** The delay of a `raise`: `params.delay`, as a name. */
export function raisedDelay(action: JsonObject): string | undefined {
  const delay = isObject(action['params']) ? action['params']['delay'] : undefined;
  return typeof delay === 'string' || typeof delay === 'number' ? String(delay) : undefined;
}

/**
 * Every name that the document mentions is registered: XState lets an unregistered delay end at once and finds an unregistered guard
 * only when it is asked. Tables without a prototype, because a document may call a guard `constructor`.
 */
function implementations(states: readonly WrittenState[], raiseDelays: string[]): object {
  const guards = table(
    states
      .flatMap((state) => writtenTransitions(state).flatMap(({ transition }) => transition['guard'] ?? []))
      .map((guard) => [typeName(guard), guardOf(typeName(guard))]),
  );
  const delays = table(
    states
      .flatMap((state) => writtenTransitions(state))
      .flatMap(({ trigger }) => (trigger.kind === 'after' ? [[trigger.name, 0]] : [])),
  );
  const actions = table([['raise', raising(raiseDelays)]]);
  return { guards, delays, actions };
}

const table = (entries: readonly (readonly unknown[])[]): object =>
  Object.assign(Object.create(null) as object, Object.fromEntries(entries as [string, unknown][]));

const typeName = (written: Json): string => String(typed(written)['type']);

function guardOf(type: string) {
  return ({ context }: { readonly context: Asked }, params: JsonObject | undefined): boolean =>
    context.holds(params === undefined ? { type } : { type, params });
}

/** `raise`: at once, or after a delay, for which its number stands. */
function raising(raiseDelays: string[]): unknown {
  const numbers = new Map<string, number>();
  return raise((_: unknown, params: unknown) => ({ type: String(raisedEvent({ params: params as Json })) }), {
    delay: ((_: unknown, params: unknown) => {
      const delay = raisedDelay({ params: params as Json });
      if (delay === undefined) return undefined;
      const number = numbers.get(delay) ?? raiseDelays.push(delay) - 1;
      numbers.set(delay, number);
      return number;
    }) as never,
  } as never);
}

function afterDelaysOf({ nodeOf }: StateTable): ReadonlyMap<string, string> {
  const names = [...nodeOf.values()].flatMap((node) => {
    const { after } = node.config as { readonly after?: object };
    return Object.keys(after ?? {}).map((name): [string, string] => {
      const reference = Number.isNaN(+name) ? name : +name;
      return [`xstate.after.${reference}.${node.id}`, name];
    });
  });
  return new Map(names);
}
