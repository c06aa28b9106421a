import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Matching } from '../../../definitions/index.ts';
import * as edits from '../../../studio/editors/matching/edits.ts';
import { packSources } from '../../support/packs.ts';

const matchings = packSources('bank-crm')
  .map(({ document }) => document as unknown as Matching)
  .filter(({ kind }) => kind === 'matching');
const MATCHES = ['offer', 'refer', 'refuse'] as const;
const grades = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', '一级', 'x y'), { minLength: 1, maxLength: 4 });
/** Any matching: a whole grid, with a condition and an order or without. */
const random = fc
  .record({
    customers: grades,
    products: grades,
    cells: fc.array(fc.constantFrom(...MATCHES), { minLength: 16 }),
    rank: fc.option(fc.string()),
  })
  .map(({ customers, products, cells, rank }) => ({
    kind: 'matching',
    name: 'any',
    customer: 'entity/customer',
    product: 'entity/product',
    customerGrade: 'scorecard/a#band',
    productGrade: 'product.level',
    grid: Object.fromEntries(
      customers.map((c, i) => [
        c,
        Object.fromEntries(products.map((p, j) => [p, cells[i * products.length + j] ?? 'offer'])),
      ]),
    ),
    ...(rank === null ? {} : { rank: { text: rank, type: 'decimal', decimals: 2 } }),
    more: [1, { kept: true }],
  })) as fc.Arbitrary<unknown> as fc.Arbitrary<Matching>;
const any = fc.oneof(fc.constantFrom(...matchings), random);

describe('edits of matchings', () => {
  it('lose nothing, of the pack and of any other: a cell set and set back, through JSON, leaves the document as it was', () => {
    fc.assert(
      fc.property(any, fc.nat(), fc.constantFrom(...MATCHES), (document, seed, match) => {
        const through = JSON.parse(JSON.stringify(document)) as Matching;
        const rows = Object.keys(document.grid);
        const c = rows[seed % rows.length] ?? '';
        const columns = edits.columnsOf(document);
        const p = columns[seed % columns.length] ?? '';
        const before = document.grid[c]?.[p];
        if (before === undefined) throw new Error('a whole grid');
        const set = edits.setCell(through, c, p, match);
        expect(set.grid[c]?.[p]).toBe(match);
        expect(edits.setCell(JSON.parse(JSON.stringify(set)) as Matching, c, p, before)).toEqual(document);
        expect(edits.setGrade(edits.setGrade(through, 'product', 'x'), 'product', document.productGrade)).toEqual(
          document,
        );
        expect(edits.setRankText(edits.setRankText(through, 'x'), document.rank?.text ?? '')).toEqual(document);
        expect(edits.setEligible(through, true).eligible).toEqual(document.eligible ?? { all: [] });
        if (document.rank === undefined)
          expect(edits.setRanked(edits.setRanked(through, true), false)).toEqual(document);
      }),
      { numRuns: 300 },
    );
  });

  it('fill rows and columns, and fit the grid to other grades: what is there stays, what is lacking refuses', () => {
    fc.assert(
      fc.property(any, fc.constantFrom(...MATCHES), (document, match) => {
        const [c = ''] = Object.keys(document.grid);
        const [p = ''] = edits.columnsOf(document);
        const row = edits.fill(document, 'customer', c, match);
        expect(new Set(Object.values(row.grid[c] ?? {}))).toEqual(new Set([match]));
        const column = edits.fill(document, 'product', p, match);
        expect(new Set(Object.values(column.grid).map((one) => one[p]))).toEqual(new Set([match]));
        const fitted = edits.fitGrid(document, [c, 'new'], [p, 'other']);
        expect(fitted.grid).toEqual({
          [c]: { [p]: document.grid[c]?.[p], other: document.grid[c]?.['other'] ?? 'refuse' },
          new: { [p]: 'refuse', other: 'refuse' },
        });
      }),
    );
  });
});
