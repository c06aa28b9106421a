import {
  bankDayOf,
  type CalendarDocument,
  compile,
  dueAt,
  instantText,
  isObject,
  type Json,
  type JsonObject,
  kindOf,
  type Library,
  type LifeLine,
  parseMilliseconds,
  type Problem,
  readSet,
  type Stepped,
  timeText,
  workingCalendar,
  type WorkflowDocument,
} from '../../../definitions/index.ts';
import { type MachineGraph, machineGraph } from './graph.ts';

/** A path that is played: how it begins, and its lines as a case writes them: `{ "event": … }`, `{ "advance": "PT4H" }`. */
export interface Path {
  readonly given: { readonly at: string; readonly facts: JsonObject };
  readonly moves: readonly JsonObject[];
  /** The facts as they are for what comes next; undefined: as they were. */
  readonly next?: JsonObject;
}

/** Whether a criteria holds; null where it is not known. */
export interface GuardValue {
  readonly criteria: string;
  readonly holds: boolean | null;
}

/** One step of a path: where it led, and what decided it. */
export interface PlayedStep {
  readonly line: LifeLine;
  readonly facts: JsonObject;
  /** The guards that were asked, with the facts of then. */
  readonly guards: readonly GuardValue[];
}

/** An event that the states know, and why it would be refused now. */
export interface Offer {
  readonly event: string;
  readonly refused: readonly Problem[];
}

export interface Played {
  /** The beginning, then one for each move. None where it cannot begin. */
  readonly steps: readonly PlayedStep[];
  readonly problems: readonly Problem[];
  readonly offers: readonly Offer[];
  /** The guards of what may happen next. */
  readonly guards: readonly GuardValue[];
  /** The facts that the guards read. */
  readonly reads: readonly string[];
  /** The length of four working hours from now, and of the time to what is due next, as a line of a case writes it. */
  readonly workingHours: string | null;
  readonly toDue: string | null;
}

const NOTHING: Omit<Played, 'problems'> = {
  steps: [],
  offers: [],
  guards: [],
  reads: [],
  workingHours: null,
  toDue: null,
};

/**
 * Plays a path by the step that the server takes. The whole path is lived anew each time, so that to go back is to ask for a shorter one.
 * `id`: a workflow, or a queue, whose requests have clocks and a ladder beside their machine. Asked of definitions without errors.
 */
export function play(library: Library, id: string, { given, moves, next }: Path): Played {
  const { environment } = library;
  const document = environment.document(id);
  const stepper = document === undefined ? undefined : kindOf(document.kind)?.steps?.(document, environment);
  const workflow = environment.document(id.startsWith('queue/') ? String(Reflect.get(document ?? {}, 'workflow')) : id);
  const from = parseMilliseconds(given.at);
  if (stepper === undefined || workflow === undefined || from === undefined) return { ...NOTHING, problems: [] };
  const graph = machineGraph(workflow as WorkflowDocument);
  const values = guardsOf(graph, library);
  const { begun, problems } = stepper.begin(from, given.facts);
  if (begun === null) return { ...NOTHING, problems };
  const steps: PlayedStep[] = [{ line: begun.line, facts: begun.facts, guards: [] }];
  let now: Stepped = begun;
  for (const move of moves) {
    const { state, at } = now.line;
    const facts = isObject(move['facts']) ? move['facts'] : now.facts;
    now = stepper.next(now, move);
    steps.push({ line: now.line, facts: now.facts, guards: values.asked(state, facts, at, move['event']) });
  }
  const { line } = now;
  const facts = next ?? now.facts;
  return {
    steps,
    problems: [],
    offers: eventsOf(graph, line.state).map((event) => ({
      event,
      refused: stepper.next(now, { event, facts }).line.problems,
    })),
    guards: values.asked(line.state, facts, line.at, undefined),
    reads: values.reads,
    workingHours: workingHours(library, id, line.at),
    toDue: toDue(line),
  };
}

/** The states in which a life stands, with those that hold them. */
export function standingIn({ states }: MachineGraph, leaves: readonly string[]): ReadonlySet<string> {
  const places = states.filter(({ name }) => leaves.includes(name)).map(({ id }) => id);
  return new Set(
    states.flatMap(({ id }) => (places.some((at) => at === id || at.startsWith(`${id}/states/`)) ? [id] : [])),
  );
}

const leaving = (graph: MachineGraph, leaves: readonly string[]) => {
  const standing = standingIn(graph, leaves);
  return graph.edges.filter(({ source, id }) => id.endsWith('#0') && (standing.has(source) || source === '/machine'));
};

/** The names of the events that the states have transitions for. */
function eventsOf(graph: MachineGraph, leaves: readonly string[]): readonly string[] {
  return [...new Set(leaving(graph, leaves).flatMap(({ event }) => event ?? []))];
}

function guardsOf(graph: MachineGraph, { environment }: Library) {
  const criteria = [...new Set(graph.edges.flatMap(({ row }) => row.criteria ?? []))];
  const unstamped = { version: null, hash: '', closure: '' };
  const definitions = new Map(criteria.map((id) => [id, unstamped]));
  const compiled = compile({ environment, definitions }, criteria, { unknown: 'ignore' });
  const decisions = criteria.flatMap((id) => environment.decision(id) ?? []);
  return {
    reads: readSet(decisions, (of) => environment.entity(of)).fields.flatMap(({ path, rows }) =>
      rows === null ? [path.join('.')] : [],
    ),
    asked(leaves: readonly string[], facts: JsonObject, at: string, event: Json | undefined): readonly GuardValue[] {
      const edges = leaving(graph, leaves).filter((edge) => event === undefined || edge.event === event);
      const asked = [...new Set(edges.flatMap(({ row }) => row.criteria ?? []))];
      if (asked.length === 0) return [];
      const results = compiled.decide({ facts, $asOf: bankDayOf(parseMilliseconds(at) ?? 0) });
      return asked.map((one) => {
        const value = results[one]?.value;
        return { criteria: one, holds: typeof value === 'boolean' ? value : null };
      });
    },
  };
}

const FOUR_HOURS = 4 * 3_600_000;

/** By the calendar of the queue, or the first that a delay of the workflow counts by. */
function workingHours({ environment }: Library, id: string, at: string): string | null {
  const document = environment.document(id);
  const { delays = {} } = (document ?? {}) as Partial<WorkflowDocument>;
  const own: unknown = Reflect.get(document ?? {}, 'calendar');
  const calendar = typeof own === 'string' ? own : Object.values(delays).find((delay) => delay.calendar)?.calendar;
  const found = calendar === undefined ? undefined : environment.document(calendar);
  const from = parseMilliseconds(at);
  if (found === undefined || from === undefined) return null;
  const budget = { kind: 'working', workingDays: 0, milliseconds: FOUR_HOURS } as const;
  const due = dueAt(workingCalendar(found as CalendarDocument), from, budget);
  return due === undefined ? null : lengthText(due.dueAt - from);
}

/** The time to the next timer or rung; null where nothing waits. */
function toDue({ at, timers, rungs = [] }: LifeLine): string | null {
  const from = parseMilliseconds(at) ?? 0;
  const dues = [...timers, ...rungs].flatMap(({ dueAt: due }) => parseMilliseconds(due) ?? []);
  return dues.length === 0 ? null : lengthText(Math.max(0, Math.min(...dues) - from));
}

/** Milliseconds as a line of a case writes time that passes: `PT2H30M`. */
const lengthText = (milliseconds: number): string => timeText(Math.ceil(milliseconds / 1000) * 1000);

/** A path as a case of the definition: what it began with, where that did something, and every move with what came of it. */
export function caseOf(
  name: string,
  { given, moves }: Pick<Path, 'given' | 'moves'>,
  steps: readonly PlayedStep[],
): JsonObject {
  const begun = steps[0]?.line;
  const events = [
    ...(begun === undefined || begun.effects.length === 0 ? [] : [cameOf(begun)]),
    ...moves.flatMap((move, i): readonly JsonObject[] => {
      const line = steps[i + 1]?.line;
      return line === undefined ? [move] : [move, cameOf(line)];
    }),
  ];
  const last = steps.at(-1)?.line;
  const at = last === undefined ? given.at : instantText(parseMilliseconds(last.at) ?? 0);
  return { name, given, events, expect: { state: last?.state ?? [], at } } as JsonObject;
}

/** What came of a line, as a line of a case expects it. */
function cameOf({ state, effects, problems }: LifeLine): JsonObject {
  const codes = problems.map(({ code }) => code);
  return { expect: { state, effects: effects.map(effectOf), ...(codes.length === 0 ? {} : { problems: codes }) } };
}

/** An effect as a case expects it: when it came and by which rung is not part of what was asked for. */
const effectOf = ({ type, params }: LifeLine['effects'][number]): JsonObject =>
  params === undefined ? { type } : { type, params };
