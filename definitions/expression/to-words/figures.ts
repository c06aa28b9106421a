import { civil, clockOf } from '../date.ts';
import { decimalText } from '../../model/decimal.ts';
import type { Range } from '../../model/interval.ts';
import type { Type, Value } from '../../model/type.ts';
import { zh } from './chinese.ts';
import { pick2, type Speech } from './speech.ts';
import { unitWords } from './units.ts';

type Reader = Pick<Speech, 'language'>;

/** A figure with thousands separators and without idle zeros; its minus sign is a typographic one. */
export function figure(value: bigint, decimals: number, isPlain = false): string {
  const [whole = '', fraction = ''] = decimalText(value, decimals).split('.');
  const rest = fraction.replace(/0+$/, '');
  const grouped = isPlain ? whole : whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return grouped.replace('-', '−') + (rest === '' ? '' : `.${rest}`);
}

/** A value with its unit in the reader's language: `2,000 元`, `CNY 2,000`, `2026 年 1 月 31 日`. */
export function valueWords(speech: Reader, value: Value, type: Type, unit: string | undefined): string {
  return said(speech, value, type, unit, true);
}

/** The same; without its unit where the figure beside it says it. */
function said(speech: Reader, value: Value, type: Type, unit: string | undefined, hasUnit: boolean): string {
  if (typeof value === 'boolean') return value ? pick2(speech, '是', 'yes') : pick2(speech, '否', 'no');
  if (typeof value === 'object') return value.map((item) => String(item)).join(pick2(speech, '、', ', '));
  if (typeof value === 'string') return value;
  if (type.kind === 'date') return dayWords(speech, value);
  if (type.kind === 'instant') return momentWords(speech, value);
  const decimals = type.kind === 'number' ? type.decimals : 0;
  if (unit === undefined) return figure(value, decimals);
  const known = unitWords(unit);
  if (known?.isPercent === true) {
    const share = figure(value * 100n, decimals);
    return hasUnit ? `${share}%` : share;
  }
  if (speech.language === 'zh-CN') {
    const text = figure(value, decimals, known?.isPlain);
    if (!hasUnit) return text;
    const name = known?.name['zh-CN'] ?? unit;
    return name === '%' ? text + name : `${text} ${name}`;
  }
  const text = figure(value * 10n ** BigInt(known?.zeros ?? 0), decimals, known?.isPlain);
  if (!hasUnit || known?.en === 'none') return text;
  if (unit === '%') return text + unit;
  if (known === undefined) return `${text} ${unit}`;
  if (known.en === 'before')
    return `${known.zeros === undefined ? known.name.en : known.name.en.split(' ')[0]} ${text}`;
  return `${text} ${text === '1' ? known.name.en.replace(/s$/, '') : known.name.en}`;
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** A day of the calendar: `2026 年 1 月 31 日`, `31 January 2026`. */
export function dayWords(speech: Reader, days: bigint): string {
  const { year, month, day } = civil(Number(days));
  return pick2(speech, `${year} 年 ${month} 月 ${day} 日`, `${day} ${MONTHS[month - 1] ?? ''} ${year}`);
}

/** A moment as the bank's clocks show it: `北京时间 2026 年 1 月 1 日 09:30`, `1 January 2026 09:30 (UTC+8)`. */
function momentWords(speech: Reader, instant: bigint): string {
  const { days, milliseconds } = clockOf(Number(instant));
  const [minutes, thousandths] = [Math.floor(milliseconds / 60_000), milliseconds % 60_000];
  const two = (n: number) => String(n).padStart(2, '0');
  const seconds = thousandths === 0 ? '' : `:${two(Math.floor(thousandths / 1000))}`;
  const fraction = thousandths % 1000 === 0 ? '' : `.${String(thousandths % 1000).padStart(3, '0')}`;
  const time = `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}${seconds}${fraction}`;
  const date = dayWords(speech, BigInt(days));
  return pick2(speech, `北京时间 ${date} ${time}`, `${date} ${time} (UTC+8)`);
}

/** One side of a range as it was written: closed at `value`, or open at it. */
export interface SpokenBound {
  readonly value: bigint;
  readonly isOpen: boolean;
}

/**
 * The sides of a range as they were written (a range itself is kept closed on the grid of its type); a side at which the domain
 * ends anyway is null, for it says nothing.
 */
export function boundsOf(
  range: Range,
  type: Type,
): { readonly low: SpokenBound | null; readonly high: SpokenBound | null } {
  const domain = type.kind === 'number' || type.kind === 'date' || type.kind === 'instant' ? type : undefined;
  const { low, high } = range;
  const isLowIdle = low === null || (domain !== undefined && low <= domain.minimum);
  const isHighIdle = high === null || (domain !== undefined && high >= domain.maximum);
  if (low !== null && (low === high || (isLowIdle && isHighIdle && domain?.minimum === domain?.maximum)))
    return { low: { value: low, isOpen: false }, high: { value: low, isOpen: false } };
  return {
    low: isLowIdle ? null : range.isLowOpen ? { value: low - 1n, isOpen: true } : { value: low, isOpen: false },
    high: isHighIdle ? null : range.isHighOpen ? { value: high + 1n, isOpen: true } : { value: high, isOpen: false },
  };
}

/** A range as a noun phrase: `不满 6 个月`, `6 个月至不满 24 个月`, `120 个月及以上`; `under 6 months`, `6 to under 24 months`. */
export function rangeWords(speech: Reader, range: Range, type: Type, unit: string | undefined): string {
  const { low, high } = boundsOf(range, type);
  const words = (bound: SpokenBound) => valueWords(speech, bound.value, type, unit);
  if (low === null && high === null) return pick2(speech, '任何值', 'any value');
  const isDay = type.kind === 'date' || type.kind === 'instant';
  if (low === null && high !== null) return isDay ? until(speech, high, words(high)) : below(speech, high, words(high));
  if (high === null && low !== null) return isDay ? since(speech, low, words(low)) : above(speech, low, words(low));
  if (low === null || high === null) return '';
  if (low.value === high.value) return words(low);
  const isFrom = unit !== undefined && unitWords(unit)?.en === 'before';
  const isBoth = isDay || (unit !== undefined && unitWords(unit)?.isRepeated === true);
  const isShare = unit === '%' || (unit !== undefined && unitWords(unit)?.isPercent === true);
  const start = said(speech, low.value, type, unit, isShare || (speech.language === 'zh-CN' ? isBoth : isFrom));
  const end = said(speech, high.value, type, unit, speech.language === 'zh-CN' || !isFrom);
  const from = low.isOpen ? pick2(speech, zh`超过${start}`, isDay ? `after ${start}` : `above ${start}`) : start;
  if (!high.isOpen) return pick2(speech, zh`${from}至${end}`, `${from} ${low.isOpen ? 'up to' : 'to'} ${end}`);
  return isDay
    ? pick2(speech, zh`${from}至${end}之前`, `${from} to before ${end}`)
    : pick2(speech, zh`${from}至不满${end}`, `${from} to under ${end}`);
}

const below = (speech: Reader, { isOpen }: SpokenBound, text: string) =>
  isOpen ? pick2(speech, zh`不满${text}`, `under ${text}`) : pick2(speech, zh`${text}及以下`, `${text} or less`);
const above = (speech: Reader, { isOpen }: SpokenBound, text: string) =>
  isOpen ? pick2(speech, zh`超过${text}`, `above ${text}`) : pick2(speech, zh`${text}及以上`, `${text} or more`);
const until = (speech: Reader, { isOpen }: SpokenBound, text: string) =>
  isOpen ? pick2(speech, zh`${text}之前`, `before ${text}`) : pick2(speech, zh`截至${text}`, `until ${text}`);
const since = (speech: Reader, { isOpen }: SpokenBound, text: string) =>
  isOpen ? pick2(speech, zh`${text}之后`, `after ${text}`) : pick2(speech, zh`${text}起`, `from ${text}`);
