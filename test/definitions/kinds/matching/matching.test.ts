import { describe, expect, it } from 'vitest';
import { compile } from '../../../../definitions/compile.ts';
import { referenceEngine } from '../../../../server/referee/engine.ts';
import type { Json, JsonObject } from '../../../../definitions/model/json.ts';
import { libraryOf, problemsOf } from '../answer.ts';

const CUSTOMER: JsonObject = {
  kind: 'entity',
  name: 'customer',
  fields: {
    age: { type: 'integer', minimum: 0, maximum: 120, optional: true },
    grade: { type: 'string', enum: ['a', 'b'], optional: true },
    name: { type: 'string', optional: true },
  },
};
const PRODUCT: JsonObject = {
  kind: 'entity',
  name: 'product',
  key: 'productId',
  fields: {
    productId: { type: 'string' },
    risk: { type: 'string', enum: ['low', 'high'], optional: true },
    minimumAge: { type: 'integer', minimum: 0, maximum: 120, optional: true },
    rate: { type: 'decimal', decimals: 4, minimum: 0, maximum: 1, optional: true },
    divisor: { type: 'integer', minimum: 0, maximum: 10, optional: true },
  },
};
const matching = (of: JsonObject = {}): JsonObject => ({
  kind: 'matching',
  name: 'm',
  customer: 'entity/customer',
  product: 'entity/product',
  customerGrade: 'customer.grade',
  productGrade: 'product.risk',
  grid: { a: { low: 'offer', high: 'refer' }, b: { low: 'offer', high: 'refuse' } },
  eligible: {
    all: [{ fact: 'customer.age', operator: 'greaterThanInclusive', value: { fact: 'product.minimumAge' } }],
  },
  rank: { text: 'product.rate', type: 'decimal', decimals: 4, ifMissing: 'missing' },
  ...of,
});
const product = (productId: string, of: JsonObject = {}) => ({
  productId,
  risk: 'low',
  minimumAge: 18,
  rate: 0.01,
  ...of,
});

const match = (facts: JsonObject, products: readonly JsonObject[], of: JsonObject = {}) => {
  const compiled = compile(libraryOf(CUSTOMER, PRODUCT, matching(of)), ['matching/m']);
  return compiled.decide({ facts, products }, 'en')['matching/m'];
};
const rows = (facts: JsonObject, products: readonly JsonObject[], of: JsonObject = {}) => {
  const value = match(facts, products, of)?.value;
  return (value as readonly JsonObject[]).map(({ product: id, decision, rank, reasons }) => {
    return [id, decision, rank, (reasons as readonly { code: string }[]).map(({ code }) => code).join(' ')];
  });
};

describe('a matching', () => {
  it.each<[string, readonly JsonObject[], readonly string[]]>([
    [
      'found 32: refuses a product that stands twice',
      [product('x'), product('y'), product('x', { risk: 'high' })],
      ['/products/2/productId'],
    ],
    ['takes each once', [product('x'), product('y')], []],
  ])('%s, by function and referee', async (_, products, pointers) => {
    const library = libraryOf(CUSTOMER, PRODUCT, matching());
    const request = { facts: { grade: 'a', age: 30 }, products };
    const engines = [
      compile(library, ['matching/m']).decide(request)['matching/m'],
      (await (await referenceEngine(library, 'matching/m', {})).decide([request], 'en'))[0],
    ];
    for (const result of engines) {
      const repeated = result?.problems.filter(({ code }) => code === 'product-repeated') ?? [];
      expect(repeated.map(({ pointer }) => pointer)).toEqual(pointers);
      expect(result?.value === null).toBe(pointers.length > 0);
    }
  });

  it('offers and refers by rank, highest first, and refuses after', () => {
    const products = [
      product('no', { minimumAge: 60, rate: 0.9 }),
      product('small', { rate: 0.01 }),
      product('risky', { risk: 'high', rate: 0.05 }),
      product('big', { rate: 0.03 }),
    ];
    expect(rows({ age: 30, grade: 'a' }, products)).toEqual([
      ['risky', 'refer', 0.05, 'a-high'],
      ['big', 'offer', 0.03, ''],
      ['small', 'offer', 0.01, ''],
      ['no', 'refuse', null, 'not-eligible'],
    ]);
  });

  it.each<[string, JsonObject, JsonObject, readonly Json[]]>([
    ['a cell that refuses', { age: 30, grade: 'b' }, { risk: 'high' }, ['p', 'refuse', null, 'b-high']],
    ['an unknown customer grade', { age: 30 }, {}, ['p', 'refuse', null, 'customer-grade-unknown']],
    [
      'an unknown product grade',
      { age: 30, grade: 'a' },
      { risk: null },
      ['p', 'refuse', null, 'product-grade-unknown'],
    ],
    [
      'both unknown',
      { age: 30 },
      { risk: null },
      ['p', 'refuse', null, 'customer-grade-unknown product-grade-unknown'],
    ],
    ['what eligibility compares is missing', { grade: 'a' }, {}, ['p', 'refuse', null, 'not-eligible']],
    ['a missing rank', { age: 30, grade: 'a' }, { rate: null }, ['p', 'offer', null, '']],
  ])('answers %s', (_, facts, of, row) => {
    expect(rows(facts, [product('p', of)])).toEqual([row]);
  });

  it('keeps the order of the request where ranks are equal, and lists missing ranks last', () => {
    const products = [product('a'), product('none', { rate: null }), product('b'), product('c', { rate: 0.02 })];
    expect(rows({ age: 30, grade: 'a' }, products).map(([id]) => id)).toEqual(['c', 'a', 'b', 'none']);
  });

  it('needs neither eligibility nor rank', () => {
    const { eligible: _, rank: __, ...bare } = matching();
    const compiled = compile(libraryOf(CUSTOMER, PRODUCT, bare), ['matching/m']);
    const result = compiled.decide(
      { facts: { grade: 'a' }, products: [product('x', { minimumAge: null }), product('y')] },
      'en',
    )['matching/m'];
    expect(result?.value).toMatchObject([
      { product: 'x', decision: 'offer', rank: null },
      { product: 'y', decision: 'offer', rank: null },
    ]);
  });

  it('tells of what goes wrong with one product as a reason of that product', () => {
    const rank = { text: '1 / product.divisor', type: 'decimal', decimals: 4, ifMissing: 'missing' };
    const products = [product('zero', { divisor: 0 }), product('two', { divisor: 2 })];
    expect(rows({ age: 30, grade: 'a' }, products, { rank })).toEqual([
      ['two', 'offer', 0.5, ''],
      ['zero', 'offer', null, 'division-by-zero'],
    ]);
  });

  it('gives an empty list for no products', () => {
    expect(match({ age: 30, grade: 'a' }, [])).toMatchObject({ value: [], problems: [] });
  });

  it.each<[string, JsonObject, readonly string[]]>([
    [
      'a grid without a cell',
      { grid: { a: { low: 'offer', high: 'refer' }, b: { low: 'offer' } } },
      ['grid-cell-missing@/grid/b'],
    ],
    [
      'a grid without a row',
      { grid: { a: { low: 'offer', high: 'refer' } } },
      ['grid-cell-missing@/grid', 'grid-cell-missing@/grid'],
    ],
    [
      'a grid with a grade that is none',
      { grid: { a: { low: 'offer', high: 'refer' }, b: { low: 'offer', high: 'refuse' }, c: { low: 'offer' } } },
      ['grid-grade-unknown@/grid/c'],
    ],
    [
      'a grid with a product grade that is none',
      { grid: { a: { low: 'offer', high: 'refer', top: 'refuse' }, b: { low: 'offer', high: 'refuse' } } },
      ['grid-grade-unknown@/grid/a/top'],
    ],
    ['a grade without known values', { customerGrade: 'customer.name' }, ['grade-without-grades@/customerGrade']],
    ['a grade of the other side', { customerGrade: 'product.risk' }, ['grade-of-other-side@/customerGrade']],
    ['a grade that is unknown', { productGrade: 'product.riskk' }, ['fact-unknown@/productGrade']],
    [
      'products without a key',
      {
        product: 'entity/customer',
        productGrade: 'product.grade',
        grid: { a: { a: 'offer', b: 'offer' }, b: { a: 'offer', b: 'offer' } },
        eligible: { all: [] },
        rank: { text: 'product.age', type: 'integer' },
      },
      ['product-without-key@/product'],
    ],
    [
      'a rank that is no number',
      { rank: { text: 'product.productId', type: 'string' } },
      ['rank-not-a-number@/rank/type'],
    ],
    [
      'a rank of twelve decimals',
      { rank: { text: 'product.rate / 3', type: 'decimal', ifMissing: 0 } },
      ['rank-too-precise@/rank'],
    ],
    [
      'a rank that refuses',
      { rank: { text: 'product.rate', type: 'decimal', decimals: 4, ifMissing: 'refuse' } },
      ['rank-cannot-refuse@/rank/ifMissing'],
    ],
    [
      'a fact of neither',
      { eligible: { all: [{ fact: 'age', operator: 'equal', value: 3 }] } },
      ['unknown-fact@/eligible/all/0/fact'],
    ],
  ])('is refused for %s', (_, of, problems) => {
    expect(problemsOf(CUSTOMER, PRODUCT, matching(of))).toEqual(problems);
  });
});
