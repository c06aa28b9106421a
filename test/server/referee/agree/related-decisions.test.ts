import { describe, expect, it } from 'vitest';
import { type Json, type JsonObject, link } from '../../../../definitions/index.ts';
import { availableEngines, engineFor } from '../../../../server/engines.ts';

const AREA = {
  kind: 'entity',
  name: 'area',
  fields: { areaId: { type: 'string', optional: true }, tier: { type: 'integer', minimum: 1, maximum: 5 } },
};
const ACCOUNT = {
  kind: 'entity',
  name: 'account',
  fields: { customerId: { type: 'string', optional: true }, balance: { type: 'integer', minimum: 0, maximum: 100 } },
};
const CUSTOMER = {
  kind: 'entity',
  name: 'customer',
  fields: {
    customerId: { type: 'string', optional: true },
    areaId: { type: 'string', optional: true },
    age: { type: 'integer', minimum: 0, maximum: 120 },
    income: { type: 'integer', minimum: 0, maximum: 1000, optional: true },
  },
  relations: {
    accounts: { entity: 'entity/account', by: 'customerId', many: true },
    area: { entity: 'entity/area', by: 'areaId' },
  },
  derived: { wealth: { text: 'sum(accounts.balance)', type: 'integer' } },
};
const REQUEST = {
  kind: 'entity',
  name: 'request',
  fields: {
    requestId: { type: 'string', optional: true },
    customerId: { type: 'string', optional: true },
    amount: { type: 'integer', minimum: 0, maximum: 1000 },
  },
  relations: { customer: { entity: 'entity/customer', by: 'customerId' } },
};
const GOOD_AREA = {
  kind: 'criteria',
  name: 'good-area',
  entity: 'entity/area',
  when: { all: [{ fact: 'tier', operator: 'lessThan', value: 3 }] },
};
const GOLD = {
  kind: 'criteria',
  name: 'gold',
  entity: 'entity/customer',
  when: {
    any: [
      { fact: 'wealth', operator: 'greaterThan', value: 50 },
      { condition: 'criteria/good-area', of: 'area' },
    ],
  },
};
const NOT_OLD = {
  kind: 'criteria',
  name: 'not-old',
  entity: 'entity/customer',
  when: { not: { fact: 'age', operator: 'greaterThan', value: 60 } },
};
const SCORE = {
  kind: 'scorecard',
  name: 'score',
  entity: 'entity/customer',
  decimals: 0,
  combine: 'sum',
  initial: 0,
  characteristics: [
    {
      name: 'age',
      fact: 'age',
      bins: [
        { in: '[0, 30)', score: 1 },
        { in: '[30, 120]', score: 5 },
      ],
    },
    {
      name: 'income',
      fact: 'income',
      bins: [
        { in: '[0, 100)', score: 0 },
        { in: '[100, 1000]', score: 3 },
        { missing: true, score: 1 },
      ],
    },
  ],
  bands: [
    { name: 'low', in: '[0, 5)' },
    { name: 'high', in: '[5, 8]' },
  ],
};
const RATIO = {
  kind: 'formula',
  name: 'ratio',
  entity: 'entity/customer',
  lines: [{ name: 'ratio', text: 'age / income', type: 'decimal', decimals: 2, ifMissing: 'refuse' }],
  outputs: ['ratio'],
};
const CLASS = {
  kind: 'segmentation',
  name: 'class',
  entity: 'entity/customer',
  method: 'composite',
  decimals: 0,
  scores: [{ of: 'scorecard/score#score', weight: 1, ifMissing: 'refuse' }],
  classes: [
    { name: 'plain', in: '[0, 5)' },
    { name: 'fine', in: '[5, 8]' },
  ],
  stability: { up: { after: 2 }, down: { after: 2 } },
};
const LEAVES: readonly JsonObject[] = [
  { condition: 'criteria/gold', of: 'customer' },
  { not: { condition: 'criteria/gold', of: 'customer' } },
  { condition: 'criteria/not-old', of: 'customer' },
  { fact: 'criteria/not-old#holds', of: 'customer', operator: 'equal', value: true },
  { fact: 'scorecard/score#score', of: 'customer', operator: 'greaterThan', value: 5 },
  { fact: 'scorecard/score#band', of: 'customer', operator: 'in', value: ['high'] },
  { fact: 'scorecard/score#score', of: 'customer', operator: 'isMissing', value: true },
  { fact: 'amount', operator: 'greaterThan', value: { fact: 'scorecard/score#score', of: 'customer' } },
  { fact: 'segmentation/class#class', of: 'customer', operator: 'equal', value: 'fine' },
  { fact: 'formula/ratio#ratio', of: 'customer', operator: 'lessThan', value: 1 },
  { fact: 'formula/ratio#ratio', of: 'customer', operator: 'notEqual', value: 1 },
];
const criteria = LEAVES.map((leaf, i) => ({
  kind: 'criteria',
  name: `c${i}`,
  entity: 'entity/request',
  when: { all: [leaf] },
}));
const table = {
  kind: 'formula',
  name: 'all',
  entity: 'entity/request',
  lines: LEAVES.map((_, i) => ({ name: `c${i}`, text: 'it', type: 'boolean', uses: { it: `criteria/c${i}#holds` } })),
  outputs: LEAVES.map((_, i) => `c${i}`),
};
const library = link(
  [AREA, ACCOUNT, CUSTOMER, REQUEST, GOOD_AREA, GOLD, NOT_OLD, SCORE, RATIO, CLASS, ...criteria, table].map(
    (document) => ({
      document: document as unknown as JsonObject,
    }),
  ),
);

const customer = (age: number, more: JsonObject = {}): JsonObject => ({ age, accounts: [], ...more });
const rich = { accounts: [{ balance: 40 }, { balance: 20 }] };

/** Which of LEAVES hold, worked out by hand. */
const CASES: readonly (readonly [string, JsonObject, string])[] = [
  ['no customer at all', { amount: 6 }, '.X....X...X'],
  ['a young customer', { amount: 6, customer: customer(20) }, '.XXX...X..X'],
  ['an old rich customer with income', { amount: 6, customer: customer(70, { ...rich, income: 200 }) }, 'X...XX..XXX'],
  ['one in a good area', { amount: 9, customer: customer(30, { area: { tier: 1 }, income: 30 }) }, 'X.XX.X.XX..'],
  ['one in a bad area', { amount: 0, customer: customer(30, { area: { tier: 4 }, income: 0 }) }, '.XXX.X..X.X'],
];

describe('conditions on a related record’s decision', () => {
  it('are accepted', () => {
    expect(library.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it.each(availableEngines())('%s answers as worked out by hand', async (name) => {
    const engine = await engineFor(name, library, 'formula/all');
    const requests = CASES.map(([, facts]) => ({ facts, $asOf: '2026-03-31' }) as Json);
    const results = await engine.decide(requests, 'en');
    const told = results.map(({ value, problems }, i) => {
      const lines = (value ?? {}) as Readonly<Record<string, boolean>>;
      return [
        CASES[i]?.[0],
        value === null ? problems : LEAVES.map((_, k) => (lines[`c${k}`] === true ? 'X' : '.')).join(''),
      ];
    });
    expect(told).toEqual(CASES.map(([title, , expected]) => [title, expected]));
  });

  it.each(availableEngines())(
    '%s tells the class of a related record without what the request says of its own last one',
    async (name) => {
      const engine = await engineFor(name, library, 'criteria/c8');
      const [result] = await engine.decide(
        [{ facts: { amount: 1, customer: customer(40) }, $asOf: '2026-03-31' }],
        'en',
      );
      expect(result?.value).toBe(true);
      const undamped = await engineFor(name, library, 'segmentation/class');
      const $previous = { class: 'plain', since: '2026-01-01', misses: 0 };
      const [own] = await undamped.decide([{ facts: { age: 40 }, $asOf: '2026-03-31', $previous }], 'en');
      expect(own?.value).toMatchObject({ class: 'plain', rawClass: 'fine' });
    },
  );
});
