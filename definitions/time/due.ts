import { DAY_MILLISECONDS } from '../expression/date.ts';
import { INSTANT } from '../model/type.ts';
import type { TimeBudget } from './time-budget.ts';
import { dayAt, type WorkingCalendar, type WorkingYear, yearAt } from './working-calendar.ts';

/** When a budget is used up. */
export interface Due {
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly dueAt: number;
  /** Whether days were counted that the calendar does not know yet, or no more. */
  readonly isProvisional: boolean;
}

/** How far ahead is looked: a budget that is not used up in a hundred years and some has no due time. */
const MOST_YEARS = 101;

/**
 * The earliest instant at which a budget that begins at `from` is used up: of working time at a close, never at the next opening. Days of
 * the calendar are counted without the first; where the last is off work it is the next working day, and it ends with its last window.
 * Undefined where more than a hundred years are needed, and after the year 9999.
 */
export function dueAt(calendar: WorkingCalendar, from: number, budget: TimeBudget): Due | undefined {
  const due = dueFrom(calendar, from, budget);
  return due === undefined || due.dueAt > Number(INSTANT.maximum) ? undefined : due;
}

function dueFrom(calendar: WorkingCalendar, from: number, budget: TimeBudget): Due | undefined {
  switch (budget.kind) {
    case 'elapsed':
      return { dueAt: from + budget.milliseconds, isProvisional: false };
    case 'calendar-days':
      return lastDayDue(calendar, from, budget.days);
    case 'working':
      return workingDue(calendar, from, workingMilliseconds(calendar, budget));
  }
}

/** How much working time a budget of it is. */
export function workingMilliseconds(
  { workingDay }: WorkingCalendar,
  { workingDays, milliseconds }: Extract<TimeBudget, { kind: 'working' }>,
): number {
  return workingDays * workingDay + milliseconds;
}

/** The earliest instant by which so much working time has passed since `from`; `from` itself where that is none. */
export function workingDue(calendar: WorkingCalendar, from: number, milliseconds: number): Due | undefined {
  const isUnknown = isOutside(calendar, dayAt(calendar, from));
  if (milliseconds <= 0) return { dueAt: from, isProvisional: isUnknown };
  const first = firstYear(calendar, from);
  let left = milliseconds + heldBefore(calendar.year(first), from);
  for (let year = first; year < first + MOST_YEARS; year += 1) {
    const { windows, held, total } = calendar.year(year);
    if (left > total) {
      left -= total;
      continue;
    }
    const at = firstAtLeast(held, left);
    const window = windows[at];
    if (window === undefined) return undefined;
    const isProvisional = isUnknown || isOutside(calendar, window.day);
    return { dueAt: window.closesAt - ((held[at] ?? 0) - left), isProvisional };
  }
  return undefined;
}

/** The working time between two instants, in milliseconds; none where `to` is not later. */
export function workingTimeBetween(calendar: WorkingCalendar, from: number, to: number): number {
  if (to <= from) return 0;
  const [first, last] = [firstYear(calendar, from), firstYear(calendar, to)];
  let sum = heldBefore(calendar.year(last), to) - heldBefore(calendar.year(first), from);
  for (let year = first; year < last; year += 1) sum += calendar.year(year).total;
  return sum;
}

/** The year among whose windows an instant stands: the one before where a window of its last day is still open. */
export function firstYear(calendar: WorkingCalendar, instant: number): number {
  const year = yearAt(calendar, instant);
  const last = calendar.year(year - 1).windows.at(-1);
  return last !== undefined && instant < last.closesAt ? year - 1 : year;
}

/** The working time of a year before an instant. */
function heldBefore({ windows, held }: WorkingYear, instant: number): number {
  let [low, high] = [0, windows.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((windows[middle]?.closesAt ?? 0) <= instant) low = middle + 1;
    else high = middle;
  }
  const open = windows[low];
  return (held[low - 1] ?? 0) + (open === undefined ? 0 : Math.max(0, instant - open.opensAt));
}

function firstAtLeast(held: readonly number[], wanted: number): number {
  let [low, high] = [0, held.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((held[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

export const isOutside = ({ from, to }: WorkingCalendar, day: number): boolean => day < from || day > to;

function lastDayDue(calendar: WorkingCalendar, from: number, days: number): Due | undefined {
  const start = dayAt(calendar, from);
  const last = lastDay(calendar, start + days);
  if (last === undefined) return undefined;
  const isProvisional = isOutside(calendar, start) || isOutside(calendar, last);
  return { dueAt: endOfDay(calendar, last), isProvisional };
}

/** A day, or the next working day where it is off work. */
export function lastDay(calendar: WorkingCalendar, counted: number): number | undefined {
  for (let day = counted; day < counted + MOST_YEARS * 366; day += 1) if (calendar.isWorkday(day)) return day;
  return undefined;
}

/** The last close of a day; its midnight where it has no hours. */
function endOfDay({ zone, windowsOn }: WorkingCalendar, day: number): number {
  return windowsOn(day).at(-1)?.closesAt ?? zone.instantOf((day + 1) * DAY_MILLISECONDS);
}

/** So many whole days later, at the same time by the wall clock. */
export function sameTimeLater({ zone }: Pick<WorkingCalendar, 'zone'>, from: number, days: number): number {
  return zone.instantOf(zone.localOf(from) + days * DAY_MILLISECONDS);
}
