import { expect, it } from 'vitest';
import { type Json, link } from '../../../definitions/index.ts';
import { availableEngines, engineFor } from '../../../server/engines.ts';

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

it.each(availableEngines())('bounds and tables are met at their edges by %s', async (name) => {
  const engine = await engineFor(name, library, 'formula/edges');
  const results = await engine.decide(
    CASES.map(([facts]): Json => ({ facts })),
    'en',
  );
  await engine.close();
  expect(results.map(({ value }) => value)).toEqual(CASES.map(([, value]) => value));
});
