import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../definitions/model/json.ts';
import { referenceTable } from '../../../../definitions/expression/scope/index.ts';
import { problemsOf } from '../answer.ts';

const reference = (of: JsonObject): JsonObject => ({
  kind: 'reference',
  name: 'ftp',
  key: ['term', 'currency'],
  validFrom: 'from',
  fields: { rate: { type: 'decimal', decimals: 4, minimum: 0, maximum: 1 }, note: { type: 'string', optional: true } },
  rows: [
    { term: '1y', currency: 'CNY', from: '2026-01-01', rate: 0.026 },
    { term: '1y', currency: 'CNY', from: '2026-07-01', rate: 0.024, note: 'cut' },
    { term: '2y', currency: 'CNY', from: '2026-01-01', rate: 0.03 },
  ],
  ...of,
});
const row = (...changed: readonly JsonObject[]) =>
  reference({ rows: changed.map((of) => ({ term: '1y', currency: 'CNY', from: '2026-01-01', rate: 0.026, ...of })) });
const ending = (...changed: readonly JsonObject[]) => ({ ...row(...changed), validTo: 'to' });

describe('a reference table', () => {
  it.each<[string, JsonObject, readonly string[]]>([
    ['is sound', reference({}), []],
    ['is sound without rows', reference({ rows: [] }), []],
    [
      'may declare its key',
      reference({
        fields: {
          rate: { type: 'decimal', decimals: 4 },
          note: { type: 'string', optional: true },
          term: { type: 'string', enum: ['1y', '2y'] },
        },
      }),
      [],
    ],
    ['has no unknown column', row({ rat: 1 }), ['column-unknown@/rows/0/rat']],
    ['has no row without its key', row({ currency: null }), ['row-value-missing@/rows/0/currency']],
    ['has no row without its first day', row({ from: null }), ['row-value-missing@/rows/0/from']],
    ['has no row without a value that must be there', row({ rate: null }), ['row-value-missing@/rows/0/rate']],
    ['has no day that does not exist', row({ from: '2026-02-30' }), ['row-value-unreadable@/rows/0/from']],
    ['has no value of another type', row({ rate: 'high' }), ['row-value-unreadable@/rows/0/rate']],
    ['has no value with too many decimals', row({ rate: 0.02655 }), ['row-value-unreadable@/rows/0/rate']],
    ['has no value out of its bounds', row({ rate: 1.5 }), ['row-value-out-of-domain@/rows/0/rate']],
    ['has no key twice from one day', row({}, {}), ['row-duplicate@/rows/1']],
    ['may have a key twice from two days', row({}, { from: '2026-01-02' }), []],
    ['has no key twice where rows have no days', withoutDays(), ['row-duplicate@/rows/1']],
    [
      'has no two kinds of values in a key',
      reference({
        rows: [
          { term: 1, currency: 'CNY', from: '2026-01-01', rate: 0 },
          { term: '1', currency: 'CNY', from: '2026-01-01', rate: 0 },
        ],
      }),
      ['key-types-mixed@/key/0', 'row-value-unreadable@/rows/0/term'],
    ],
    ['has no column with two uses', reference({ validFrom: 'term', rows: [] }), ['column-has-two-uses@/validFrom']],
    [
      'has no first day that is the last, too',
      reference({ validTo: 'from', rows: [] }),
      ['column-has-two-uses@/validTo'],
    ],
    ['has no row that ends before it begins', ending({ to: '2025-12-31' }), ['row-validity-reversed@/rows/0']],
    ['may end before the next row begins', ending({ to: '2026-06-30' }, { from: '2026-07-01' }), []],
    [
      'has no row that reaches into the next',
      ending({ to: '2026-07-01' }, { from: '2026-07-01' }),
      ['row-validity-overlaps@/rows/0'],
    ],
    [
      'has sound columns',
      reference({ fields: { rate: { type: 'decimal' } }, rows: [] }),
      ['decimals-needed@/fields/rate'],
    ],
  ])('%s', (_, document, problems) => {
    expect(problemsOf(document)).toEqual(problems);
  });

  it('tells of fifty rows at most', () => {
    expect(
      problemsOf(row(...Array.from({ length: 200 }, (_, i) => ({ from: '2026-01-01', term: `${i}`, rate: 2 })))),
    ).toHaveLength(50);
  });

  it('has rows valid until the next begins, or until their own last day', () => {
    const { rows } = referenceTable('reference/ftp', reference({}) as never);
    expect(rows.map(({ from, to }) => [from, to])).toEqual([
      [20454n, 20635n],
      [20635n, null],
      [20454n, null],
    ]);
    const ended = referenceTable('reference/ftp', ending({ to: '2026-01-31' }, { from: '2026-07-01' }) as never);
    expect(ended.rows.map(({ from, to }) => [from, to])).toEqual([
      [20454n, 20485n],
      [20635n, null],
    ]);
  });

  it('gives figures within the bounds of its rows', () => {
    expect(referenceTable('reference/ftp', reference({}) as never).columns.get('rate')).toEqual({
      kind: 'number',
      decimals: 4,
      minimum: 240n,
      maximum: 300n,
    });
  });
});

function withoutDays(): JsonObject {
  const { validFrom: _, ...document } = reference({});
  const rate = { term: 'a', currency: 'b', rate: 0 };
  return { ...document, rows: [rate, rate] };
}
