import type { CalendarCall } from '../../../model/expression.ts';
import { DATE, INSTANT } from '../../../model/type.ts';
import type { Sql, SqlGraph } from '../sql.ts';

const DAY = '86400000';
const ZONE = '28800000';
/** A million days, so that what is divided is never below zero. */
const AGE = '86400000000000';

/** Days since 1970-01-01 and milliseconds since then, by DuckDB's proleptic Gregorian dates. */
export function calendarCall(g: SqlGraph, name: CalendarCall['function'], items: readonly Sql[]): Sql {
  const [a, b = a] = items;
  if (a === undefined || b === undefined) throw new Error(`${name} of nothing`);
  const within = (value: Sql, { minimum, maximum }: { minimum: bigint; maximum: bigint }) =>
    g.sql`CASE WHEN ${value} BETWEEN ${String(minimum)} AND ${String(maximum)} THEN ${value} END`;
  switch (name) {
    case 'year':
    case 'month':
    case 'day':
      return g.sql`CAST(${name}(${date(g, a)}) AS INTEGER)`;
    case 'weekday':
      return g.sql`CAST(isodow(${date(g, a)}) AS INTEGER)`;
    case 'addDays':
      return g.sql`CAST(${within(g.sql`(CAST(${a} AS HUGEINT) + ${b})`, DATE)} AS INTEGER)`;
    case 'addMonths':
      return addMonths(g, a, b);
    case 'addMilliseconds':
      return g.sql`CAST(${within(g.sql`(CAST(${a} AS HUGEINT) + ${b})`, INSTANT)} AS BIGINT)`;
    case 'daysBetween':
      return g.sql`${b} - ${a}`;
    case 'millisecondsBetween':
      return g.sql`${b} - ${a}`;
    case 'monthsBetween':
      return monthsBetween(g, a, b);
    case 'dateOf':
      // Division towards zero would round days before 1970 up; a multiple of a day above every instant keeps it positive.
      return g.sql`CAST(${within(g.sql`((CAST(${a} AS BIGINT) + ${ZONE} + ${AGE}) // ${DAY} - 1000000)`, DATE)} AS INTEGER)`;
    case 'startOfDay':
      return within(g.sql`(CAST(${a} AS BIGINT) * ${DAY} - ${ZONE})`, INSTANT);
    case 'monthEnd':
      return days(g, g.sql`last_day(${date(g, a)})`);
    case 'dateFrom':
      return dateFrom(g, items);
    case 'weekdayName':
      return g.sql`dayname(${date(g, a)})`;
    case 'weekOfYear':
      return g.sql`CAST(weekofyear(${date(g, a)}) AS INTEGER)`;
    case 'quarterEnd': {
      const day = date(g, a);
      return days(g, g.sql`last_day(make_date(year(${day}), quarter(${day}) * 3, 1))`);
    }
  }
}

/** A count of days as a DATE. */
export function date(g: SqlGraph, value: Sql): Sql {
  return g.sql`(DATE '1970-01-01' + CAST(${value} AS INTEGER))`;
}

/** A DATE as a count of days. */
export function days(g: SqlGraph, value: Sql): Sql {
  return g.sql`CAST(${value} - DATE '1970-01-01' AS INTEGER)`;
}

function addMonths(g: SqlGraph, a: Sql, b: Sql): Sql {
  const day = date(g, a);
  const months = g.sql`(year(${day}) * 12 + month(${day}) - 1 + CAST(${b} AS HUGEINT))`;
  const moved = g.sql`CAST(${day} + to_months(CAST(${b} AS INTEGER)) AS DATE)`;
  return g.sql`CASE WHEN ${months} BETWEEN 12 AND 119999 THEN ${days(g, moved)} END`;
}

/** TRY catches the parts that are out of range and the days that no month has. */
function dateFrom(g: SqlGraph, [year, month, day]: readonly Sql[]): Sql {
  if (year === undefined || month === undefined || day === undefined)
    throw new Error('A date of less than three parts');
  const parts = g.join(
    [year, month, day].map((part) => g.sql`CAST(${part} AS INTEGER)`),
    ', ',
  );
  return g.sql`CASE WHEN ${year} BETWEEN 1 AND 9999 THEN ${days(g, g.sql`TRY(make_date(${parts}))`)} END`;
}

/** A month is whole once its day of the month is reached; counted from the earlier day. */
function monthsBetween(g: SqlGraph, a: Sql, b: Sql): Sql {
  const [from, to] = [date(g, a), date(g, b)];
  const count = g.sql`(year(${to}) * 12 + month(${to}) - year(${from}) * 12 - month(${from}))`;
  const isShort = g.sql`CASE WHEN day(${to}) < day(${from}) THEN 1 ELSE 0 END`;
  const isLong = g.sql`CASE WHEN day(${from}) < day(${to}) THEN 1 ELSE 0 END`;
  return g.sql`CAST(CASE WHEN ${b} >= ${a} THEN ${count} - ${isShort} ELSE ${count} + ${isLong} END AS INTEGER)`;
}
