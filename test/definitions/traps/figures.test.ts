import { describe, expect, it, test } from 'vitest';
import type { Json, JsonObject } from '../../../definitions/model/json.ts';
import { criteria, decided, entity, formula, given, libraryOf, told } from './told.ts';

describe('a regression', () => {
  const CUSTOMER = entity({
    complaints: { type: 'integer', minimum: 0, maximum: 100, optional: true },
    grade: { type: 'string', enum: ['A', 'B'], optional: true },
    opened: { type: 'date', optional: true },
  });
  const churn = (more: JsonObject = {}): JsonObject => ({
    kind: 'regression',
    name: 'churn',
    entity: 'entity/customer',
    link: 'logit',
    intercept: -2,
    decimals: 6,
    terms: [
      { fact: 'complaints', coefficient: 1.2, ifMissing: 0 },
      { fact: 'grade', values: { A: -0.4, B: 0.9 }, ifMissing: 'refuse' },
    ],
    ...more,
  });
  const value = (more: JsonObject, facts: JsonObject) =>
    decided(libraryOf(CUSTOMER, churn(more)), 'regression/churn', given(facts)).value;
  it.each<[JsonObject, JsonObject, Json]>([
    [{ link: 'identity' }, { complaints: 3, grade: 'A' }, 1.2],
    [{}, { complaints: 3, grade: 'A' }, 0.768525],
    [{}, { grade: 'B' }, 0.24974],
    [{ terms: [] }, {}, 0.119203],
    [{ link: 'identity', decimals: 0, intercept: 2.5, terms: [] }, {}, 3],
    [{ link: 'identity', decimals: 0, intercept: -2.5, terms: [] }, {}, -3],
    [{}, { complaints: 3 }, null],
  ])('%j, given %j, is %j', (more, facts, expected) => {
    expect(value(more, facts)).toBe(expected);
  });

  it('is read as regression/churn#value, in a formula and in a condition', () => {
    const library = libraryOf(
      CUSTOMER,
      churn(),
      formula({ text: 'c * 100', uses: { c: 'regression/churn#value' } }),
      criteria({ all: [{ fact: 'regression/churn#value', operator: 'greaterThan', value: 0.5 }] }),
    );
    const request = given({ complaints: 3, grade: 'A' });
    expect([decided(library, 'formula/sum', request).value, decided(library, 'criteria/rule', request).value]).toEqual([
      { x: 76.85 },
      true,
    ]);
  });

  it.each<[string, JsonObject, readonly string[]]>([
    ['a link that is none', { link: 'probit' }, ['error not-one-of@/link']],
    [
      'a term with two coefficients',
      { terms: [{ fact: 'complaints', coefficient: 1, values: { 1: 2 }, ifMissing: 0 }] },
      ['error term-without-one-coefficient@/terms/0'],
    ],
    [
      'a coefficient of a text',
      { terms: [{ fact: 'grade', coefficient: 1, ifMissing: 0 }] },
      ['error term-not-a-number@/terms/0/fact'],
    ],
    [
      'values of a date',
      { terms: [{ fact: 'opened', values: { '2026-01-01': 1 }, ifMissing: 0 }] },
      ['error term-values-not-listable@/terms/0/values'],
    ],
    [
      'a value that is none',
      { terms: [{ fact: 'grade', values: { C: 1 }, ifMissing: 0 }] },
      ['error term-value-unknown@/terms/0/values/C'],
    ],
    ['an unknown fact', { terms: [{ fact: 'complaint', coefficient: 1 }] }, ['error fact-unknown@/terms/0/fact']],
    [
      'a coefficient too fine',
      { terms: [{ fact: 'complaints', coefficient: '0.123456789012345678', ifMissing: 0 }] },
      ['error coefficient-unreadable@/terms/0/coefficient'],
    ],
    [
      'a coefficient that is no figure',
      { terms: [{ fact: 'complaints', coefficient: '1,5', ifMissing: 0 }] },
      ['error coefficient-malformed@/terms/0/coefficient'],
    ],
  ])('is refused for %s', (_, more, expected) => {
    expect(told(CUSTOMER, churn(more))).toEqual(expected);
  });
});

test('a criteria is read as #holds', () => {
  const fields = entity({ age: { type: 'integer' } });
  const library = libraryOf(
    fields,
    criteria({ all: [{ fact: 'age', operator: 'greaterThan', value: 17 }] }),
    formula({ text: 'if adult then 1 else 0', uses: { adult: 'criteria/rule#holds' } }),
  );
  expect(decided(library, 'formula/sum', given({ age: 18 })).value).toEqual({ x: 1 });
});

describe('a formula', () => {
  const inputs: JsonObject = {
    direct: { type: 'decimal', decimals: 2, series: true },
    rate: { type: 'decimal', decimals: 4, optional: true },
  };
  const clv = (more: JsonObject = {}): JsonObject => ({
    kind: 'formula',
    name: 'clv',
    inputs,
    lines: [
      { name: 'total', text: 'sum(direct)', type: 'decimal', decimals: 12 },
      { name: 'clv', text: 'total * 2', type: 'decimal', decimals: 2 },
    ],
    outputs: ['clv'],
    ...more,
  });
  it('reads inputs of its own; lines read those before them; outputs name lines', () => {
    expect(decided(libraryOf(clv()), 'formula/clv', given({ direct: [1.25, 2] })).value).toEqual({ clv: 6.5 });
    expect(
      decided(
        libraryOf(
          clv({
            outputs: ['clv', 'total'],
            lines: [
              { name: 'total', text: 'sum(direct)', type: 'decimal', decimals: 9 },
              { name: 'clv', text: 'total * 2', type: 'decimal', decimals: 2 },
            ],
          }),
        ),
        'formula/clv',
        given({ direct: [1.25, 2] }),
      ).value,
    ).toEqual({ clv: 6.5, total: 3.25 });
  });

  const line = (name: string, text: string) => ({ name, text, type: 'decimal', decimals: 2 });
  it.each<[string, JsonObject, readonly string[]]>([
    ['both inputs and an entity', { entity: 'entity/customer' }, ['error formula-without-one-subject@']],
    ['neither', { inputs: undefined }, ['error formula-without-one-subject@']],
    ['a line twice', { lines: [line('clv', '1'), line('clv', '2')] }, ['error line-named-twice@/lines/1/name']],
    [
      'a line with the name of a fact',
      { lines: [line('rate', '1'), line('clv', '2')] },
      ['error line-hides-fact@/lines/0/name', 'warning line-unused@/lines/0'],
    ],
    [
      'a line that reads a later one',
      { lines: [line('clv', 'total'), line('total', '1')] },
      ['error unknown-name@/lines/0/text'],
    ],
    ['an output that is no line', { outputs: ['clvs'] }, ['error output-not-a-line@/outputs/0']],
    ['an output twice', { outputs: ['clv', 'clv'] }, ['error formula-output-twice@/outputs/1']],
    ['a line nothing uses', { lines: [line('clv', '1'), line('idle', '2')] }, ['warning line-unused@/lines/1']],
  ] as unknown as [string, JsonObject, readonly string[]][])('is told of %s', (_, more, expected) => {
    expect(told(entity({ age: { type: 'integer' } }), JSON.parse(JSON.stringify(clv(more))))).toEqual(expected);
  });
});
