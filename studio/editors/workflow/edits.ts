import {
  below,
  isObject,
  type Json,
  type JsonObject,
  type WorkflowDocument,
  writtenStates,
  writtenTransitions,
} from '../../../definitions/index.ts';
import { partAt, removeAt, setAt } from '../edit.ts';
import { ROOT } from './graph.ts';
import {
  behind,
  leadTo,
  pointerOf,
  retargeted,
  spelledOut,
  stateAt,
  statesOf,
  withoutTransition,
} from './machine-edits.ts';

/** A case more, at the end. */
export const withCase = <D extends Pick<WorkflowDocument, 'cases'>>(document: D, one: JsonObject): D => ({
  ...document,
  cases: [...(document.cases ?? []), one],
});

/** The first name of a kind that none of these has: `state`, `state2`. */
export function freeName(stem: string, taken: readonly string[]): string {
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? stem : `${stem}${n}`;
    if (!taken.includes(name)) return name;
  }
}

const keysAt = (document: WorkflowDocument, pointer: string): readonly string[] =>
  Object.keys((partAt(document as unknown as JsonObject, pointer) as JsonObject | undefined) ?? {});

/** The key of a state that is added within another. */
export const newStateKey = (document: WorkflowDocument, parent: string): string =>
  freeName('state', keysAt(document, `${parent}/states`));

/** A state more within another, or within the machine; one that held none until now begins with it. */
export function addState(document: WorkflowDocument, parent: string, key: string): WorkflowDocument {
  const holder = stateAt(document, parent)?.state;
  if (holder === undefined || holder['type'] === 'final' || holder['type'] === 'history') return document;
  if (isObject(holder['states'])) return setAt(document, below(parent, 'states', key), {});
  return setAt(setAt(document, `${parent}/states`, { [key]: {} }), `${parent}/initial`, key);
}

/** A transition more: on an event from one state to another. */
export function addTransition(before: WorkflowDocument, from: string, event: string, to: string): WorkflowDocument {
  const { document, target } = leadTo(before, from, to);
  return target === '' ? before : behind(document, below(from, 'on', event), target);
}

/** A delay of a state: where it leads when it ends, or null where the state stays; a delay that is not known yet has the length given. */
export function addTimer(
  before: WorkflowDocument,
  from: string,
  delay: { readonly name: string; readonly length: JsonObject },
  to: string | null,
): WorkflowDocument {
  const { delays = {} } = before;
  const known = Object.hasOwn(delays, delay.name)
    ? before
    : ({ ...before, delays: { ...delays, [delay.name]: delay.length } } as unknown as WorkflowDocument);
  if (to === null) return behind(known, below(from, 'after', delay.name), { actions: [] });
  const { document, target } = leadTo(known, from, to);
  return behind(document, below(from, 'after', delay.name), target);
}

/**
 * Another key for a state: what leads to it, what begins with it, cases and migrations follow. Nothing changes where the key is taken.
 * Queues that name the state are definitions of their own.
 */
export function renameState(before: WorkflowDocument, pointer: string, key: string): WorkflowDocument {
  const state = stateAt(before, pointer);
  const old = state?.path.at(-1);
  const parent = pointer.replace(/\/states\/[^/]*$/, '');
  const states = partAt(before as unknown as JsonObject, `${parent}/states`);
  if (state === undefined || old === undefined || !isObject(states) || Object.hasOwn(states, key)) return before;
  const entries = Object.entries(states).map(([one, written]) => [one === old ? key : one, written] as const);
  let document = setAt(before, `${parent}/states`, Object.fromEntries(entries));
  if (partAt(before as unknown as JsonObject, `${parent}/initial`) === old)
    document = setAt(document, `${parent}/initial`, key);
  const path = [...state.path.slice(0, -1), key];
  const placeOf = (one: readonly string[]) =>
    state.path.every((step, i) => one[i] === step) ? [...path, ...one.slice(path.length)] : one;
  return namesFollow(before, retargeted(before, document, placeOf), placeOf);
}

/** Cases and migrations call states by their names. */
function namesFollow(
  before: WorkflowDocument,
  after: WorkflowDocument,
  placeOf: (path: readonly string[]) => readonly string[],
): WorkflowDocument {
  const now = new Map(statesOf(after).all.map(({ pointer, name }) => [pointer, name]));
  const names = new Map(
    writtenStates(before.machine).map(({ path, name }) => [name, now.get(pointerOf(placeOf(path))) ?? name]),
  );
  const renamed = (part: JsonObject): JsonObject =>
    Array.isArray(part['state'])
      ? { ...part, state: (part['state'] as readonly Json[]).map((one) => names.get(String(one)) ?? one) }
      : part;
  const expecting = (line: Json): Json =>
    isObject(line) && isObject(line['expect']) ? { ...line, expect: renamed(line['expect']) } : line;
  const cases = after.cases?.map((one) => ({
    ...one,
    expect: renamed(one.expect as JsonObject),
    ...(one.events === undefined ? {} : { events: one.events.map(expecting) }),
  }));
  const migrateFrom = after.migrateFrom?.map((one) => ({
    ...one,
    states: Object.fromEntries(Object.entries(one.states).map(([from, to]) => [from, names.get(to) ?? to])),
  }));
  return {
    ...after,
    ...(cases === undefined ? {} : { cases }),
    ...(migrateFrom === undefined ? {} : { migrateFrom }),
  } as WorkflowDocument;
}

/** Takes a state out with all that it holds, and every transition that leads there; what began with it begins with the first that is left. */
export function removeState(before: WorkflowDocument, pointer: string): WorkflowDocument {
  const gone = (at: string | undefined) => at === pointer || at?.startsWith(`${pointer}/`) === true;
  const states = statesOf(before);
  const leading = states.all.flatMap((state) =>
    writtenTransitions(state).flatMap((one) => {
      const { target } = one.transition;
      const targets = (Array.isArray(target) ? target : [target]) as readonly (Json | undefined)[];
      const isGone = targets.some((text) => typeof text === 'string' && gone(placeIn(states.find(state, text))));
      return isGone && !gone(ROOT + state.pointer) ? [ROOT + one.pointer] : [];
    }),
  );
  // From the last on, so that those before keep their places.
  const bare = leading.toReversed().reduce((document, at) => withoutTransition(document, at), before);
  const document = removeAt(bare, pointer);
  const parent = pointer.replace(/\/states\/[^/]*$/, '');
  const [first] = keysAt(document, `${parent}/states`);
  if (first === undefined) return removeAt(removeAt(document, `${parent}/states`), `${parent}/initial`);
  const initial = partAt(document as unknown as JsonObject, `${parent}/initial`);
  return typeof initial === 'string' && below(parent, 'states', initial) === pointer
    ? setAt(document, `${parent}/initial`, first)
    : document;
}

const placeIn = (state: { readonly pointer: string } | undefined): string | undefined =>
  state === undefined ? undefined : ROOT + state.pointer;

/** What holds a state begins with it. */
export function makeInitial(document: WorkflowDocument, pointer: string): WorkflowDocument {
  const key = stateAt(document, pointer)?.path.at(-1);
  return key === undefined ? document : setAt(document, `${pointer.replace(/\/states\/[^/]*$/, '')}/initial`, key);
}

/** The end of a life, or a state that goes on again. */
export const makeFinal = (document: WorkflowDocument, pointer: string, isFinal: boolean): WorkflowDocument =>
  isFinal ? setAt(document, `${pointer}/type`, 'final') : removeAt(document, `${pointer}/type`);

/** Another state for a transition to lead to; null: the state stays. */
export function retarget(before: WorkflowDocument, pointer: string, from: string, to: string | null): WorkflowDocument {
  const document = spelledOut(before, pointer);
  if (to === null) return removeAt(document, `${pointer}/target`);
  const led = leadTo(document, from, to);
  return setAt(led.document, `${pointer}/target`, led.target);
}

/** The criteria that a transition waits for; null: none. */
export function guardBy(before: WorkflowDocument, pointer: string, criteria: string | null): WorkflowDocument {
  const document = spelledOut(before, pointer);
  if (criteria === null) return removeAt(document, `${pointer}/guard`);
  return setAt(document, `${pointer}/guard`, { type: 'criteria', params: { of: criteria } });
}

/** What is done on a transition, or on the way into a state (`…/entry`): one action more, at the end. */
export function addAction(before: WorkflowDocument, list: string, action: JsonObject): WorkflowDocument {
  const document = list.endsWith('/actions') ? spelledOut(before, list.slice(0, -'/actions'.length)) : before;
  const found = partAt(document as unknown as JsonObject, list);
  const actions = found === undefined ? [] : Array.isArray(found) ? (found as readonly Json[]) : [found];
  return setAt(document, list, [...actions, action]);
}

/** One action less. */
export function removeAction(document: WorkflowDocument, list: string, at: number): WorkflowDocument {
  const found = partAt(document as unknown as JsonObject, list);
  const rest = Array.isArray(found) ? (found as readonly Json[]).filter((_, i) => i !== at) : [];
  return rest.length === 0 ? removeAt(document, list) : setAt(document, list, rest);
}

/** What an event is called, or who may cause it. */
export function describeEvent(
  before: WorkflowDocument,
  event: string,
  key: 'title' | 'roles',
  value: Json | undefined,
): WorkflowDocument {
  const { events = {} } = before;
  const document = {
    ...before,
    events: { ...events, [event]: Object.hasOwn(events, event) ? events[event] : {} },
  } as WorkflowDocument;
  const at = below('/events', event, key);
  return value === undefined ? removeAt(document, at) : setAt(document, at, value);
}
