import { expect, it } from 'vitest';
import { type Json, link } from '../../../../definitions/index.ts';
import { availableEngines, engineFor } from '../../../../server/engines.ts';

const whole = { type: 'integer', minimum: 0, maximum: 10 };
const library = link(
  [
    { kind: 'entity', name: 'case', fields: { x: whole, low: whole, high: whole } },
    {
      kind: 'decision-table',
      name: 'twice',
      entity: 'entity/case',
      hitPolicy: 'unique',
      inputs: [{ fact: 'x' }],
      outputs: [{ name: 'out', type: 'integer' }],
      rules: [
        { when: ['[0, 5]'], then: [1] },
        { when: ['[5, 10]'], then: [2] },
      ],
    },
    {
      kind: 'formula',
      name: 'edges',
      entity: 'entity/case',
      lines: [
        { name: 'closed', text: 'x in [low..high]', type: 'boolean' },
        { name: 'open', text: 'x in (low..high)', type: 'boolean' },
        { name: 'between', text: 'x between low and high', type: 'boolean' },
        { name: 'out', text: 'out', type: 'integer', uses: { out: 'decision-table/twice#out' } },
      ],
      outputs: ['closed', 'open', 'between', 'out'],
    },
  ].map((document) => ({ document })),
);

/** Bounds that are fields, met exactly; a result of a table of which two rules match is missing for whoever uses it. */
const CASES = [
  [
    { x: 3, low: 3, high: 7 },
    { closed: true, open: false, between: true, out: 1 },
  ],
  [
    { x: 7, low: 3, high: 7 },
    { closed: true, open: false, between: true, out: 2 },
  ],
  [
    { x: 5, low: 3, high: 7 },
    { closed: true, open: true, between: true, out: null },
  ],
  [
    { x: 8, low: 3, high: 7 },
    { closed: false, open: false, between: false, out: 2 },
  ],
] as const;

const dated = link(
  [
    {
      kind: 'reference',
      name: 'rates',
      key: ['term'],
      validFrom: 'from',
      validTo: 'until',
      fields: { rate: { type: 'integer' } },
      rows: [
        { term: '1y', from: '2026-01-01', rate: 1 },
        { term: '1y', from: '2026-03-01', until: '2026-06-30', rate: 2 },
      ],
    },
    {
      kind: 'formula',
      name: 'rate',
      inputs: { term: { type: 'string' }, flows: { ...whole, series: true, optional: true } },
      lines: [
        { name: 'rate', text: 'rates(term).rate', type: 'integer', uses: { rates: 'reference/rates' } },
        { name: 'some', text: 'some x in flows satisfies x > 3', type: 'boolean' },
        { name: 'every', text: 'every x in flows satisfies x > 3', type: 'boolean' },
        { name: 'ones', text: 'sum(for x in flows return 1)', type: 'integer' },
        { name: 'count', text: 'count(flows[item > 3])', type: 'integer' },
      ],
      outputs: ['rate', 'some', 'every', 'ones', 'count'],
    },
  ].map((document) => ({ document })),
);

const NOTHING = { some: null, every: null, ones: null, count: null };
const NONE = { some: false, every: true, ones: 0, count: 0 };
/** Rates are valid from their first day to their last; a list that is missing is not one that is empty. */
const DATED = [
  ['2025-12-31', {}, { rate: null, ...NOTHING }],
  ['2026-01-01', { flows: [] }, { rate: 1, ...NONE }],
  ['2026-02-28', { flows: [3] }, { rate: 1, some: false, every: false, ones: 1, count: 0 }],
  ['2026-03-01', { flows: [4, 5] }, { rate: 2, some: true, every: true, ones: 2, count: 2 }],
  ['2026-06-30', { flows: [4, null] }, { rate: 2, some: true, every: false, ones: 2, count: 1 }],
  ['2026-07-01', { flows: [] }, { rate: null, ...NONE }],
] as const;

it.each(availableEngines())('days of validity and lists are met at their edges by %s', async (name) => {
  expect(dated.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const engine = await engineFor(name, dated, 'formula/rate');
  const results = await engine.decide(
    DATED.map(([$asOf, facts]): Json => ({ facts: { term: '1y', ...facts }, $asOf })),
    'en',
  );
  await engine.close();
  expect(results.map(({ value }) => value)).toEqual(DATED.map(([, , value]) => value));
});

it.each(availableEngines())('bounds and tables are met at their edges by %s', async (name) => {
  const engine = await engineFor(name, library, 'formula/edges');
  const results = await engine.decide(
    CASES.map(([facts]): Json => ({ facts })),
    'en',
  );
  await engine.close();
  expect(results.map(({ value }) => value)).toEqual(CASES.map(([, value]) => value));
});
