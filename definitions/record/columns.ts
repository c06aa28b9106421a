import type { RowInputs, RowValue } from '../model/row.ts';
import type { Layout } from './layout.ts';
import { NONE } from '../model/result.ts';
import { missingSource, representation } from '../expression/to-function/representation.ts';
import type { Type } from '../model/type.ts';
import { type ReadField, type ReadSet, singleRow } from '../expression/read-set.ts';

/** Makes the maker of records out of values that are known to be good (batch): scaled numbers, days, rows as lists of values. */
export function columnReader(
  reads: ReadSet,
  layout: Layout,
): (values: readonly RowValue[], inputs?: RowInputs) => object {
  const row = rowReader(reads.fields, layout);
  const product = reads.products === null ? null : rowReader(reads.products, layout);
  const steps = new Map(stepsWithin(reads.fields));
  const missable = [...layout.missable].map(([read, place]) => ({ ...place, steps: steps.get(read) ?? [] }));
  return (values, inputs = {}) => {
    const record = row(values);
    const words = Array.from({ length: layout.words }, () => 0);
    for (const one of missable) if (lacks(values, one.steps)) words[one.word] = (words[one.word] ?? 0) | one.bit;
    words.forEach((word, i) => {
      record[`m${i}`] = word;
    });
    record['notes'] = NONE;
    if (reads.asOf) record['asOf'] = toNumber(inputs.asOf);
    if (reads.previous) {
      record['previousClass'] = inputs.previous?.class ?? null;
      record['previousSince'] = toNumber(inputs.previous?.since);
      record['previousMisses'] = toNumber(inputs.previous?.misses);
      record['previousRun'] = toNumber(inputs.previous?.run);
    }
    if (product !== null) record['products'] = (inputs.products ?? []).map(product);
    return record;
  };
}

/** The places by which each field is reached, through single relations. */
function stepsWithin(
  fields: readonly ReadField[],
  above: readonly number[] = [],
): readonly (readonly [ReadField, readonly number[]])[] {
  return fields.flatMap((read, i) => {
    const steps = [...above, i];
    return [[read, steps] as const, ...stepsWithin(singleRow(read), steps)];
  });
}

/** Whether the row that the steps lead to is there, and its value is not. */
function lacks(values: readonly RowValue[], [first = 0, ...rest]: readonly number[]): boolean {
  const value = values[first] ?? null;
  if (rest.length === 0) return value === null;
  return Array.isArray(value) && lacks(value as readonly RowValue[], rest);
}

const toNumber = (value: number | bigint | null | undefined) =>
  value === null || value === undefined ? Number.NaN : Number(value);

function rowReader(
  fields: readonly ReadField[],
  layout: Layout,
): (values: readonly RowValue[]) => Record<string, unknown> {
  const converters = fields.map((read) => ({
    property: layout.property(read.field),
    convert: converter(read, layout),
  }));
  return (values) => {
    const record: Record<string, unknown> = {};
    converters.forEach(({ property, convert }, i) => {
      record[property] = convert(values[i]);
    });
    return record;
  };
}

function converter(read: ReadField, layout: Layout): (value: RowValue) => unknown {
  if (read.rows === null) return (value) => converted(read.field.type, value);
  const row = rowReader(read.rows, layout);
  const one = (value: RowValue) => (Array.isArray(value) ? row(value) : null);
  if (read.field.type.kind === 'row') return one;
  return (value) => (Array.isArray(value) ? value.map(one) : null);
}

function converted(type: Type, value: RowValue): unknown {
  const form = representation(type);
  if (value === null || value === undefined) return missingSource(form) === 'NaN' ? Number.NaN : null;
  if (form === 'number') return Number(value);
  if (form === 'bigint') return typeof value === 'number' ? BigInt(value) : value;
  return type.kind === 'list' && Array.isArray(value) ? value.map((item: RowValue) => converted(type.of, item)) : value;
}
