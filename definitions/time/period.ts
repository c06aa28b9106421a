import { addDays, addMonths, DAY_MILLISECONDS } from '../expression/date.ts';
import { parsePeriod } from '../expression/date-text.ts';
import type { TimeZone } from './zone.ts';

/**
 * The end of a period of calendar time: so many days or months later at the same time by the wall clock (a month's last day where the month
 * is shorter), so many hours later as time passes. Undefined for what is no period, and outside the years 1 … 9999.
 */
export function endOfPeriod(zone: TimeZone, from: number, period: string): number | undefined {
  const read = parsePeriod(period);
  if (read === undefined) return undefined;
  if (read.unit === 'milliseconds') return from + read.count;
  const local = zone.localOf(from);
  const day = Math.floor(local / DAY_MILLISECONDS);
  const end = (read.unit === 'days' ? addDays : addMonths)(day, read.count);
  return end === undefined ? undefined : zone.instantOf(end * DAY_MILLISECONDS + local - day * DAY_MILLISECONDS);
}
