import * as date from '../date.ts';

/** Functions of dates as generated functions call them: what is outside the calendar, and what is missing, is NaN. */

/** Year, month and day of a count of days; all NaN for NaN. */
export const civil = date.civil;
export const quarterEnd = date.quarterEnd;
export const monthEnd = date.monthEnd;
export const weekday = date.weekday;
export const weekOfYear = date.weekOfYear;
export const weekdayName = (days: number) => date.WEEKDAYS[date.weekday(days) - 1] ?? null;
export const dateFrom = (year: number, month: number, day: number) => date.dateFrom(year, month, day) ?? Number.NaN;
export const addDays = (days: number, count: number) => date.addDays(days, count) ?? Number.NaN;
export const addMonths = (days: number, count: number) =>
  count === count && days === days ? (date.addMonths(days, count) ?? Number.NaN) : Number.NaN;
export const addMilliseconds = (instant: number, count: number) => date.addMilliseconds(instant, count) ?? Number.NaN;
export const dateOf = (instant: number) => date.dateOf(instant) ?? Number.NaN;
export const startOfDay = (days: number) => date.startOfDay(days) ?? Number.NaN;
export const daysBetween = (from: number, to: number) => to - from;
export const millisecondsBetween = (from: number, to: number) => to - from;
export const monthsBetween = (from: number, to: number) =>
  from === from && to === to ? date.monthsBetween(from, to) : Number.NaN;
