import { dateText, parseDate } from '../../../definitions/index.ts';
import { BANK_AHEAD_MS } from '../../clock.ts';
import type { Span } from '../../store/request-analyses.ts';

/** What a period is divided into; null: it is one. */
export type SpanUnit = 'day' | 'week' | 'month';

/** So many days are reckoned at once, and put side by side at most: other people wait for the same server. */
export const MOST_DAYS = 400;

/**
 * The spans of a period of days of the bank, both included, in their order: days and weeks by their first day (`2026-11-16`, a Monday), months as
 * `2026-11`. A week or a month of which the period has a part has that part alone. Undefined where these are no two days in their order,
 * or more of them than are reckoned at once.
 */
export function spansOf(from: string, to: string, unit: SpanUnit | null): readonly Span[] | undefined {
  const [first, last] = [parseDate(from), parseDate(to)].map((day) => (day === undefined ? undefined : Number(day)));
  if (first === undefined || last === undefined || first > last || last - first >= MOST_DAYS) return undefined;
  const spans: { key: string; first: number; last: number }[] = [];
  if (unit === null) spans.push({ key: from, first, last });
  else
    for (let day = first; day <= last; day += 1) {
      const key = keyOf(day, unit);
      const open = spans.at(-1);
      if (open?.key === key) open.last = day;
      else spans.push({ key, first: day, last: day });
    }
  return spans.map((span) => ({ key: span.key, from: midnight(span.first), until: midnight(span.last + 1) }));
}

function keyOf(day: number, unit: SpanUnit): string {
  switch (unit) {
    case 'day':
      return dateText(day);
    case 'week':
      // Day 0 was a Thursday.
      return dateText(day - ((((day + 3) % 7) + 7) % 7));
    case 'month':
      return dateText(day).slice(0, 7);
  }
}

/** When a day begins at the bank, in UTC. */
const midnight = (day: number): string => new Date(day * DAY_MS - BANK_AHEAD_MS).toISOString();
const DAY_MS = 86_400_000;
