import { instantText, parseMilliseconds } from '../expression/date-text.ts';
import type { Problem } from '../model/problem.ts';
import { machineProblem } from './problems.ts';
import type {
  FiredRung,
  Going,
  RequestMoment,
  RequestOccurrence,
  RequestRules,
  RequestSnapshot,
  Turn,
} from './request.ts';
import { happens } from './request-happens.ts';
import { fireRung, ladderAhead, spoken } from './request-ladder.ts';
import { carried, queueIn, settled } from './request-settling.ts';
import { queueUnknown } from './refusals.ts';
import { leaves, type Snapshot } from './snapshot.ts';
import { begin, isInstant, type Occurrence, step } from './step.ts';

/** How many timers and rungs may fire before one thing that happens: a timer that starts itself anew would fire for ever. */
const MOST_FIRED = 100_000;

/** A request begins its life in a queue at an instant. No turn where it cannot: the queue is not known, or its machine does not begin. */
export function beginRequest(
  rules: RequestRules,
  queueId: string,
  { at, facts }: RequestMoment,
): { readonly turn: Turn | null; readonly problems: readonly Problem[] } {
  const queue = rules.queueOf(queueId);
  if (queue === undefined) return { turn: null, problems: [queueUnknown(queueId)] };
  const { step: first, problems } = begin(rules.machine, { ...rules.worldOf(facts, at), at });
  if (first === null) return { turn: null, problems };
  const empty: RequestSnapshot = {
    at,
    queue: queueId,
    machine: first.snapshot,
    clocks: [],
    reopened: 0,
    idle: { since: null, occurrence: 0, passed: [] },
    escalated: [],
  };
  const going = { snapshot: empty, facts, effects: [], problems: [] };
  const fired: FiredRung[] = [];
  const begun = passTime(rules, settled(rules, going, { before: [], effects: first.effects, at }), at, fired);
  return { turn: { ...spoken(begun, fired), isAccepted: true }, problems: [] };
}

/**
 * The pure step of a request: one function of (definitions, snapshot, what happens, instant). Whoever runs requests runs this one: the
 * server, simulation, cases, `guiju step` and the studio.
 *
 * Time passes first, up to the instant: timers and rungs fire in the order of their own instants, at one instant rungs before timers, so
 * that after an outage a request stands where it would have stood, and all that changes it has happened once. Of the rungs of one clock and
 * cycle that fire in one turn only the highest one's messages (`notify`) go out. Then what happens, happens. An instant before the
 * snapshot's own is taken for that one: nothing fires early and nothing twice. A turn that is refused may be thrown away: what fired by
 * time fires the next time.
 */
export function turn(
  rules: RequestRules,
  before: RequestSnapshot,
  occurrence: RequestOccurrence,
  now: RequestMoment,
): Turn {
  const at = Math.max(now.at, before.at);
  const start: Going = { snapshot: before, facts: now.facts, effects: [], problems: [] };
  if (!isInstant(at))
    return { ...start, problems: [machineProblem('instant-out-of-range', { pointer: '' })], isAccepted: false };
  const fired: FiredRung[] = [];
  const passed = passTime(rules, start, at, fired);
  if (occurrence.kind === 'time') return { ...spoken(passed, fired), isAccepted: true };
  const happened = happens(rules, passed, occurrence, at);
  if ('refused' in happened) {
    const problems = [...passed.problems, ...happened.refused];
    return { ...spoken(passed, fired), problems, isAccepted: false };
  }
  return { ...spoken(passTime(rules, happened, at, fired), fired), isAccepted: true };
}

/**
 * When the next timer or rung fires, by what is known now; undefined where nothing waits. What is due at `after` or before was refused when
 * its time came, and is not waited for.
 */
export function dueNext(
  rules: RequestRules,
  snapshot: RequestSnapshot,
  after = Number.NEGATIVE_INFINITY,
): number | undefined {
  const rungs = ladderAhead(rules, queueIn(rules, snapshot), snapshot).map(({ at }) => at);
  const timers = snapshot.machine.timers.map(({ dueAt }) => parseMilliseconds(dueAt) ?? Number.NaN);
  const ahead = [...timers, ...rungs].filter((at) => at > after);
  return ahead.length === 0 ? undefined : Math.max(Math.min(...ahead), snapshot.at);
}

/** Time passes up to an instant; the rungs that fire are added to `fired`. */
function passTime(rules: RequestRules, start: Going, until: number, fired: FiredRung[]): Going {
  const refused = new Set<number>();
  let going = start;
  for (let count = 0; ; count += 1) {
    const { snapshot } = going;
    const queue = queueIn(rules, snapshot);
    const rung = ladderAhead(rules, queue, snapshot).find(({ at }) => at <= until);
    const timer = firstTimer(snapshot.machine, until, refused);
    if (rung === undefined && timer === undefined) break;
    if (count >= MOST_FIRED) {
      const slots = { most: MOST_FIRED, at: instantText(snapshot.at) };
      return { ...going, problems: [...going.problems, machineProblem('timers-endless', { pointer: '' }, slots)] };
    }
    if (rung !== undefined && (timer === undefined || rung.at <= timer.at)) {
      const at = Math.max(rung.at, snapshot.at);
      const passed = fireRung(rules, queue, snapshot, rung);
      fired.push(...passed.fired.map((one) => one.rung));
      going = carried(rules, { ...going, snapshot: { ...passed.snapshot, at } }, passed.fired, at);
    } else if (timer !== undefined) going = timed(rules, going, timer, refused);
  }
  return { ...going, snapshot: { ...going.snapshot, at: Math.max(going.snapshot.at, until) } };
}

interface DueTimer {
  readonly at: number;
  /** What the machine hears: an event that was raised, or a name that is XState's own. */
  readonly event: string;
  readonly occurrence: Extract<Occurrence, { kind: 'timer' }>;
}

function firstTimer({ timers }: Snapshot, until: number, refused: ReadonlySet<number>): DueTimer | undefined {
  let first: DueTimer | undefined;
  for (const { key, generation, event, dueAt } of timers) {
    const at = parseMilliseconds(dueAt) ?? Number.NaN;
    if (!(at <= until) || refused.has(generation) || (first !== undefined && first.at <= at)) continue;
    first = { at, event, occurrence: { kind: 'timer', key, generation } };
  }
  return first;
}

/** A timer of the machine ends. One that is refused stays, and is tried again when time passes the next time. */
function timed(rules: RequestRules, going: Going, timer: DueTimer, refused: Set<number>): Going {
  const { snapshot, facts } = going;
  const at = Math.max(timer.at, snapshot.at);
  const stepped = step(rules.machine, snapshot.machine, timer.occurrence, { ...rules.worldOf(facts, at), at });
  if (stepped.problems.length > 0) {
    refused.add(timer.occurrence.generation);
    return { ...going, problems: [...going.problems, ...stepped.problems] };
  }
  const before = leaves(rules.machine, snapshot.machine);
  const next = { ...going, snapshot: { ...snapshot, at, machine: stepped.snapshot } };
  return settled(rules, next, { before, event: timer.event, effects: stepped.effects, at });
}
