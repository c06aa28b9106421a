import { type Json, type ToldType, unitName, unitWords, type WorkedPart } from '../../../definitions/index.ts';
import { percentText } from '../../texts/titles.ts';
import type { Reader } from '../../texts/reader.ts';
import '../../texts/feel.ts';

/** A type with its unit, as a reader takes it in: `decimal figure · 2 decimals · CNY`. `unit`: as a field declares it. */
export function measureText(type: ToldType, unit: string | null, reader: Reader): string {
  const isShare = unit !== null && unitWords(unit)?.isPercent === true;
  return typeText(type, unit === null ? null : isShare ? '%' : unitName(reader, unit), reader);
}

/** The same with a unit that is said already. */
export function typeText({ kind, isList, decimals }: ToldType, unit: string | null, { t }: Reader): string {
  const isWhole = kind === 'number' && decimals === 0;
  const name = kind === 'number' ? t(isWhole ? 'type.integer' : 'type.decimal') : t(`feel.type.${kind}`);
  const parts = [
    isList ? t('feel.type.list', { of: name }) : name,
    ...(kind === 'number' && decimals !== null && decimals > 0 ? [t('view.decimals', { count: decimals })] : []),
    ...(unit === null || unit === '' ? [] : [unit]),
  ];
  return parts.join(' · ');
}

const MOST_ITEMS = 12;

/** What a part came to, with its unit; of a loop, what each item gave. */
export function stepText(part: WorkedPart, reader: Reader): string {
  const { value, type, isEach } = part;
  const { t, number } = reader;
  if (value === undefined) return '–';
  if (!isEach && type.isList && type.kind === 'row' && typeof value === 'number')
    return t('feel.rows', { count: value });
  if (Array.isArray(value)) {
    const items = value.slice(0, MOST_ITEMS).map((item: Json) => scalar(item, part, reader));
    const rest =
      value.length > MOST_ITEMS
        ? [t('feel.more', { count: value.length - MOST_ITEMS, n: number(value.length - MOST_ITEMS) })]
        : [];
    return value.length === 0 ? t('feel.noItems') : [...items, ...rest].join(reader.language === 'en' ? '; ' : '；');
  }
  return scalar(value, part, reader);
}

function scalar(value: Json, { unit, isPercent, type, labels }: WorkedPart, reader: Reader): string {
  const { t, number, language } = reader;
  if (value === null) return t('view.missing');
  if (typeof value === 'boolean') return t(value ? 'form.yes' : 'form.no');
  const isFigure = type.kind === 'number' || type.kind === 'approximate' || type.kind === 'duration';
  if (!isFigure || (typeof value !== 'number' && typeof value !== 'string'))
    return typeof value === 'string' ? reader.say(labels?.[value] ?? value) : JSON.stringify(value);
  if (isPercent) return percentText(value, reader);
  const figure = number(typeof value === 'string' ? value.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '') : value);
  if (unit === null) return figure;
  return language === 'en' && /^[A-Z]{3}\b/.test(unit) ? `${unit} ${figure}` : `${figure} ${unit}`;
}
