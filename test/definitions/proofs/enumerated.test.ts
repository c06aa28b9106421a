import { describe, expect, it } from 'vitest';
import { compile, type JsonObject, link, prove } from '../../../definitions/index.ts';

const ENTITY: JsonObject = {
  kind: 'entity',
  name: 'customer',
  fields: {
    n: { type: 'integer', minimum: 0, maximum: 3 },
    m: { type: 'integer', minimum: -1, maximum: 2, optional: true },
    g: { type: 'string', enum: ['A', 'B'] },
    s: { type: 'integer', minimum: 0, maximum: 2, series: true, optional: true },
  },
  derived: { root: { text: 'sqrt(n - 2)', type: 'integer', ifMissing: 'refuse' } },
};
const PRODUCT: JsonObject = {
  kind: 'entity',
  name: 'product',
  key: 'code',
  fields: {
    code: { type: 'string' },
    risk: { type: 'integer', minimum: 0, maximum: 2 },
    level: { type: 'string', enum: ['low', 'high'] },
  },
};

function examined(...documents: readonly JsonObject[]) {
  const library = link([ENTITY, PRODUCT, ...documents].map((document) => ({ document })));
  expect(library.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const last = documents.at(-1) ?? ENTITY;
  const id = `${String(last['kind'])}/${String(last['name'])}`;
  const proofs = prove(library, [id])[0]?.proofs ?? [];
  return {
    proofs,
    decide: compile(library, [id]).decide,
    id,
    of: (property: string) =>
      proofs.filter((proof) => proof.property === property).map(({ verdict, pointer }) => `${verdict} ${pointer}`),
  };
}

const refusing: JsonObject = { formula: { text: 'm + 1', type: 'integer', ifMissing: 'refuse' } };
const table = (hitPolicy: string, whens: readonly JsonObject[string][]): JsonObject => ({
  kind: 'decision-table',
  name: 'target',
  entity: 'entity/customer',
  hitPolicy,
  inputs: [refusing],
  outputs: [{ name: 'figure', type: 'integer' }],
  rules: whens.map((when, i) => ({ when: [when], then: [i] })),
});

describe('what the enumerator found: records that are refused match no rule', () => {
  it('a table is complete where only refused records match nothing', () => {
    expect(examined(table('first', ['[0, 1]', '[2, 3]'])).of('complete')).toEqual(['proved /rules']);
  });
  it('a rule that only refused records match is never used', () => {
    expect(examined(table('first', ['[0, 3]', { missing: true }])).of('rules-reachable')).toEqual(['refuted /rules/1']);
  });
  it('rules that only refused records bring together do not overlap', () => {
    expect(examined(table('unique', ['[0, 3]', { missing: true }, { missing: true }])).of('no-overlap')).toEqual([
      'proved /rules',
    ]);
  });
});

describe('what the enumerator found: elsewhere', () => {
  it('a divisor that a product makes zero is shown', () => {
    const found = examined({
      kind: 'matching',
      name: 'target',
      customer: 'entity/customer',
      product: 'entity/product',
      customerGrade: 'customer.g',
      productGrade: 'product.level',
      grid: { A: { low: 'offer', high: 'offer' }, B: { low: 'offer', high: 'offer' } },
      rank: { text: 'customer.n / product.risk', type: 'decimal', decimals: 2, ifMissing: 0 },
    });
    const refuted = found.proofs.find(({ property }) => property === 'no-division-by-zero');
    expect(refuted?.verdict).toBe('refuted');
    const result = found.decide(refuted?.problem?.witness ?? null)[found.id];
    expect(JSON.stringify(result?.value)).toContain('division-by-zero');
  });

  it('a condition on a list that may be missing does not stop the proof', () => {
    const when: JsonObject = {
      all: [
        { fact: 's', operator: 'doesNotContain', value: 1 },
        { fact: 'n', operator: 'equal', value: 1 },
      ],
    };
    expect(examined({ kind: 'criteria', name: 'target', entity: 'entity/customer', when }).of('can-hold')).toEqual([
      'proved /when',
    ]);
  });

  it('a derived field that refuses leaves no gap among bins', () => {
    const bins = [
      { in: '(-∞, 0]', score: 1 },
      { in: '(0, ∞)', score: 2 },
    ];
    const card = {
      kind: 'scorecard',
      name: 'target',
      entity: 'entity/customer',
      decimals: 0,
      combine: 'sum',
      characteristics: [{ name: 'root', fact: 'root', bins }],
    };
    expect(examined(card).of('bins-partition')).toEqual(['proved /characteristics/0/bins']);
  });

  it('the class of the rest is told where it is written', () => {
    const classes = [
      { name: 'small', when: { all: [{ fact: 'n', operator: 'lessThan', value: 3 }] } },
      { name: 'large', when: { all: [{ fact: 'n', operator: 'greaterThan', value: 1 }] } },
    ];
    const all = {
      kind: 'segmentation',
      name: 'target',
      entity: 'entity/customer',
      method: 'criteria',
      mode: 'all',
      classes,
      otherwise: { name: 'rest' },
    };
    expect(examined(all).of('classes-reachable')).toEqual(['refuted /otherwise']);
  });
});
