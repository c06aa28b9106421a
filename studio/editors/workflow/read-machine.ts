import {
  isActionType,
  isObject,
  type Json,
  type JsonObject,
  timeText,
  type WorkflowDocument,
  writtenStates,
  writtenTransitions,
} from '../../../definitions/index.ts';
import { readScxml } from './read-scxml.ts';

/** What of a machine has no place in a workflow, or has another name in it: said where it stands, and kept there as a description. */
export interface LeftOut {
  readonly state: string;
  readonly what: string;
}

export type MachineRead =
  | {
      readonly kind: 'read';
      readonly machine: JsonObject;
      /** The delays that it counts itself. */
      readonly delays: JsonObject;
      readonly left: readonly LeftOut[];
    }
  | { readonly kind: 'refused'; readonly why: 'json' | 'scxml' | 'states' };

/** The machine of a workflow as XState reads it. */
export const writeMachine = ({ machine }: Pick<WorkflowDocument, 'machine'>): string =>
  JSON.stringify(machine, null, 2);

/** A machine as XState (v5, or v4 where that is the same) writes it as JSON, or as SCXML. */
export function readMachine(text: string): MachineRead {
  if (/^\s*</.test(text)) {
    const read = readScxml(text);
    return read === undefined ? { kind: 'refused', why: 'scxml' } : asWorkflow(read);
  }
  try {
    const read = JSON.parse(text) as Json;
    return isObject(read) && isObject(read['states']) ? asWorkflow(read) : { kind: 'refused', why: 'states' };
  } catch {
    return { kind: 'refused', why: 'json' };
  }
}

/** The machine of a workflow in place of its own; delays that it still has stay, events that it no longer hears go. */
export function withMachine(
  before: WorkflowDocument,
  { machine, delays }: Extract<MachineRead, { kind: 'read' }>,
): WorkflowDocument {
  const { events, delays: known, ...rest } = before;
  const transitions = writtenStates(machine).flatMap(writtenTransitions);
  const heard = new Set(transitions.flatMap(({ trigger }) => (trigger.kind === 'event' ? [trigger.name] : [])));
  const text = JSON.stringify(machine);
  const used = Object.entries({ ...known, ...delays }).filter(([name]) => text.includes(JSON.stringify(name)));
  const spoken = Object.entries(events ?? {}).filter(([name]) => heard.has(name));
  return {
    ...rest,
    machine,
    ...(used.length === 0 ? {} : { delays: Object.fromEntries(used) }),
    ...(spoken.length === 0 ? {} : { events: Object.fromEntries(spoken) }),
  } as unknown as WorkflowDocument;
}

const NAME = /^\p{L}[\p{L}\p{M}\p{Nd}]*(-[\p{L}\p{M}\p{Nd}]+)*$/u;
const STATE_KEYS = ['id', 'type', 'initial', 'history', 'target', 'description'];
const MOST_DEEP = 100;

/** A name as workflows have them: letters and digits, joined by hyphens. */
function named(name: string): string {
  if (NAME.test(name)) return name;
  const plain = name.replaceAll(/[^\p{L}\p{M}\p{Nd}]+/gu, '-').replaceAll(/^-+|-+$/g, '');
  return NAME.test(plain) ? plain : `s-${plain === '' ? '0' : plain}`;
}

interface Reading {
  readonly delays: Record<string, Json>;
  readonly left: LeftOut[];
  readonly ids: ReadonlySet<string>;
}

function asWorkflow(raw: JsonObject): MachineRead {
  if (!isObject(raw['states']) || depthOf(raw) > MOST_DEEP) return { kind: 'refused', why: 'states' };
  const ids = new Set(writtenStates(raw).flatMap(({ state: { id } }) => (typeof id === 'string' ? [id] : [])));
  const reading: Reading = { delays: {}, left: [], ids };
  const machine = state(raw, String(raw['id'] ?? ''), reading);
  return { kind: 'read', machine, delays: reading.delays, left: reading.left };
}

const depthOf = (raw: JsonObject, depth = 0): number => {
  const states = isObject(raw['states']) && depth <= MOST_DEEP ? Object.values(raw['states']) : [];
  return Math.max(depth, ...states.map((one) => (isObject(one) ? depthOf(one, depth + 1) : depth)));
};

/** Says of a state what has no place, and answers it as the lines of a description. */
function keeper(name: string, { left }: Reading) {
  const lines: string[] = [];
  const keep = (what: string) => {
    lines.push(what);
    left.push({ state: name, what });
  };
  return {
    name,
    lines,
    keep,
    without(what: string): undefined {
      keep(what);
      return undefined;
    },
    say: (what: string) => void left.push({ state: name, what }),
  };
}

type Keeper = ReturnType<typeof keeper>;

const textOf = (part: Json): string => (typeof part === 'string' ? part : JSON.stringify(part));
const listOf = (part: Json | undefined): readonly Json[] =>
  part === undefined ? [] : Array.isArray(part) ? (part as readonly Json[]) : [part];

function state(raw: JsonObject, name: string, reading: Reading): JsonObject {
  const kept = keeper(name, reading);
  const made: Record<string, Json> = {};
  for (const [key, part] of Object.entries(raw)) {
    const read = statePart(key, part, kept, reading);
    if (read !== undefined) made[key] = read;
  }
  return { ...made, ...described(made['description'], kept) };
}

const described = (before: Json | undefined, { lines }: Keeper): JsonObject => {
  const all = [...(typeof before === 'string' ? [before] : []), ...lines];
  return all.length === 0 ? {} : { description: all.join('\n').slice(0, 2000) };
};

function statePart(key: string, part: Json, kept: Keeper, reading: Reading): Json | undefined {
  const lost = () => kept.without(`${key}: ${textOf(part)}`);
  switch (key) {
    case 'states':
      return isObject(part) ? inner(part, kept, reading) : lost();
    case 'on':
      return isObject(part) ? underEvents(part, kept, reading) : lost();
    case 'after':
      return isObject(part) ? underDelays(part, kept, reading) : lost();
    case 'always':
    case 'onDone':
      return transitions(part, kept, reading);
    case 'entry':
    case 'exit':
      return actions(part, kept, reading);
    case 'meta': {
      const { title, ...rest } = isObject(part) ? part : { rest: part };
      if (Object.keys(rest).length > 0) kept.keep(`meta: ${textOf(rest as JsonObject)}`);
      return title === undefined ? undefined : { title };
    }
    case 'unread':
      for (const one of listOf(part)) kept.keep(textOf(one));
      return undefined;
    default:
      return STATE_KEYS.includes(key) ? plainPart(key, part, kept, reading) : lost();
  }
}

function plainPart(key: string, part: Json, kept: Keeper, reading: Reading): Json | undefined {
  if (key === 'history' && part === true) return 'shallow';
  if (typeof part !== 'string') return kept.without(`${key}: ${textOf(part)}`);
  if (key === 'initial') return named(part.replace(/^#/, ''));
  if (key === 'id') return renamed(part, kept);
  return key === 'target' ? target(part, reading) : part;
}

/** Another name where a workflow cannot have this one; it is told. */
function renamed(name: string, kept: Keeper): string {
  const plain = named(name);
  if (plain !== name) kept.say(`${name} → ${plain}`);
  return plain;
}

function inner(states: JsonObject, kept: Keeper, reading: Reading): JsonObject {
  const made: Record<string, Json> = {};
  for (const [key, one] of Object.entries(states)) {
    const plain = renamed(key, kept);
    if (!isObject(one) || Object.hasOwn(made, plain)) kept.keep(`${key}: ${textOf(one)}`);
    else made[plain] = state(one, key, reading);
  }
  return made;
}

function target(written: string, { ids }: Reading): string {
  const [, lead = '', rest = ''] = /^([#.]?)(.*)$/s.exec(written) ?? [];
  return lead + (lead === '#' && ids.has(rest) ? named(rest) : rest.split('.').map(named).join('.'));
}

function underEvents(on: JsonObject, kept: Keeper, reading: Reading): JsonObject {
  const made: Record<string, Json> = {};
  for (const [event, part] of Object.entries(on)) {
    const isRefused = event.includes('*') || event === '' || /^(xstate|done|error)\./.test(event);
    if (isRefused) kept.keep(`on ${event}: ${textOf(part)}`);
    else hear(made, renamed(event, kept), transitions(part, kept, reading));
  }
  return made;
}

/** Transitions under a name; those that have come to one name are all heard, in their order. */
function hear(made: Record<string, Json>, name: string, heard: Json): void {
  made[name] = Object.hasOwn(made, name) ? [...listOf(made[name]), ...listOf(heard)] : heard;
}

function underDelays(after: JsonObject, kept: Keeper, reading: Reading): JsonObject {
  const made: Record<string, Json> = {};
  for (const [delay, part] of Object.entries(after))
    hear(made, delayName(delay, kept, reading), transitions(part, kept, reading));
  return made;
}

/** The name of a delay; one that is written as a length becomes one, to the second, for lengths are whole seconds here. */
function delayName(delay: string, kept: Keeper, { delays }: Reading): string {
  const [, amount, unit] = /^(\d{1,12}(?:\.\d{1,3})?)(ms|s)?$/.exec(delay) ?? [];
  if (amount === undefined) return renamed(delay, kept);
  const milliseconds = Math.round(Number(amount) * (unit === 's' ? 1000 : 1));
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  if (seconds * 1000 !== milliseconds) kept.say(`${delay} → ${seconds}s`);
  const name = `after${milliseconds}ms`;
  delays[name] = { budget: { elapsed: timeText(seconds * 1000) } };
  return name;
}

function transitions(part: Json, kept: Keeper, reading: Reading): Json {
  if (!Array.isArray(part)) return transition(part, kept, reading);
  return (part as readonly Json[]).map((one) => transition(one, kept, reading));
}

function transition(part: Json, kept: Keeper, reading: Reading): Json {
  if (typeof part === 'string') return target(part, reading);
  if (!isObject(part)) {
    // XState writes none as null.
    if (part !== null) kept.keep(textOf(part));
    return {};
  }
  const own = keeper(kept.name, reading);
  const made: Record<string, Json> = {};
  for (const [key, value] of Object.entries(part)) {
    const targets = listOf(value);
    if (key === 'target' && targets.length === 1 && typeof targets[0] === 'string')
      made['target'] = target(targets[0], reading);
    else if (key === 'guard' && isCriteria(value)) made['guard'] = value;
    else if (key === 'actions') made['actions'] = actions(value, own, reading);
    else if (key === 'reenter' && typeof value === 'boolean') made['reenter'] = value;
    else if (key === 'description' && typeof value === 'string') made['description'] = value;
    else if (key === 'unread') for (const one of listOf(value)) own.keep(textOf(one));
    else own.keep(typeof value === 'string' && value.startsWith('cond=') ? value : `${key}: ${textOf(value)}`);
  }
  return { ...made, ...described(made['description'], own) };
}

const isCriteria = (guard: Json): boolean =>
  isObject(guard) &&
  guard['type'] === 'criteria' &&
  isObject(guard['params']) &&
  typeof guard['params']['of'] === 'string';

function actions(part: Json, kept: Keeper, reading: Reading): Json {
  const read = listOf(part).flatMap((one): readonly Json[] => {
    const type = isObject(one) ? one['type'] : one;
    if (typeof type !== 'string' || !isActionType(type)) {
      kept.keep(textOf(one));
      return [];
    }
    if (type !== 'raise' || !isObject(one) || !isObject(one['params'])) return [isObject(one) ? one : { type }];
    const { event, delay, ...rest } = one['params'];
    const delayed = typeof delay === 'string' ? { delay: delayName(delay, kept, reading) } : {};
    return [{ type, params: { ...rest, event: named(String(event)), ...delayed } }];
  });
  return Array.isArray(part) || read.length !== 1 ? read : (read[0] ?? []);
}
