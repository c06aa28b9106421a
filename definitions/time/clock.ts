import type { TimeBudget } from './time-budget.ts';
import type { WorkingCalendar } from './working-calendar.ts';

/**
 * A clock of a request. It keeps budgets and runs, never a deadline: when it is due is reckoned from them (`clock-due.ts`), so that a pause,
 * another calendar or a longer budget changes what is due without anything to mend. All of it is JSON, instants are milliseconds since
 * 1970-01-01T00:00Z, and every function answers the next clock instead of changing one.
 */
export interface Clock {
  readonly name: string;
  /** In order; the last may be open. A re-open begins the next one. */
  readonly cycles: readonly Cycle[];
}

/** From a start to the stop that closes it. */
export interface Cycle {
  readonly startedAt: number;
  readonly budget: TimeBudget;
  /** The budget was granted by an extension, or came with another request: conditions choose no other one. */
  readonly isGranted?: true;
  /** Counts the budgets and calendars that this cycle has had; a rung fires once for each of them. */
  readonly generation: number;
  /** When this generation began. */
  readonly since: number;
  /** The calendar that it is reckoned by. */
  readonly calendar: string;
  /** When the clock ran, in order; the last may be open. */
  readonly runs: readonly Run[];
  /** A change that made it late did so at this instant, and not before. */
  readonly notBefore?: number;
  /** It was late once, whatever was granted since. */
  readonly wasLate?: true;
  readonly stoppedAt?: number;
  readonly verdict?: Verdict;
  /** It is stopped, and the request came into a state that a re-open leaves: the next running state begins the next cycle. */
  readonly mayReopen?: true;
  /** The rungs that do not fire again: those that a change of budget or calendar brought to lie ahead are none of them. */
  readonly passed: readonly PassedRung[];
}

/** A stretch in which a clock ran by one calendar. */
export interface Run {
  readonly calendar: string;
  readonly from: number;
  readonly to?: number;
  /** The working time of it as it was measured when it ended. */
  readonly worked?: number;
}

export type Verdict = 'met' | 'missed' | 'merged';

/** A rung that was passed: it fired, or a higher one of the same moment spoke for it. */
export interface PassedRung {
  readonly rung: string;
  readonly generation: number;
  readonly at: number;
  readonly isSuperseded?: true;
}

/** When a clock runs and what stops it, as a queue says it. */
export interface ClockRule {
  readonly name: string;
  readonly runsIn: readonly string[] | 'all-open';
  readonly stopsIn: readonly string[];
  readonly stopsOn: readonly string[];
  /** The states that are left by a re-open: those in which it stops, or all stop states of the queue where it has none. */
  readonly reopensFrom: readonly string[];
}

/** The calendars as they are now, by id. */
export type Calendars = (id: string) => WorkingCalendar;

/** The open cycle of a clock; undefined where none is. */
export function openCycle({ cycles }: Clock): Cycle | undefined {
  const last = cycles.at(-1);
  return last?.stoppedAt === undefined ? last : undefined;
}

/** The open run of a cycle; undefined while it is paused and after it was stopped. */
export function openRun({ runs }: Cycle): Run | undefined {
  const last = runs.at(-1);
  return last?.to === undefined ? last : undefined;
}

/** The clock with another open cycle in the place of its last one. */
export const withLast = (clock: Clock, cycle: Cycle): Clock => ({
  ...clock,
  cycles: [...clock.cycles.slice(0, -1), cycle],
});
