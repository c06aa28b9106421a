import { expect, it } from 'vitest';
import { type Json, link } from '../../../../definitions/index.ts';
import { availableEngines, engineFor } from '../../../../server/engines.ts';

/** Enough rules that the function searches them as data. */
const RULES = 240;
const POLICIES = ['first', 'unique'];
const whole = { type: 'integer', minimum: -10, maximum: 10_000 };
const library = link(
  [
    { kind: 'entity', name: 'case', fields: { x: whole, word: { type: 'string' } } },
    ...POLICIES.map((hitPolicy) => ({
      kind: 'decision-table',
      name: hitPolicy,
      entity: 'entity/case',
      hitPolicy,
      inputs: [{ fact: 'x' }, { fact: 'word' }],
      outputs: [{ name: 'step', type: 'integer' }],
      rules: Array.from({ length: RULES }, (_, i) => ({
        when: [`[${i * 10}, ${i * 10 + 5})`, i % 2 === 0 ? '-' : { not: 'no' }],
        then: [i],
      })),
      otherwise: [-1],
    })),
  ].map((document) => ({ document })),
);

const CASES: readonly (readonly [x: number, word: string, step: number])[] = [
  [-1, 'yes', -1],
  [0, 'yes', 0],
  [4, 'no', 0],
  [5, 'yes', -1],
  [9, 'yes', -1],
  [10, 'yes', 1],
  [10, 'no', -1],
  [14, 'yes', 1],
  [15, 'yes', -1],
  [2390, 'yes', 239],
  [2394, 'yes', 239],
  [2395, 'yes', -1],
];

it.each(availableEngines())('a table of many rules is met at its bounds by %s', async (name) => {
  for (const policy of POLICIES) {
    const engine = await engineFor(name, library, `decision-table/${policy}`);
    const results = await engine.decide(
      CASES.map(([x, word]): Json => ({ facts: { x, word } })),
      'en',
    );
    await engine.close();
    expect(
      results.map(({ value }) => value),
      policy,
    ).toEqual(CASES.map(([, , step]) => ({ step })));
  }
});
