import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../definitions/model/json.ts';
import { loyalty, PRODUCTS, reasonsOf, TENURE } from './loyalty.ts';

describe('reasons', () => {
  it.each<[string, JsonObject, JsonObject, readonly (readonly [string, number])[]]>([
    [
      'are losses against the best bin, greatest first',
      {},
      { tenureMonths: 6, products: 0 },
      [
        ['products', 52],
        ['short-tenure', 22.75],
      ],
    ],
    ['take the code of the bin before that of the characteristic', {}, { products: 3 }, [['tenure-unknown', 35]]],
    ['take the name where there is no code', {}, { tenureMonths: 120, products: 0 }, [['products', 52]]],
    ['are none where nothing was lost', {}, { tenureMonths: 120, products: 3 }, []],
    [
      'against the baseline',
      { reasonOrder: { against: 'baseline', loss: 'below' } },
      { tenureMonths: 6, products: 0 },
      [
        ['products', 26],
        ['short-tenure', 17.5],
      ],
    ],
    [
      'against the baseline, none for more than it',
      { reasonOrder: { against: 'baseline', loss: 'below' } },
      { tenureMonths: 120, products: 3 },
      [],
    ],
    [
      'above the baseline',
      { reasonOrder: { against: 'baseline', loss: 'above' } },
      { tenureMonths: 120, products: 3 },
      [
        ['products', 26],
        ['short-tenure', 5.25],
      ],
    ],
    [
      'above the best, which is then the lowest',
      { reasonOrder: { against: 'best', loss: 'above' } },
      { tenureMonths: 120, products: 0 },
      [['short-tenure', 35]],
    ],
    [
      'against the baseline, the side unsaid',
      { reasonOrder: { against: 'baseline' }, direction: 'high-is-bad' },
      { tenureMonths: 120, products: 3 },
      [
        ['products', 26],
        ['short-tenure', 5.25],
      ],
    ],
    [
      'below, what they are measured against unsaid',
      { reasonOrder: { loss: 'below' } },
      { tenureMonths: 120, products: 0 },
      [['products', 52]],
    ],
    ['are none by reasonOrder none', { reasonOrder: 'none' }, { tenureMonths: 6, products: 0 }, []],
    [
      'with equal codes are listed once, losses summed',
      {
        characteristics: [
          { ...TENURE, reason: 'same' },
          { ...PRODUCTS, reason: 'same' },
        ],
        reasons: { same: 'S', 'tenure-unknown': 'T' },
      },
      { tenureMonths: 6, products: 0 },
      [['same', 74.75]],
    ],
    [
      'with equal losses stand by declaration',
      {
        characteristics: [
          { ...PRODUCTS, name: 'z', weight: 1 },
          { ...PRODUCTS, name: 'a', weight: 1 },
        ],
        reasons: {},
      },
      { products: 0 },
      [
        ['z', 80],
        ['a', 80],
      ],
    ],
  ] as [string, JsonObject, JsonObject, readonly (readonly [string, number])[]][])('%s', (_, more, facts, expected) => {
    expect(reasonsOf(loyalty(more), facts).map(({ code, loss }) => [code, loss])).toEqual(expected);
  });

  it('speak the language of the reader', () => {
    expect(reasonsOf(loyalty(), {})[0]).toEqual({
      code: 'tenure-unknown',
      text: 'Time with the bank unknown',
      loss: 35,
    });
  });
});
