import { instantText, parsePeriod } from '../expression/date-text.ts';
import { isObject, type Json, type JsonObject } from '../model/json.ts';
import type { Problem } from '../model/problem.ts';
import { advance, beginLife, happen, type Life, type Lived, type World } from './life.ts';
import type { Machine } from './machine.ts';
import { machineProblem } from './problems.ts';
import { leaves } from './snapshot.ts';

/** What one line of a life comes to, as `guiju step` writes it. */
export interface LifeLine {
  /** The leaves, in document order. */
  readonly state: readonly string[];
  readonly at: string;
  readonly effects: Lived['effects'];
  readonly timers: readonly { readonly name: string; readonly dueAt: string }[];
  readonly clocks: readonly JsonObject[];
  readonly problems: readonly Problem[];
}

/** A life that is lived line by line. */
export interface LivedLines {
  readonly life: Life;
  readonly line: LifeLine;
}

/** The first line: the initial state. Problems where the machine cannot begin. */
export function firstLine(
  machine: Machine,
  at: number,
  world: World,
): { readonly begun: LivedLines | null; readonly problems: readonly Problem[] } {
  const { lived, problems } = beginLife(machine, at, world);
  return lived === null ? { begun: null, problems } : { begun: told(machine, lived), problems: [] };
}

/** What one line of input makes of a life: an event, or time that passes. A line that says neither changes nothing. */
export function nextLine(machine: Machine, life: Life, input: Json, world: World): LivedLines {
  const read = readInput(input);
  switch (read.kind) {
    case 'refused':
      return told(machine, { life, effects: [], problems: [read.problem] });
    case 'event':
      return told(machine, happen(machine, life, read.name, world));
    case 'advance':
      return told(machine, advance(machine, life, read.milliseconds, world));
  }
}

/** A line of input that could not even be read. */
export function refusedLine(machine: Machine, life: Life, problems: readonly Problem[]): LivedLines {
  return told(machine, { life, effects: [], problems });
}

function told(machine: Machine, { life, effects, problems }: Lived): LivedLines {
  const timers = life.snapshot.timers.map(({ name, dueAt }) => ({ name, dueAt }));
  const state = leaves(machine, life.snapshot);
  return { life, line: { state, at: instantText(life.at), effects, timers, clocks: [], problems } };
}

type Input =
  | { readonly kind: 'event'; readonly name: string }
  | { readonly kind: 'advance'; readonly milliseconds: number }
  | { readonly kind: 'refused'; readonly problem: Problem };

function readInput(input: Json): Input {
  const keys = isObject(input) ? Object.keys(input) : [];
  const malformed: Input = { kind: 'refused', problem: machineProblem('step-line-malformed', { pointer: '' }) };
  if (!isObject(input)) return malformed;
  if (keys.length === 1 && keys[0] === 'advance') return readAdvance(input['advance'] ?? null);
  const { event, data, by } = input;
  const isSound =
    typeof event === 'string' &&
    keys.every((key) => ['event', 'data', 'by'].includes(key)) &&
    (data === undefined || isObject(data)) &&
    (by === undefined || typeof by === 'string');
  return isSound ? { kind: 'event', name: event } : malformed;
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
