import { dateText, instantText, parseDays, parseMilliseconds } from '../../expression/date-text.ts';
import type { Move } from '../../machine/explore.ts';
import { advance, beginLife, happen, type Life } from '../../machine/life.ts';
import type { Machine } from '../../machine/machine.ts';
import { leaves } from '../../machine/snapshot.ts';
import { isObject, type JsonObject } from '../../model/json.ts';
import type { Problem } from '../../model/problem.ts';
import type { GuardAnswer } from './guard-facts.ts';
import { bankDayOf, type Worlds } from './world.ts';

/** A history that was lived, and where it led. */
export interface Lived {
  readonly life: Life | null;
  /** The facts with which it began, and its lines as `guiju step` takes them. */
  readonly facts: JsonObject;
  readonly lines: readonly JsonObject[];
  /** The problems of the last line. */
  readonly problems: readonly Problem[];
  /** What a reader is shown: when it began and with which facts, where any are asked, the lines, and the state at the end. */
  readonly witness: JsonObject;
}

/** What a history needs to be lived. */
export interface Stage {
  readonly machine: Machine;
  readonly worlds: Worlds;
  readonly factsOf: (assumed: Move['assumed']) => GuardAnswer;
  /** Milliseconds since 1970-01-01T00:00Z: a working morning. */
  readonly from: number;
}

/**
 * Lives moves through the step itself, each event at once and each timer when it ends, with facts for which the guards are as assumed.
 * Undefined where a move cannot be made so: the facts are not known, or another timer ends first.
 */
export function replay(moves: readonly Move[], stage: Stage): Lived | undefined {
  const { machine, factsOf, from } = stage;
  const first = moves[0]?.kind === 'begin' ? moves[0] : undefined;
  const start = factsOf(first?.assumed ?? new Map());
  if (start.verdict !== 'can') return undefined;
  const { lived, problems } = beginLife(machine, from, worldOf(start.request, from, stage));
  const facts = isObject(start.request['facts']) ? start.request['facts'] : {};
  const lines: JsonObject[] = [];
  const told = (life: Life | null, of: readonly Problem[]): Lived => {
    const state = life === null ? [] : [...leaves(machine, life.snapshot)];
    const begun = Object.keys(facts).length === 0 ? {} : { facts };
    return { life, facts, lines, problems: of, witness: { from: instantText(from), ...begun, lines, state } };
  };
  if (lived === null) return told(null, problems);
  let { life } = lived;
  let last: readonly Problem[] = [];
  for (const move of moves) {
    if (move.kind === 'begin') continue;
    const asked = factsOf(move.assumed);
    if (asked.verdict !== 'can' || last.length > 0) return undefined;
    const { facts: then } = asked.request;
    const given = move.assumed.size === 0 || then === undefined ? {} : { facts: then };
    if (move.kind === 'event') {
      lines.push({ event: move.name, ...given });
      const happened = happen(machine, life, move.name, worldOf(asked.request, life.at, stage));
      ({ life, problems: last } = happened);
      continue;
    }
    const milliseconds = untilFirst(life, move.name);
    if (milliseconds === undefined) return undefined;
    lines.push({ advance: { ms: milliseconds }, ...given });
    const passed = advance(machine, life, milliseconds, worldOf(asked.request, life.at + milliseconds, stage), 1);
    // More than one timer may end at that instant; the next ones are moves of their own.
    ({ life } = passed);
    last = passed.problems.filter(({ code }) => code !== 'timers-endless');
  }
  return told(life, last);
}

/** How long it takes until a timer ends; undefined where it does not run, or another one ends before it. */
function untilFirst({ at, snapshot }: Life, key: string): number | undefined {
  const ends = (dueAt: string) => parseMilliseconds(dueAt) ?? Number.NaN;
  const [first] = [...snapshot.timers].sort((a, b) => ends(a.dueAt) - ends(b.dueAt) || a.generation - b.generation);
  return first?.key === key ? Math.max(0, ends(first.dueAt) - at) : undefined;
}

function worldOf(request: JsonObject, at: number, { worlds }: Stage) {
  const { facts, $asOf } = request;
  const day = typeof $asOf === 'string' && parseDays($asOf) !== undefined ? $asOf : bankDayOf(at);
  return worlds.of(isObject(facts) ? facts : {}, day);
}

/** Nine o'clock at the bank on a Monday of a calendar's first weeks, or of 2026. */
export function aMorning(firstDay: number | undefined): number {
  const day = (firstDay ?? parseDays('2026-03-01') ?? 0) + 1;
  const monday = day + ((4 - (((day % 7) + 7) % 7) + 7) % 7);
  return parseMilliseconds(`${dateText(monday)}T09:00:00+08:00`) ?? 0;
}
