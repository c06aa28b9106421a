import { civil, DAY_MILLISECONDS, daysInMonth, daysOf } from './date.ts';
import { INSTANT } from '../model/type.ts';

/** Dates, instants and periods as ISO 8601 text. Days that do not exist (2026-02-30) and instants without a zone are refused. */

const DATE_TEXT = /^(\d{4})-(\d{2})-(\d{2})$/;
const INSTANT_TEXT = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(Z|[+-]\d{2}:\d{2})$/;
const PERIOD_TEXT =
  /^(-?)P(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,7})D)?(?:T(?:(\d{1,8})H)?(?:(\d{1,9})M)?(?:(\d{1,10})S)?)?$/;

/** Days since 1970-01-01 of `2026-01-31`; undefined for anything else. */
export function parseDays(text: string): number | undefined {
  const match = DATE_TEXT.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return daysOf(year, month, day);
}

/** As `parseDays`, in the scale of constants. */
export function parseDate(text: string): bigint | undefined {
  const days = parseDays(text);
  return days === undefined ? undefined : BigInt(days);
}

/** `2026-01-31` of a count of days. */
export function dateText(days: bigint | number): string {
  const { year, month, day } = civil(Number(days));
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Milliseconds since 1970-01-01T00:00Z of `2026-01-31T09:30:00+08:00`; undefined for anything else, and where the zone is absent. */
export function parseMilliseconds(text: string): number | undefined {
  const match = INSTANT_TEXT.exec(text);
  if (match === null) return undefined;
  const days = parseDays(match[1] ?? '');
  const [hour, minute, second] = [Number(match[2]), Number(match[3]), Number(match[4] ?? 0)];
  const offset = zoneMinutes(match[6] ?? '');
  if (days === undefined || offset === undefined || hour > 23 || minute > 59 || second > 59) return undefined;
  const fraction = Number((match[5] ?? '').padEnd(3, '0'));
  const instant = days * DAY_MILLISECONDS + ((hour * 60 + minute - offset) * 60 + second) * 1000 + fraction;
  return instant >= Number(INSTANT.minimum) && instant <= Number(INSTANT.maximum) ? instant : undefined;
}

function zoneMinutes(zone: string): number | undefined {
  if (zone === 'Z') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4))];
  if (hours > 18 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/** As `parseMilliseconds`, in the scale of constants. */
export function parseInstant(text: string): bigint | undefined {
  const instant = parseMilliseconds(text);
  return instant === undefined ? undefined : BigInt(instant);
}

/** `2026-01-31T01:30:00Z` of an instant; thousandths only where there are some. */
export function instantText(instant: bigint | number): string {
  const days = Math.floor(Number(instant) / DAY_MILLISECONDS);
  const rest = Number(instant) - days * DAY_MILLISECONDS;
  const two = (n: number) => String(n).padStart(2, '0');
  const clock = `${two(Math.floor(rest / 3_600_000))}:${two(Math.floor(rest / 60_000) % 60)}:${two(Math.floor(rest / 1000) % 60)}`;
  const fraction = rest % 1000 === 0 ? '' : `.${String(rest % 1000).padStart(3, '0')}`;
  return `${dateText(days)}T${clock}${fraction}Z`;
}

/** A period: months, or days, or milliseconds where it has a time of day. */
export interface Period {
  readonly unit: 'months' | 'days' | 'milliseconds';
  readonly count: number;
}

/** `P3M`, `P1Y6M`, `P30D`, `PT36H`; undefined for anything else, and for months mixed with days (their sum has no fixed length). */
export function parsePeriod(text: string): Period | undefined {
  const match = PERIOD_TEXT.exec(text);
  if (match === null || text.endsWith('P') || text.endsWith('T')) return undefined;
  const [, , years, months, days, hours, minutes, seconds] = match;
  const sign = match[1] === '-' ? -1 : 1;
  const hasMonths = years !== undefined || months !== undefined;
  const hasTime = hours !== undefined || minutes !== undefined || seconds !== undefined;
  if (hasMonths && (days !== undefined || hasTime)) return undefined;
  const signed = (n: number) => (n === 0 ? 0 : sign * n);
  if (hasMonths) return { unit: 'months', count: signed(Number(years ?? 0) * 12 + Number(months ?? 0)) };
  if (!hasTime) return { unit: 'days', count: signed(Number(days ?? 0)) };
  const total = ((Number(days ?? 0) * 24 + Number(hours ?? 0)) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds ?? 0);
  return { unit: 'milliseconds', count: signed(total * 1000) };
}
