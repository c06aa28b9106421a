import { Temporal } from 'temporal-polyfill';

/** Days and moments of the referee, reckoned by Temporal. A day outside 0001-01-01 … 9999-12-31 is no day: undefined. */

/** A calendar day, counted from 1970-01-01. */
export class Day {
  readonly days: number;
  constructor(days: number) {
    this.days = days;
  }
}
/** A point in time in milliseconds since 1970. */
export class Moment {
  readonly milliseconds: number;
  constructor(milliseconds: number) {
    this.milliseconds = milliseconds;
  }
}
/** A length of time: months, days or milliseconds. */
export class Span {
  readonly unit: 'months' | 'days' | 'milliseconds';
  readonly count: number;
  constructor(unit: Span['unit'], count: number) {
    this.unit = unit;
    this.count = count;
  }
}

const EPOCH = new Temporal.PlainDate(1970, 1, 1);
const FIRST = -719_162;
const LAST = 2_932_896;
const DAY = 86_400_000;
const EAST = 8 * 3_600_000;

const plain = ({ days }: Day) => EPOCH.add({ days });
const dayOf = (date: Temporal.PlainDate) => new Day(EPOCH.until(date, { largestUnit: 'days' }).days);
const existing = (days: number) => (days >= FIRST && days <= LAST ? new Day(days) : undefined);

/** Year, month, day or weekday (1 = Monday). */
export function dayPart(day: Day, part: string): number | undefined {
  const date = plain(day);
  if (part === 'year' || part === 'month' || part === 'day') return date[part];
  return part === 'weekday' ? date.dayOfWeek : undefined;
}

/** The last day of a day's month. */
export function lastOfMonth(day: Day): Day {
  const date = plain(day);
  return dayOf(date.with({ day: date.daysInMonth }));
}

/** `Monday` … `Sunday`. */
export const dayName = (day: Day): string => plain(day).toLocaleString('en', { weekday: 'long', calendar: 'iso8601' });

/** The week of ISO 8601. */
export const weekOfYear = (day: Day): number => plain(day).weekOfYear ?? 0;

/** A day by its parts; undefined where there is none. */
export function dayFrom(year: number, month: number, day: number): Day | undefined {
  try {
    return existing(dayOf(Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' })).days);
  } catch {
    return undefined;
  }
}

export function plusDays(day: Day, count: number): Day | undefined {
  return Number.isSafeInteger(day.days + count) ? existing(day.days + count) : undefined;
}

/** Months later; the last day of the month where it is shorter. */
export function plusMonths(day: Day, count: number): Day | undefined {
  if (Math.abs(count) > 200_000) return undefined;
  const moved = plain(day).add({ months: count }, { overflow: 'constrain' });
  return existing(dayOf(moved).days);
}

export function plusMilliseconds(moment: Moment, count: number): Moment | undefined {
  const moved = moment.milliseconds + count;
  return moved >= FIRST * DAY && moved < (LAST + 1) * DAY ? new Moment(moved) : undefined;
}

/** The day of a moment in the bank's zone, UTC+8. */
export function dayOfMoment({ milliseconds }: Moment): Day | undefined {
  return existing(Math.floor((milliseconds + EAST) / DAY));
}

/** Whole months from one day to another, negative where it lies before. */
export function monthsBetween(from: Day, to: Day): number {
  return plain(from).until(plain(to), { largestUnit: 'months' }).months;
}

/** The last day of a day's month, or of its quarter. */
export function endOf(day: Day, of: 'month-end' | 'quarter-end'): Day {
  const date = plain(day);
  const month = of === 'month-end' ? date.month : Math.ceil(date.month / 3) * 3;
  const last = date.with({ day: 1, month });
  return dayOf(last.with({ day: last.daysInMonth }));
}
