import { type Calendars, type Clock, type Cycle, openCycle, openRun, type Run, withLast } from './clock.ts';
import { dueOf, isLate, rawDue } from './clock-due.ts';
import { type Measure, pauseCycle } from './clock-moves.ts';
import { isReached } from './rungs.ts';
import { workingMilliseconds, workingTimeBetween } from './due.ts';
import type { TimeBudget } from './time-budget.ts';

/**
 * Another queue, calendar, tier, priority or zone: what is consumed stays as it was measured, what is left counts by the new budget and
 * calendar from now on. A clock that is late by that alone is late from now.
 */
export function changeClock(
  clock: Clock,
  { budget, calendar }: Partial<Measure>,
  calendars: Calendars,
  at: number,
): Clock {
  const cycle = openCycle(clock);
  if (cycle === undefined) return clock;
  const id = calendar ?? cycle.calendar;
  const paused = pauseCycle(cycle, calendars, at);
  const runs = openRun(cycle) === undefined ? cycle.runs : [...paused.runs, { calendar: id, from: at }];
  const next = { ...cycle, budget: budget ?? cycle.budget, calendar: id, runs };
  return withLast(clock, regenerated(cycle, next, { before: calendars, after: calendars }, at));
}

/**
 * A corrected version of a calendar: what its runs consumed is measured anew. `before` has the version that was in force, `after` the
 * corrected one.
 */
export function correctClock(
  clock: Clock,
  calendar: string,
  calendars: { readonly before: Calendars; readonly after: Calendars },
  at: number,
): Clock {
  const cycle = openCycle(clock);
  if (cycle === undefined || !(cycle.calendar === calendar || cycle.runs.some((run) => run.calendar === calendar)))
    return clock;
  const anew = (run: Run): Run =>
    run.calendar !== calendar || run.to === undefined
      ? run
      : { ...run, worked: workingTimeBetween(calendars.after(calendar), run.from, run.to) };
  const next = { ...cycle, runs: cycle.runs.map(anew) };
  return withLast(clock, regenerated(cycle, next, calendars, at));
}

/** The next generation of a cycle: late before, it stays so; late by the change alone, it is late from the change. */
function regenerated(
  cycle: Cycle,
  next: Cycle,
  calendars: { readonly before: Calendars; readonly after: Calendars },
  at: number,
): Cycle {
  const { notBefore, ...rest } = next;
  const [due, raw] = [dueOf(cycle, calendars.before), rawDue(rest, calendars.after)];
  const wasDue = due !== undefined && due < at;
  const since = raw === undefined || raw >= at ? undefined : wasDue ? notBefore : at;
  const dated = { ...rest, ...(since === undefined ? {} : { notBefore: since }) };
  return {
    ...dated,
    passed: rest.passed.filter(({ rung }) => isReached(dated, rung, calendars.after, at)),
    generation: cycle.generation + 1,
    since: at,
    ...(isLate(cycle, calendars.before, at) ? { wasLate: true as const } : {}),
  };
}

/** A longer budget that a clock allows, and whose word it takes. */
export interface Extension {
  readonly to: TimeBudget;
  readonly by: string;
}

/** What an extension of an open cycle came to. */
export type Extended =
  | { readonly kind: 'extended'; readonly clock: Clock; readonly dueAt: number | undefined }
  | {
      readonly kind: 'refused';
      readonly why: 'no-open-cycle' | 'not-offered' | 'needs-role' | 'not-longer';
      readonly needs?: readonly string[];
    };

/**
 * A cycle with a longer budget. It counts from the cycle's first start; any allowed one may be taken, by one of its roles, where it is
 * longer than the present one. A miss is never undone.
 */
export function extendClock(
  clock: Clock,
  extensions: readonly Extension[],
  { to, roles, at }: { readonly to: TimeBudget; readonly roles: readonly string[]; readonly at: number },
  calendars: Calendars,
): Extended {
  const cycle = openCycle(clock);
  if (cycle === undefined) return { kind: 'refused', why: 'no-open-cycle' };
  const offered = extensions.filter((one) => isSameBudget(one.to, to));
  if (offered.length === 0) return { kind: 'refused', why: 'not-offered' };
  if (!isLonger(to, cycle, calendars)) return { kind: 'refused', why: 'not-longer' };
  const needs = offered.map(({ by }) => by);
  if (!needs.some((role) => roles.includes(role))) return { kind: 'refused', why: 'needs-role', needs };
  const next = regenerated(
    cycle,
    { ...cycle, budget: to, isGranted: true },
    { before: calendars, after: calendars },
    at,
  );
  return { kind: 'extended', clock: withLast(clock, next), dueAt: dueOf(next, calendars) };
}

/** Whether two budgets count the same. */
export function isSameBudget(a: TimeBudget, b: TimeBudget): boolean {
  switch (a.kind) {
    case 'working':
      return a.kind === b.kind && a.workingDays === b.workingDays && a.milliseconds === b.milliseconds;
    case 'calendar-days':
      return a.kind === b.kind && a.days === b.days;
    case 'elapsed':
      return a.kind === b.kind && a.milliseconds === b.milliseconds;
  }
}

function isLonger(to: TimeBudget, { budget, calendar }: Cycle, calendars: Calendars): boolean {
  if (to.kind === 'calendar-days') return budget.kind === 'calendar-days' && to.days > budget.days;
  if (to.kind === 'elapsed') return budget.kind === 'elapsed' && to.milliseconds > budget.milliseconds;
  if (budget.kind !== 'working') return false;
  return workingMilliseconds(calendars(calendar), to) > workingMilliseconds(calendars(calendar), budget);
}

/**
 * The clock of the request that survives a merge: the cycle that is due earlier, as the survivor's own. Where one of them is not open, or
 * neither has a due time, the survivor's stays.
 */
export function survivingClock(clock: Clock, absorbed: Clock, calendars: Calendars, at: number): Clock {
  const [own, other] = [openCycle(clock), openCycle(absorbed)];
  if (own === undefined || other === undefined) return clock;
  const [due, earlier] = [dueOf(own, calendars), dueOf(other, calendars)];
  if (earlier === undefined || (due !== undefined && due <= earlier)) return clock;
  const isGranted = own.isGranted === true || other.isGranted === true || !isSameBudget(own.budget, other.budget);
  return withLast(clock, {
    ...other,
    // Its own conditions would choose another one.
    ...(isGranted ? { isGranted: true as const } : {}),
    passed: own.passed.filter(({ rung }) => isReached(other, rung, calendars, at)),
    generation: own.generation + 1,
    since: at,
  });
}
