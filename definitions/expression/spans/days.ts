import {
  addDays,
  addMilliseconds,
  addMonths,
  civil,
  dateOf,
  monthsBetween,
  quarterEnd,
  startOfDay,
  weekday,
} from '../date.ts';
import type { CalendarCall } from '../../model/expression.ts';
import { anyOf, isEmpty, isMissable, NOTHING, range, rangeOf, type Span } from './span.ts';

/** Functions of days that keep (1) or turn (-1) the order of each operand. */
const DAYS: Partial<
  Record<
    CalendarCall['function'],
    { readonly order: readonly (1 | -1)[]; readonly of: (x: number, y: number) => number | undefined }
  >
> = {
  year: { order: [1], of: (day) => civil(day).year },
  addDays: { order: [1, 1], of: addDays },
  addMonths: { order: [1, 1], of: addMonths },
  addMilliseconds: { order: [1, 1], of: addMilliseconds },
  daysBetween: { order: [-1, 1], of: (from, to) => to - from },
  monthsBetween: { order: [-1, 1], of: monthsBetween },
  millisecondsBetween: { order: [-1, 1], of: (from, to) => to - from },
  dateOf: { order: [1], of: dateOf },
  startOfDay: { order: [1], of: startOfDay },
  quarterEnd: { order: [1], of: quarterEnd },
};

/** Functions of one day that keep no order. */
const DAY: Partial<Record<CalendarCall['function'], (day: number) => number>> = {
  month: (day) => civil(day).month,
  day: (day) => civil(day).day,
  weekday,
};

export function calendarSpan(e: CalendarCall, spans: readonly Span[]): Span {
  const parts = spans.map(rangeOf);
  if (parts.some(isEmpty)) return { ...NOTHING, missable: isMissable(spans) };
  const [x = NOTHING, y = range(0n, 0n, false)] = parts;
  const known = DAYS[e.function];
  const single = DAY[e.function];
  if (known !== undefined) {
    const end = (side: 1 | -1) => {
      const [a, b] = [x, y].map((part, i) => Number((known.order[i] ?? 1) === side ? part.high : part.low));
      return known.of(a ?? 0, b ?? 0);
    };
    const [low, high] = [end(-1), end(1)];
    if (low !== undefined && high !== undefined) return range(BigInt(low), BigInt(high), isMissable(spans));
  } else if (single !== undefined && x.low === x.high) {
    const value = BigInt(single(Number(x.low)));
    return range(value, value, x.missable);
  }
  return anyOf(e.type, true);
}
