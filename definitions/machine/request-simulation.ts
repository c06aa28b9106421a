import { isObject, type Json, type JsonObject } from '../model/json.ts';
import type { Problem } from '../model/problem.ts';
import { isLate } from '../time/clock-due.ts';
import { machineProblem } from './problems.ts';
import type { RequestRules, RequestSnapshot, Turn } from './request.ts';
import { advanceRequest, readRequestLine, type Rights } from './request-lines.ts';
import { beginRequest, turn } from './request-turn.ts';
import { queueLoads, type QueueLoad } from './simulated-load.ts';

/** A request as it was recorded or drawn. Instants are milliseconds since 1970-01-01T00:00Z, its events in their order. */
export interface RecordedRequest {
  readonly at: number;
  readonly facts: JsonObject;
  /** What happened to it, as a line of `guiju step` says it: an event, an extension, a move, other facts. */
  readonly events: readonly { readonly at: number; readonly line: Json }[];
}

/** What requests came to together; all of it JSON. */
export interface Simulated {
  readonly requests: number;
  /** Requests that could not begin. */
  readonly notBegun: number;
  /** From the first request to the last instant that was lived; null where there is no request. */
  readonly from: number | null;
  readonly until: number | null;
  /** Cycles of each clock, by its name: stopped in time, late, or still open and not late. */
  readonly clocks: { readonly [clock: string]: ClockTally };
  /** How often each level was called. */
  readonly escalations: { readonly [level: string]: number };
  /** How many messages went out. */
  readonly messages: number;
  /** What was refused or could not be answered on the way, by its code. */
  readonly problems: { readonly [code: string]: number };
  readonly queues: { readonly [queue: string]: QueueLoad };
}

export interface ClockTally {
  readonly inTime: number;
  readonly missed: number;
  readonly open: number;
}

/** Nobody is known in a simulation: who did a thing had the right to. */
const ANYBODY: Rights = { mayCause: () => undefined, rolesOf: () => undefined };

/**
 * Lives requests one after the other in a queue, each from its beginning through its events, and up to `until` (milliseconds) where it is
 * given, so that what nobody did anything about is late by then; else a request that is open stays as its last event left it.
 */
export function simulation(rules: RequestRules, queue: string, until?: number) {
  const counts = { requests: 0, notBegun: 0, messages: 0 };
  const clocks = new Map<string, Mutable<ClockTally>>();
  const [escalations, codes] = [new Map<string, number>(), new Map<string, number>()];
  const loads = queueLoads();
  let [from, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

  /** Lives one request; answers the first problem that it met. */
  function live({ at, facts, events }: RecordedRequest): Problem | undefined {
    counts.requests += 1;
    const { turn: begun, problems } = beginRequest(rules, queue, { at, facts });
    if (begun === null) {
      counts.notBegun += 1;
      return problems[0];
    }
    from = Math.min(from, at);
    const stay = loads.enter(rules);
    let first: Problem | undefined;
    const told = (problem: Problem) => {
      count(codes, problem.code);
      first ??= problem;
    };
    const seen = ({ snapshot, effects }: Turn) => {
      for (const effect of effects) {
        if (effect.type === 'notify') counts.messages += 1;
        if (effect.type === 'escalate' && isObject(effect.params)) count(escalations, String(effect.params['level']));
      }
      stay(snapshot);
    };
    seen(begun);
    begun.problems.forEach(told);
    let now: Pick<Turn, 'snapshot' | 'facts'> = begun;
    const pass = (to: number) => {
      if (to <= now.snapshot.at || now.snapshot.machine.status === 'done') return;
      const passed = advanceRequest(rules, now.snapshot, to - now.snapshot.at, now, seen);
      passed.problems.forEach(told);
      now = passed;
    };
    for (const event of events) {
      if (until !== undefined && event.at > until) break;
      pass(event.at);
      const read = readRequestLine(event.line, rules, now.snapshot.queue, ANYBODY);
      if (read.kind === 'occurrence') {
        const turned = turn(rules, now.snapshot, read.occurrence, { at: event.at, facts: read.facts ?? now.facts });
        seen(turned);
        turned.problems.forEach(told);
        now = turned;
      } else told(read.kind === 'refused' ? read.problem : machineProblem('request-line-malformed', { pointer: '' }));
    }
    if (until !== undefined) pass(until);
    last = Math.max(last, now.snapshot.at);
    tally(now.snapshot, rules, clocks);
    return first;
  }

  const result = (): Simulated => ({
    ...counts,
    from: Number.isFinite(from) ? from : null,
    until: Number.isFinite(last) ? last : null,
    clocks: Object.fromEntries(clocks),
    escalations: Object.fromEntries([...escalations].sort(([a], [b]) => Number(a) - Number(b))),
    problems: Object.fromEntries([...codes].sort(([a], [b]) => (a < b ? -1 : 1))),
    queues: loads.result(last),
  });
  return { live, result };
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

function count(of: Map<string, number>, key: string): void {
  of.set(key, (of.get(key) ?? 0) + 1);
}

function tally(
  { clocks, at }: RequestSnapshot,
  { calendars }: RequestRules,
  tallies: Map<string, Mutable<ClockTally>>,
): void {
  for (const { name, cycles } of clocks) {
    const known = tallies.get(name) ?? { inTime: 0, missed: 0, open: 0 };
    tallies.set(name, known);
    for (const cycle of cycles) {
      if (cycle.verdict === 'missed' || (cycle.verdict === undefined && isLate(cycle, calendars, at)))
        known.missed += 1;
      else if (cycle.verdict === undefined) known.open += 1;
      else if (cycle.verdict === 'met') known.inTime += 1;
    }
  }
}
