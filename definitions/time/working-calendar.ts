import { civil, DAY_MILLISECONDS, daysOf, weekday } from '../expression/date.ts';
import { dateText, parseDays } from '../expression/date-text.ts';
import type { Text } from '../model/text.ts';
import { parseTime } from './time-budget.ts';
import { parseWindow, type WallWindow } from './wall-window.ts';
import { type TimeZone, timeZone } from './zone.ts';

/** The days of the week as calendars name them, Monday first. */
export const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEK)[number];

/** When somebody works, as it is written. */
export interface CalendarRules {
  readonly timeZone: string;
  /** How much working time one working day of a budget is, such as `PT7H`. */
  readonly workingDay: string;
  /** The days that are known; outside of them the week alone counts, provisionally. */
  readonly from: string;
  readonly to: string;
  readonly windows: Readonly<Record<Weekday, readonly string[]>>;
  readonly holidays?: readonly { readonly on: string; readonly name?: Text }[];
  readonly workdays?: readonly { readonly on: string; readonly windows: readonly string[]; readonly name?: Text }[];
}

/** A stretch of working time: instants, the day on which it opens (days since 1970-01-01). */
export interface WorkingWindow {
  readonly opensAt: number;
  readonly closesAt: number;
  readonly day: number;
}

/** The windows of the days of one year, in order, and how much time they hold up to and with each of them. */
export interface WorkingYear {
  readonly windows: readonly WorkingWindow[];
  readonly held: readonly number[];
  /** All of it, in milliseconds. */
  readonly total: number;
}

export interface WorkingCalendar {
  readonly zone: TimeZone;
  /** Milliseconds of one working day of a budget. */
  readonly workingDay: number;
  /** Days since 1970-01-01, both included. */
  readonly from: number;
  readonly to: number;
  /** By the definition alone, whatever daylight saving leaves of it. */
  isWorkday(day: number): boolean;
  /** What a holiday or a make-up day is called. */
  nameOf(day: number): Text | undefined;
  /** The windows of a day as instants, in order; they neither touch twice the same time nor are they empty. */
  windowsOn(day: number): readonly WorkingWindow[];
  /** Made once a year, when it is first asked for. */
  year(year: number): WorkingYear;
}

/** A sound calendar ready to reckon with; made once for the same rules. Throws for rules that `check` refuses. */
export function workingCalendar(rules: CalendarRules): WorkingCalendar {
  let made = calendars.get(rules);
  if (made === undefined) {
    made = calendarFrom(rules);
    calendars.set(rules, made);
  }
  return made;
}

const calendars = new WeakMap<CalendarRules, WorkingCalendar>();

function calendarFrom(rules: CalendarRules): WorkingCalendar {
  const zone = timeZone(rules.timeZone);
  const [from, to] = [parseDays(rules.from), parseDays(rules.to)];
  const workingDay = parseTime(rules.workingDay);
  if (zone === undefined || from === undefined || to === undefined || workingDay === undefined)
    throw new Error('A calendar with errors reckons nothing');
  const week = WEEK.map((name) => rules.windows[name].flatMap((text) => parseWindow(text) ?? []));
  const special = new Map<string, { readonly windows: readonly WallWindow[]; readonly name: Text | undefined }>();
  for (const { on, name } of rules.holidays ?? []) special.set(on, { windows: [], name });
  for (const { on, windows, name } of rules.workdays ?? [])
    special.set(on, { windows: windows.flatMap((text) => parseWindow(text) ?? []), name });
  const wallWindows = (day: number) => special.get(dateText(day))?.windows ?? week[weekday(day) - 1] ?? [];
  const windowsOn = (day: number) => unionOf(wallWindows(day), day, zone);
  const years = new Map<number, WorkingYear>();
  return {
    zone,
    workingDay,
    from,
    to,
    isWorkday: (day) => wallWindows(day).length > 0,
    nameOf: (day) => special.get(dateText(day))?.name,
    windowsOn,
    year(year) {
      let found = years.get(year);
      if (found === undefined) {
        found = yearOf(year, windowsOn);
        years.set(year, found);
      }
      return found;
    },
  };
}

/** The windows of a day as instants. Where clocks go forward, those inside the gap may come to lie on those behind it. */
function unionOf(windows: readonly WallWindow[], day: number, zone: TimeZone): readonly WorkingWindow[] {
  const midnight = day * DAY_MILLISECONDS;
  const instants = windows
    .map(({ from, to }) => ({
      opensAt: zone.instantOf(midnight + from * 60_000),
      closesAt: zone.instantOf(midnight + to * 60_000),
      day,
    }))
    .sort((a, b) => a.opensAt - b.opensAt);
  return withoutOverlap(instants, Number.NEGATIVE_INFINITY);
}

/** Windows in order, each without what lies before the ends of earlier ones and before `since`. */
function withoutOverlap(windows: readonly WorkingWindow[], since: number): readonly WorkingWindow[] {
  let reached = since;
  return windows.flatMap((window) => {
    const opensAt = Math.max(window.opensAt, reached);
    reached = Math.max(reached, window.closesAt);
    return opensAt < window.closesAt ? [{ ...window, opensAt }] : [];
  });
}

function yearOf(year: number, windowsOn: WorkingCalendar['windowsOn']): WorkingYear {
  const [first, end] = [daysOf(year, 1, 1), daysOf(year + 1, 1, 1)];
  const all: WorkingWindow[] = [];
  let reached = windowsOn(first - 1).at(-1)?.closesAt ?? Number.NEGATIVE_INFINITY;
  for (let day = first; day < end; day += 1) {
    for (const window of withoutOverlap(windowsOn(day), reached)) {
      all.push(window);
      reached = window.closesAt;
    }
  }
  let total = 0;
  const held = all.map(({ opensAt, closesAt }) => (total += closesAt - opensAt));
  return { windows: all, held, total };
}

/** The year of an instant by the wall clock. */
export function yearAt({ zone }: WorkingCalendar, instant: number): number {
  return civil(Math.floor(zone.localOf(instant) / DAY_MILLISECONDS)).year;
}

/** The day of an instant by the wall clock, in days since 1970-01-01. */
export function dayAt({ zone }: Pick<WorkingCalendar, 'zone'>, instant: number): number {
  return Math.floor(zone.localOf(instant) / DAY_MILLISECONDS);
}
