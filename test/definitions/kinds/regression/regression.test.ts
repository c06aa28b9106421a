import { describe, expect, test } from 'vitest';
import { link } from '../../../../definitions/library.ts';
import type { JsonObject } from '../../../../definitions/model/json.ts';
import { sentences } from '../../words/said.ts';
import { answer, given, libraryOf, problemsOf } from '../answer.ts';

const customer = {
  kind: 'entity',
  name: 'customer',
  fields: {
    outflow: { type: 'decimal', decimals: 2, minimum: -1000, maximum: 1000, optional: true },
    days: { type: 'integer', minimum: 0, maximum: 366 },
    complaints: { type: 'integer', minimum: 0, maximum: 100, optional: true },
    grade: { type: 'string', enum: ['A', 'B', 'C'], optional: true },
    payroll: { type: 'boolean' },
  },
};
const churn = {
  kind: 'regression',
  name: 'churn',
  entity: 'entity/customer',
  link: 'logit',
  intercept: -2,
  decimals: 6,
  terms: [
    { fact: 'outflow', coefficient: 0.8, ifMissing: 'refuse' },
    { fact: 'days', coefficient: -0.03 },
    { fact: 'complaints', coefficient: 1.2, ifMissing: 0 },
  ],
};
const ask = (document: object, facts: object) =>
  answer(libraryOf(customer, document), 'regression/churn', given({ days: 20, payroll: true, ...facts }));
const with_ = (more: object) => ({ ...churn, ...more });

describe('a logit', () => {
  test.each([
    // Section 19 of the requirements: z = −2 + 0.8 × 1.5 − 0.03 × 20 + 1.2 × 1 = −0.2.
    ['the worked example', { outflow: 1.5, complaints: 1 }, 0.450166],
    ['a missing fact has its figure', { outflow: 1.5 }, 0.197816],
    ['far out it is 1', { outflow: 1000, complaints: 100 }, 1],
  ])('%s', (_, facts, value) => {
    expect(ask(churn, facts)).toMatchObject({ value, problems: [] });
  });

  test('a missing fact that refuses leaves no value and says so', () => {
    expect(ask(churn, { complaints: 1 })).toMatchObject({ value: null, problems: ['term-missing'] });
  });

  test('a missing fact may leave no value without a problem', () => {
    const document = with_({ terms: [{ fact: 'outflow', coefficient: 1, ifMissing: 'missing' }] });
    expect(ask(document, {})).toMatchObject({ value: null, problems: [] });
  });
});

describe('an identity', () => {
  const linear = (terms: readonly object[], more: object = {}) =>
    with_({ link: 'identity', intercept: 0.125, decimals: 2, terms, ...more });
  test.each([
    ['is exact and rounded once', linear([{ fact: 'days', coefficient: 0.1 }]), { days: 3 }, 0.43],
    [
      'takes values by name',
      linear([{ fact: 'grade', values: { A: -1.5, B: 0.25 }, ifMissing: 9 }]),
      { grade: 'A' },
      -1.38,
    ],
    [
      'a value that is not listed is the reference level',
      linear([{ fact: 'grade', values: { A: 1 }, ifMissing: 9 }]),
      { grade: 'C' },
      0.13,
    ],
    ['a missing value has its coefficient', linear([{ fact: 'grade', values: { A: 1 }, ifMissing: 9 }]), {}, 9.13],
    ['a missing value leaves none', linear([{ fact: 'grade', values: { A: 1 }, ifMissing: 'missing' }]), {}, null],
    ['a flag has values', linear([{ fact: 'payroll', values: { true: 1, false: -1 } }]), {}, 1.13],
    ['a whole number has values', linear([{ fact: 'days', values: { 20: 2 } }]), {}, 2.13],
    ['without terms it is the intercept', linear([]), {}, 0.13],
  ])('%s', (_, document, facts, value) => {
    expect(ask(document, facts).value).toBe(value);
  });

  test('a missing value that refuses leaves none', () => {
    const document = linear([{ fact: 'grade', values: { A: 1 }, ifMissing: 'refuse' }]);
    expect(ask(document, {})).toMatchObject({ value: null, problems: ['term-missing'] });
  });
});

describe('what a regression is refused for', () => {
  const one = (term: object) => with_({ terms: [term] });
  test.each([
    ['term-missing-unanswered@/terms/0', one({ fact: 'outflow', coefficient: 1 })],
    ['term-without-one-coefficient@/terms/0', one({ fact: 'days' })],
    ['term-without-one-coefficient@/terms/0', one({ fact: 'days', coefficient: 1, values: { 1: 1 } })],
    ['term-not-a-number@/terms/0/fact', one({ fact: 'payroll', coefficient: 1 })],
    ['term-values-not-listable@/terms/0/values', one({ fact: 'outflow', values: { 1: 1 }, ifMissing: 0 })],
    ['term-value-unknown@/terms/0/values/Z', one({ fact: 'grade', values: { Z: 1 }, ifMissing: 0 })],
    ['coefficient-unreadable@/terms/0/coefficient', one({ fact: 'days', coefficient: '0.123456789012345678' })],
    ['fact-unknown@/terms/0/fact', one({ fact: 'dayz', coefficient: 1 })],
  ])('%s', (problem, document) => {
    expect(problemsOf(customer, document)).toContain(problem);
  });

  test('the sound one has none', () => {
    expect(problemsOf(customer, churn)).toEqual([]);
  });
});

describe('coefficients as tools write them', () => {
  const linear = (coefficient: number | string, intercept: number | string = 0) =>
    with_({ link: 'identity', intercept, decimals: 9, terms: [{ fact: 'days', coefficient }] });

  test.each<[string, number | string, number, number]>([
    ['a number of 17 digits', 0.12345678901234568, 1, 0.123456789],
    ['a text of 17 digits', '0.12345678901234567', 300, 37.037036704],
    ['an exponent', '1.5E-05', 2, 0.00003],
    ['a large exponent', '+1.5e+03', 2, 3000],
    ['a number with an exponent', 1e-7, 20, 0.000002],
    ['a figure without a whole part', '-.25', 2, -0.5],
    ['what is below the twelfth decimal', '4.9e-13', 300, 0],
    ['a tie of the twelfth decimal, away from zero', '-0.0000000000015', 366, -1e-9],
    ['a tie that is one only after a first rounding', '0.00000000000149999', 366, 0],
  ])('%s is kept to 12 decimals', (_, coefficient, days, value) => {
    expect(
      answer(libraryOf(customer, linear(coefficient)), 'regression/churn', given({ days, payroll: true })),
    ).toMatchObject({ value });
  });

  test.each<[string, number | string]>([
    ['18 digits', '0.123456789012345678'],
    ['a figure too large', '1e15'],
    ['a figure much too large', '1e300'],
  ])('%s is refused', (_, coefficient) => {
    expect(problemsOf(customer, linear(coefficient))).toContain('coefficient-unreadable@/terms/0/coefficient');
  });

  test.each<[string, object, string]>([
    [
      'a coefficient times the largest fact',
      linear('0.1234567890124'),
      '0.1234567890124 → 0.123456789012); within the bounds of the facts, a result moves by 1.5e-10 at most',
    ],
    [
      'an intercept as it is',
      linear(1, '0.1234567890126'),
      '0.1234567890126 → 0.123456789013); within the bounds of the facts, a result moves by 4.1e-13 at most',
    ],
    [
      'a quarter of it for a probability',
      with_({ terms: [{ fact: 'days', coefficient: '0.0000000000004' }] }),
      '0.0000000000004 → 0); within the bounds of the facts, a result moves by 3.7e-11 at most',
    ],
  ])('check notes %s', (_, document, told) => {
    const { problems } = link([customer, document].map((one) => ({ document: one as JsonObject })));
    expect(problems.map(({ severity, message }) => [severity, message.en])).toEqual([
      ['note', expect.stringContaining(told)],
    ]);
  });

  test('no note where nothing was rounded', () => {
    const { problems } = link([customer, linear('1.25E-10')].map((one) => ({ document: one as JsonObject })));
    expect(problems).toEqual([]);
  });

  test('the bound that check tells is kept by every record', () => {
    const exact = '0.1234567890124999';
    const at = (days: number) => BigInt(days) * 1_234_567_890_124_999n;
    const kept = (days: number) => BigInt(days) * 1_234_567_890_120_000n;
    expect(problemsOf(customer, linear(exact))).toEqual(['coefficients-rounded@/terms']);
    // 366 days, 16 decimals: 4999 × 366 = 1,829,634 units of 1e-16, told as 1.9e-10.
    for (let days = 0; days <= 366; days += 1) expect(at(days) - kept(days) <= 1_900_000n).toBe(true);
  });

  test('words tell the coefficient that is kept', () => {
    const told = sentences(libraryOf(customer, linear('1.23456789012349E-2')), 'regression/churn', 'en');
    expect(told.join(' ')).toContain('0.012345678901.');
  });
});
