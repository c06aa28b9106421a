import { type Calendars, type Clock, type ClockRule, type Cycle, openCycle, openRun, withLast } from './clock.ts';
import { isLate } from './clock-due.ts';
import { workingTimeBetween } from './due.ts';
import type { TimeBudget } from './time-budget.ts';

/** A step of the request: the states it came into, by which event, at what instant. */
export interface Move {
  readonly to: readonly string[];
  readonly event?: string;
  /** Whether the request has ended. */
  readonly isFinal?: boolean;
  readonly at: number;
}

/** What a cycle that begins is measured by. */
export interface Measure {
  readonly budget: TimeBudget;
  readonly calendar: string;
}

/**
 * A clock after a step: a stop state or a stop event closes its cycle with a verdict, leaving a stop state for one in which it runs begins
 * the next, what lies outside of `runsIn` is a pause. Time has passed up to the step before: rungs of the same instant were fired.
 */
export function moveClock(clock: Clock, rule: ClockRule, move: Move, measure: Measure, calendars: Calendars): Clock {
  const cycle = openCycle(clock);
  const { at } = move;
  const isRunning = runsIn(rule, move.to);
  if (cycle !== undefined) {
    if (isStop(rule, move)) {
      const stopped = withLast(clock, stopCycle(cycle, calendars, at));
      return holds(rule.reopensFrom, move.to) ? reopenable(stopped) : stopped;
    }
    const run = openRun(cycle);
    if (run === undefined && isRunning)
      return withLast(clock, { ...cycle, runs: [...cycle.runs, { calendar: cycle.calendar, from: at }] });
    return run !== undefined && !isRunning ? withLast(clock, pauseCycle(cycle, calendars, at)) : clock;
  }
  if (isRunning && !isStop(rule, move) && mayBegin(clock))
    return { ...clock, cycles: [...clock.cycles, begin(measure, at)] };
  return holds(rule.reopensFrom, move.to) ? reopenable(clock) : clock;
}

const mayBegin = ({ cycles }: Clock) => cycles.length === 0 || cycles.at(-1)?.mayReopen === true;

function reopenable(clock: Clock): Clock {
  const last = clock.cycles.at(-1);
  return last === undefined || last.mayReopen === true ? clock : withLast(clock, { ...last, mayReopen: true });
}

const holds = (some: readonly string[], states: readonly string[]) => states.some((state) => some.includes(state));

function isStop({ stopsIn, stopsOn }: ClockRule, { to, event, isFinal }: Move): boolean {
  return isFinal === true || holds(stopsIn, to) || (event !== undefined && stopsOn.includes(event));
}

function runsIn({ runsIn: states, stopsIn }: ClockRule, to: readonly string[]): boolean {
  return !holds(stopsIn, to) && (states === 'all-open' || holds(states, to));
}

function begin({ budget, calendar }: Measure, at: number): Cycle {
  return { startedAt: at, budget, generation: 1, since: at, calendar, runs: [{ calendar, from: at }], passed: [] };
}

/** A cycle whose open run, where it has one, ends at an instant and is measured. */
export function pauseCycle(cycle: Cycle, calendars: Calendars, at: number): Cycle {
  const run = openRun(cycle);
  if (run === undefined) return cycle;
  const worked = workingTimeBetween(calendars(run.calendar), run.from, at);
  return { ...cycle, runs: [...cycle.runs.slice(0, -1), { ...run, to: at, worked }] };
}

/** A cycle that is stopped: met where that is not after it was due. */
function stopCycle(cycle: Cycle, calendars: Calendars, at: number): Cycle {
  const verdict = isLate(cycle, calendars, at) ? 'missed' : 'met';
  return { ...pauseCycle(cycle, calendars, at), stoppedAt: at, verdict };
}

/** A clock whose request was merged into another one: neither met nor missed. */
export function mergedClock(clock: Clock, calendars: Calendars, at: number): Clock {
  const cycle = openCycle(clock);
  if (cycle === undefined) return clock;
  return withLast(clock, { ...pauseCycle(cycle, calendars, at), stoppedAt: at, verdict: 'merged' });
}
