import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../definitions/model/json.ts';
import { criteria, entity, formula } from '../traps/told.ts';
import { linked, many } from './linked.ts';

describe('definitions that need each other', () => {
  const line = (name: string, uses: JsonObject): JsonObject =>
    formula({ text: `${Object.keys(uses)[0]} + 1`, uses }, { name });
  it.each<[string, readonly Json[], readonly string[]]>([
    [
      'criteria by conditions',
      [
        criteria({ condition: 'criteria/b' }, { name: 'a' }),
        criteria({ not: { condition: 'criteria/a' } }, { name: 'b' }),
      ],
      ['cycle'],
    ],
    [
      'criteria by facts',
      [criteria({ all: [{ fact: 'criteria/a#holds', operator: 'equal', value: true }] }, { name: 'a' })],
      ['cycle'],
    ],
    ['formulas by uses', [line('a', { y: 'formula/b#x' }), line('b', { y: 'formula/a#x' })], ['cycle']],
    [
      'a table by an input',
      [
        {
          kind: 'decision-table',
          name: 't',
          entity: 'entity/customer',
          hitPolicy: 'first',
          inputs: [{ fact: 'decision-table/t#y' }],
          outputs: [{ name: 'y', type: 'integer' }],
          rules: [{ when: ['-'], then: [1] }],
        },
      ],
      ['cycle'],
    ],
    [
      'a scorecard by a characteristic',
      [
        {
          kind: 'scorecard',
          name: 's',
          entity: 'entity/customer',
          decimals: 0,
          combine: 'sum',
          characteristics: [{ name: 'c', fact: 'scorecard/s#score', bins: [{ otherwise: true, score: 1 }] }],
        },
      ],
      ['cycle'],
    ],
    [
      'a regression by a term',
      [
        {
          kind: 'regression',
          name: 'r',
          entity: 'entity/customer',
          link: 'identity',
          intercept: 0,
          decimals: 2,
          terms: [{ fact: 'regression/r#value', coefficient: 1 }],
        },
      ],
      ['cycle'],
    ],
    [
      'a segmentation by a score',
      [
        {
          kind: 'segmentation',
          name: 's',
          entity: 'entity/customer',
          method: 'composite',
          decimals: 2,
          scores: [{ of: 'segmentation/s#score', weight: 1 }],
          classes: [{ name: 'a', in: '[0, 1]' }],
        },
      ],
      ['cycle'],
    ],
    [
      'derived fields',
      [
        entity(
          { a: { type: 'integer' } },
          { name: 'e', derived: { x: { text: 'y', type: 'integer' }, y: { text: 'x', type: 'integer' } } },
        ),
      ],
      ['derived-cycle'],
    ],
    [
      'a derived field and a formula',
      [
        entity(
          { a: { type: 'integer' } },
          { name: 'e', derived: { x: { text: 'y', type: 'decimal', decimals: 2, uses: { y: 'formula/f#x' } } } },
        ),
        formula({ text: 'x' }, { name: 'f', entity: 'entity/e' }),
      ],
      ['cycle'],
    ],
    [
      '5,000 criteria in one circle',
      many(5_000, (i) => criteria({ condition: `criteria/c${(i + 1) % 5_000}` }, { name: `c${i}` })),
      ['cycle'],
    ],
    [
      '100 criteria, each all',
      many(100, (i) => criteria({ all: many(100, (j) => ({ condition: `criteria/c${j}` })) }, { name: `c${i}` })),
      ['cycle'],
    ],
    [
      '5,000 derived fields in a chain',
      [
        entity(
          { a: { type: 'integer' } },
          {
            name: 'e',
            derived: Object.fromEntries(
              many(5_000, (i) => [`d${i}`, { text: i === 0 ? 'a' : `max(d${i - 1}, a)`, type: 'integer' }]),
            ),
          },
        ),
      ],
      ['derived-chain-too-long', 'more-problems'],
    ],
    [
      '5,000 derived fields in a chain, the last first',
      [
        entity(
          { a: { type: 'integer' } },
          {
            name: 'e',
            derived: Object.fromEntries(
              many(5_000, (i) => [`d${i}`, { text: i === 4_999 ? 'a' : `max(d${i + 1}, a)`, type: 'integer' }]),
            ),
          },
        ),
      ],
      ['derived-chain-too-long', 'more-problems'],
    ],
  ])('%s', (_, documents, codes) => {
    const found = linked(...documents);
    expect(
      found.filter((code) => !['reference-has-errors', 'uses-broken', 'reference-chain-too-long'].includes(code)),
    ).toEqual(codes);
  });

  it('100 derived fields upon each other are accepted, whichever is declared first', () => {
    const chain = many(100, (i): [string, Json] => [
      `d${i}`,
      { text: i === 0 ? 'a' : `max(d${i - 1}, a)`, type: 'integer' },
    ]);
    for (const derived of [chain, chain.toReversed()])
      expect(linked(entity({ a: { type: 'integer' } }, { name: 'e', derived: Object.fromEntries(derived) }))).toEqual(
        [],
      );
  });
});
