import { dateText, type Json, parsePeriod } from '../../definitions/index.ts';
import { Day, Moment, plusDays, plusMonths } from './calendar.ts';
import { Fraction } from './figure.ts';
import { wide } from './operators.ts';
import type { RefereeValue } from './value.ts';

/** Facts as json-rules-engine is given them. */

/** A value as the library sees it; missing is undefined. */
export function library(value: RefereeValue, isWide: boolean): unknown {
  if (value === null) return undefined;
  if (value instanceof Fraction) return isWide ? wide(value) : value.toNumber();
  if (value instanceof Day) return dateText(value.days);
  if (value instanceof Moment) return value.milliseconds;
  return Array.isArray(value) ? value.map((item: RefereeValue) => library(item, isWide)) : value;
}

/** Whether a double could lose digits of it. */
export const isLong = (value: RefereeValue): boolean =>
  Array.isArray(value) ? value.some(isLong) : value instanceof Fraction && value.precision(true) > 15;
/** Figures, and bounds of intervals, of more than 15 digits. */
export const isLongConstant = (json: Json): boolean =>
  String(json)
    .split(/[^\d.]+/)
    .some((digits) => digits.replaceAll('.', '').length > 15);

/** The days of `withinLast`: after the first, up to the second. */
export function windowOf(text: string, asOf: Day | undefined): readonly [string, string] | undefined {
  const period = parsePeriod(text);
  if (asOf === undefined || period === undefined) return undefined;
  const start = period.unit === 'months' ? plusMonths(asOf, -period.count) : plusDays(asOf, -period.count);
  return start === undefined ? undefined : [dateText(start.days), dateText(asOf.days)];
}

/** Puts a value where a path leads. */
export function put(into: Record<string, unknown>, path: string, value: unknown): void {
  const steps = path.slice(2).split('.');
  const last = steps.pop() ?? '';
  let at = into;
  for (const step of steps) at = (at[step] ??= {}) as Record<string, unknown>;
  if (value !== undefined) at[last] = value;
}
