import { beside, isObject, type Json, parsePeriod } from '../../../definitions/index.ts';
import { dayText } from '../../texts/day.ts';
import { intervalText } from '../../texts/interval-text.ts';
import type { Reader } from '../../texts/reader.ts';
import type { Titles } from '../../texts/titles.ts';
import { writeMember } from '../decision-table/read-value.ts';
import type { ReadableField } from './fields.ts';
import { comparedWith, type Mention, readNode, type Row } from './node.ts';
import { askedRelation, fits, relationText, shapeOf } from './relations.ts';

/** How rows are said. */
export interface Speech {
  readonly reader: Reader;
  readonly titles: Titles;
  readonly fieldOf: (mention: Mention) => ReadableField | undefined;
}

/** An item in words, as it is announced and named. */
export function itemWords(node: Json, speech: Speech): string {
  const { t } = speech.reader;
  const read = readNode(node);
  switch (read.kind) {
    case 'group':
      return t(`cond.mode.${read.mode}`);
    case 'criteria': {
      const title = speech.titles.definition(read.id);
      return read.of === undefined
        ? t('cond.criteria', { title })
        : t('cond.criteriaOf', { title, row: speech.titles.fact(read.of) });
    }
    case 'row': {
      const value = valueText(read, speech);
      const said = [mentionText(read.mention, speech), relationText(askedRelation(read), speech.reader)];
      const parts = value === '' ? said : [...said, value];
      return speech.reader.language === 'en' ? parts.join(' ') : parts.reduce(beside);
    }
    case 'locked':
      return isObject(node) && typeof node['fact'] === 'string'
        ? `${speech.titles.fact(node['fact'])} …`
        : t('cond.locked');
  }
}

export function mentionText({ fact, path, of }: Mention, { titles, reader: { t } }: Speech): string {
  const whose = of === undefined ? '' : t('view.related', { row: titles.fact(of) });
  return whose + titles.fact(`${fact}${(path ?? '').replace(/^\$/, '')}`);
}

/** A row's value with its unit, as one says it; what does not fit stands as it is written. */
export function valueText(row: Row, speech: Speech): string {
  const { reader, fieldOf } = speech;
  const { value, relation, mention } = row;
  if (value === undefined) return '…';
  const shape = shapeOf(relation);
  if (shape === 'none') return '';
  const other = comparedWith(value);
  if (other !== undefined) return mentionText(other, speech);
  const field = fieldOf(mention);
  if (field === undefined || !fits(value, row, field)) return typeof value === 'string' ? value : JSON.stringify(value);
  if (shape === 'period') return periodText(String(value), reader);
  const unit = field.unit === '' ? '' : ` ${field.unit}`;
  if (shape === 'interval') return intervalText(String(value), { number: (end) => oneText(end, field, reader) }) + unit;
  const items = Array.isArray(value) ? (value as readonly Json[]) : [value];
  return items.map((one) => oneText(one, field, reader)).join(reader.language === 'en' ? ', ' : '、') + unit;
}

/** One value as it is read. */
export function oneText(value: Json, field: ReadableField, reader: Reader): string {
  if (typeof value === 'boolean') return reader.t(value ? 'form.yes' : 'form.no');
  if (typeof value !== 'number' && typeof value !== 'string') return JSON.stringify(value);
  if (field.type === 'date') return dayText(String(value), reader);
  const written = writeMember(value, field.values, reader.language);
  return field.values.type === 'number' && !field.values.isPercent ? reader.number(value) : written;
}

export function periodText(text: string, { t, number }: Reader): string {
  const period = parsePeriod(text);
  if (period === undefined || period.unit === 'milliseconds') return text;
  const isYears = /^P\d+Y$/.test(text);
  return `${number(isYears ? Number(period.count) / 12 : Number(period.count))} ${t(isYears ? 'cond.years' : period.unit === 'months' ? 'cond.months' : 'cond.days')}`;
}
