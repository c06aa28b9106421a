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
  const { scaled, isExact, isLost } = doubleScaled(g, type, x);
  if (isWide(type)) {
    const isIn = g.sql`${scaled} BETWEEN ${integerText(type.minimum)} AND ${integerText(type.maximum)}`;
    const good = g.sql`CASE WHEN ${x} IS NOT NULL THEN COALESCE(NOT ${isLost} AND ${isExact} AND ${isIn}, FALSE) END`;
    return {
      value: g.wide(widthOf(type), g.sql`CASE WHEN ${good} THEN CAST(${scaled} AS ${castTo(type)}) END`),
      raw: null,
      good,
      faults: [
        { code: 'fact-of-wrong-type', when: g.sql`NOT isfinite(${x})` },
        { code: 'fact-with-too-many-digits', when: isLost },
        { code: 'fact-too-precise', when: g.sql`NOT (${isExact})` },
        { code: 'fact-out-of-domain', when: g.sql`(${x} IS NOT NULL AND NOT COALESCE(${isIn}, FALSE))` },
      ],
      found,
    };
  }
  // Up to 15 digits two figures of one scale are two doubles, so that doubles can be compared with constants as they stand.
  const isIn = g.sql`${x} BETWEEN ${double(type.minimum, decimals)} AND ${double(type.maximum, decimals)}`;
  const good = g.sql`(${isIn} AND ${isExact})`;
  const literal = (bound: bigint) => double(bound, decimals);
  return {
    value: g.wide(widthOf(type), g.sql`CASE WHEN ${good} THEN CAST(${scaled} AS ${castTo(type)}) END`),
    raw: { sql: x, atLeast: literal, atMost: literal, equal: literal },
    good,
    faults: [
      { code: 'fact-of-wrong-type', when: g.sql`NOT isfinite(${x})` },
      { code: 'fact-out-of-domain', when: isLost },
      { code: 'fact-too-precise', when: g.sql`NOT (${isExact})` },
      { code: 'fact-out-of-domain', when: g.sql`NOT (${isIn})` },
    ],
    found,
  };
}

const isWide = ({ minimum, maximum }: NumberType) => minimum < -DEFAULT_BOUND || maximum > DEFAULT_BOUND;

/**
 * A double scaled to the decimals of a field, whether it is that figure exactly, and whether it has lost digits. Beyond 15 digits, in a
 * domain that has such figures, its shortest text is the figure where that has at most 15 significant ones.
 */
function doubleScaled(g: SqlGraph, type: NumberType, x: Sql): Record<'scaled' | 'isExact' | 'isLost', Sql> {
  const { decimals } = type;
  const rounded = decimals === 0 ? g.sql`round(${x})` : g.sql`round(${x} * 1e${String(decimals)})`;
  const isSame = decimals === 0 ? g.sql`${rounded} = ${x}` : g.sql`${rounded} / 1e${String(decimals)} = ${x}`;
  const isShort = g.sql`(abs(${rounded}) <= ${String(DEFAULT_BOUND)})`;
  if (!isWide(type)) return { scaled: rounded, isExact: isSame, isLost: g.sql`NOT ${isShort}` };
  const shortest = g.sql`CAST(${x} AS VARCHAR)`;
  const digits = g.sql`trim(regexp_replace(split_part(${shortest}, 'e', 1), '[-.]', '', 'g'), '0')`;
  const keeps = g.sql`(isfinite(${x}) AND length(${digits}) <= 15)`;
  const long = g.sql`TRY_CAST(${shortest} AS DECIMAL(38, ${String(decimals)}))`;
  const longScaled = g.sql`TRY_CAST(replace(CAST(${long} AS VARCHAR), '.', '') AS HUGEINT)`;
  return {
    scaled: g.sql`CASE WHEN ${isShort} THEN TRY_CAST(${rounded} AS HUGEINT) WHEN ${keeps} THEN ${longScaled} END`,
    isExact: g.sql`CASE WHEN ${isShort} THEN ${isSame} WHEN ${x} IS NOT NULL THEN TRUE END`,
    isLost: g.sql`NOT (${isShort} OR ${keeps})`,
  };
}

/** What is wrong with a double of more than 15 digits: where the domain has such figures, it has lost some. */
const beyond = (type: NumberType): FaultCode => (isWide(type) ? 'fact-with-too-many-digits' : 'fact-out-of-domain');

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
  const power = doubleScaled(g, type, y);
  const wanted = castTo(type);
  const scaled = g.sql`CASE WHEN ${isPlain} THEN TRY_CAST(${digits} AS ${wanted}) WHEN ${isPower} AND NOT COALESCE(${power.isLost}, TRUE) THEN TRY_CAST(${power.scaled} AS ${wanted}) END`;
  const isExact = g.sql`CASE WHEN ${isPlain} THEN ${isPlainExact} WHEN ${isPower} THEN ${power.isExact} END`;
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
        when: g.sql`(${isPower} AND COALESCE(${power.isLost}, TRUE))`,
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
