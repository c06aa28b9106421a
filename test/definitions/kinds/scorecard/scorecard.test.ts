import { describe, expect, test } from 'vitest';
import { answer, given, libraryOf, problemsOf } from '../answer.ts';

const customer = {
  kind: 'entity',
  name: 'customer',
  fields: {
    tenureMonths: { type: 'integer', minimum: 0, maximum: 1200, optional: true },
    aum: { type: 'decimal', decimals: 2, minimum: 0, maximum: 10_000_000 },
    grade: { type: 'string', enum: ['A', 'B', 'C'] },
    openedOn: { type: 'date', minimum: '2000-01-01', maximum: '2030-12-31' },
  },
};

const tenure = {
  name: 'tenure',
  fact: 'tenureMonths',
  weight: 0.35,
  reason: 'short-tenure',
  bins: [
    { in: '[0, 6)', score: 10 },
    { in: '[6, 24)', score: 35 },
    { in: '[24, ∞)', score: 100 },
    { missing: true, score: 0, reason: 'tenure-unknown' },
  ],
};
const assets = {
  name: 'assets',
  fact: 'aum',
  weight: 0.65,
  bins: [
    { in: '[0, 50000)', score: 20 },
    { in: '[50000, ∞)', score: 90.5 },
  ],
};
const loyalty = {
  kind: 'scorecard',
  name: 'loyalty',
  entity: 'entity/customer',
  decimals: 2,
  combine: 'weighted-mean',
  characteristics: [tenure, assets],
  reasons: { 'short-tenure': { 'zh-CN': '开户时间短', en: 'Short' }, 'tenure-unknown': '未知' },
  bands: [
    { name: 'low', in: '[0, 40)' },
    { name: 'high', in: '[40, 100]' },
  ],
};

const facts = { aum: 50000, grade: 'A', openedOn: '2020-02-29' };
const scorecard = (more: object) => ({ ...loyalty, ...more });
const ask = (document: object, of: object) =>
  answer(libraryOf(customer, document), 'scorecard/loyalty', given({ ...facts, ...of }));

describe('a weighted mean', () => {
  const library = libraryOf(customer, loyalty);
  const all = (of: object) => answer(library, 'scorecard/loyalty', given({ ...facts, ...of }));

  test.each([
    ['the best of both', { tenureMonths: 24 }, 93.83, 'high', []],
    ['a bound belongs to the bin above', { tenureMonths: 6 }, 71.08, 'high', ['short-tenure']],
    ['one below the bound', { tenureMonths: 5 }, 62.33, 'high', ['short-tenure']],
    ['missing has its own bin and reason', {}, 58.83, 'high', ['tenure-unknown']],
    ['the greatest loss comes first', { aum: 49999.99 }, 13, 'low', ['assets', 'tenure-unknown']],
  ])('%s', (_, of, score, band, reasons) => {
    const got = all(of);
    expect(got.value).toMatchObject({ score, band });
    expect(got.reasons).toEqual(reasons);
    expect(got.problems).toEqual([]);
  });

  test('contributions are weight × points, losses weight × (best − got), both exact', () => {
    const got = all({ tenureMonths: 6, aum: 0 });
    expect(got.value).toMatchObject({ contributions: { tenure: 12.25, assets: 13 } });
    expect(got.losses).toEqual(['45.825', '22.750']);
  });

  test('80, 80, 80 with weights 0.3, 0.3, 0.4 is 80', () => {
    const one = (name: string, weight: number) => ({
      name,
      weight,
      fact: 'grade',
      bins: [{ otherwise: true, score: 80 }],
    });
    const document = scorecard({ characteristics: [one('a', 0.3), one('b', 0.3), one('c', 0.4)], reasons: {} });
    expect(ask(document, {}).value).toMatchObject({ score: 80 });
  });
});

describe('other ways to combine', () => {
  const two = [
    { ...tenure, weight: 1 },
    { ...assets, weight: 1 },
  ];
  test.each([
    ['a sum adds up', { combine: 'sum', characteristics: two, bands: undefined }, { tenureMonths: 6 }, 125.5],
    ['a sum is weighted', { combine: 'sum', bands: undefined }, { tenureMonths: 6 }, 71.08],
    [
      'a sum begins at initial',
      { combine: 'sum', initial: -100.125, characteristics: two, bands: undefined },
      {},
      -9.63,
    ],
    ['a mean begins at initial', { initial: 5 }, { tenureMonths: 24 }, 98.83],
    [
      'half a unit rounds away from zero',
      { combine: 'sum', decimals: 1, initial: -0.25, characteristics: [{ ...tenure, weight: 0 }], bands: undefined },
      {},
      -0.3,
    ],
  ])('%s', (_, more, of, score) => {
    const { bands, ...rest } = scorecard(more) as typeof loyalty;
    expect(ask(bands === undefined ? rest : { ...rest, bands }, of).value).toMatchObject({ score });
  });

  test('without bands the band is null', () => {
    const { bands: _, ...rest } = loyalty;
    expect(ask(rest, {}).value).toMatchObject({ band: null });
  });
});

describe('bins', () => {
  const one = (fact: string | undefined, bins: readonly object[]) => {
    const { bands: _, reasons: __, ...rest } = loyalty;
    return {
      ...rest,
      combine: 'sum',
      characteristics: [{ name: 'only', ...(fact === undefined ? {} : { fact }), bins }],
    };
  };
  test.each([
    [
      'a date falls into an interval of dates',
      one('openedOn', [
        { in: '(-∞, 2020-03-01)', score: 1 },
        { in: '[2020-03-01, ∞)', score: 2 },
      ]),
      {},
      1,
    ],
    [
      'values',
      one('grade', [
        { values: ['A', 'B'], score: 7 },
        { values: ['C'], score: 1 },
      ]),
      {},
      7,
    ],
    [
      'otherwise stands for the rest',
      one('grade', [
        { values: ['A'], score: 7 },
        { otherwise: true, score: 3 },
      ]),
      {},
      7,
    ],
    [
      'otherwise stands for missing without a missing bin',
      one('tenureMonths', [
        { in: '[0, ∞)', score: 3 },
        { otherwise: true, score: 4 },
      ]),
      {},
      4,
    ],
    [
      'conditions are tried in order',
      one(undefined, [
        { when: { fact: 'aum', operator: 'greaterThan', value: 1 }, score: 5 },
        { when: { all: [] }, score: 6 },
      ]),
      {},
      5,
    ],
    [
      'the last condition catches all',
      one(undefined, [
        { when: { fact: 'aum', operator: 'lessThan', value: 1 }, score: 5 },
        { when: { all: [] }, score: 6 },
      ]),
      {},
      6,
    ],
  ])('%s', (_, document, of, score) => {
    expect(ask(document, of).value).toMatchObject({ score });
  });

  test('a value in no bin refuses the record and says where', () => {
    const document = one('grade', [{ values: ['A', 'B'], score: 7 }]);
    expect(ask(document, { grade: 'C' })).toMatchObject({ value: null, problems: ['value-not-covered'], reasons: [] });
    expect(ask(document, { grade: 'B' })).toMatchObject({ value: { score: 7 }, problems: [] });
  });

  test('a score in no band refuses the record, and its outputs are missing', () => {
    const document = scorecard({ bands: [{ name: 'high', in: '[40, 100]' }] });
    expect(ask(document, { aum: 1 })).toMatchObject({ value: null, problems: ['value-not-covered'] });
    expect(ask(document, { aum: 1, tenureMonths: 24 })).toMatchObject({ value: { band: 'high' }, problems: [] });
  });
});

describe('reasons', () => {
  test.each([
    ['against the baseline', { against: 'baseline', loss: 'below' }, { tenureMonths: 5 }, ['short-tenure'], ['7.000']],
    ['nothing is lost at the baseline', { against: 'baseline', loss: 'below' }, { tenureMonths: 24 }, [], []],
    [
      'above the baseline',
      { against: 'baseline', loss: 'above' },
      { tenureMonths: 24, aum: 1 },
      ['short-tenure'],
      ['24.500'],
    ],
    [
      'above the lowest',
      { against: 'best', loss: 'above' },
      { tenureMonths: 5 },
      ['assets', 'short-tenure'],
      ['45.825', '3.500'],
    ],
    ['none', 'none', {}, [], []],
  ])('%s', (_, reasonOrder, of, reasons, losses) => {
    const document = scorecard({
      reasonOrder,
      characteristics: [
        { ...tenure, baseline: 30 },
        { ...assets, baseline: 90.5 },
      ],
    });
    expect(ask(document, of)).toMatchObject({ reasons, losses });
  });

  test('equal codes are listed once, losses summed', () => {
    const document = scorecard({ characteristics: [tenure, { ...assets, reason: 'short-tenure' }] });
    expect(ask(document, { tenureMonths: 6, aum: 0 })).toMatchObject({ reasons: ['short-tenure'], losses: ['68.575'] });
  });

  test('where high is bad, points above the lowest are lost', () => {
    const document = scorecard({ direction: 'high-is-bad' });
    expect(ask(document, { tenureMonths: 5, aum: 0 })).toMatchObject({ reasons: ['short-tenure'], losses: ['3.500'] });
  });
});

describe('what a scorecard is refused or warned for', () => {
  const bin = (more: object) => scorecard({ characteristics: [{ ...assets, bins: [more] }], reasons: {} });
  const of = (more: object) => scorecard({ characteristics: [{ ...tenure, ...more }] });
  const optional = [{ in: '[0, ∞)', score: 1 }];
  test.each([
    ['figure-too-precise@/characteristics/0/bins/0/score', bin({ in: '[0, ∞)', score: 0.1234567890123 })],
    ['bin-without-one-test@/characteristics/0/bins/0', bin({ score: 1 })],
    ['bin-without-one-test@/characteristics/0/bins/0', bin({ in: '[0, ∞)', missing: true, score: 1 })],
    ['bin-interval-malformed@/characteristics/0/bins/0/in', bin({ in: '[-∞, 5)', score: 1 })],
    ['bin-bound-unreadable@/characteristics/0/bins/0/in', bin({ in: '[0.005, ∞)', score: 1 })],
    ['bin-bound-unreadable@/characteristics/0/bins/0/in', bin({ in: '[2020-01-01, ∞)', score: 1 })],
    ['bin-interval-empty@/characteristics/0/bins/0/in', bin({ in: '(5, 5]', score: 1 })],
    ['bin-value-of-other-type@/characteristics/0/bins/0/values/0', bin({ values: ['many'], score: 1 })],
    [
      'bin-value-not-in-domain@/characteristics/0/bins/0/values/1',
      of({ fact: 'grade', bins: [{ values: ['A', 'Z'], score: 1 }] }),
    ],
    [
      'bin-value-twice@/characteristics/0/bins/0/values/1',
      of({ fact: 'grade', bins: [{ values: ['A', 'A'], score: 1 }] }),
    ],
    ['bin-interval-unordered@/characteristics/0/bins/0/in', of({ fact: 'grade', bins: [{ in: '[0, 1]', score: 1 }] })],
    [
      'bin-repeated@/characteristics/0/bins/1/missing',
      of({
        bins: [
          { missing: true, score: 1 },
          { missing: true, score: 2 },
        ],
      }),
    ],
    ['missing-without-bin@/characteristics/0/bins', of({ bins: optional })],
    ['fact-unknown@/characteristics/0/fact', of({ fact: 'tenureMonth' })],
    [
      'characteristic-with-two-sources@/characteristics/0/formula',
      of({ formula: { text: 'tenureMonths', type: 'integer' } }),
    ],
    [
      'bin-without-fact@/characteristics/0/bins/0/in',
      scorecard({ characteristics: [{ name: 'x', bins: [{ in: '[0, 1]', score: 1 }] }] }),
    ],
    ['characteristic-named-twice@/characteristics/1/name', scorecard({ characteristics: [tenure, tenure] })],
    [
      'band-named-twice@/bands/1/name',
      scorecard({
        bands: [
          { name: 'a', in: '[0, 40)' },
          { name: 'a', in: '[40, 100]' },
        ],
      }),
    ],
    ['bin-bound-unreadable@/bands/0/in', scorecard({ decimals: 0, bands: [{ name: 'a', in: '[0.5, 100]' }] })],
    ['weight-negative@/characteristics/0/weight', of({ weight: -1 })],
    ['weights-sum-to-zero@/characteristics', of({ weight: 0 })],
    ['figure-too-precise@/initial', scorecard({ initial: 0.001 })],
    ['baseline-required@/characteristics/0', scorecard({ reasonOrder: { against: 'baseline', loss: 'below' } })],
    ['reason-without-text@/characteristics/0/reason', scorecard({ reasons: { 'tenure-unknown': 'x' } })],
    ['reason-unused@/reasons/nobody', scorecard({ reasons: { ...loyalty.reasons, nobody: 'x' } })],
    [
      'loss-against-direction@/reasonOrder',
      scorecard({ direction: 'high-is-good', reasonOrder: { against: 'best', loss: 'above' } }),
    ],
  ])('%s', (problem, document) => {
    expect(problemsOf(customer, document)).toContain(problem);
  });

  test('the sound one has none', () => {
    expect(problemsOf(customer, loyalty)).toEqual([]);
  });
});
