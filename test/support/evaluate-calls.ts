import * as calendar from '../../definitions/expression/date.ts';
import { decimalText } from '../../definitions/model/decimal.ts';
import type { Expression, TextCall } from '../../definitions/model/expression.ts';
import { parsePattern } from '../../definitions/expression/pattern/pattern.ts';
import type { Type } from '../../definitions/model/type.ts';
import type { Datum } from './evaluate.ts';

/** What a function of texts gives. */
export function textValue(node: TextCall, items: readonly Datum[]): Datum {
  const name = node.function;
  const text = items[0] as string;
  const other = items[1] as string;
  switch (name) {
    case 'length':
      return BigInt([...text].length);
    case 'upper':
      return text.toUpperCase();
    case 'lower':
      return text.toLowerCase();
    case 'trim':
      return text.trim();
    case 'fold':
      return foldedText(text);
    case 'concatenate':
      return items.join('');
    case 'substring': {
      const points = [...text];
      const start = Number(items[1]) > 0 ? Number(items[1]) - 1 : Math.max(points.length + Number(items[1]), 0);
      return points.slice(start, items[2] === undefined ? undefined : start + Number(items[2])).join('');
    }
    case 'substringBefore':
      return text.includes(other) ? text.slice(0, text.indexOf(other)) : '';
    case 'substringAfter':
      return text.includes(other) ? text.slice(text.indexOf(other) + other.length) : '';
    case 'contains':
      return text.includes(other);
    case 'startsWith':
      return text.startsWith(other);
    case 'endsWith':
      return text.endsWith(other);
    case 'replace':
      return other === '' ? text : text.split(other).join(items[2] as string);
    case 'number': {
      const match = /^-?0*\d{1,15}(?:\.(\d{1,12})0*)?$/.exec(text);
      return match === null ? null : BigInt(`${text.split('.')[0]}${(match[1] ?? '').padEnd(12, '0')}`);
    }
    case 'string':
      return stringOf(node.items[0]?.type, items[0] ?? null);
    case 'matches': {
      const pattern = parsePattern(other);
      if (!('matches' in pattern)) throw new Error(pattern.reason);
      return pattern.matches(text);
    }
  }
}

/** Character by character, without a table. */
function foldedText(text: string): string {
  const narrow = [...text].map((character) => {
    const point = character.codePointAt(0) ?? 0;
    if (point === 0x3000) return ' ';
    return point >= 0xff01 && point <= 0xff5e ? String.fromCodePoint(point - 0xfee0) : character;
  });
  return narrow
    .map((character) => (character >= 'A' && character <= 'Z' ? character.toLowerCase() : character))
    .join('');
}

export function stringOf(type: Type | undefined, value: Datum): Datum {
  if (type?.kind === 'date') return new Date(Number(value) * 86_400_000).toISOString().slice(0, 10);
  if (type?.kind === 'instant') return new Date(Number(value)).toISOString().replace('.000Z', 'Z');
  if (type?.kind !== 'number') return String(value);
  const [whole, fraction = ''] = decimalText(value as bigint, type.decimals).split('.');
  return fraction.replace(/0+$/, '') === '' ? String(whole) : `${whole}.${fraction.replace(/0+$/, '')}`;
}

/** What a function of days and instants gives. */
export function calendarValue(
  name: (Expression & { readonly kind: 'calendar' })['function'],
  [a = 0, b = 0, c = 0]: readonly number[],
): number | undefined {
  switch (name) {
    case 'year':
    case 'month':
    case 'day':
      return calendar.civil(a)[name];
    case 'weekday':
      return calendar.weekday(a);
    case 'addDays':
      return calendar.addDays(a, b);
    case 'addMonths':
      return calendar.addMonths(a, b);
    case 'addMilliseconds':
      return calendar.addMilliseconds(a, b);
    case 'daysBetween':
    case 'millisecondsBetween':
      return b - a;
    case 'monthsBetween':
      return calendar.monthsBetween(a, b);
    case 'dateOf':
      return calendar.dateOf(a);
    case 'startOfDay':
      return calendar.startOfDay(a);
    case 'quarterEnd':
      return calendar.quarterEnd(a);
    case 'monthEnd':
      return calendar.addDays(calendar.addMonths(a - calendar.civil(a).day + 1, 1) ?? 2_932_897, -1);
    case 'dateFrom': {
      const day = new Date(0);
      day.setUTCFullYear(a, b - 1, c);
      const isSame = day.getUTCFullYear() === a && day.getUTCMonth() === b - 1 && day.getUTCDate() === c;
      return isSame && a >= 1 && a <= 9999 ? day.getTime() / 86_400_000 : undefined;
    }
    case 'weekOfYear': {
      const thursday = new Date((a - ((((a + 3) % 7) + 7) % 7) + 3) * 86_400_000);
      return Math.ceil(
        ((thursday.getTime() - new Date(0).setUTCFullYear(thursday.getUTCFullYear(), 0, 1)) / 86_400_000 + 1) / 7,
      );
    }
    case 'weekdayName':
      throw new Error('A name is no number');
  }
}
