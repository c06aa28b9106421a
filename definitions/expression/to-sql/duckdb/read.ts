import { dateText } from '../../date-text.ts';
import type { Field } from '../../../model/expression.ts';
import {
  type DateType,
  DEFAULT_BOUND,
  INSTANT,
  type InstantType,
  type StringType,
  type Type,
} from '../../../model/type.ts';
import type { SqlColumn, Comparand, ColumnReading } from '../dialect.ts';
import { textLiteral } from '../text-literal.ts';
import { days } from './calendar.ts';
import { readFigureText, readNumber } from './read-number.ts';
import { integerText, widthOf } from '../number-size.ts';
import type { Sql, SqlGraph } from '../sql.ts';

/**
 * How a column is read as a field: strictly, as a request's facts are. What a column of that type can never be is undefined: that is
 * a problem of the file, not of its rows.
 */
export function readColumn(g: SqlGraph, field: Field, column: SqlColumn): ColumnReading | undefined {
  const { sql, type } = column;
  if (type.kind === 'nothing') return nothing(g, field.type, sql);
  if (type.kind === 'json') return readJson(g, field, sql);
  switch (field.type.kind) {
    case 'number':
      return readNumber(g, field.type, column);
    case 'boolean':
      if (type.kind === 'boolean') return { value: sql, raw: null, good: null, faults: [], found: asText(g, sql) };
      return type.kind === 'text' ? textBoolean(g, sql) : undefined;
    case 'string':
      if (type.kind === 'text') return readString(g, field.type, sql);
      // A key written as a whole number is its digits.
      return type.kind === 'integer' ? readString(g, field.type, g.sql`CAST(${sql} AS VARCHAR)`) : undefined;
    case 'date':
      return readDate(g, field.type, column);
    case 'instant':
      return readInstant(g, field.type, column);
    default:
      return undefined;
  }
}

/** A JSON value: of the right JSON type, then read as a column of that type. */
function readJson(g: SqlGraph, field: Field, sql: Sql): ColumnReading | undefined {
  const kind = g.sql`json_type(${sql})`;
  const as = (isFitting: Sql, column: SqlColumn): ColumnReading | undefined => {
    const read = readColumn(g, field, column);
    if (read === undefined) return undefined;
    const wrong: ColumnReading['faults'][number] = { code: 'fact-of-wrong-type', when: g.sql`NOT (${isFitting})` };
    const good = read.good === null ? isFitting : g.sql`(${isFitting} AND ${read.good})`;
    return { ...read, raw: null, good, faults: [wrong, ...read.faults], found: g.sql`CAST(${sql} AS VARCHAR)` };
  };
  const isText = g.sql`${kind} = 'VARCHAR'`;
  const isNumber = g.sql`${kind} IN ('UBIGINT', 'BIGINT', 'HUGEINT', 'UHUGEINT', 'DOUBLE')`;
  const text: SqlColumn = { sql: g.sql`CASE WHEN ${isText} THEN ${sql} ->> '$' END`, type: { kind: 'text' } };
  const number: SqlColumn = {
    sql: g.sql`CASE WHEN ${isNumber} THEN CAST(${sql} AS DOUBLE) END`,
    type: { kind: 'double' },
  };
  if (field.type.kind === 'boolean') {
    const isTrue = g.sql`CASE WHEN ${kind} = 'BOOLEAN' THEN ${sql} ->> '$' = 'true' END`;
    return as(g.sql`${kind} = 'BOOLEAN'`, { sql: isTrue, type: { kind: 'boolean' } });
  }
  if (field.type.kind !== 'number') return as(isText, text);
  const { minimum, maximum } = field.type;
  if (minimum >= -DEFAULT_BOUND && maximum <= DEFAULT_BOUND) return as(isNumber, number);
  // Numbers that JSON cannot carry stand as text, and only there.
  const [long, short] = [readFigureText(g, field.type, text.sql, true), readColumn(g, field, number)];
  if (short === undefined) return undefined;
  const good = g.sql`CASE WHEN ${isText} THEN ${long.good ?? 'TRUE'} WHEN ${isNumber} THEN ${short.good ?? 'TRUE'} WHEN ${sql} IS NOT NULL THEN FALSE END`;
  const value = g.wide(16, g.sql`CAST(CASE WHEN ${isText} THEN ${long.value} ELSE ${short.value} END AS HUGEINT)`);
  const neither: ColumnReading['faults'][number] = {
    code: 'fact-of-wrong-type',
    when: g.sql`NOT (${isText} OR ${isNumber})`,
  };
  return {
    value,
    raw: null,
    good,
    faults: [neither, ...long.faults, ...short.faults],
    found: g.sql`CAST(${sql} AS VARCHAR)`,
  };
}

const asText = (g: SqlGraph, sql: Sql) => g.sql`CAST(${sql} AS VARCHAR)`;

/** A column without a type (all its values are missing). */
function nothing(g: SqlGraph, type: Type, sql: Sql): ColumnReading {
  const names: Partial<Record<Type['kind'], string>> = { boolean: 'BOOLEAN', string: 'VARCHAR' };
  const value = g.wide(widthOf(type), g.sql`CAST(${sql} AS ${names[type.kind] ?? 'BIGINT'})`);
  return { value, raw: null, good: null, faults: [], found: asText(g, sql) };
}

function textBoolean(g: SqlGraph, sql: Sql): ColumnReading {
  const isTrue = g.sql`(${sql} = 'true')`;
  const good = g.sql`(${sql} IN ('true', 'false'))`;
  return {
    value: isTrue,
    raw: null,
    good,
    faults: [{ code: 'fact-of-wrong-type', when: g.sql`NOT ${good}` }],
    found: sql,
  };
}

function readString(g: SqlGraph, type: StringType, sql: Sql): ColumnReading {
  if (type.enum === undefined) return { value: sql, raw: null, good: null, faults: [], found: sql };
  const good = g.sql`list_contains([${type.enum.map(textLiteral).join(', ')}], ${sql})`;
  return {
    value: sql,
    raw: null,
    good,
    faults: [{ code: 'fact-out-of-domain', when: g.sql`NOT ${good}` }],
    found: sql,
  };
}

function readDate(g: SqlGraph, type: DateType, { sql, type: column }: SqlColumn): ColumnReading | undefined {
  const isIn = (day: Sql) =>
    g.sql`${day} BETWEEN DATE '${dateText(type.minimum)}' AND DATE '${dateText(type.maximum)}'`;
  const checked = (day: Sql, isReadable: Sql | null, found: Sql, raw: Comparand | null): ColumnReading => {
    const good = isReadable === null ? isIn(day) : g.sql`(${isReadable} AND ${isIn(day)})`;
    const wrong = isReadable === null ? [] : [{ code: 'fact-of-wrong-type' as const, when: g.sql`NOT ${isReadable}` }];
    const value = g.wide(4, g.sql`CASE WHEN ${good} THEN ${days(g, day)} END`);
    return {
      value,
      raw,
      good,
      faults: [...wrong, { code: 'fact-out-of-domain', when: g.sql`NOT (${isIn(day)})` }],
      found,
    };
  };
  if (column.kind === 'date') return checked(sql, null, asText(g, sql), rawDate(sql));
  if (column.kind === 'timestamp') {
    const day = g.sql`CAST(${sql} AS DATE)`;
    return checked(day, g.sql`(CAST(${day} AS TIMESTAMP) = ${sql})`, asText(g, sql), null);
  }
  if (column.kind !== 'text') return undefined;
  const day = g.sql`TRY_CAST(${sql} AS DATE)`;
  const isReadable = g.sql`(CASE WHEN ${sql} IS NOT NULL THEN regexp_full_match(${sql}, '[0-9]{4}-[0-9]{2}-[0-9]{2}') AND ${sql} >= '0001' AND ${day} IS NOT NULL END)`;
  return checked(day, isReadable, sql, null);
}

function rawDate(sql: Sql): Comparand {
  const literal = (bound: bigint) => `DATE '${dateText(bound)}'`;
  return { sql, atLeast: literal, atMost: literal, equal: literal };
}

/** ISO 8601 with a zone; seconds may be left out. A column without one does not say which instant it means. */
function readInstant(g: SqlGraph, type: InstantType, { sql, type: column }: SqlColumn): ColumnReading | undefined {
  if (column.kind !== 'text' && column.kind !== 'instant') return undefined;
  const at = column.kind === 'text' ? g.sql`TRY_CAST(${withSeconds(g, sql)} AS TIMESTAMPTZ)` : sql;
  const isSound =
    column.kind === 'text'
      ? g.sql`(CASE WHEN ${sql} IS NOT NULL THEN regexp_full_match(${sql}, '${INSTANT_PATTERN}') AND ${at} IS NOT NULL END)`
      : g.sql`(isfinite(${sql}) AND epoch_us(${sql}) % 1000 = 0)`;
  const exists = g.sql`(epoch_ms(${at}) BETWEEN ${integerText(INSTANT.minimum)} AND ${integerText(INSTANT.maximum)})`;
  const isReadable = g.sql`(${isSound} AND COALESCE(${exists}, TRUE))`;
  const value = g.sql`CASE WHEN ${isReadable} THEN epoch_ms(${at}) END`;
  const isIn = g.sql`(${value} BETWEEN ${integerText(type.minimum)} AND ${integerText(type.maximum)})`;
  return {
    value: g.wide(8, g.sql`CASE WHEN ${isIn} THEN ${value} END`),
    raw: null,
    good: g.sql`(${isReadable} AND ${isIn})`,
    faults: [
      { code: 'fact-of-wrong-type', when: g.sql`NOT ${isReadable}` },
      { code: 'fact-out-of-domain', when: g.sql`NOT ${isIn}` },
    ],
    found: asText(g, sql),
  };
}

const INSTANT_PATTERN =
  '[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,3})?)?(Z|[+-](0[0-9]|1[0-8]):[0-5][0-9])';

/** The database knows no instant without seconds. */
const withSeconds = (g: SqlGraph, sql: Sql) =>
  g.sql`CASE WHEN substr(${sql}, 17, 1) = ':' THEN ${sql} ELSE left(${sql}, 16) || ':00' || substr(${sql}, 17) END`;
