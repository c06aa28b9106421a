import type { Calendars, Cycle, Run } from './clock.ts';
import { dueAt, sameTimeLater, workingDue, workingMilliseconds, workingTimeBetween } from './due.ts';

/** What a cycle has used of its budget, in milliseconds: working time, or elapsed time; of days of the calendar, all time since its start. */
export function consumedAt(cycle: Cycle, calendars: Calendars, at: number): number {
  if (cycle.budget.kind === 'calendar-days') return Math.max(0, Math.min(at, cycle.stoppedAt ?? at) - cycle.startedAt);
  return cycle.runs.reduce((sum, run) => sum + lengthOf(cycle, run, calendars, at), 0);
}

/** How much of its budget a run has used until an instant. */
function lengthOf({ budget }: Cycle, run: Run, calendars: Calendars, at: number): number {
  const end = Math.min(at, run.to ?? at);
  if (budget.kind === 'elapsed') return Math.max(0, end - run.from);
  if (run.worked !== undefined && run.to !== undefined && run.to <= at) return run.worked;
  return workingTimeBetween(calendars(run.calendar), run.from, end);
}

/** What the budget of a cycle is, in what `consumedAt` counts; undefined for days of the calendar. */
export function wholeOf({ budget, calendar }: Cycle, calendars: Calendars): number | undefined {
  switch (budget.kind) {
    case 'calendar-days':
      return undefined;
    case 'elapsed':
      return budget.milliseconds;
    case 'working':
      return workingMilliseconds(calendars(calendar), budget);
  }
}

/**
 * When a cycle is used up: undefined while it is paused with time left, and where it is never used up. A change that made it late did so
 * at the change.
 */
export function dueOf(cycle: Cycle, calendars: Calendars): number | undefined {
  const raw = rawDue(cycle, calendars);
  return raw === undefined ? undefined : Math.max(raw, cycle.notBefore ?? raw);
}

/** The same without regard to when a change made it so. */
export function rawDue(cycle: Cycle, calendars: Calendars): number | undefined {
  const whole = wholeOf(cycle, calendars);
  if (whole === undefined) return dueAt(calendars(cycle.calendar), cycle.startedAt, cycle.budget)?.dueAt;
  return reachedAt(cycle, calendars, whole);
}

/** The earliest instant at which a cycle has used so many milliseconds; undefined while that is not to be seen. */
export function reachedAt(cycle: Cycle, calendars: Calendars, target: number): number | undefined {
  let left = target;
  for (const run of cycle.runs) {
    const held = run.to === undefined ? Number.POSITIVE_INFINITY : lengthOf(cycle, run, calendars, run.to);
    if (left > held) {
      left -= held;
      continue;
    }
    return within(cycle, run, calendars, left);
  }
  return undefined;
}

function within({ budget }: Cycle, run: Run, calendars: Calendars, left: number): number | undefined {
  if (budget.kind === 'elapsed') return run.from + left;
  const at = workingDue(calendars(run.calendar), run.from, left)?.dueAt;
  // What was measured by another version of the calendar ends with its run at the latest.
  return at === undefined ? undefined : Math.min(at, run.to ?? at);
}

/** When so many percent of a cycle are used; of days of the calendar, so many whole days at the same time of the day. */
export function shareAt(cycle: Cycle, calendars: Calendars, percent: number): number | undefined {
  if (percent === 100) return dueOf(cycle, calendars);
  const { budget } = cycle;
  const whole = wholeOf(cycle, calendars);
  return budget.kind === 'calendar-days'
    ? sameTimeLater(calendars(cycle.calendar), cycle.startedAt, Math.ceil((percent * budget.days) / 100))
    : reachedAt(cycle, calendars, Math.ceil(((whole ?? 0) * percent) / 100));
}

/** When a cycle has been late for so much working time in which it ran. */
export function overdueAt(cycle: Cycle, calendars: Calendars, milliseconds: number): number | undefined {
  const due = dueOf(cycle, calendars);
  if (due === undefined) return undefined;
  let left = milliseconds;
  for (const run of cycle.runs) {
    if (run.to !== undefined && run.to <= due) continue;
    const calendar = calendars(run.calendar);
    const from = Math.max(run.from, due);
    const held = run.to === undefined ? Number.POSITIVE_INFINITY : workingTimeBetween(calendar, from, run.to);
    if (left <= held) return workingDue(calendar, from, left)?.dueAt;
    left -= held;
  }
  return undefined;
}

/** The first instant at or after `at` at which a cycle runs: nothing fires while it is paused. */
export function whileRunning({ runs }: Cycle, at: number): number | undefined {
  const run = runs.find(({ to }) => to === undefined || at <= to);
  return run === undefined ? undefined : Math.max(at, run.from);
}

/** Whether a cycle that is stopped at an instant, or stands open at it, is late. */
export function isLate(cycle: Cycle, calendars: Calendars, at: number): boolean {
  const due = dueOf(cycle, calendars);
  return cycle.wasLate === true || (due !== undefined && at > due);
}
