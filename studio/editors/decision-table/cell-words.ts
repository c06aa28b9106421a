import { isObject, type Json } from '../../../definitions/index.ts';
import { readInterval } from '../../texts/interval.ts';
import type { Reader } from '../../texts/reader.ts';
import { percentText, type Titles } from '../../texts/titles.ts';
import { cellText, type ReadCell } from './cell-text.ts';
import type { GridColumn } from './columns.ts';

/** How a cell is understood, in words, beside what is being typed: `50,000 or more`, `AAA or AA`, `anything but C`. */
export function cellWords(
  { cell, isUnderstood }: ReadCell,
  column: GridColumn,
  titles: Titles,
  reader: Reader,
): string {
  const { t, language } = reader;
  if (!isUnderstood) return t('cell.kept', { what: t(`cell.type.${column.values.type}`) });
  const member = (value: Json): string =>
    typeof value === 'string' && readInterval(value) !== undefined && column.side === 'when'
      ? intervalWords(value, column, reader)
      : valueText(value, column, titles, reader);
  const or = (values: Json) =>
    (Array.isArray(values) ? (values as readonly Json[]) : [values]).map(member).join(t('cell.or'));
  if (column.side === 'when' && cell === '-') return t('cell.anything');
  if (cell === null) return t('cell.gives.missing');
  if (isObject(cell)) {
    if ('missing' in cell) return t('cell.isMissing');
    if ('not' in cell) return t('cell.except', { values: or(cell['not'] ?? null) });
    return t('cell.computed', { text: String(cell['text']) });
  }
  return typeof cell === 'string' && cell === '' ? cellText(cell, column, language) : or(cell as Json);
}

function valueText(value: Json, column: GridColumn, titles: Titles, reader: Reader): string {
  if (typeof value === 'string') {
    const named = column.values.members.find((one) => one.value === value)?.names[reader.language];
    return named ?? (column.values.type === 'number' ? figure(value, column, reader) : value);
  }
  if (typeof value === 'number') return figure(value, column, reader);
  return titles.value(column.fact, value);
}

function figure(value: number | string, { values }: GridColumn, reader: Reader): string {
  return values.isPercent ? percentText(value, reader) : reader.number(value);
}

function intervalWords(text: string, column: GridColumn, reader: Reader): string {
  const read = readInterval(text);
  if (read === undefined) return text;
  const { isLowIn, isHighIn } = read;
  const [low, high] = [read.low, read.high].map((end) => (end === null ? null : figure(end, column, reader)));
  const unit = column.unit === '' ? '' : ` ${column.unit}`;
  if (low === null && high === null) return reader.t('cell.anyFigure');
  if (high === null) return reader.t(isLowIn ? 'cell.atLeast' : 'cell.above', { low: `${low}${unit}` });
  if (low === null) return reader.t(isHighIn ? 'cell.atMost' : 'cell.below', { high: `${high}${unit}` });
  const key = `cell.between.${isLowIn ? 'in' : 'out'}.${isHighIn ? 'in' : 'out'}` as const;
  return reader.t(key, { low: String(low), high: `${high}${unit}` });
}
/** A cell as the grid shows it. */
export function shownCell(cell: ReadCell['cell'], column: GridColumn, titles: Titles, reader: Reader): string {
  const shown = (value: Json): string => {
    if (typeof value === 'string' && column.side === 'when' && readInterval(value) !== undefined)
      return column.fact === '' ? cellText(value, column, reader.language) : titles.bounds(column.fact, value);
    return valueText(value, column, titles, reader);
  };
  const all = (values: Json) =>
    (Array.isArray(values) ? (values as readonly Json[]) : [values]).map(shown).join(t('cell.and'));
  const { t } = reader;
  if (column.side === 'when' && cell === '-') return t('view.anything');
  if (cell === null) return t('view.missing');
  if (isObject(cell)) {
    if ('missing' in cell) return t('view.missing');
    if ('not' in cell) return t('view.except', { values: all(cell['not'] ?? null) });
    return String(cell['text']);
  }
  return all(cell as Json);
}
