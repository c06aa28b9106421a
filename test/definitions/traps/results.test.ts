import { describe, expect, it, test } from 'vitest';
import { runCases } from '../../../definitions/cases.ts';
import { compile } from '../../../definitions/compile.ts';
import type { Json, JsonObject } from '../../../definitions/model/json.ts';
import { criteria, decided, entity, given, libraryOf, told, toldBy } from './told.ts';

const CUSTOMER = entity({
  age: { type: 'integer', minimum: 0, maximum: 120, optional: true },
  grade: { type: 'string', enum: ['a', 'b'], optional: true },
});
const PRODUCT = entity(
  {
    productId: { type: 'string' },
    risk: { type: 'string', enum: ['low', 'high'], optional: true },
    rate: { type: 'decimal', decimals: 4, optional: true },
  },
  { name: 'product', key: 'productId' },
);
const ADULT = criteria({ all: [{ fact: 'age', operator: 'greaterThan', value: 17 }] });
const match = (more: JsonObject = {}): JsonObject => ({
  kind: 'matching',
  name: 'match',
  customer: 'entity/customer',
  product: 'entity/product',
  customerGrade: 'customer.grade',
  productGrade: 'product.risk',
  grid: { a: { low: 'offer', high: 'refer' }, b: { low: 'offer', high: 'refuse' } },
  eligible: { all: [{ fact: 'customer.age', operator: 'greaterThan', value: 17 }] },
  rank: { text: 'product.rate', type: 'decimal', decimals: 4, ifMissing: 'missing' },
  ...more,
});

test('a result has exactly value, reasons, missing, problems and the definition that answered', () => {
  const library = libraryOf(CUSTOMER, ADULT);
  const { hash, closure } = library.definitions.get('criteria/rule') ?? { hash: '', closure: '' };
  expect(decided(library, 'criteria/rule', given({ age: 20 }))).toStrictEqual({
    value: true,
    reasons: [],
    missing: [],
    problems: [],
    definition: { id: 'criteria/rule', version: null, hash, closure },
  });
});

test('a trace is given where it is asked for: every written part with its pointer and value', () => {
  const { trace = [] } = decided(libraryOf(CUSTOMER, ADULT), 'criteria/rule', given({ age: 20 }), { trace: true });
  expect(trace).toContainEqual({ definition: 'criteria/rule', pointer: '/when/all/0', value: true });
});

test('what cannot be decided is null, and the problems say why', () => {
  const result = decided(libraryOf(CUSTOMER, ADULT), 'criteria/rule', given({ age: 'x' }));
  expect([result.value, result.reasons, toldBy(result)]).toEqual([null, [], ['error fact-of-wrong-type@/facts/age']]);
});

describe('a matching', () => {
  const products = [
    { productId: 'risky', risk: 'high', rate: 0.05 },
    { productId: 'plain', risk: 'low', rate: 0.01 },
    { productId: 'unknown' },
  ];
  it.each<[JsonObject, readonly (readonly Json[])[]]>([
    [
      { age: 30, grade: 'a' },
      [
        ['risky', 'refer', 0.05, ['a-high']],
        ['plain', 'offer', 0.01, []],
        ['unknown', 'refuse', null, ['product-grade-unknown']],
      ],
    ],
    [
      { age: 30, grade: 'b' },
      [
        ['plain', 'offer', 0.01, []],
        ['risky', 'refuse', null, ['b-high']],
        ['unknown', 'refuse', null, ['product-grade-unknown']],
      ],
    ],
    [
      { age: 10, grade: 'a' },
      [
        ['risky', 'refuse', null, ['not-eligible']],
        ['plain', 'refuse', null, ['not-eligible']],
        ['unknown', 'refuse', null, ['not-eligible', 'product-grade-unknown']],
      ],
    ],
  ])('given %j', (facts, expected) => {
    const { value } = decided(libraryOf(CUSTOMER, PRODUCT, match()), 'matching/match', given(facts, { products }));
    const rows = (value as readonly JsonObject[]).map(({ product, decision, rank, reasons }) => [
      product,
      decision,
      rank,
      (reasons as readonly JsonObject[]).map(({ code }) => code),
    ]);
    expect(rows).toEqual(expected);
  });

  it.each<[string, JsonObject, readonly string[]]>([
    ['no products', {}, ['error products-missing@/products']],
    ['products that are no list', { products: {} }, ['error request-malformed@/products']],
    ['a product that is no object', { products: [5] }, ['error request-malformed@/products/0']],
    ['a product without its key', { products: [{ risk: 'low' }] }, ['error required-missing@/products/0/productId']],
    [
      'a product with an unknown field',
      { products: [{ productId: 'p', color: 'red' }] },
      ['error fact-unknown@/products/0/color'],
    ],
  ])('is refused %s', (_, more, expected) => {
    const result = decided(
      libraryOf(CUSTOMER, PRODUCT, match()),
      'matching/match',
      given({ age: 30, grade: 'a' }, more),
    );
    expect([result.value, toldBy(result)]).toEqual([null, expected]);
  });

  it.each<[string, JsonObject, readonly string[]]>([
    [
      'a grid without a cell',
      { grid: { a: { low: 'offer', high: 'refer' }, b: { low: 'offer' } } },
      ['error grid-cell-missing@/grid/b'],
    ],
    [
      'a grid with a grade that is none',
      { grid: { ...(match()['grid'] as JsonObject), c: { low: 'offer', high: 'offer' } } },
      ['error grid-grade-unknown@/grid/c'],
    ],
    [
      'a decision that is none',
      { grid: { a: { low: 'sell', high: 'refer' }, b: { low: 'offer', high: 'offer' } } },
      ['error not-one-of@/grid/a/low'],
    ],
    ['a grade without known values', { customerGrade: 'customer.age' }, ['error grade-without-grades@/customerGrade']],
    ['a grade of the other side', { customerGrade: 'product.risk' }, ['error grade-of-other-side@/customerGrade']],
    [
      'a fact of neither side',
      { eligible: { all: [{ fact: 'age', operator: 'equal', value: 1 }] } },
      ['error unknown-fact@/eligible/all/0/fact'],
    ],
    [
      'a rank that is no number',
      { rank: { text: 'product.risk', type: 'string' } },
      ['error rank-not-a-number@/rank/type'],
    ],
    [
      'a rank that refuses',
      { rank: { text: 'product.rate', type: 'decimal', decimals: 4, ifMissing: 'refuse' } },
      ['error rank-cannot-refuse@/rank/ifMissing'],
    ],
  ])('is refused when it is checked for %s', (_, more, expected) => {
    expect(told(CUSTOMER, PRODUCT, match(more))).toEqual(expected);
  });
});

describe('a request', () => {
  const library = libraryOf(CUSTOMER, ADULT);
  it.each<[string, unknown, readonly string[]]>([
    ['that is a list', [], ['error request-malformed@']],
    ['that is null', null, ['error request-malformed@']],
    ['without facts', {}, ['error request-malformed@/facts']],
    ['with facts that are a list', { facts: [] }, ['error request-malformed@/facts']],
    ['with an unknown part', { facts: {}, asOf: '2026-01-01' }, ['error request-key-unknown@/asOf']],
    ['with a day that is none', { facts: {}, $asOf: '2026-13-01' }, ['error request-malformed@/$asOf']],
    ['with a previous run that is none', { facts: {}, $previous: 'gold' }, ['error request-malformed@/$previous']],
  ])('%s is refused', (_, request, expected) => {
    const result = compile(library, ['criteria/rule']).decide(request)['criteria/rule'];
    if (result === undefined) throw new Error('There is a result');
    expect([result.value, toldBy(result)]).toEqual([null, expected]);
  });
});

describe('cases', () => {
  const cases = (...list: readonly JsonObject[]) =>
    runCases(libraryOf(CUSTOMER, PRODUCT, match({ cases: list })), 'matching/match').map(({ passed }) => passed);
  const request = { facts: { age: 30, grade: 'a' }, products: [{ productId: 'p', risk: 'low', rate: 0.01 }] };
  it.each<[JsonObject, boolean]>([
    [{ value: [{ product: 'p' }] }, true],
    [{ value: [{ product: 'p', decision: 'offer', rank: 0.01, reasons: [] }] }, true],
    [{ value: [{ product: 'p', decision: 'refer' }] }, false],
    [{ value: [] }, false],
    [{ value: [{ product: 'p' }, { product: 'q' }] }, false],
    [{ value: [{ product: 'p', rank: '0.0100' }] }, true],
    [{ reasons: [], problems: [] }, true],
    [{ reasons: ['x'] }, false],
    [{ problems: ['products-missing'] }, false],
    [{ value: null }, false],
  ])('expect %j: %s (objects by subset, lists exactly)', (expected, passed) => {
    expect(cases({ name: 'case', given: request, expect: expected })).toEqual([passed]);
  });

  it('show refusals by their codes', () => {
    expect(
      cases({
        name: 'case',
        given: { facts: { age: 'x' } },
        expect: { value: null, problems: ['fact-of-wrong-type', 'products-missing'] },
      }),
    ).toEqual([true]);
  });
});
