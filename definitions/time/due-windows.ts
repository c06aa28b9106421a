import { DAY_MILLISECONDS } from '../expression/date.ts';
import type { Text } from '../model/text.ts';
import { type Due, dueAt, firstYear } from './due.ts';
import { timeText, type TimeBudget } from './time-budget.ts';
import { dayAt, type WorkingCalendar, yearAt } from './working-calendar.ts';

/** A stretch of time that was looked at for a due time, and what of the budget it used: `PT3H`, `P1D`, or nothing. */
export interface DueWindow {
  readonly from: number;
  readonly to: number;
  readonly counted: string;
  /** What the day is called, where it is a holiday or a make-up day. */
  readonly name?: Text;
}

/**
 * A due time window by window: the working hours that a budget of working time uses, the days that one of days counts (those that it only
 * passes over to a working day count `P0D`), the one stretch of elapsed time.
 */
export function dueWindows(
  calendar: WorkingCalendar,
  from: number,
  budget: TimeBudget,
): (Due & { readonly windows: readonly DueWindow[] }) | undefined {
  const due = dueAt(calendar, from, budget);
  if (due === undefined) return undefined;
  return { ...due, windows: windowsTo(calendar, from, due.dueAt, budget) };
}

function windowsTo(calendar: WorkingCalendar, from: number, dueAt: number, budget: TimeBudget): readonly DueWindow[] {
  switch (budget.kind) {
    case 'elapsed':
      return [{ from, to: dueAt, counted: timeText(budget.milliseconds) }];
    case 'calendar-days':
      return daysTo(calendar, from, dueAt, budget.days);
    case 'working':
      return hoursTo(calendar, from, dueAt);
  }
}

function hoursTo(calendar: WorkingCalendar, from: number, dueAt: number): readonly DueWindow[] {
  const found: DueWindow[] = [];
  const last = yearAt(calendar, dueAt);
  for (let year = firstYear(calendar, from); year <= last; year += 1) {
    for (const { opensAt, closesAt, day } of calendar.year(year).windows) {
      const [begin, end] = [Math.max(opensAt, from), Math.min(closesAt, dueAt)];
      if (begin < end)
        found.push({ from: begin, to: end, counted: timeText(end - begin), ...named(calendar.nameOf(day)) });
    }
  }
  return found;
}

function daysTo(calendar: WorkingCalendar, from: number, dueAt: number, days: number): readonly DueWindow[] {
  const start = dayAt(calendar, from);
  const midnight = (day: number) => calendar.zone.instantOf(day * DAY_MILLISECONDS);
  const found: DueWindow[] = [];
  for (let day = start + 1, isLast = false; !isLast; day += 1) {
    isLast = day >= start + days && calendar.isWorkday(day);
    const counted = day <= start + days ? 'P1D' : 'P0D';
    found.push({
      from: midnight(day),
      to: isLast ? dueAt : midnight(day + 1),
      counted,
      ...named(calendar.nameOf(day)),
    });
  }
  return found;
}

const named = (name: Text | undefined) => (name === undefined ? {} : { name });
