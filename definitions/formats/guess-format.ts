import type { Type } from '../model/type.ts';
import { formatsThatRead, isValue } from './candidates.ts';
import { cellReader } from './cell-reader.ts';
import { type ColumnFormat, type FeedFormat, listOf } from './format.ts';

/** What a column's values say of how it is written. */
export interface GuessedFormat {
  readonly format: ColumnFormat;
  /** A text that another format, which reads the column as well, takes for another value. */
  readonly other?: {
    readonly text: string;
    readonly format: ColumnFormat;
    readonly first: string;
    readonly second: string;
  };
  /** Values that no format reads. */
  readonly unreadable: readonly string[];
}

/** Texts that people write where a value is missing. */
const MISSING_WORDS: ReadonlySet<string> = new Set([
  '-',
  '--',
  '—',
  '/',
  '无',
  '空',
  '未知',
  '暂无',
  'N/A',
  'n/a',
  '#N/A',
  'NA',
  'NULL',
  'null',
  'NaN',
  'None',
  '\\N',
  '.',
]);
/** How many readings of a column are followed at once. */
const MOST_READINGS = 12;

/** The simplest format that reads all values of a column that can be read. */
export function guessFormat(values: readonly string[], type: Type, feed: FeedFormat = {}): GuessedFormat {
  const missing = values.filter((value) => MISSING_WORDS.has(value.trim()) && !isPlainly(value, type));
  const unreadable: string[] = [];
  let readings: readonly ColumnFormat[] = [{}];
  for (const value of values) {
    if (value.trim() === '' || missing.includes(value)) continue;
    const next = readings.flatMap((format) => extended(format, value, type, feed));
    if (next.length === 0) unreadable.push(value);
    else
      readings = distinct(next)
        .toSorted((a, b) => sizeOf(a) - sizeOf(b))
        .slice(0, MOST_READINGS);
  }
  const [format = {}, ...others] = readings.filter((one) => sizeOf(one) === sizeOf(readings[0] ?? {}));
  const rival = others.flatMap((other) => difference(values, type, feed, format, other) ?? [])[0];
  const words = missing.length === 0 ? {} : { missing };
  return { format: { ...format, ...words }, unreadable, ...(rival === undefined ? {} : { other: rival }) };
}

const isPlainly = (value: string, type: Type) => type.kind === 'string' && type.enum?.includes(value) !== false;

/** A format and what has to be added to it for a value. */
function extended(format: ColumnFormat, value: string, type: Type, feed: FeedFormat): readonly ColumnFormat[] {
  if (reads(format, value, type, feed) !== undefined && !isEmpty(format)) return [format];
  return formatsThatRead(value, type, feed)
    .flatMap((one) => merged(format, one) ?? [])
    .filter((one) => reads(one, value, type, feed) !== undefined);
}

const isEmpty = (format: ColumnFormat) => Object.keys(format).length === 0;

function reads(format: ColumnFormat, value: string, type: Type, feed: FeedFormat): string | undefined {
  const text = cellReader(format, type, feed)(value);
  return typeof text === 'string' && isValue(text, type) ? text : undefined;
}

/** Two formats as one; undefined where they contradict each other. */
function merged(one: ColumnFormat, other: ColumnFormat): ColumnFormat | undefined {
  const together: { -readonly [Key in keyof ColumnFormat]: ColumnFormat[Key] } = { ...one, ...other };
  for (const key of ['thousands', 'decimalMark', 'negative'] as const)
    if (one[key] !== undefined && other[key] !== undefined && one[key] !== other[key]) return undefined;
  if (together.thousands !== undefined && together.thousands === (together.decimalMark ?? '.')) return undefined;
  for (const key of ['dates', 'true', 'false'] as const) {
    const all = [...new Set([...(one[key] ?? []), ...(other[key] ?? [])])];
    if (all.length > 0) together[key] = all;
  }
  const strips = [...new Set([...listOf(one.strip), ...listOf(other.strip)])];
  if (strips.length > 0) together.strip = strips.length === 1 ? (strips[0] ?? '') : strips;
  const units = [...new Set([...listOf(one.unit), ...listOf(other.unit)])];
  if (units.length > 0) together.unit = units.length === 1 ? (units[0] ?? '') : units;
  return together;
}

function distinct(formats: readonly ColumnFormat[]): readonly ColumnFormat[] {
  return [
    ...new Map(
      formats.map((format) => [
        JSON.stringify(Object.entries(format).toSorted(([a], [b]) => (a < b ? -1 : 1))),
        format,
      ]),
    ).values(),
  ];
}

/** How much a format says. */
const sizeOf = (format: ColumnFormat): number =>
  Object.values(format).reduce((sum: number, value: unknown) => sum + (Array.isArray(value) ? value.length : 1), 0);

function difference(
  values: readonly string[],
  type: Type,
  feed: FeedFormat,
  format: ColumnFormat,
  other: ColumnFormat,
): GuessedFormat['other'] {
  for (const text of values) {
    const [first, second] = [reads(format, text, type, feed), reads(other, text, type, feed)];
    if (first !== undefined && second !== undefined && !isSame(first, second, type))
      return { text, format: other, first, second };
  }
  return undefined;
}

const isSame = (one: string, other: string, type: Type) =>
  one === other || (type.kind === 'number' && Number(one) === Number(other));
