import { type Language, parseDate, parseInstant } from '../../../definitions/index.ts';
import { readFigure } from '../../texts/figure.ts';
import { intervalText } from '../../texts/interval-text.ts';
import { readInterval } from '../../texts/interval.ts';
import { percentText } from '../../texts/titles.ts';
import type { ColumnValues } from './columns.ts';

/**
 * One value or interval as people write it: `5万`, `3.5%`, `≥ 5万`, `30–40`, `18 – <30`, `不满 30`, `100以上`, `2026年1月31日`, `[18, 30)`.
 * Undefined where it is none of these, or could be read in two ways (`5–10万`).
 */
export function readMember(text: string, values: ColumnValues): string | number | boolean | undefined {
  const { type } = values;
  const member = memberOf(text, values);
  if (member !== undefined) return member;
  if (type === 'boolean') return TRUTH.get(text.toLowerCase());
  if (type === 'string') return undefined;
  const plain = text.normalize('NFKC').trim();
  if (type === 'any' && TRUTH_WRITTEN.has(plain)) return plain === 'true';
  const whole = endOf(plain, values);
  if (whole !== undefined) return type === 'number' || type === 'any' ? figureValue(whole) : whole;
  return bracketed(plain, values) ?? openInterval(plain, values) ?? closedInterval(plain, values);
}

/** A value or interval as it is typed: the shortest that reads as the same. */
export function writeMember(value: string | number | boolean, values: ColumnValues, language: Language): string {
  if (typeof value === 'boolean') return YES_NO[language][value ? 0 : 1];
  const plain = (figure: number | string) =>
    values.isPercent ? percentText(figure, { number: String }) : String(figure);
  if (typeof value === 'number') return plain(value);
  const { members, type } = values;
  const name = members.find((one) => one.value === value)?.names[language];
  if (name !== undefined && members.filter((one) => one.names[language] === name).length === 1) return name;
  return type === 'string' || type === 'boolean' ? value : intervalText(value, { number: plain });
}

/** A figure as JSON keeps it: a number where that keeps every digit. */
export function figureValue(text: string): number | string {
  return String(Number(text)) === text ? Number(text) : text;
}

const YES_NO = { en: ['yes', 'no'], 'zh-CN': ['是', '否'] } as const;
const TRUTH: ReadonlyMap<string, boolean> = new Map([
  ...['是', 'yes', 'y', 'true', '真', '✓'].map((word) => [word, true] as const),
  ...['否', 'no', 'n', 'false', '假', '✗'].map((word) => [word, false] as const),
]);
const TRUTH_WRITTEN: ReadonlySet<string> = new Set(['true', 'false']);

function memberOf(text: string, { members }: ColumnValues): string | undefined {
  if (members.some(({ value }) => value === text)) return text;
  const named = members.filter(({ names }) => Object.values(names).includes(text));
  return named.length === 1 ? named[0]?.value : undefined;
}

/** One end: a figure, or a day; as JSON text. */
function endOf(written: string, values: ColumnValues): string | undefined {
  if (values.type === 'date') return dayOf(written);
  if (values.type === 'instant') return parseInstant(written) === undefined ? undefined : written;
  // Where nothing is known of a column, numerals in words are words.
  if (values.type === 'any' && !/^[-−+]?(0|[1-9][\d,]*)(\.\d+)?\s*[十百千万亿%]*$/.test(written)) return undefined;
  const { figure: amount, hasUnit } = withoutUnit(written, values);
  const [, before = '', percent] = /^(.*?)\s*(%?)$/s.exec(amount) ?? [];
  // `5万` where figures count 万元 could be 5 of them, or 50,000.
  if (!hasUnit && /[万亿]$/.test(before) && values.units.some((one) => /[万亿]/.test(one))) return undefined;
  // What stands between digits separates thousands, or the figures of a list.
  const figure = /\d[,\s_]+\d/.test(before) && !GROUPED.test(before) ? undefined : readFigure(before);
  return figure === undefined ? undefined : trimmed(percent === '%' ? hundredth(figure) : figure);
}

/** What stands before the unit of the column, where that is written. */
function withoutUnit(written: string, { units }: ColumnValues): { readonly figure: string; readonly hasUnit: boolean } {
  const unit = units.find((one) => written.toLowerCase().endsWith(one.toLowerCase()) && one !== '');
  const figure = unit === undefined ? written : written.slice(0, -unit.length).trim();
  return { figure, hasUnit: unit !== undefined };
}

const GROUPED = /^[-−+]?\d{1,3}([, _]\d{3})+(\.\d+)?\D*$/;

function dayOf(written: string): string | undefined {
  const [, year, month = '', day = ''] =
    /^(\d{4})[-/.年]\s*(\d{1,2})[-/.月]\s*(\d{1,2})日?$/.exec(written) ?? /^(\d{4})(\d\d)(\d\d)$/.exec(written) ?? [];
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return year === undefined || parseDate(text) === undefined ? undefined : text;
}

function hundredth(figure: string): string {
  const [, minus = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(figure) ?? [];
  const digits = whole.padStart(3, '0');
  return `${minus}${digits.slice(0, -2)}.${digits.slice(-2)}${fraction}`;
}

/** Without zeros that say nothing. */
const trimmed = (figure: string) =>
  (figure.includes('.') ? figure.replace(/\.?0+$/, '') : figure).replace(/^(-?)0+(?=\d)/, '$1').replace(/^-0$/, '0');

/** `[18, 30)`, with ends written in any way; where they are written plainly the text stays as it is. */
function bracketed(text: string, values: ColumnValues): string | undefined {
  const read = readInterval(text);
  if (read === undefined) return undefined;
  const [low, high] = [read.low, read.high].map((end) => (end === null ? null : endOf(end, values)));
  if (low === undefined || high === undefined) return undefined;
  if (low === read.low && high === read.high) return text;
  return written({ low, high, isLowIn: read.isLowIn, isHighIn: read.isHighIn });
}

const LOW_IN = '>=|≥|≧|⩾|不低于|不少于|大于等于|至少|at least|from';
const LOW_OUT = '>|超过|大于|高于|多于|more than|over|above';
const HIGH_IN = '<=|≤|≦|⩽|不超过|不高于|不多于|小于等于|至多|at most|up to';
const HIGH_OUT = '<|不满|小于|低于|不足|少于|less than|under|below';
const BEFORE = new RegExp(`^(?:(${LOW_IN})|(${LOW_OUT})|(${HIGH_IN})|(${HIGH_OUT}))\\s*(.+)$`, 'is');
/** 以上 and 以下 hold the figure itself (Civil Code, article 1259). */
const BEHIND = /^(.+?)\s*(?:(及以上|以上|or more|and above|\+)|(及以下|以下|以内|or less|and below))$/is;

function openInterval(text: string, values: ColumnValues): string | undefined {
  const [, lowIn, lowOut, highIn, , before = ''] = BEFORE.exec(text) ?? [];
  if (before !== '') {
    const end = endOf(before, values);
    if (end === undefined) return undefined;
    const isLow = lowIn !== undefined || lowOut !== undefined;
    return written({
      low: isLow ? end : null,
      high: isLow ? null : end,
      isLowIn: lowIn !== undefined,
      isHighIn: highIn !== undefined,
    });
  }
  const [, behind = '', above] = BEHIND.exec(text) ?? [];
  const end = behind === '' ? undefined : endOf(behind, values);
  if (end === undefined) return undefined;
  const isLow = above !== undefined;
  return written({ low: isLow ? end : null, high: isLow ? null : end, isLowIn: isLow, isHighIn: !isLow });
}

const BETWEEN = /\s*(?:[–—~至到]|\bto\b|-)\s*/g;
const LOW_SIGN = new RegExp(`^(?:(${LOW_IN})|(${LOW_OUT}))\\s*`, 'i');
const HIGH_SIGN = new RegExp(`^(?:(${HIGH_IN})|(${HIGH_OUT}))\\s*`, 'i');

/** Two ends with a dash or a word between: both are in, where no sign says otherwise. */
function closedInterval(text: string, values: ColumnValues): string | undefined {
  const found = [...text.matchAll(BETWEEN)].flatMap(({ 0: sign, index }) => {
    const [left, right] = [text.slice(0, index), text.slice(index + sign.length)];
    const [lowSign, highSign] = [LOW_SIGN.exec(left), HIGH_SIGN.exec(right)];
    const [lowText, highText] = [left.slice(lowSign?.[0].length ?? 0), right.slice(highSign?.[0].length ?? 0)];
    const [low, high] = [endOf(lowText, values), endOf(highText, values)];
    if (low === undefined || high === undefined || isTwofold(lowText, highText, values)) return [];
    return [written({ low, high, isLowIn: lowSign?.[2] === undefined, isHighIn: highSign?.[2] === undefined })];
  });
  return found.length === 1 ? found[0] : undefined;
}

/** Whether what stands behind the upper end could be meant of both: `5–10万`, `5–10万元`, `1千–2千万`. */
function isTwofold(low: string, high: string, values: ColumnValues): boolean {
  const [below, above] = [withoutUnit(low, values), withoutUnit(high, values)];
  const [large = ''] = /[十百千万亿%]?$/.exec(above.figure) ?? [];
  if (large === '' || below.hasUnit || below.figure.endsWith(large)) return false;
  return Number(endOf(`${below.figure}${large}`, values)) <= Number(endOf(above.figure, values));
}

function written({ low, high, isLowIn, isHighIn }: NonNullable<ReturnType<typeof readInterval>>): string {
  const left = low === null ? '(-∞' : `${isLowIn ? '[' : '('}${low}`;
  return `${left}, ${high === null ? '∞)' : `${high}${isHighIn ? ']' : ')'}`}`;
}
