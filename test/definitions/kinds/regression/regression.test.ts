import { describe, expect, test } from 'vitest';
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
    ['figure-too-precise@/terms/0/coefficient', one({ fact: 'days', coefficient: 0.1234567890123 })],
    ['fact-unknown@/terms/0/fact', one({ fact: 'dayz', coefficient: 1 })],
  ])('%s', (problem, document) => {
    expect(problemsOf(customer, document)).toContain(problem);
  });

  test('the sound one has none', () => {
    expect(problemsOf(customer, churn)).toEqual([]);
  });
});
