import { expect, it } from 'vitest';
import { isObject, type Json, type JsonObject, link } from '../../../../definitions/index.ts';
import { availableEngines, engineFor } from '../../../../server/engines.ts';

/** Of either side: a derived field that is never answered in January, and a grade that has no bin for it. */
const soon = { text: '1 / (today().month - 1)', type: 'decimal', decimals: 2 };
const graded = (name: string, entity: string): JsonObject => ({
  kind: 'scorecard',
  name,
  entity,
  decimals: 0,
  combine: 'sum',
  characteristics: [{ name: 'part', fact: 'soon', bins: [{ in: '(-∞, ∞)', score: 1 }] }],
  bands: [{ name: 'band', in: '(-∞, ∞)' }],
});
const matching = (name: string, of: JsonObject): JsonObject => ({
  kind: 'matching',
  name,
  customer: 'entity/customer',
  product: 'entity/product',
  customerGrade: 'customer.grade',
  productGrade: 'product.grade',
  grid: { band: { band: 'offer' } },
  ...of,
});
const rank = (text: string, uses: JsonObject = {}) => ({
  rank: { text, type: 'decimal', decimals: 2, ifMissing: 'missing', uses },
});
const isMuch = (fact: string) => ({ eligible: { all: [{ fact, operator: 'greaterThan', value: 0 }] } });
const grade = { grade: { type: 'string', enum: ['band'] } };
const library = link(
  [
    {
      kind: 'entity',
      name: 'customer',
      key: 'id',
      fields: { id: { type: 'string' }, ...grade },
      relations: { house: { entity: 'entity/house', by: 'id' } },
      derived: { soon },
    },
    { kind: 'entity', name: 'house', fields: { id: { type: 'string' } }, derived: { soon } },
    { kind: 'entity', name: 'product', key: 'code', fields: { code: { type: 'string' }, ...grade }, derived: { soon } },
    graded('of-customer', 'entity/customer'),
    graded('of-product', 'entity/product'),
    matching('customer-grade', { customerGrade: 'scorecard/of-customer#band' }),
    matching('product-grade', { productGrade: 'scorecard/of-product#band' }),
    matching('customer-eligible', isMuch('customer.soon')),
    matching('product-eligible', isMuch('product.soon')),
    matching('result-eligible', isMuch('scorecard/of-product#score')),
    matching('rank', rank('1 / (today().month - 1)')),
    matching('customer-rank', rank('customer.soon')),
    matching('house-rank', rank('customer.house.soon')),
    matching('product-rank', rank('product.soon')),
    matching('used-rank', rank('points', { points: 'scorecard/of-customer#score' })),
  ].map((document) => ({ document: document as JsonObject })),
);

const ZERO = 'division-by-zero';
/** Whose problem it is: the request's, or each product's. */
const CASES: readonly (readonly [name: string, ofRequest: readonly string[], ofProduct: readonly string[]])[] = [
  ['customer-grade', [ZERO, 'missing-without-bin'], []],
  ['product-grade', [], [ZERO, 'missing-without-bin']],
  ['customer-eligible', [ZERO], []],
  ['product-eligible', [], [ZERO]],
  ['result-eligible', [], [ZERO, 'missing-without-bin']],
  ['rank', [], [ZERO]],
  ['customer-rank', [ZERO], []],
  ['house-rank', [ZERO], []],
  ['product-rank', [], [ZERO]],
  ['used-rank', [ZERO, 'missing-without-bin'], []],
];

const OWN = new Set([ZERO, 'missing-without-bin']);
const codesOf = (reasons: Json | undefined) =>
  Array.isArray(reasons)
    ? (reasons as readonly Json[]).flatMap((one) =>
        isObject(one) && OWN.has(String(one['code'])) ? [String(one['code'])] : [],
      )
    : [];

it.each(CASES)(
  'what goes wrong in %s is told where it goes wrong by every engine',
  async (name, ofRequest, ofProduct) => {
    expect(library.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    for (const engine of availableEngines()) {
      const ready = await engineFor(engine, library, `matching/${name}`);
      const asked = { facts: { id: 'c', grade: 'band', house: { id: 'c' } }, $asOf: '2026-01-31' };
      const [none, one] = await ready.decide(
        [
          { ...asked, products: [] },
          { ...asked, products: [{ code: 'p', grade: 'band' }] },
        ],
        'en',
      );
      await ready.close();
      const told = [none, one].map((result) => result?.problems.map(({ code }) => code).sort());
      expect(told, engine).toEqual([ofRequest, ofRequest]);
      expect(none?.value, engine).toEqual([]);
      const [item] = Array.isArray(one?.value) ? (one.value as readonly JsonObject[]) : [];
      expect(codesOf(item?.['reasons']).sort(), engine).toEqual(ofProduct);
    }
  },
);

it('the series of a product are read by every engine, empty ones too', async () => {
  const series = { rates: { type: 'decimal', decimals: 2, series: true, optional: true } };
  const documents = [
    { kind: 'entity', name: 'customer', key: 'id', fields: { id: { type: 'string' }, ...grade } },
    { kind: 'entity', name: 'product', key: 'code', fields: { code: { type: 'string' }, ...grade, ...series } },
    matching('series', rank('sum(product.rates)')),
  ];
  const own = link(documents.map((document) => ({ document: document as JsonObject })));
  const products = [{ code: 'p', rates: [1.5, 2] }, { code: 'q', rates: [] }, { code: 'r' }];
  const request = {
    facts: { id: 'c', grade: 'band' },
    products: products.map((product) => ({ ...product, grade: 'band' })),
  };
  for (const engine of availableEngines()) {
    const ready = await engineFor(engine, own, 'matching/series');
    const [result] = await ready.decide([request], 'en');
    await ready.close();
    const items = Array.isArray(result?.value) ? (result.value as readonly JsonObject[]) : [];
    expect(
      items.map((item) => [item['product'], item['rank']]),
      engine,
    ).toEqual([
      ['p', 3.5],
      ['q', 0],
      ['r', null],
    ]);
  }
});
