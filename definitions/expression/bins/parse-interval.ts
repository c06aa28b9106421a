import { parseInterval, type Range, toRange } from '../../model/interval.ts';
import type { Type } from '../../model/type.ts';
import { readValue } from '../scope/index.ts';

/** What is wrong with an interval's text for a type. */
export type IntervalFault = 'malformed' | 'unordered' | 'unreadable' | 'empty';

/** The problem that tells of each. */
export const INTERVAL_CODES = {
  malformed: 'bin-interval-malformed',
  unordered: 'bin-interval-unordered',
  unreadable: 'bin-bound-unreadable',
  empty: 'bin-interval-empty',
} as const;

/** The range an interval's text means for a number (scaled), a date (days) or an instant (milliseconds), or what is wrong. */
export function readInterval(text: string, type: Type): Range | IntervalFault {
  const interval = parseInterval(text);
  if (interval === undefined) return 'malformed';
  if (type.kind !== 'number' && type.kind !== 'date' && type.kind !== 'instant') return 'unordered';
  const range = toRange(interval, (bound) => {
    const value = readValue(bound.replace(/^\+/, ''), type);
    return typeof value === 'bigint' ? value : undefined;
  });
  if (range === undefined) return 'unreadable';
  return range.low !== null && range.high !== null && range.low > range.high ? 'empty' : range;
}
