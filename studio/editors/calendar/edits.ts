import {
  addDays,
  addMonths,
  type CalendarDocument,
  dateText,
  type Language,
  parseDays,
  parseWindow,
  type Text,
  WEEK,
  weekdayOf,
} from '../../../definitions/index.ts';
import { setAt, titled } from '../edit.ts';

/** What a day is: as its week has it, listed as a holiday or a make-up working day, or beyond the days that are known. */
export type DayKind = 'open' | 'off' | 'holiday' | 'make-up' | 'unknown';

type Days = Pick<CalendarDocument, 'from' | 'to' | 'windows' | 'holidays' | 'workdays'>;

/** What a day, as `2026-10-01`, is. */
export function dayKind({ from, to, windows, holidays = [], workdays = [] }: Days, on: string): DayKind {
  if (workdays.some((day) => day.on === on)) return 'make-up';
  if (holidays.some((day) => day.on === on)) return 'holiday';
  if (on < from || on > to) return 'unknown';
  return windows[weekdayOf(on)].length > 0 ? 'open' : 'off';
}

/**
 * Makes a day other than its week says: one that is worked a holiday, one that is off a make-up working day with the hours of the first
 * day that is worked. What is listed already is as the week says again. Days beyond those that are known stay as they are.
 */
export function toggleDay(document: CalendarDocument, on: string): CalendarDocument {
  const { holidays = [], workdays = [], windows } = document;
  const without = <Day extends { readonly on: string }>(days: readonly Day[]) => days.filter((day) => day.on !== on);
  switch (dayKind(document, on)) {
    case 'holiday':
      return { ...document, holidays: without(holidays) };
    case 'make-up':
      return { ...document, workdays: without(workdays) };
    case 'open':
      return { ...document, holidays: inOrder([...holidays, { on }]) };
    case 'off': {
      const hours = WEEK.map((day) => windows[day]).find((day) => day.length > 0) ?? ['09:00-17:00'];
      return { ...document, workdays: inOrder([...workdays, { on, windows: hours }]) };
    }
    default:
      return document;
  }
}

const inOrder = <Day extends { readonly on: string }>(days: readonly Day[]): readonly Day[] =>
  days.toSorted((one, other) => (one.on < other.on ? -1 : 1));

/** Where a day is listed, with what it is called; undefined where its week alone says what it is. */
export function listedDay(
  { holidays = [], workdays = [] }: Days,
  on: string,
):
  | { readonly pointer: string; readonly name: Text | undefined; readonly windows: readonly string[] | null }
  | undefined {
  const [holiday, workday] = [holidays, workdays].map((days) => days.findIndex((day) => day.on === on));
  const [off, made] = [holidays[holiday ?? -1], workdays[workday ?? -1]];
  if (made !== undefined) return { pointer: `/workdays/${workday}`, name: made.name, windows: made.windows };
  return off === undefined ? undefined : { pointer: `/holidays/${holiday}`, name: off.name, windows: null };
}

/** Calls a listed day something in one language. */
export function nameDay(document: CalendarDocument, on: string, language: Language, text: string): CalendarDocument {
  const named = <Day extends { readonly on: string; readonly name?: Text }>(days: readonly Day[]): readonly Day[] =>
    days.map((day) => {
      if (day.on !== on) return day;
      const { name: before, ...rest } = day;
      const name = titled(before, language, text);
      return (name === undefined ? rest : { ...rest, name }) as Day;
    });
  const { holidays, workdays } = document;
  return {
    ...document,
    ...(holidays === undefined ? {} : { holidays: named(holidays) }),
    ...(workdays === undefined ? {} : { workdays: named(workdays) }),
  };
}

/** Writes the windows at a pointer: those of a day of the week, or of a make-up working day. */
export const setWindows = (document: CalendarDocument, pointer: string, windows: readonly string[]): CalendarDocument =>
  setAt(document, pointer, windows);

/** Windows as they are typed (`9:00–12:00, 13:30–17:30`); undefined where one of them is none. */
export function readWindows(text: string): readonly string[] | undefined {
  const parts = text
    .normalize('NFKC')
    .replaceAll(/\s*[-–—~至]\s*/g, '-')
    .split(/[,、;·\s]+/)
    .filter((part) => part !== '');
  // The hour may be written with one figure.
  const windows = parts.map((part) => part.replaceAll(/(?<!\d)\d(?=:)/g, '0$&'));
  return windows.every((window) => parseWindow(window) !== undefined) ? [...new Set(windows)] : undefined;
}

/** The weeks of a month, from Monday on: days as `2026-10-01`, null beside the month. */
export function weeksOf(year: number, month: number): readonly (readonly (string | null)[])[] {
  const first = parseDays(`${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`);
  if (first === undefined) return [];
  const count = (addMonths(first, 1) ?? first + DAYS_OF_DECEMBER) - first;
  const days = Array.from({ length: count }, (_, i) => dateText(first + i));
  const before = WEEK.indexOf(weekdayOf(days[0] ?? ''));
  const cells = [...Array.from({ length: before }, () => null), ...days];
  return Array.from({ length: Math.ceil(cells.length / 7) }, (_, i) =>
    Array.from({ length: 7 }, (__, j) => cells[i * 7 + j] ?? null),
  );
}

/** The last month of all is a December. */
const DAYS_OF_DECEMBER = 31;

const DAYS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
const MONTHS: Readonly<Record<string, number>> = { PageUp: -1, PageDown: 1 };

/** The day that a key leads to: the arrows by a day or a week, Page Up and Down by a month, Home and End within the week. */
export function dayByKey(on: string, key: string): string | undefined {
  const from = parseDays(on);
  if (from === undefined) return undefined;
  const weekday = WEEK.indexOf(weekdayOf(on));
  const days = key === 'Home' ? -weekday : key === 'End' ? 6 - weekday : DAYS[key];
  const months = MONTHS[key];
  const to = days !== undefined ? addDays(from, days) : months !== undefined ? addMonths(from, months) : undefined;
  return to === undefined ? undefined : dateText(to);
}
