import { describe, expect, it } from 'vitest';
import { link } from '../../../../definitions/index.ts';

const rates = (...rows: readonly (readonly [from: string, to: string | null])[]) => ({
  kind: 'reference',
  name: 'rates',
  key: ['term'],
  validFrom: 'from',
  validTo: 'to',
  fields: { rate: { type: 'decimal', decimals: 4 } },
  rows: rows.map(([from, to]) => ({ term: '1y', from, ...(to === null ? {} : { to }), rate: 0.02 })),
});

describe('days that no row is valid on', () => {
  it.each<[string, readonly (readonly [string, string | null])[], readonly string[]]>([
    [
      'found 32: a dated row inside an open-ended one leaves a hole behind it',
      [
        ['2026-01-01', null],
        ['2026-03-01', '2026-06-30'],
      ],
      ['row-validity-hole'],
    ],
    [
      'none where the next row follows at once',
      [
        ['2026-01-01', null],
        ['2026-03-01', '2026-06-30'],
        ['2026-07-01', null],
      ],
      [],
    ],
    [
      'a hole before a later row',
      [
        ['2026-01-01', null],
        ['2026-03-01', '2026-06-30'],
        ['2026-09-01', null],
      ],
      ['row-validity-hole'],
    ],
    [
      'none where every row says when it ends',
      [
        ['2026-01-01', '2026-02-28'],
        ['2026-04-01', '2026-06-30'],
      ],
      [],
    ],
    [
      'none where open-ended rows follow one another',
      [
        ['2026-01-01', null],
        ['2026-03-01', null],
      ],
      [],
    ],
  ])('%s', (_, rows, codes) => {
    const { problems } = link([{ document: rates(...rows) }]);
    expect(problems.map(({ code }) => code)).toEqual(codes);
    expect(problems.every(({ severity }) => severity === 'warning')).toBe(true);
  });
});
