import { civil } from '../date.ts';
import { dateText, instantText } from '../date-text.ts';
import { decimalText } from '../decimal.ts';
import type { Range } from '../interval.ts';
import type { Type, Value } from '../type.ts';
import { pick2, type Speech } from './speech.ts';

/** Units as they are said: before or after the figure. Any other unit stands behind the figure as it is written. */
const UNITS: Readonly<Record<string, { readonly zh: string; readonly en: string; readonly isBefore?: true }>> = {
  CNY: { zh: ' 元', en: 'CNY ', isBefore: true },
  'CNY 10k': { zh: ' 万元', en: 'CNY 10,000 × ', isBefore: true },
  EUR: { zh: ' 欧元', en: 'EUR ', isBefore: true },
  month: { zh: ' 个月', en: ' months' },
  day: { zh: ' 天', en: ' days' },
  year: { zh: ' 岁', en: ' years' },
  second: { zh: ' 秒', en: ' seconds' },
  time: { zh: ' 次', en: ' times' },
  transaction: { zh: ' 笔', en: ' transactions' },
  account: { zh: ' 个账户', en: ' accounts' },
  loan: { zh: ' 笔贷款', en: ' loans' },
  product: { zh: ' 个产品', en: ' products' },
  line: { zh: ' 条业务线', en: ' lines' },
  kind: { zh: ' 种', en: ' kinds' },
  person: { zh: ' 人', en: ' people' },
  customer: { zh: ' 位客户', en: ' customers' },
  household: { zh: ' 户', en: ' households' },
  km: { zh: ' 公里', en: ' km' },
  point: { zh: ' 分', en: ' points' },
  '%': { zh: '%', en: ' %' },
};

/** A figure with thousands separators and without idle zeros. */
export function figure(value: bigint, decimals: number): string {
  const [whole = '', fraction = ''] = decimalText(value, decimals).split('.');
  const rest = fraction.replace(/0+$/, '');
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (rest === '' ? '' : `.${rest}`);
}

/** A value with its unit in the reader's language: `2,000 元`, `CNY 2,000`, `2026年1月31日`. */
export function valueWords(speech: Speech, value: Value, type: Type, unit: string | undefined): string {
  if (typeof value === 'boolean') return value ? pick2(speech, '是', 'yes') : pick2(speech, '否', 'no');
  if (typeof value === 'object') return value.map((item) => String(item)).join(pick2(speech, '、', ', '));
  if (typeof value === 'string') return value;
  if (type.kind === 'date') return dayWords(speech, value);
  if (type.kind === 'instant') return instantText(value);
  const text = figure(value, type.kind === 'number' ? type.decimals : 0);
  if (unit === undefined) return text;
  const known = UNITS[unit] ?? UNITS[unit.replace(/s$/, '')];
  if (known === undefined) return `${text} ${unit}`;
  return speech.language === 'zh-CN'
    ? text + known.zh
    : known.isBefore
      ? known.en + text
      : text + (text === '1' ? known.en.replace(/s$/, '').replace('people', 'person') : known.en);
}

function dayWords(speech: Speech, days: bigint): string {
  const { year, month, day } = civil(Number(days));
  return pick2(speech, `${year} 年 ${month} 月 ${day} 日`, dateText(days));
}

/** One side of a range as a person would have written it: closed at `value`, or open at it. */
interface Bound {
  readonly value: bigint;
  readonly isOpen: boolean;
}

/**
 * Ranges are kept closed on the grid of their type; `[0, 6)` months is 0 … 5. The rounder of the last value inside and the first
 * one outside is what was written.
 */
export function boundsOf(range: Range, type: Type): { readonly low: Bound | null; readonly high: Bound | null } {
  const isOpenBetter = (inside: bigint, outside: bigint) => type.kind === 'number' && zeros(outside) > zeros(inside);
  const { low, high } = range;
  return {
    low:
      low === null
        ? null
        : isOpenBetter(low, low - 1n) && low !== 0n && low !== 1n
          ? { value: low - 1n, isOpen: true }
          : { value: low, isOpen: false },
    high:
      high === null
        ? null
        : isOpenBetter(high, high + 1n)
          ? { value: high + 1n, isOpen: true }
          : { value: high, isOpen: false },
  };
}

/** How many zeros a figure ends with: a measure of how round it is. */
function zeros(n: bigint): number {
  if (n === 0n) return 30;
  let count = 0;
  for (let rest = n; rest % 10n === 0n; rest /= 10n) count++;
  return count;
}

/** A range as a noun phrase: `不满 6 个月`, `6 个月至不满 24 个月`, `120 个月及以上`; `under 6 months`, `6 to under 24 months`. */
export function rangeWords(speech: Speech, range: Range, type: Type, unit: string | undefined): string {
  const { low, high } = boundsOf(range, type);
  const words = (bound: Bound) => valueWords(speech, bound.value, type, unit);
  if (low === null && high === null) return pick2(speech, '任何值', 'any value');
  if (low === null && high !== null)
    return high.isOpen
      ? pick2(speech, `不满 ${words(high)}`, `under ${words(high)}`)
      : pick2(speech, `${words(high)}及以下`, `${words(high)} or less`);
  if (high === null && low !== null)
    return low.isOpen
      ? pick2(speech, `${words(low)}以上`, `above ${words(low)}`)
      : pick2(speech, `${words(low)}及以上`, `${words(low)} or more`);
  if (low === null || high === null) return '';
  if (low.value === high.value && !low.isOpen && !high.isOpen) return words(low);
  const from = low.isOpen ? pick2(speech, `超过 ${words(low)}`, `above ${words(low)}`) : words(low);
  return high.isOpen
    ? pick2(speech, `${from}至不满 ${words(high)}`, `${from} to under ${words(high)}`)
    : pick2(speech, `${from}至 ${words(high)}`, `${from} to ${words(high)}`);
}

/** A unit by itself: `元`, `months`. */
export function unitName(speech: Pick<Speech, 'language'>, unit: string): string {
  const known = UNITS[unit] ?? UNITS[unit.replace(/s$/, '')];
  return known === undefined ? unit : (speech.language === 'zh-CN' ? known.zh : known.en).trim().replace(/ ×$/, '');
}
