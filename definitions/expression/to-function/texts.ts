import { NUMBER_TEXT, scaleText } from '../../model/decimal.ts';
import { INTERMEDIATE_DECIMALS } from '../../model/type.ts';

/** Functions of strings as generated functions call them; positions count code points from 1. */

/** How many code points. */
export function codePoints(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) i += 1;
    count += 1;
  }
  return count;
}

/** FEEL's substring: a negative start counts from the end; a length that is not given takes all. */
export function substring(text: string, start: number | bigint, length?: number | bigint): string {
  const points = [...text];
  const from = Number(start) > 0 ? Number(start) - 1 : Math.max(points.length + Number(start), 0);
  return points.slice(from, length === undefined ? undefined : from + Number(length)).join('');
}

/** The text before the first occurrence, empty where there is none. */
export function before(text: string, mark: string): string {
  const at = text.indexOf(mark);
  return at < 0 ? '' : text.slice(0, at);
}

/** The text after the first occurrence, empty where there is none. */
export function after(text: string, mark: string): string {
  const at = text.indexOf(mark);
  return at < 0 ? '' : text.slice(at + mark.length);
}

/** Every occurrence of a mark replaced; an empty mark stands nowhere. */
export function replaced(text: string, mark: string, other: string): string {
  return mark === '' ? text : text.replaceAll(mark, () => other);
}

const NUMBER = new RegExp(`^${NUMBER_TEXT}$`);

/** The number a text says, with 12 decimals; null where it says none. */
export function numberOf(text: string): bigint | null {
  if (!NUMBER.test(text)) return null;
  const [whole = '', fraction = ''] = text.replace(/^(-?)0+(?=\d)/, '$1').split('.');
  const digits = fraction.slice(0, INTERMEDIATE_DECIMALS);
  return scaleText(digits === '' ? whole : `${whole}.${digits}`, INTERMEDIATE_DECIMALS) ?? null;
}
