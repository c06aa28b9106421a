import { expect, it } from 'vitest';
import { type Json, type JsonObject, link } from '../../../../definitions/index.ts';
import { availableEngines, engineFor } from '../../../../server/engines.ts';

const score = { type: 'integer', minimum: 0, maximum: 100, optional: true };
const library = link(
  [
    { kind: 'entity', name: 'case', fields: { a: score, b: score, c: score } },
    {
      kind: 'segmentation',
      name: 'total',
      entity: 'entity/case',
      method: 'composite',
      decimals: 2,
      scores: [
        { of: 'a', weight: 0.5, ifMissing: 'reweigh' },
        { of: 'b', weight: 0.3, ifMissing: 'reweigh' },
        { of: 'c', weight: 0.2, ifMissing: 10 },
      ],
      classes: [
        { name: 'low', in: '[0, 50)' },
        { name: 'high', in: '[50, 100]' },
      ],
    },
  ].map((document) => ({ document })),
);

/** A score that is left out leaves its weight out as well; one that is filled in keeps it. */
const CASES: readonly (readonly [facts: JsonObject, score: number, isPartial: boolean])[] = [
  [{ a: 80, b: 50, c: 20 }, 59, false],
  [{ b: 50, c: 20 }, 38, true],
  [{ a: 80, c: 20 }, 62.86, true],
  [{ c: 20 }, 20, true],
  [{ a: 80, b: 50 }, 57, false],
  [{ b: 51 }, 34.6, true],
];

it.each(availableEngines())('scores that are missing are left out of the mean by %s', async (name) => {
  const engine = await engineFor(name, library, 'segmentation/total');
  const results = await engine.decide(
    CASES.map(([facts]): Json => ({ facts })),
    'en',
  );
  await engine.close();
  expect(results.map(({ value, partial = false }) => [value, partial])).toEqual(
    CASES.map(([, of, isPartial]) => [{ class: of < 50 ? 'low' : 'high', score: of }, isPartial]),
  );
});
