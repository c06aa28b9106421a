import { expect, it } from 'vitest';
import { type JsonObject, link, prove } from '../../../definitions/index.ts';

/** So many facts beside what is asked of that not every request can be tried. */
const OTHERS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p'];
const LARGE = { type: 'integer', minimum: 0, maximum: 1_000_000_000 };
const FIELDS = {
  income: { ...LARGE, direction: 'high-is-good' },
  ...Object.fromEntries(OTHERS.map((name) => [name, LARGE])),
};

const client = (fields: JsonObject, derived: JsonObject = {}) => ({ kind: 'entity', name: 'client', fields, derived });
const card = (...characteristics: readonly JsonObject[]) => ({
  kind: 'scorecard',
  name: 'card',
  entity: 'entity/client',
  decimals: 0,
  combine: 'sum',
  direction: 'high-is-good',
  characteristics,
});
const halves = (name: string, low: number, high: number, fact: string) => ({
  name,
  fact,
  bins: [
    { in: '[0, 5000)', score: low },
    { in: '[5000, 1000000000]', score: high },
  ],
});
const beside = OTHERS.map((name) => halves(name, 0, 1, name));

/** What is proved of one property of the last of some documents. */
function verdictsOf(property: string, ...documents: readonly JsonObject[]): readonly string[] {
  const library = link(documents.map((document) => ({ document })));
  expect(library.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const last = documents.at(-1);
  const proofs = prove(library, [`${String(last?.['kind'])}/${String(last?.['name'])}`]).flatMap((one) => one.proofs);
  return proofs.filter((proof) => proof.property === property).map(({ verdict }) => verdict);
}

it.each([
  [10, 'proved'],
  [9, 'refuted'],
  [11, 'proved'],
] as const)('what one characteristic takes and another gives back with %i, is %s', (given, verdict) => {
  const whole = card(halves('taken', 10, 0, 'income'), halves('given', 0, given, 'income'), ...beside);
  expect(verdictsOf('monotone', client(FIELDS), whole)).toEqual([verdict]);
});

it.each([
  [['[0, 0]', '[2, 2]', '[4, 4]'], 'refuted'],
  [['[0, 0]', '[2, 2]', '[3, 3]'], 'refuted'],
  [['[0, 0]', '[4, 4]'], 'proved'],
] as const)('behind %j of a figure that is even and at most four, that every bin is used is %s', (texts, verdict) => {
  const fields = { x: { type: 'integer', minimum: 0, maximum: 2 } };
  const bins = [...texts.map((text) => ({ in: text, score: 1 })), { otherwise: true, score: 0 }];
  const double = { double: { text: 'x * 2', type: 'integer' } };
  const whole = card({ name: 'double', fact: 'double', bins });
  expect(verdictsOf('bins-reachable', client(fields, double), whole)).toEqual([verdict]);
});

it.each([
  [0, 'refuted'],
  [20, 'proved'],
] as const)('where figures that rise with a fact open a gate only together, from 10 to %i is %s', (later, verdict) => {
  const derived = { first: { text: 'income + a', type: 'integer' }, second: { text: 'income + b', type: 'integer' } };
  const bins = [
    { in: '[0, 0]', score: 10 },
    { otherwise: true, score: later },
  ];
  const is = (operator: string, value: number) => ({
    all: ['first', 'second'].map((fact) => ({ fact, operator, value })),
  });
  const tier = {
    kind: 'segmentation',
    name: 'tier',
    entity: 'entity/client',
    method: 'composite',
    decimals: 0,
    scores: [{ of: 'scorecard/card#score', weight: 1 }],
    classes: [
      { name: 'low', in: '[0, 10)' },
      { name: 'high', in: '[10, 100]' },
    ],
    appliesTo: { any: [is('equal', 0), is('greaterThanInclusive', 1)] },
  };
  const whole = card({ name: 'first', fact: 'first', bins }, ...beside);
  expect(verdictsOf('monotone', client(FIELDS, derived), whole, tier)).toEqual([verdict]);
});
