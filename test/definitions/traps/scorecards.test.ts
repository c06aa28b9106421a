import { describe, expect, it, test } from 'vitest';
import type { Json, JsonObject } from '../../../definitions/model/json.ts';
import { answer, BANDLESS, CUSTOMER, loyalty, PRODUCTS, TENURE, TENURE_BINS, TEXTS } from './loyalty.ts';
import { decided, formula, given, libraryOf, told, toldBy } from './told.ts';

describe('a scorecard', () => {
  it.each<[string, JsonObject, JsonObject, Json]>([
    [
      'averages by weight',
      loyalty(),
      { tenureMonths: 24, products: 3 },
      { score: 86, band: 'high', contributions: { tenure: 21, products: 65 } },
    ],
    [
      'rounds its score once',
      loyalty(),
      { tenureMonths: 6, products: 0 },
      { score: 25.25, band: 'low', contributions: { tenure: 12.25, products: 13 } },
    ],
    [
      'divides by the sum of its weights',
      loyalty({
        characteristics: [
          { ...TENURE, weight: 1 },
          { ...PRODUCTS, weight: 2 },
        ],
      } as JsonObject),
      { tenureMonths: 6, products: 3 },
      { score: 78.33, band: 'high', contributions: { tenure: 35, products: 200 } },
    ],
    [
      'adds',
      { ...BANDLESS, combine: 'sum', initial: 5 },
      { tenureMonths: 24, products: 3 },
      { score: 91, band: null, contributions: { tenure: 21, products: 65 } },
    ],
    [
      'adds with weight 1 where none is stated',
      { ...BANDLESS, combine: 'sum', characteristics: [{ ...PRODUCTS, weight: 1 }] } as JsonObject,
      { products: 3 },
      { score: 100, band: null, contributions: { products: 100 } },
    ],
    [
      'adds its initial score to the mean',
      { ...BANDLESS, initial: 3.5 },
      { tenureMonths: 24, products: 3 },
      { score: 89.5, band: null, contributions: { tenure: 21, products: 65 } },
    ],
    [
      'answers missing by its bin, and by otherwise',
      loyalty(),
      {},
      { score: 32.5, band: 'low', contributions: { tenure: 0, products: 32.5 } },
    ],
    [
      'reads a formula',
      {
        ...BANDLESS,
        combine: 'sum',
        characteristics: [
          {
            name: 'both',
            formula: { text: 'tenureMonths + products', type: 'integer' },
            bins: [
              { in: '[0, 10)', score: 1 },
              { in: '[10, ∞)', score: 2 },
              { missing: true, score: 3 },
            ],
          },
        ],
      } as JsonObject,
      { tenureMonths: 5, products: 5 },
      { score: 2, band: null, contributions: { both: 2 } },
    ],
    [
      'tries bins with conditions in order',
      {
        ...BANDLESS,
        combine: 'sum',
        characteristics: [
          {
            name: 'w',
            bins: [
              { when: { fact: 'products', operator: 'greaterThan', value: 5 }, score: 9 },
              { when: { fact: 'products', operator: 'greaterThan', value: 1 }, score: 4 },
              { otherwise: true, score: 1 },
            ],
          },
        ],
      } as JsonObject,
      { products: 7 },
      { score: 9, band: null, contributions: { w: 9 } },
    ],
    [
      'reads values',
      {
        ...BANDLESS,
        combine: 'sum',
        characteristics: [
          {
            name: 'g',
            fact: 'grade',
            bins: [
              { values: ['A', 'B'], score: 9 },
              { otherwise: true, score: 1 },
            ],
          },
        ],
      } as JsonObject,
      { grade: 'B' },
      { score: 9, band: null, contributions: { g: 9 } },
    ],
  ])('%s', (_, document, facts, value) => {
    const result = answer(document, facts);
    expect([result.value, toldBy(result)]).toEqual([value, []]);
  });

  it('gives its score as it is shown to whoever reads it, and its band', () => {
    const library = libraryOf(
      CUSTOMER,
      loyalty(),
      formula({
        text: 'if band = "low" then score else 0',
        uses: { score: 'scorecard/loyalty#score', band: 'scorecard/loyalty#band' },
      }),
    );
    expect(decided(library, 'formula/sum', given({ tenureMonths: 6, products: 0 })).value).toEqual({ x: 25.25 });
  });

  it('whose bins do not cover a value refuses the record, by name', () => {
    const gap = {
      ...BANDLESS,
      characteristics: [
        {
          ...PRODUCTS,
          bins: [
            { in: '[0, 2]', score: 1 },
            { missing: true, score: 0 },
          ],
        },
      ],
    } as JsonObject;
    const result = answer(gap, { products: 3 });
    expect([result.value, toldBy(result)]).toEqual([null, ['error value-not-covered@/characteristics/0/bins']]);
  });
});

test.each<[string, JsonObject, readonly string[]]>([
  ['a combination that is none', { combine: 'product' }, ['error not-one-of@/combine']],
  [
    'a characteristic twice',
    { characteristics: [TENURE, TENURE] },
    ['error characteristic-named-twice@/characteristics/1/name'],
  ],
  [
    'a characteristic with two sources',
    { characteristics: [{ ...TENURE, formula: { text: '1', type: 'integer' } }, PRODUCTS] },
    ['error characteristic-with-two-sources@/characteristics/0/formula'],
  ],
  [
    'an unknown fact',
    { characteristics: [{ ...TENURE, fact: 'tenure' }, PRODUCTS] },
    ['error fact-unknown@/characteristics/0/fact'],
  ],
  [
    'a bin without a test',
    { characteristics: [{ ...TENURE, bins: [{ score: 1 }, TENURE_BINS[5]] }, PRODUCTS] },
    ['error bin-without-one-test@/characteristics/0/bins/0'],
  ],
  [
    'a bin with two tests',
    { characteristics: [{ ...TENURE, bins: [{ in: '[0, ∞)', otherwise: true, score: 1 }, TENURE_BINS[5]] }, PRODUCTS] },
    ['error bin-without-one-test@/characteristics/0/bins/0'],
  ],
  [
    'two bins for missing',
    { characteristics: [{ ...TENURE, bins: [...TENURE_BINS, { missing: true, score: 1 }] }, PRODUCTS] },
    ['error bin-repeated@/characteristics/0/bins/6/missing'],
  ],
  [
    'a bin without a fact',
    { characteristics: [{ ...TENURE, fact: undefined }, PRODUCTS] },
    ['error bin-without-fact@/characteristics/0/bins/0/in'],
  ],
  [
    'a band twice',
    {
      bands: [
        { name: 'low', in: '[0, 50)' },
        { name: 'low', in: '[50, 100]' },
      ],
    },
    ['error band-named-twice@/bands/1/name'],
  ],
  [
    'a negative weight',
    { characteristics: [TENURE, { ...PRODUCTS, weight: -1 }] },
    ['error weight-negative@/characteristics/1/weight'],
  ],
  [
    'weights that sum to nothing',
    {
      characteristics: [
        { ...TENURE, weight: 0 },
        { ...PRODUCTS, weight: 0 },
      ],
    },
    ['error weights-sum-to-zero@/characteristics'],
  ],
  [
    'a baseline that is not there',
    {
      reasonOrder: { against: 'baseline', loss: 'below' },
      characteristics: [TENURE, { ...PRODUCTS, baseline: undefined }],
    },
    ['error baseline-required@/characteristics/1'],
  ],
  ['an order of reasons that is none', { reasonOrder: 'best' }, ['error not-one-of@/reasonOrder']],
  [
    'a reason without text',
    { reasons: {} },
    [
      'warning reason-without-text@/characteristics/0/reason',
      'warning reason-without-text@/characteristics/0/bins/5/reason',
    ],
  ],
  ['a text of no reason', { reasons: { ...TEXTS, other: 'x' } }, ['warning reason-unused@/reasons/other']],
  [
    'losses against its direction',
    { direction: 'high-is-bad', reasonOrder: { against: 'best', loss: 'below' } },
    ['warning loss-against-direction@/reasonOrder'],
  ],
] as [string, JsonObject, readonly string[]][])('a scorecard is told of %s', (_, more, expected) => {
  const found = told(CUSTOMER, JSON.parse(JSON.stringify(loyalty(more))));
  expect(expected.every((line) => found.includes(line)) ? expected : found).toEqual(expected);
  expect(new Set(found.map((line) => line.split('@')[0]))).toEqual(new Set(expected.map((line) => line.split('@')[0])));
});
