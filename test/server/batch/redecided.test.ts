import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compile, type JsonObject, link } from '../../../definitions/index.ts';
import { type Duckdb, openDuckdb } from '../../../server/batch/duckdb.ts';
import { runBatch } from '../../../server/batch/run-batch.ts';
import type { BatchRequest } from '../../../server/batch/batch-request.ts';

/** Half of exp(0): a figure that stands on a rounding tie in every row, so that the compiled function decides them all. */
const TIE = { text: 'exp(0 * x) / 2 + x', type: 'decimal', decimals: 0 };
const library = link(
  [
    {
      kind: 'entity',
      name: 'client',
      key: 'id',
      fields: { id: { type: 'string' }, x: { type: 'integer', minimum: 0, maximum: 9 } },
    },
    {
      kind: 'entity',
      name: 'offer',
      key: 'code',
      fields: { code: { type: 'string' }, bonus: { type: 'integer', minimum: 0, maximum: 9 } },
    },
    { kind: 'formula', name: 'tie', entity: 'entity/client', lines: [{ name: 'out', ...TIE }], outputs: ['out'] },
    {
      kind: 'segmentation',
      name: 'steady',
      entity: 'entity/client',
      method: 'composite',
      decimals: 0,
      scores: [{ of: 'formula/tie#out', weight: 1, ifMissing: 'refuse' }],
      classes: [
        { name: 'low', in: '(-∞, 5)' },
        { name: 'high', in: '[5, ∞)' },
      ],
      stability: { up: { after: 1 }, down: { after: 3, atMost: 1, buffer: 0 } },
    },
    {
      kind: 'segmentation',
      name: 'share',
      entity: 'entity/client',
      method: 'share',
      of: 'formula/tie#out',
      classes: [
        { name: 'top', share: '(0, 25]' },
        { name: 'rest', share: '(25, 100]' },
      ],
    },
    {
      kind: 'scorecard',
      name: 'client-grade',
      entity: 'entity/client',
      decimals: 0,
      combine: 'sum',
      characteristics: [{ name: 'x', fact: 'x', bins: [{ in: '[0, 9]', score: 1 }] }],
      bands: [{ name: 'any', in: '(-∞, ∞)' }],
    },
    {
      kind: 'scorecard',
      name: 'offer-grade',
      entity: 'entity/offer',
      decimals: 0,
      combine: 'sum',
      characteristics: [{ name: 'bonus', fact: 'bonus', bins: [{ in: '[0, 9]', score: 1 }] }],
      bands: [{ name: 'all', in: '(-∞, ∞)' }],
    },
    {
      kind: 'matching',
      name: 'offers',
      customer: 'entity/client',
      product: 'entity/offer',
      customerGrade: 'scorecard/client-grade#band',
      productGrade: 'scorecard/offer-grade#band',
      grid: { any: { all: 'offer' } },
      rank: { text: 'product.bonus + exp(0 * customer.x) / 2', type: 'decimal', decimals: 0 },
    },
  ].map((document) => ({ document })),
);

let folder = '';
let duckdb: Duckdb;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guiju-ties-'));
  duckdb = await openDuckdb({ threads: 1 });
});
afterEach(() => {
  duckdb.close();
  rmSync(folder, { recursive: true, force: true });
});

const ROWS = [3, 4, 4, 4, 5, 9, 9, 0].map((x, i) => ({ id: `C${i}`, x }));
const PRODUCTS = [
  { code: 'A', bonus: 1 },
  { code: 'B', bonus: 7 },
];
const ASOF = '2026-06-30';

async function batch(ref: string, more: Partial<BatchRequest> = {}) {
  const at = (name: string) => join(folder, name);
  writeFileSync(at('in.ndjson'), ROWS.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const report = await runBatch(duckdb, {
    library,
    refs: [ref],
    input: at('in.ndjson'),
    output: at('out.ndjson'),
    related: {},
    asOf: 20_634n,
    cuts: {},
    mapping: {},
    columns: [],
    force: true,
    language: 'en',
    parts: new Set(['problems']),
    ...more,
  });
  expect([report.decided, report.redecided]).toEqual([ROWS.length, ROWS.length]);
  const rows = readFileSync(at('out.ndjson'), 'utf8').trimEnd().split('\n');
  return rows.map((line) => JSON.parse(line) as JsonObject);
}

test('what is decided again stands upon the run before', async () => {
  expect(library.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const before = { class: 'high', since: '2026-03-31', misses: 1 };
  writeFileSync(join(folder, 'before.ndjson'), ROWS.map(({ id }) => `${JSON.stringify({ id, ...before })}\n`).join(''));
  const rows = await batch('segmentation/steady', { previous: join(folder, 'before.ndjson') });
  const compiled = compile(library, ['segmentation/steady']);
  const expected = ROWS.map((facts) => {
    const value = compiled.decide({ facts, $asOf: ASOF, $previous: before })['segmentation/steady']
      ?.value as JsonObject;
    return [facts.id, value['class'], value['held'], (value['next'] as JsonObject)['misses']];
  });
  expect(expected.map(([, , held]) => held)).toContain(true);
  expect(rows.map((row) => [row['id'], row['class'], row['held'], row['next_misses']])).toEqual(expected);
});

test('what is decided again keeps its place in a population divided by share', async () => {
  const rows = await batch('segmentation/share');
  expect(rows.map((row) => [row['class'], row['problems']])).toEqual(
    ROWS.map(({ x }) => [x === 9 ? 'top' : 'rest', []]),
  );
});

test('what is decided again is matched with the products', async () => {
  const rows = await batch('matching/offers', { products: PRODUCTS });
  const compiled = compile(library, ['matching/offers']);
  expect(rows.map((row) => row['value'])).toEqual(
    ROWS.map((facts) => compiled.decide({ facts, products: PRODUCTS })['matching/offers']?.value),
  );
});
