import type {
  Aggregate,
  Bins,
  CalendarCall,
  Expression,
  ForEach,
  ItemAt,
  ListOf,
  ListCall,
  Lookup,
  Origin,
  Pick,
  Sequence,
  Table,
  TextCall,
  Variable,
} from '../model/expression.ts';
import { alignScales } from './build-number.ts';
import { unite, uniteTypes } from './build-logic.ts';
import {
  APPROXIMATE,
  BOOLEAN,
  DATE,
  DEFAULT_BOUND,
  INSTANT,
  INTERMEDIATE_DECIMALS,
  numberType,
  STRING,
  type Type,
  type Value,
} from '../model/type.ts';
import { WEEKDAYS } from './date.ts';
import { power10, rescale } from '../model/decimal.ts';

/** Constructors of bins, tables, lists, look-ups, texts and dates. */

/** The most rows one relation of one record may have; sums are sized from it, and a longer list is refused. */
export const MOST_ROWS = 1_000_000n;

const at = (origin: Origin | undefined) => (origin === undefined ? {} : { origin });
const position = (count: number) => numberType(0, 0n, BigInt(Math.max(count - 1, 0)));

/** The first bin that holds `on`; `covers` promises that one always does. */
export function bins(on: Expression | null, tests: Bins['bins'], covers: boolean, origin?: Origin): Bins {
  return { kind: 'bins', type: position(tests.length), missable: !covers, on, bins: tests, ...at(origin) };
}

/** The constant at a position. */
export function pick(index: Expression, values: readonly (Value | null)[], type: Type, origin?: Origin): Pick {
  const missable = index.missable || values.includes(null);
  return { kind: 'pick', type, missable, index, values, ...at(origin) };
}

/** The number at a position, its bounds those of the numbers. */
export function pickNumber(index: Expression, values: readonly bigint[], decimals: number, origin?: Origin): Pick {
  const low = values.reduce((a, b) => (b < a ? b : a));
  const high = values.reduce((a, b) => (b > a ? b : a));
  return pick(index, values, numberType(decimals, low, high), origin);
}

/** The rule of a decision table that matches, or how many do. */
export function table(
  select: Table['select'],
  inputs: readonly Expression[],
  rules: Table['rules'],
  origin?: Origin,
): Table {
  const type = select === 'count' ? numberType(0, 0n, BigInt(rules.length)) : position(rules.length);
  return { kind: 'table', type, missable: select !== 'count', select, inputs, rules, ...at(origin) };
}

/** A list of expressions of one type. */
export function listOf(items: readonly Expression[], type?: Type): ListOf {
  const aligned = alignScales(items);
  return { kind: 'list', type: { kind: 'list', of: type ?? unite(aligned) }, missable: false, items: aligned };
}

/** from..to, whole numbers. */
export function sequence(from: Expression, to: Expression): Sequence {
  return {
    kind: 'sequence',
    type: { kind: 'list', of: unite([from, to]) },
    missable: from.missable || to.missable,
    from,
    to,
  };
}

/** A list's items, kept by `where`, turned into `body`. */
export function forEach(over: Expression, loop: Variable, where: Expression | null, body: Expression | null): ForEach {
  const of = body?.type ?? loop.type;
  return { kind: 'forEach', type: { kind: 'list', of }, missable: over.missable, over, variable: loop, where, body };
}

/** The type of a list's items. */
export function itemType(list: Expression): Type {
  if (list.type.kind !== 'list') throw new Error(`A list was expected, not ${list.type.kind}`);
  return list.type.of;
}

/** An item by its position from 1. */
export function itemAt(list: Expression, index: Expression): ItemAt {
  return { kind: 'itemAt', type: itemType(list), missable: true, list, index };
}

/** An aggregate; `decimals` is for `mean` alone. */
export function aggregate(
  operator: Aggregate['operator'],
  over: Expression,
  decimals = 12,
  origin?: Origin,
): Aggregate {
  const isTotal = operator === 'count' || operator === 'some' || operator === 'every';
  const missable = over.missable || !(isTotal || (operator === 'sum' && !hasMissableItems(over)));
  return { kind: 'aggregate', type: aggregateType(operator, over, decimals), missable, operator, over, ...at(origin) };
}

/** Whether an item of a list can be missing. Rows of a relation cannot; their required fields are checked when they are read. */
export function hasMissableItems(list: Expression): boolean {
  switch (list.kind) {
    case 'named':
      return hasMissableItems(list.of);
    case 'forEach':
      return list.body === null ? hasMissableItems(list.over) : list.body.missable;
    case 'list':
      return list.items.some((item) => item.missable);
    case 'sequence':
      return false;
    case 'listCall':
      return list.function === 'flatten' || (list.function !== 'mode' && list.items.some(isListWithMissing));
    case 'field':
      return itemType(list).kind !== 'row';
    default:
      return true;
  }
}

const isListWithMissing = (item: Expression) => item.type.kind === 'list' && hasMissableItems(item);

function aggregateType(operator: Aggregate['operator'], over: Expression, decimals: number): Type {
  const of = itemType(over);
  if (operator === 'count') return numberType(0, 0n, MOST_ROWS);
  if (operator === 'some' || operator === 'every') return BOOLEAN;
  if (of.kind !== 'number' || operator === 'min' || operator === 'max') return of;
  if (operator === 'mean') {
    return numberType(decimals, rescale(of.minimum, of.decimals, decimals), rescale(of.maximum, of.decimals, decimals));
  }
  const low = of.minimum < 0n ? of.minimum * MOST_ROWS : 0n;
  return numberType(of.decimals, low, of.maximum > 0n ? of.maximum * MOST_ROWS : 0n);
}

/** A function of lists; lists of numbers have one scale. */
export function listCall(name: ListCall['function'], items: readonly Expression[], origin?: Origin): ListCall {
  const isSure = name !== 'median' && name !== 'stddev' && name !== 'percentile';
  const lacks = name === 'mode' ? items.some(isListWithMissing) : false;
  const missable = !isSure || lacks || items.some((item) => item.missable);
  return { kind: 'listCall', type: listCallType(name, items), missable, function: name, items, ...at(origin) };
}

function listCallType(name: ListCall['function'], items: readonly Expression[]): Type {
  const [first] = items;
  if (first === undefined) throw new Error(`${name} of nothing`);
  switch (name) {
    case 'concatenate':
      return { kind: 'list', of: items.map(itemType).reduce(uniteTypes) };
    case 'flatten':
      return itemType(first);
    case 'distinct':
    case 'sort':
    case 'mode':
      return first.type;
    case 'median':
      return medianType(itemType(first));
    case 'stddev':
      return APPROXIMATE;
    case 'percentile':
      return itemType(first);
    case 'join':
      return STRING;
    case 'split':
      return { kind: 'list', of: STRING };
  }
}

function medianType(of: Type): Type {
  if (of.kind !== 'number') throw new Error(`A median of ${of.kind}`);
  const decimals = Math.min(of.decimals + 1, INTERMEDIATE_DECIMALS);
  const bound = (n: bigint) => rescale(n, of.decimals, decimals);
  return numberType(decimals, bound(of.minimum), bound(of.maximum));
}

/** A column of a reference table's row. */
export function lookup(of: Omit<Lookup, 'kind' | 'missable'>): Lookup {
  return { kind: 'lookup', missable: true, ...of };
}

const ANY_COUNT = numberType(0, 0n, 1_000_000_000n);
/** 15 digits before the point, 12 behind it. */
const READ_BOUND = DEFAULT_BOUND * power10(INTERMEDIATE_DECIMALS) + power10(INTERMEDIATE_DECIMALS) - 1n;
const READ_NUMBER = numberType(INTERMEDIATE_DECIMALS, -READ_BOUND, READ_BOUND);
/** A function of strings. */
export function textCall(name: TextCall['function'], items: readonly Expression[], origin?: Origin): TextCall {
  const isTest = name === 'contains' || name === 'startsWith' || name === 'endsWith' || name === 'matches';
  const type = name === 'length' ? ANY_COUNT : name === 'number' ? READ_NUMBER : isTest ? BOOLEAN : STRING;
  const missable = name === 'number' || items.some((item) => item.missable);
  return { kind: 'text', type, missable, function: name, items, ...at(origin) };
}

const CALENDAR_TYPES: Readonly<Record<CalendarCall['function'], Type>> = {
  year: numberType(0, 1n, 9999n),
  month: numberType(0, 1n, 12n),
  day: numberType(0, 1n, 31n),
  weekday: numberType(0, 1n, 7n),
  addDays: DATE,
  addMonths: DATE,
  addMilliseconds: INSTANT,
  daysBetween: numberType(0, DATE.minimum - DATE.maximum, DATE.maximum - DATE.minimum),
  monthsBetween: numberType(0, -119_988n, 119_988n),
  millisecondsBetween: numberType(0, INSTANT.minimum - INSTANT.maximum, INSTANT.maximum - INSTANT.minimum),
  dateOf: DATE,
  startOfDay: INSTANT,
  quarterEnd: DATE,
  monthEnd: DATE,
  dateFrom: DATE,
  weekdayName: { kind: 'string', enum: WEEKDAYS },
  weekOfYear: numberType(0, 1n, 53n),
};
/** A function of dates; a day outside 0001-01-01 … 9999-12-31 is missing. */
export function calendarCall(
  name: CalendarCall['function'],
  items: readonly Expression[],
  origin?: Origin,
): CalendarCall {
  const canLeave = name.startsWith('add') || name === 'startOfDay' || name.startsWith('date');
  return {
    kind: 'calendar',
    type: CALENDAR_TYPES[name],
    missable: canLeave || items.some((item) => item.missable),
    function: name,
    items,
    ...at(origin),
  };
}
