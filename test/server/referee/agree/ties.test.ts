import { expect, it } from 'vitest';
import { type Json, link } from '../../../../definitions/index.ts';
import { availableEngines, engineFor } from '../../../../server/engines.ts';

/** Halves and quarters, whose roundings differ by name; each as written, and as a quotient that rounds once. */
const ROUNDINGS: Readonly<Record<string, readonly [function_: string, ofHalf: readonly number[]]>> = {
  up: ['round up', [-3, -2, -1, 0, 1, 2, 3]],
  down: ['round down', [-2, -1, 0, 0, 0, 1, 2]],
  halfUp: ['round half up', [-3, -2, -1, 0, 1, 2, 3]],
  halfDown: ['round half down', [-2, -1, 0, 0, 0, 1, 2]],
  halfEven: ['round half even', [-2, -2, 0, 0, 0, 2, 2]],
  decimal: ['decimal', [-2, -2, 0, 0, 0, 2, 2]],
  floor: ['floor', [-3, -2, -1, 0, 0, 1, 2]],
  ceiling: ['ceiling', [-2, -1, 0, 0, 1, 2, 3]],
};
const HALVES = [-2.5, -1.5, -0.5, 0, 0.5, 1.5, 2.5];

const names = Object.keys(ROUNDINGS);
const lines = Object.entries(ROUNDINGS).flatMap(([name, [function_]]) => [
  { name, text: `${function_}(half, 0)`, type: 'integer' },
  { name: `${name}Quotient`, text: `${function_}(half * 2 / 2, 0)`, type: 'integer' },
  { name: `${name}Negative`, text: `${function_}(half * -2 / -2, 0)`, type: 'integer' },
]);
const library = link(
  [
    { kind: 'entity', name: 'case', fields: { half: { type: 'decimal', decimals: 1, minimum: -10, maximum: 10 } } },
    { kind: 'formula', name: 'ties', entity: 'entity/case', lines, outputs: lines.map(({ name }) => name) },
  ].map((document) => ({ document })),
);

it.each(availableEngines())('ties are rounded by %s as the rounding’s name says', async (name) => {
  const engine = await engineFor(name, library, 'formula/ties');
  const results = await engine.decide(
    HALVES.map((half): Json => ({ facts: { half } })),
    'en',
  );
  await engine.close();
  const expected = HALVES.map((_, i) =>
    Object.fromEntries(
      names.flatMap((one) => {
        const value = ROUNDINGS[one]?.[1][i] ?? null;
        return [
          [one, value],
          [`${one}Quotient`, value],
          [`${one}Negative`, value],
        ];
      }),
    ),
  );
  expect(results.map(({ value }) => value)).toEqual(expected);
});

/** The roots of squares are ties, too, though they are worked out with doubles. */
const roots = link(
  [
    { kind: 'entity', name: 'case', fields: { square: { type: 'decimal', decimals: 2, minimum: 0, maximum: 10 } } },
    {
      kind: 'formula',
      name: 'roots',
      entity: 'entity/case',
      lines: Object.entries(ROUNDINGS).map(([name, [function_]]) => ({
        name,
        text: `${function_}(-sqrt(square), 0)`,
        type: 'integer',
      })),
      outputs: names,
    },
  ].map((document) => ({ document })),
);

it.each(availableEngines())('roots of squares are rounded by %s as other ties are', async (name) => {
  expect(roots.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const engine = await engineFor(name, roots, 'formula/roots');
  const results = await engine.decide(
    [6.25, 2.25, 0.25].map((square): Json => ({ facts: { square } })),
    'en',
  );
  await engine.close();
  const expected = [0, 1, 2].map((i) => Object.fromEntries(names.map((one) => [one, ROUNDINGS[one]?.[1][i] ?? null])));
  expect(results.map(({ value }) => value)).toEqual(expected);
});
