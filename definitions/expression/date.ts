import { DATE, INSTANT } from '../model/type.ts';

/**
 * Civil-calendar arithmetic, proleptic Gregorian, 0001-01-01 … 9999-12-31. A day is a count since 1970-01-01, an instant milliseconds
 * since 1970-01-01T00:00Z. Both fit plain numbers, so generated functions call these as they are; `bigint` is for constants.
 * The bank's zone is UTC+8 without daylight saving.
 */

export const DAY_MILLISECONDS = 86_400_000;
const ZONE_MILLISECONDS = 8 * 3_600_000;
const FIRST_DAY = Number(DATE.minimum);
const LAST_DAY = Number(DATE.maximum);

export interface Civil {
  readonly year: number;
  /** 1 … 12 */
  readonly month: number;
  /** 1 … 31 */
  readonly day: number;
}

/** Days since 1970-01-01 of a day that exists. Months count from March, so that the leap day comes last (Hinnant, days_from_civil). */
export function daysOf(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}

/** Year, month and day of a count of days (Hinnant, civil_from_days). */
export function civil(days: number): Civil {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1 };
}

/** Days of a month: 28 … 31. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** A day some days later; undefined outside the calendar. */
export function addDays(days: number, count: number): number | undefined {
  const sum = days + count;
  return sum >= FIRST_DAY && sum <= LAST_DAY ? sum : undefined;
}

/** The same day some months later, or the month's last day where it is shorter; undefined outside the calendar. */
export function addMonths(days: number, count: number): number | undefined {
  const from = civil(days);
  const months = from.year * 12 + from.month - 1 + count;
  const year = Math.floor(months / 12);
  if (year < 1 || year > 9999) return undefined;
  const month = months - year * 12 + 1;
  return daysOf(year, month, Math.min(from.day, daysInMonth(year, month)));
}

/** Whole months from one day to another: a month is whole once its day of the month is reached; negative where `to` is earlier. */
export function monthsBetween(from: number, to: number): number {
  if (to < from) return -monthsBetween(to, from);
  const [a, b] = [civil(from), civil(to)];
  return b.year * 12 + b.month - a.year * 12 - a.month - (b.day < a.day ? 1 : 0);
}

/** The days of the week by their names in FEEL. */
export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** 1 = Monday … 7 = Sunday. */
export function weekday(days: number): number {
  return ((((days + 3) % 7) + 7) % 7) + 1;
}

/** The last day of the quarter of a day. */
export function quarterEnd(days: number): number {
  const { year, month } = civil(days);
  const last = Math.ceil(month / 3) * 3;
  return daysOf(year, last, daysInMonth(year, last));
}

/** The last day of the month of a day. */
export function monthEnd(days: number): number {
  const { year, month } = civil(days);
  return daysOf(year, month, daysInMonth(year, month));
}

/** The week of the year of a day, 1 … 53 (ISO 8601): that of its Thursday, counted in the year of that Thursday. */
export function weekOfYear(days: number): number {
  const thursday = days - weekday(days) + 4;
  return Math.floor((thursday - daysOf(civil(thursday).year, 1, 1)) / 7) + 1;
}

/** A day by year, month and day; undefined where there is none. */
export function dateFrom(year: number, month: number, day: number): number | undefined {
  const isMonth = year >= 1 && year <= 9999 && month >= 1 && month <= 12;
  return isMonth && day >= 1 && day <= daysInMonth(year, month) ? daysOf(year, month, day) : undefined;
}

/** An instant some milliseconds later; undefined outside the calendar. */
export function addMilliseconds(instant: number, count: number): number | undefined {
  const sum = instant + count;
  return sum >= Number(INSTANT.minimum) && sum <= Number(INSTANT.maximum) ? sum : undefined;
}

/** The day of an instant in the bank's zone; undefined outside the calendar. */
export function dateOf(instant: number): number | undefined {
  return addDays(0, Math.floor((instant + ZONE_MILLISECONDS) / DAY_MILLISECONDS));
}

/** What the bank's clocks show at an instant: the day and the milliseconds since it began. */
export function clockOf(instant: number): { readonly days: number; readonly milliseconds: number } {
  const local = instant + ZONE_MILLISECONDS;
  const days = Math.floor(local / DAY_MILLISECONDS);
  return { days, milliseconds: local - days * DAY_MILLISECONDS };
}

/** The instant a day begins in the bank's zone; undefined outside the calendar. */
export function startOfDay(days: number): number | undefined {
  return addMilliseconds(0, days * DAY_MILLISECONDS - ZONE_MILLISECONDS);
}
