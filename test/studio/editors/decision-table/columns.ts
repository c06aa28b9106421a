import type { JsonObject } from '../../../../definitions/index.ts';
import { type GridColumn, valuesOf } from '../../../../studio/editors/decision-table/columns.ts';

/** A column of a declared field, or of an output. */
export function columnOf(declared: JsonObject | undefined, side: GridColumn['side'] = 'when'): GridColumn {
  return { side, index: 0, fact: 'field', title: 'Field', unit: '', values: valuesOf(declared, []) };
}

export const AMOUNT = columnOf({ type: 'decimal', decimals: 2, unit: 'CNY' });
export const MYRIADS = columnOf({ type: 'decimal', decimals: 2, unit: 'CNY 10k' });
export const RATE = columnOf({ type: 'decimal', decimals: 4, unit: 'ratio' });
export const DAY = columnOf({ type: 'date' });
export const INSTANT = columnOf({ type: 'instant' });
export const FLAG = columnOf({ type: 'boolean' });
export const TEXT = columnOf({ type: 'string' });
export const UNKNOWN = columnOf(undefined);
export const GRADE = columnOf({
  type: 'string',
  enum: ['AAA', 'AA', 'C', 'any'],
  labels: { AAA: { 'zh-CN': '三A级', en: 'Triple A' }, AA: { 'zh-CN': '双A级', en: 'Double A' } },
});
export const COLUMNS = [AMOUNT, RATE, DAY, INSTANT, FLAG, TEXT, UNKNOWN, GRADE];
