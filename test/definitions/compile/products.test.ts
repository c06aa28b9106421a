import { expect, test } from 'vitest';
import { compile } from '../../../definitions/compile.ts';
import { field } from '../../../definitions/expression/build-logic.ts';
import { arithmetic } from '../../../definitions/expression/build-number.ts';
import type { Expression } from '../../../definitions/model/expression.ts';
import { numberType } from '../../../definitions/model/type.ts';
import { link } from '../../../definitions/library.ts';
import { decisionOf, declared, STAMP } from '../../support/hand-built.ts';
import { plan, value } from '../../support/tried.ts';

const PRODUCTS = [
  {
    kind: 'entity',
    name: 'customer',
    fields: {
      risk: { type: 'integer', minimum: 0, maximum: 5 },
      age: { type: 'integer', minimum: 0, maximum: 120, optional: true },
    },
  },
  {
    kind: 'entity',
    name: 'product',
    key: 'code',
    fields: { code: { type: 'string' }, risk: { type: 'integer', minimum: 0, maximum: 5 } },
  },
];

test('products are read strictly, each at its place', () => {
  const pair = decisionOf({
    facts: { kind: 'pair', customer: 'entity/customer', product: 'entity/product' },
    value: {
      kind: 'products',
      item: { kind: 'object', members: [{ name: 'gap', shape: value(gap()) }] },
      order: gap(),
      reasons: [plan('gap', gap())],
    },
  });
  const library = link(PRODUCTS.map((document) => ({ document })));
  const compiled = compile(
    {
      environment: { decision: () => pair, entity: (id) => library.environment.entity(id) },
      definitions: new Map([['formula/tried', STAMP]]),
    },
    ['formula/tried'],
  );
  const decide = (products: unknown) => compiled.decide({ facts: { risk: 3 }, products }, 'en')['formula/tried'];
  expect(
    decide([
      { code: 'x', risk: 2 },
      { code: 'y', risk: 0 },
      { code: 'z', risk: 5 },
    ])?.value,
  ).toEqual([
    { gap: 3, reasons: [{ code: 'gap', text: 'gap!', loss: 3 }] },
    { gap: 1, reasons: [{ code: 'gap', text: 'gap!', loss: 1 }] },
    { gap: -2, reasons: [] },
  ]);
  expect(decide([{ code: 'x', risk: 9, colour: 1 }])?.problems.map(({ code, pointer }) => [code, pointer])).toEqual([
    ['fact-out-of-domain', '/products/0/risk'],
    ['fact-unknown', '/products/0/colour'],
  ]);
  expect(decide(undefined)?.problems.map(({ code }) => code)).toEqual(['products-missing']);
});

/** customer.risk − product.risk */
function gap(): Expression {
  const seat = (name: string) =>
    field(declared(name, { kind: 'row', entity: `entity/${name}` }, {}, 'matching/tried'), null);
  const risk = (name: string) => field(declared('risk', numberType(0, 0n, 5n), {}, `entity/${name}`), seat(name));
  return arithmetic('subtract', [risk('customer'), risk('product')]);
}
