import type { CalendarCall, Lookup } from '../../model/expression.ts';
import {
  addDays,
  addMilliseconds,
  addMonths,
  civil,
  dateOf,
  daysBetween,
  millisecondsBetween,
  dateFrom,
  monthEnd,
  monthsBetween,
  quarterEnd,
  startOfDay,
  weekday,
  weekdayName,
  weekOfYear,
} from './calendar.ts';
import type { Emitter } from './emitter.ts';
import { missingSource, plainValue, representation } from './representation.ts';
import { type LookupIndex, type LookupRow, validAt } from './search.ts';

/** Look-ups in reference tables and functions of dates. */

/** Source of a column of the row that has the keys and is valid. */
export function lookupSource(e: Emitter, node: Lookup): string {
  const missing = missingSource(representation(node.type));
  const keys = node.keys.map((key) => e.value(key));
  const rows = keys.reduce((found, key) => `${found}?.get(${key})`, e.slot(indexOf(node)));
  const asOf = node.asOf === null ? '0' : e.value(node.asOf);
  return `${e.slot(validAt)}(${rows}, ${asOf}, ${missing})`;
}

function indexOf(node: Lookup): LookupIndex | readonly LookupRow[] {
  if (node.keys.length === 0) return node.rows.map((row) => lookupRow(node, row));
  const index = new Map<unknown, unknown>();
  for (const row of node.rows) {
    let level = index;
    row.keys.forEach((key, i) => {
      const type = node.keys[i]?.type;
      const at = type === undefined ? key : plainValue(type, key);
      const isLast = i === row.keys.length - 1;
      const known = level.get(at) ?? (isLast ? [] : new Map<unknown, unknown>());
      level.set(at, known);
      if (known instanceof Map) level = known;
      else if (Array.isArray(known)) known.push(lookupRow(node, row));
    });
  }
  return index as LookupIndex;
}

function lookupRow(node: Lookup, row: Lookup['rows'][number]): LookupRow {
  const isAlways = node.asOf === null;
  return {
    from: isAlways || row.from === null ? -Infinity : Number(row.from),
    to: isAlways || row.to === null ? Infinity : Number(row.to),
    value: plainValue(node.type, row.values[node.column] ?? null),
  };
}

const FUNCTIONS = {
  addDays,
  addMonths,
  addMilliseconds,
  daysBetween,
  monthsBetween,
  millisecondsBetween,
  weekday,
  dateOf,
  startOfDay,
  quarterEnd,
  monthEnd,
  dateFrom,
  weekdayName,
  weekOfYear,
} as const;

/** Source of a function of dates; missing (NaN) operands make NaN. */
export function calendarSource(e: Emitter, node: CalendarCall): string {
  const items = node.items.map((item) => e.as(item, 'number'));
  const name = node.function;
  if (name === 'year' || name === 'month' || name === 'day') return `${e.slot(civil)}(${items.join(', ')}).${name}`;
  return `${e.slot(FUNCTIONS[name])}(${items.join(', ')})`;
}
