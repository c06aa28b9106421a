import { instantText, parsePeriod } from '../expression/date-text.ts';
import { isObject, type Json, type JsonObject } from '../model/json.ts';
import type { Problem } from '../model/problem.ts';
import { type Effect, withField } from './step.ts';
import { advance, beginLife, happen, type Life, type Lived, type World } from './life.ts';
import type { Machine } from './machine.ts';
import { machineProblem } from './problems.ts';
import { leaves } from './snapshot.ts';

/** What one line of a life comes to, as `guiju step` writes it. */
export interface LifeLine {
  /** The leaves, in document order. */
  readonly state: readonly string[];
  readonly at: string;
  readonly effects: readonly Effect[];
  readonly timers: readonly { readonly name: string; readonly dueAt: string }[];
  /** Of a request in a queue: the queue, how its clocks stand, and the rungs of its ladder that lie ahead. */
  readonly queue?: string;
  readonly clocks: readonly object[];
  readonly rungs?: readonly { readonly clock?: string; readonly at: string; readonly dueAt: string }[];
  readonly problems: readonly Problem[];
}

/** A life that is lived line by line, as JSON: where it stands, the facts of its request, and its last line. */
export interface Stepped<Lives = unknown> {
  readonly life: Lives;
  readonly facts: JsonObject;
  readonly line: LifeLine;
}

/** Lives line by line, in virtual time. It keeps nothing: what a line makes of a life is answered. */
export interface Stepper<Lives = unknown> {
  /** The first line: the initial state at an instant (milliseconds since 1970-01-01T00:00Z). Problems where it cannot begin. */
  begin(
    at: number,
    facts: JsonObject,
  ): { readonly begun: Stepped<Lives> | null; readonly problems: readonly Problem[] };
  /** What one line of input makes of it: an event, or time that passes. A line that says neither changes nothing. */
  next(before: Stepped<Lives>, input: Json): Stepped<Lives>;
  /** A line of input that could not even be read. */
  refuse(before: Stepped<Lives>, problems: readonly Problem[]): Stepped<Lives>;
}

/**
 * Steps a machine whose guards and delays are those of `worldOf`. `facts` tells whether a line may bring the facts of the request as they
 * are from then on (`{ "event": "resolve", "facts": { … } }`); what a `set-field` sets is a fact from the next line on.
 */
export function stepperOf(
  machine: Machine,
  worldOf: (facts: JsonObject, at: number) => World,
  facts: 'with facts' | 'without facts',
  mayCause: (event: string, by: string | undefined) => Problem | undefined = () => undefined,
): Stepper<Life> {
  const told = (before: JsonObject, { life, effects, problems }: Lived, data: JsonObject): Stepped<Life> => {
    const timers = life.snapshot.timers.map(({ name, dueAt }) => ({ name, dueAt }));
    const line = {
      state: leaves(machine, life.snapshot),
      at: instantText(life.at),
      effects,
      timers,
      clocks: [],
      problems,
    };
    return { life, facts: effects.reduce((known, effect) => withField(known, effect, data), before), line };
  };
  const refuse = ({ life, facts: known }: Stepped<Life>, problems: readonly Problem[]): Stepped<Life> =>
    told(known, { life, effects: [], problems }, {});
  return {
    begin(at, given) {
      const { lived, problems } = beginLife(machine, at, worldOf(given, at));
      return { begun: lived === null ? null : told(given, lived, {}), problems };
    },
    next(before, input) {
      const { life } = before;
      const read = readInput(input, facts === 'with facts');
      if (read.kind === 'refused') return refuse(before, [read.problem]);
      const known = read.facts ?? before.facts;
      const refused = read.kind === 'event' ? mayCause(read.name, read.by) : undefined;
      if (refused !== undefined) return refuse(before, [refused]);
      if (read.kind === 'event')
        return told(known, happen(machine, life, read.name, worldOf(known, life.at)), read.data);
      const passed = advance(machine, life, read.milliseconds, worldOf(known, life.at + read.milliseconds));
      return told(known, passed, {});
    },
    refuse,
  };
}

type Input =
  | ({ readonly facts?: JsonObject } & (
      | { readonly kind: 'event'; readonly name: string; readonly data: JsonObject; readonly by: string | undefined }
      | { readonly kind: 'advance'; readonly milliseconds: number }
    ))
  | { readonly kind: 'refused'; readonly problem: Problem };

/** One line of input: an event, or time that passes. */
export function readInput(input: Json, mayBringFacts: boolean): Input {
  const malformed: Input = { kind: 'refused', problem: machineProblem('step-line-malformed', { pointer: '' }) };
  if (!isObject(input)) return malformed;
  const { facts, ...rest } = input;
  if (facts !== undefined && !(mayBringFacts && isObject(facts))) return malformed;
  const brought = facts === undefined ? {} : { facts };
  const keys = Object.keys(rest);
  if (keys.length === 1 && keys[0] === 'advance') return { ...readAdvance(input['advance'] ?? null), ...brought };
  const { event, data, by } = rest;
  const isSound =
    typeof event === 'string' &&
    keys.every((key) => ['event', 'data', 'by'].includes(key)) &&
    (data === undefined || isObject(data)) &&
    (by === undefined || typeof by === 'string');
  return isSound ? { kind: 'event', name: event, data: data ?? {}, by, ...brought } : malformed;
}

/** Virtual time: a period of a fixed length, or milliseconds. */
function readAdvance(written: Json): Input {
  const milliseconds = isObject(written) ? written['ms'] : elapsed(written);
  if (typeof milliseconds === 'number' && Number.isSafeInteger(milliseconds) && milliseconds >= 0) {
    return { kind: 'advance', milliseconds };
  }
  const slots = { found: typeof written === 'string' ? written : JSON.stringify(written) };
  return { kind: 'refused', problem: machineProblem('advance-malformed', { pointer: '/advance' }, slots) };
}

/** The milliseconds of a period of a fixed length; months have none. */
export function elapsed(written: Json): number | undefined {
  const period = typeof written === 'string' ? parsePeriod(written) : undefined;
  if (period === undefined || period.unit === 'months') return undefined;
  return period.unit === 'days' ? period.count * 86_400_000 : period.count;
}
