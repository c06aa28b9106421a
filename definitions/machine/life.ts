import { instantText, parseMilliseconds } from '../expression/date-text.ts';
import type { Problem } from '../model/problem.ts';
import type { Machine } from './machine.ts';
import { machineProblem } from './problems.ts';
import type { Snapshot, Timer } from './snapshot.ts';
import { begin, type Circumstances, type Effect, isInstant, step } from './step.ts';

/** A machine's life in virtual time: where it stands, and when (milliseconds since 1970-01-01T00:00Z). */
export interface Life {
  readonly at: number;
  readonly snapshot: Snapshot;
}

/** What came of one line of a life: the effects and problems of all its steps, in their order. */
export interface Lived {
  readonly life: Life;
  readonly effects: readonly Effect[];
  readonly problems: readonly Problem[];
}

/** The world of a life but for the time, which is the life's own. */
export type World = Omit<Circumstances, 'at'>;

/** How many timers may fire in one advance: a timer that starts itself anew would fire for ever. */
const MOST_FIRED = 100_000;

/** A life that begins at an instant. Null where the machine cannot begin. */
export function beginLife(
  machine: Machine,
  at: number,
  world: World,
): { readonly lived: Lived | null; readonly problems: readonly Problem[] } {
  const { step: first, problems } = begin(machine, { ...world, at });
  if (first === null) return { lived: null, problems };
  return { lived: { life: { at, snapshot: first.snapshot }, effects: first.effects, problems: [] }, problems: [] };
}

/**
 * Time passes: every timer that is due by then fires at its own instant, the earliest first (of one instant: the one started first),
 * those too that are started on the way. A timer whose step is refused stays, and is tried again when time passes the next time.
 */
export function advance(machine: Machine, life: Life, milliseconds: number, world: World, most = MOST_FIRED): Lived {
  const until = life.at + milliseconds;
  if (!isInstant(until)) {
    return { life, effects: [], problems: [machineProblem('instant-out-of-range', { pointer: '/advance' })] };
  }
  const effects: Effect[] = [];
  const problems: Problem[] = [];
  const refused = new Set<number>();
  let { at, snapshot } = life;
  for (let fired = 0; ; fired += 1) {
    const next = firstDue(snapshot.timers, until, refused);
    if (next === undefined) return { life: { at: until, snapshot }, effects, problems };
    at = Math.max(at, instantOf(next));
    if (fired >= most) {
      const slots = { most, at: instantText(at) };
      problems.push(machineProblem('timers-endless', { pointer: '/advance' }, slots));
      return { life: { at, snapshot }, effects, problems };
    }
    const occurrence = { kind: 'timer', key: next.key, generation: next.generation } as const;
    const stepped = step(machine, snapshot, occurrence, { ...world, at });
    if (stepped.problems.length > 0) refused.add(next.generation);
    snapshot = stepped.snapshot;
    effects.push(...stepped.effects);
    problems.push(...stepped.problems);
  }
}

/** An event happens now: time has passed first, so that what is due at this instant fires before it. */
export function happen(machine: Machine, life: Life, event: string, world: World): Lived {
  const passed = advance(machine, life, 0, world);
  const { at, snapshot } = passed.life;
  const stepped = step(machine, snapshot, { kind: 'event', name: event }, { ...world, at });
  return {
    life: { at, snapshot: stepped.snapshot },
    effects: [...passed.effects, ...stepped.effects],
    problems: [...passed.problems, ...stepped.problems],
  };
}

function firstDue(timers: readonly Timer[], until: number, refused: ReadonlySet<number>): Timer | undefined {
  let first: Timer | undefined;
  for (const timer of timers) {
    if (instantOf(timer) > until || refused.has(timer.generation)) continue;
    if (first === undefined || instantOf(timer) < instantOf(first)) first = timer;
  }
  return first;
}

const instantOf = ({ dueAt }: Timer): number => parseMilliseconds(dueAt) ?? Number.NaN;
