import { decimalText, power10 } from '../../../model/decimal.ts';
import { DEFAULT_BOUND, type NumberType } from '../../../model/type.ts';
import type { ColumnReading, ColumnType, Comparand, FaultCode, SqlColumn } from '../dialect.ts';
import { integerText, widthOf } from '../number-size.ts';
import type { Sql, SqlGraph } from '../sql.ts';

/** A number read from a column: the same rule everywhere, `s = round(x · 10^d)` accepted where `s / 10^d` is `x` again. */
export function readNumber(g: SqlGraph, type: NumberType, { sql, type: column }: SqlColumn): ColumnReading | undefined {
  switch (column.kind) {
    case 'integer':
      return fromInteger(g, type, sql, column);
    case 'double':
      return fromDouble(g, type, sql, g.sql`CAST(${sql} AS VARCHAR)`);
    case 'float':
      // The shortest text of a float is what was meant; its exact double has digits nobody wrote.
      return fromDouble(g, type, g.sql`CAST(CAST(${sql} AS VARCHAR) AS DOUBLE)`, g.sql`CAST(${sql} AS VARCHAR)`);
    case 'fixed':
      return fromFixed(g, type, sql, column);
    case 'text':
      return readFigureText(g, type, sql);
    default:
      return undefined;
  }
}

const castTo = (type: NumberType) => (widthOf(type) <= 4 ? 'INTEGER' : widthOf(type) <= 8 ? 'BIGINT' : 'HUGEINT');

function fromInteger(
  g: SqlGraph,
  type: NumberType,
  sql: Sql,
  column: ColumnType & { readonly kind: 'integer' },
): ColumnReading {
  const factor = power10(type.decimals);
  const [low, high] = [ceilDivide(type.minimum, factor), floorDivide(type.maximum, factor)];
  const isCovered = column.minimum >= low && column.maximum <= high;
  const good = isCovered ? null : g.sql`${sql} BETWEEN ${integerText(low)} AND ${integerText(high)}`;
  const scaled =
    factor === 1n ? sql : g.wide(widthOf(type), g.sql`CAST(${sql} AS ${castTo(type)}) * ${String(factor)}`);
  const value = good === null ? scaled : g.wide(scaled.width, g.sql`CASE WHEN ${good} THEN ${scaled} END`);
  const raw: Comparand = {
    sql,
    atLeast: (bound) => integerText(ceilDivide(bound, factor)),
    atMost: (bound) => integerText(floorDivide(bound, factor)),
    equal: (scaledValue) => (scaledValue % factor === 0n ? integerText(scaledValue / factor) : undefined),
  };
  const faults = good === null ? [] : [{ code: 'fact-out-of-domain' as const, when: g.sql`NOT (${good})` }];
  return { value, raw, good, faults, found: g.sql`CAST(${sql} AS VARCHAR)` };
}

function fromDouble(g: SqlGraph, type: NumberType, x: Sql, found: Sql): ColumnReading {
  const { decimals } = type;
  // Up to 15 digits two figures of one scale are two doubles, so that doubles can be compared with constants as they stand.
  const low = type.minimum < -DEFAULT_BOUND ? -DEFAULT_BOUND : type.minimum;
  const high = type.maximum > DEFAULT_BOUND ? DEFAULT_BOUND : type.maximum;
  const scaled = decimals === 0 ? g.sql`round(${x})` : g.sql`round(${x} * 1e${String(decimals)})`;
  const isIn = g.sql`${x} BETWEEN ${double(low, decimals)} AND ${double(high, decimals)}`;
  const isExact = decimals === 0 ? g.sql`${scaled} = ${x}` : g.sql`${scaled} / 1e${String(decimals)} = ${x}`;
  const good = g.sql`(${isIn} AND ${isExact})`;
  const literal = (bound: bigint) => double(bound, decimals);
  return {
    value: g.wide(widthOf(type), g.sql`CASE WHEN ${good} THEN CAST(${scaled} AS ${castTo(type)}) END`),
    raw: { sql: x, atLeast: literal, atMost: literal, equal: literal },
    good,
    faults: [
      { code: 'fact-of-wrong-type', when: g.sql`NOT isfinite(${x})` },
      { code: beyond(type), when: g.sql`abs(${scaled}) > ${String(DEFAULT_BOUND)}` },
      { code: 'fact-too-precise', when: g.sql`NOT (${isExact})` },
      { code: 'fact-out-of-domain', when: g.sql`NOT (${isIn})` },
    ],
    found,
  };
}

/** What is wrong with a double of more than 15 digits: where the domain has such figures, it has lost some. */
const beyond = ({ minimum, maximum }: NumberType): FaultCode =>
  minimum < -DEFAULT_BOUND || maximum > DEFAULT_BOUND ? 'fact-with-too-many-digits' : 'fact-out-of-domain';

/** A figure as a literal that a double is compared with. */
function double(scaled: bigint, decimals: number): string {
  const text = decimalText(scaled, decimals)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
  return text.startsWith('-') ? `(${text})` : text;
}

function fromFixed(
  g: SqlGraph,
  type: NumberType,
  sql: Sql,
  { digits, decimals }: ColumnType & { readonly kind: 'fixed' },
): ColumnReading {
  // The digits of the text without its point are the integer scaled by the column's own decimals, whatever its size.
  const own = g.sql`CAST(replace(CAST(${sql} AS VARCHAR), '.', '') AS HUGEINT)`;
  const gap = type.decimals - decimals;
  const factor = power10(gap < 0 ? -gap : gap);
  const [low, high] =
    gap >= 0
      ? [ceilDivide(type.minimum, factor), floorDivide(type.maximum, factor)]
      : [type.minimum * factor, type.maximum * factor];
  const isIn = g.sql`${own} BETWEEN ${integerText(low)} AND ${integerText(high)}`;
  const isExact = gap >= 0 ? null : g.sql`${own} % ${String(factor)} = 0`;
  const good = isExact === null ? isIn : g.sql`(${isIn} AND ${isExact})`;
  const scaled = gap >= 0 ? g.sql`${own} * ${String(factor)}` : g.sql`${own} // ${String(factor)}`;
  const literal = (bound: bigint) => double(bound, type.decimals);
  // Beyond 15 digits nothing is asked of the decimals where the domain has no such figures.
  const most = gap >= 0 ? DEFAULT_BOUND / factor : DEFAULT_BOUND * factor;
  const tooLong =
    beyond(type) === 'fact-out-of-domain'
      ? [{ code: beyond(type), when: g.sql`NOT (${own} BETWEEN ${integerText(-most)} AND ${integerText(most)})` }]
      : [];
  const tooFine = isExact === null ? [] : [{ code: 'fact-too-precise' as const, when: g.sql`NOT (${isExact})` }];
  return {
    value: g.wide(widthOf(type), g.sql`CASE WHEN ${good} THEN CAST(${scaled} AS ${castTo(type)}) END`),
    raw: digits <= 18 && widthOf(type) <= 8 ? { sql, atLeast: literal, atMost: literal, equal: literal } : null,
    good,
    faults: [...tooLong, ...tooFine, { code: 'fact-out-of-domain', when: g.sql`NOT (${isIn})` }],
    found: g.sql`CAST(${sql} AS VARCHAR)`,
  };
}

/**
 * A decimal text, or one with an exponent, which is read as the double it stands for; `isPlainOnly`: a text that a request has where a JSON
 * number would lose digits, never with an exponent.
 */
export function readFigureText(g: SqlGraph, type: NumberType, x: Sql, isPlainOnly = false): ColumnReading {
  const { decimals } = type;
  const isPlain = g.sql`regexp_full_match(${x}, '-?[0-9]{1,60}([.][0-9]{1,60})?')`;
  const isPower = isPlainOnly
    ? g.leaf('FALSE')
    : g.sql`regexp_full_match(${x}, '-?(0|[1-9][0-9]{0,60})([.][0-9]{1,60})?[eE][+-]?[0-9]{1,3}')`;
  const fraction = decimals === 0 ? '[.]0+' : `[.][0-9]{1,${decimals}}0*`;
  const isPlainExact = g.sql`regexp_full_match(${x}, '-?[0-9]{1,60}(${fraction})?')`;
  const digits =
    decimals === 0
      ? g.sql`split_part(${x}, '.', 1)`
      : g.sql`split_part(${x}, '.', 1) || rpad(left(split_part(${x}, '.', 2), ${String(decimals)}), ${String(decimals)}, '0')`;
  const y = g.sql`TRY_CAST(${x} AS DOUBLE)`;
  const rounded = decimals === 0 ? g.sql`round(${y})` : g.sql`round(${y} * 1e${String(decimals)})`;
  const isPowerExact = decimals === 0 ? g.sql`${rounded} = ${y}` : g.sql`${rounded} / 1e${String(decimals)} = ${y}`;
  const wanted = castTo(type);
  const scaled = g.sql`CASE WHEN ${isPlain} THEN TRY_CAST(${digits} AS ${wanted}) WHEN ${isPower} AND abs(${rounded}) <= ${String(DEFAULT_BOUND)} THEN TRY_CAST(${rounded} AS ${wanted}) END`;
  const isExact = g.sql`CASE WHEN ${isPlain} THEN ${isPlainExact} WHEN ${isPower} THEN ${isPowerExact} END`;
  const isIn = g.sql`${scaled} BETWEEN ${integerText(type.minimum)} AND ${integerText(type.maximum)}`;
  const isRead = g.sql`(${isPlain} OR ${isPower})`;
  const good = g.sql`CASE WHEN ${x} IS NOT NULL THEN COALESCE(${isRead} AND ${isExact} AND ${isIn}, FALSE) END`;
  return {
    value: g.wide(widthOf(type), g.sql`CASE WHEN ${good} THEN ${scaled} END`),
    raw: null,
    good,
    faults: [
      { code: 'fact-of-wrong-type', when: g.sql`NOT ${isRead}` },
      {
        code: beyond(type),
        when: g.sql`(${isPower} AND NOT COALESCE(abs(${rounded}) <= ${String(DEFAULT_BOUND)}, FALSE))`,
      },
      { code: 'fact-too-precise', when: g.sql`NOT (${isExact})` },
      { code: 'fact-out-of-domain', when: g.sql`(${x} IS NOT NULL AND NOT COALESCE(${isIn}, FALSE))` },
    ],
    found: x,
  };
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b < 0n ? quotient - 1n : quotient;
}

function ceilDivide(a: bigint, b: bigint): bigint {
  return -floorDivide(-a, b);
}
