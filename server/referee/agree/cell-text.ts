import {
  type DeclaredColumn,
  type DeclaredField,
  type FeedDocument,
  type Json,
  parseDays,
  parseMilliseconds,
} from '../../../definitions/index.ts';
import type { Chance } from './random/chance.ts';

/** A column of a feed with the field that it is. */
export interface WrittenColumn {
  readonly format: DeclaredColumn;
  readonly field: DeclaredField;
  readonly feed: FeedDocument;
}

/**
 * A value as a person would write it into a cell of the column: built from what the feed says, and not by the reader's own means. Undefined
 * for what cannot be said there, or is no value of the field.
 */
export function cellText(chance: Chance, column: WrittenColumn, value: Json): string | undefined {
  const { format, field, feed } = column;
  const isTextEmpty = field.type === 'string' && feed.empty === 'text';
  const nothing = [...(format.missing ?? []), ...(isTextEmpty ? [] : [''])].filter(
    (word) => word !== '' || !isTextEmpty || format.missing?.includes(''),
  );
  if (value === null) return nothing.length === 0 ? undefined : chance.pick(nothing);
  const text = textOf(chance, column, value);
  if (text === undefined || nothing.includes(text)) return undefined;
  return format.trim === true && chance.is(0.5) ? chance.pick([` ${text}`, `${text}\u3000`, ` ${text} `]) : text;
}

function textOf(chance: Chance, { format, field, feed }: WrittenColumn, value: Json): string | undefined {
  const wide = (text: string) => (format.fold === true && chance.is(0.5) ? widened(text) : text);
  switch (field.type) {
    case 'boolean':
      if (typeof value !== 'boolean') return undefined;
      return chance.pick((value ? format.true : format.false) ?? [String(value)]);
    case 'string':
      return typeof value === 'string' ? stringText(chance, format, field, value) : undefined;
    case 'date': {
      const days = typeof value === 'string' ? parseDays(value) : undefined;
      const text = days === undefined ? undefined : dayText(chance.pick(format.dates ?? ['yyyy-MM-dd']), days);
      return text === undefined ? undefined : wide(text);
    }
    case 'instant': {
      const milliseconds = typeof value === 'string' ? parseMilliseconds(value) : undefined;
      if (milliseconds === undefined || format.dates !== undefined) return undefined;
      return wide(instantText(chance, milliseconds, feed.zone));
    }
    case 'integer':
    case 'decimal': {
      const text = figureText(chance, format, field, value);
      return text === undefined ? undefined : wide(text);
    }
  }
}

/** ASCII signs in their full-width forms. */
const widened = (text: string) =>
  text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)).replaceAll(' ', '\u3000');

function stringText(chance: Chance, format: DeclaredColumn, field: DeclaredField, value: string): string | undefined {
  const { values = {}, fold = false, trim = false } = format;
  const mapped = Object.keys(values).filter((key) => values[key] === value);
  if (mapped.length > 0 && chance.is(0.5)) return chance.pick(mapped);
  if (field.enum !== undefined && !field.enum.includes(value)) return undefined;
  // What the column reads as something else cannot be written in it.
  const isOther = value === '' || Object.hasOwn(values, value) || (trim && value !== value.trim());
  if (isOther || (fold && field.enum === undefined && /[\u3000\uff01-\uff5e]/.test(value))) return undefined;
  return fold && field.enum !== undefined && chance.is(0.6) ? widened(value) : value;
}

function dayText(pattern: string, days: number): string | undefined {
  if (pattern === 'serial') return days > -25_509 ? String(days + 25_569) : undefined;
  const date = new Date(days * 86_400_000);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()].map(String);
  if (year === undefined || month === undefined || day === undefined || /[Hms]/.test(pattern)) return undefined;
  return pattern
    .replace('yyyy', year.padStart(4, '0'))
    .replace(/MM?/, (token) => month.padStart(token.length, '0'))
    .replace(/dd?/, (token) => day.padStart(token.length, '0'));
}

const OFFSETS: Readonly<Record<string, number>> = { UTC: 0, '+08:00': 8, 'Asia/Shanghai': 8 };

function instantText(chance: Chance, milliseconds: number, zone: string | undefined): string {
  const local = (hours: number) => new Date(milliseconds + hours * 3_600_000).toISOString().slice(0, -1);
  const offset = zone === undefined ? undefined : OFFSETS[zone];
  // China kept no single hour before 1992.
  const isSteady = zone !== 'Asia/Shanghai' || milliseconds > Date.UTC(1992, 0, 1);
  if (offset !== undefined && isSteady && chance.is(0.5)) return local(offset).replace('T', chance.pick(['T', ' ']));
  return chance.pick([`${local(0)}Z`, `${local(8)}+08:00`, `${local(8)}+0800`, `${local(-5)} -05:00`]);
}

const POWERS: Readonly<Record<string, number>> = {
  bp: -4,
  '‰': -3,
  '%': -2,
  百: 2,
  千: 3,
  万: 4,
  百万: 6,
  千万: 7,
  亿: 8,
};

function figureText(chance: Chance, format: DeclaredColumn, field: DeclaredField, value: Json): string | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(
    typeof value === 'number' || typeof value === 'string' ? String(value) : '',
  );
  if (match === null) return undefined;
  const [, sign = '', whole = '', fraction = ''] = match;
  if (fraction.length > (field.type === 'integer' ? 0 : (field.decimals ?? 0))) return undefined;
  const { unit, percent = false, decimalMark = '.', thousands, negative, strip } = format;
  const own = unit === undefined ? undefined : chance.pick(typeof unit === 'string' ? [unit] : unit);
  const power = own === undefined ? 0 : POWERS[own];
  if (power === undefined) return undefined;
  const moved = shifted(whole, fraction, -power + (percent ? 2 : 0));
  const groups =
    thousands === undefined || chance.is(0.3) ? moved.whole : moved.whole.replace(/\B(?=(\d{3})+$)/g, thousands);
  const isBehind = own !== undefined && (typeof unit !== 'string' || chance.is(0.5));
  const figure = `${groups}${moved.fraction === '' ? '' : decimalMark + moved.fraction}${isBehind ? own : ''}${percent && chance.is(0.5) ? '%' : ''}`;
  const mark = typeof strip === 'string' ? strip : strip?.[0];
  const marked = mark !== undefined && chance.is(0.5) ? `${mark}${figure}` : figure;
  if (sign === '') return marked;
  if (negative === 'parentheses' && chance.is(0.6)) return `(${marked})`;
  return negative === 'trailing' && chance.is(0.6) ? `${marked}-` : `-${marked}`;
}

/** A figure's digits with the point moved to the right (or left), without needless zeros. */
function shifted(whole: string, fraction: string, by: number): { readonly whole: string; readonly fraction: string } {
  const digits = `${'0'.repeat(30)}${whole}${fraction}${'0'.repeat(30)}`;
  const point = 30 + whole.length + by;
  return {
    whole: digits.slice(0, point).replace(/^0+(?=\d)/, ''),
    fraction: digits.slice(point).replace(/0+$/, ''),
  };
}
