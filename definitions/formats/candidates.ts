import { parseDate, parseInstant } from '../expression/date-text.ts';
import { scaleText } from '../model/decimal.ts';
import { isInDomain } from '../model/domain.ts';
import type { NumberType, Type } from '../model/type.ts';
import { cellReader } from './cell-reader.ts';
import { fold as folded } from '../expression/fold.ts';
import { narrow, trimmed } from './blanks-and-width.ts';
import type { ColumnFormat, FeedFormat } from './format.ts';

/** Pairs of words that people write for true and false. */
export const TRUTH_WORDS: readonly (readonly [yes: string, no: string])[] = [
  ['是', '否'],
  ['Y', 'N'],
  ['y', 'n'],
  ['Yes', 'No'],
  ['yes', 'no'],
  ['YES', 'NO'],
  ['1', '0'],
  ['T', 'F'],
  ['t', 'f'],
  ['有', '无'],
  ['真', '假'],
  ['√', '×'],
];

/** Forms of days that are tried, the likelier first. */
export const DATE_FORMS = [
  'yyyy-MM-dd',
  'yyyy-M-d',
  'yyyy/M/d',
  'yyyy.M.d',
  'yyyyMMdd',
  'yyyy年M月d日',
  'serial',
  'd/M/yyyy',
  'M/d/yyyy',
  'd.M.yyyy',
  'd-M-yyyy',
  'M-d-yyyy',
] as const;

const TIME_FORMS = ['HH:mm:ss', 'HH:mm', 'H:mm:ss', 'H:mm', 'HH:mm:ss.SSS'] as const;

/** The formats that read a text as a value of a type: none where it is no such value, several where it could be several. */
export function formatsThatRead(text: string, type: Type, feed: FeedFormat = {}): readonly ColumnFormat[] {
  const base = { ...(trimmed(text) === text ? {} : { trim: true }), ...(narrow(text) === text ? {} : { fold: true }) };
  const bare = narrow(trimmed(text));
  const found = formsOf(bare, type)
    .map((own) => ({ ...base, ...own }))
    .flatMap((format) => withRound(format, text, type, feed));
  // Where a format reads it, one that states more besides is no other reading.
  return found.filter((one) => !found.some((other) => other !== one && isPart(other, one)));
}

const isPart = (part: ColumnFormat, whole: ColumnFormat): boolean =>
  Object.keys(part).length < Object.keys(whole).length &&
  Object.entries(part).every(([key, value]) => whole[key as keyof ColumnFormat] === value);

/** Whether a strict text is a value of the type. */
export function isValue(text: string, type: Type): boolean {
  switch (type.kind) {
    case 'number': {
      const scaled = scaleText(text, type.decimals);
      return scaled !== undefined && isInDomain(scaled, type);
    }
    case 'date': {
      const days = parseDate(text);
      return days !== undefined && isInDomain(days, type);
    }
    case 'instant': {
      const instant = parseInstant(text);
      return instant !== undefined && isInDomain(instant, type);
    }
    case 'boolean':
      return text === 'true' || text === 'false';
    default:
      return isInDomain(text, type);
  }
}

function withRound(format: ColumnFormat, text: string, type: Type, feed: FeedFormat): readonly ColumnFormat[] {
  const reads = (one: ColumnFormat) => {
    const value = cellReader(one, type, feed)(text);
    return typeof value === 'string' && isValue(value, type);
  };
  if (reads(format)) return [format];
  const rounded: ColumnFormat = { ...format, round: 'half-up' };
  return (type.kind === 'number' || type.kind === 'instant') && reads(rounded) ? [rounded] : [];
}

function formsOf(text: string, type: Type): readonly ColumnFormat[] {
  switch (type.kind) {
    case 'number':
      return numberForms(text, type);
    case 'date':
      return DATE_FORMS.map((form) => ({ dates: [form] }));
    case 'instant':
      return [{}, ...timeForms(text)];
    case 'boolean':
      return [
        {},
        ...TRUTH_WORDS.filter((pair) => pair.includes(text)).map(([yes, no]) => ({ true: [yes], false: [no] })),
      ];
    case 'string':
      return [{}, ...(type.enum?.some((member) => folded(member) === folded(text)) === true ? [{ fold: true }] : [])];
    default:
      return [];
  }
}

const timeForms = (text: string): readonly ColumnFormat[] =>
  text.includes(':')
    ? DATE_FORMS.slice(1).flatMap((day) => TIME_FORMS.map((time) => ({ dates: [`${day} ${time}`] })))
    : DATE_FORMS.map((form) => ({ dates: [form] }));

const BEFORE = /^(?:CNY|RMB|USD|HKD|EUR|人民币|[¥￥$€£])/i;
const BEHIND = /(?:人民币元|人民币|元|CNY|RMB|USD|HKD|EUR|[¥￥$€£])$/i;
const UNIT = /(?:百万|千万|万|亿|千|‰|bp)$/;

/** What stands around a figure, then how its digits are grouped. */
function numberForms(text: string, { decimals }: NumberType): readonly ColumnFormat[] {
  const environment: { -readonly [Key in keyof ColumnFormat]: ColumnFormat[Key] } = {};
  const strips: string[] = [];
  let figure = text;
  const taken = (pattern: RegExp): string | undefined => {
    const found = pattern.exec(figure)?.[0];
    if (found === undefined) return undefined;
    figure = figure.replace(pattern, '').trim();
    return found;
  };
  for (let before = ''; before !== figure; ) {
    before = figure;
    if (/^\(.*\)$/.test(figure)) {
      environment.negative = 'parentheses';
      figure = figure.slice(1, -1).trim();
    } else if (taken(/^-/) === undefined && taken(/-$/) !== undefined) environment.negative = 'trailing';
    const strip = taken(BEFORE) ?? taken(BEHIND);
    if (strip !== undefined) strips.push(strip);
    const unit = taken(UNIT);
    if (unit !== undefined) environment.unit = unit;
    if (taken(/%$/) !== undefined) environment.percent = true;
  }
  if (strips.length > 0) environment.strip = strips.length === 1 ? (strips[0] ?? '') : [...new Set(strips)];
  return groupings(figure, decimals).map((grouping) => ({ ...grouping, ...environment }));
}

/** How the digits of a figure may be grouped: `1,234` is one thousand, or a decimal comma. */
function groupings(figure: string, decimals: number): readonly ColumnFormat[] {
  const found: ColumnFormat[] = [];
  if (/^\d+(\.\d+)?$/.test(figure)) found.push({});
  for (const thousands of [',', ' ', "'", '\u00a0', '\u202f', '’'])
    if (figure.includes(thousands)) found.push({ thousands });
  if (/^\d{1,3}(\.\d{3})+(,\d+)?$/.test(figure)) found.push({ thousands: '.', decimalMark: ',' });
  if (/^\d+,\d+$/.test(figure) && decimals > 0) found.push({ decimalMark: ',' });
  if (/^\d{1,3}([ '\u00a0\u202f’]\d{3})+,\d+$/.test(figure))
    found.push({ thousands: figure.replaceAll(/[\d,]/g, '').slice(0, 1), decimalMark: ',' });
  return found;
}
