import { describe, expect, it } from 'vitest';
import { type Json, type JsonObject, type Library, link } from '../../../../definitions/index.ts';
import { cutsFor, decisionsOf, requestsFor } from '../../../../server/referee/agree/draw.ts';
import { randomLibrary } from '../../../../server/referee/agree/random/library.ts';
import { engineFor } from '../../../../server/engines.ts';
import { type EngineName } from '../../../../server/engine.ts';

const NO_OFFER = { a: { low: 'offer', high: 'refer' }, b: { low: 'offer', high: 'refuse' } };
const library = link(
  [
    {
      kind: 'entity',
      name: 'customer',
      key: 'id',
      fields: {
        id: { type: 'string' },
        grade: { type: 'string', enum: ['a', 'b'], optional: true },
        limit: { type: 'decimal', decimals: 2, minimum: 0, maximum: 1000, optional: true, unreadable: 'missing' },
      },
      relations: { accounts: { entity: 'entity/account', by: 'id', many: true } },
      derived: {
        total: { text: 'sum(accounts[balance != null].balance)', type: 'decimal', decimals: 2, ifMissing: 0 },
      },
    },
    {
      kind: 'entity',
      name: 'account',
      fields: {
        id: { type: 'string' },
        balance: { type: 'decimal', decimals: 2, minimum: 0, maximum: 1000, optional: true, unreadable: 'missing' },
      },
    },
    {
      kind: 'entity',
      name: 'product',
      key: 'code',
      fields: {
        code: { type: 'string' },
        risk: { type: 'string', enum: ['low', 'high'], optional: true, unreadable: 'missing' },
        rate: { type: 'decimal', decimals: 4, minimum: 0, maximum: 1, optional: true },
      },
    },
    {
      kind: 'matching',
      name: 'match',
      customer: 'entity/customer',
      product: 'entity/product',
      customerGrade: 'customer.grade',
      productGrade: 'product.risk',
      grid: NO_OFFER,
      rank: { text: 'product.rate * exp(customer.limit / 1000)', type: 'decimal', decimals: 3, ifMissing: 'missing' },
    },
    {
      kind: 'scorecard',
      name: 'points',
      entity: 'entity/customer',
      decimals: 1,
      combine: 'sum',
      characteristics: [
        {
          name: 'limit',
          fact: 'limit',
          weight: 0.25,
          reason: 'poor',
          bins: [
            { in: '[0, 500)', score: 10 },
            { in: '[500, 1000]', score: 40 },
            { missing: true, score: 0, reason: 'unknown' },
          ],
        },
        {
          name: 'total',
          fact: 'total',
          weight: 0.5,
          reason: 'poor',
          bins: [
            { in: '(-∞, 100)', score: 20 },
            { in: '[100, ∞)', score: 21 },
          ],
        },
      ],
      reasons: { poor: { 'zh-CN': '少', en: 'Little' }, unknown: { 'zh-CN': '不详', en: 'Unknown' } },
    },
    {
      kind: 'formula',
      name: 'series',
      inputs: {
        paid: {
          type: 'decimal',
          decimals: 2,
          minimum: 0,
          maximum: 100,
          series: true,
          optional: true,
          unreadable: 'missing',
        },
      },
      lines: [
        { name: 'all', text: 'sum(paid)', type: 'decimal', decimals: 2, ifMissing: 'missing' },
        { name: 'known', text: 'count(paid)', type: 'integer', ifMissing: 'missing' },
      ],
      outputs: ['all', 'known'],
    },
  ].map((document) => ({ document })),
);

const decided = async (engine: EngineName, of: Library, ref: string, requests: readonly Json[], cuts = {}) => {
  const made = await engineFor(engine, of, ref, { cuts });
  const results = await made.decide(requests, 'en');
  await made.close();
  return results;
};

const low = { code: 'L', risk: 'low', rate: 0.02 };
const CASES: readonly (readonly [title: string, ref: string, request: JsonObject])[] = [
  ['a product that is offered', 'matching/match', { facts: { id: '1', grade: 'a', limit: 5 }, products: [low] }],
  [
    'products in the order of their rank, those without one last',
    'matching/match',
    {
      facts: { id: '1', grade: 'b', limit: 500 },
      products: [
        { code: 'H', risk: 'high', rate: 0.9 },
        { code: 'N', risk: 'low' },
        low,
        { ...low, code: 'M', rate: 1 },
      ],
    },
  ],
  [
    'a product of an unusable risk',
    'matching/match',
    { facts: { id: '1', grade: 'b' }, products: [{ code: 'X', risk: 'none' }] },
  ],
  ['no products at all', 'matching/match', { facts: { id: '1' }, products: [] }],
  ['a request without products', 'matching/match', { facts: { id: '1' } }],
  ['a product of a wrong type', 'matching/match', { facts: { id: '1' }, products: [{ code: 7 }] }],
  ['a customer of a wrong type', 'matching/match', { facts: { id: '1', grade: 'c' }, products: [low] }],
  [
    'losses of one code summed',
    'scorecard/points',
    { facts: { id: '1', limit: 5, accounts: [{ id: '1', balance: 7 }] } },
  ],
  ['losses of two codes', 'scorecard/points', { facts: { id: '1', accounts: [] } }],
  ['a value that counts as missing', 'scorecard/points', { facts: { id: '1', limit: 'x', accounts: [] } }],
  [
    'values of rows that count as missing',
    'scorecard/points',
    {
      facts: {
        id: '1',
        limit: 600,
        accounts: [
          { id: '1', balance: -1 },
          { id: '1', balance: 200 },
          { id: '1', balance: 'x' },
        ],
      },
    },
  ],
  ['a row that is refused', 'scorecard/points', { facts: { id: '1', limit: 600, accounts: [{ id: '1' }, { id: 1 }] } }],
  ['a series', 'formula/series', { facts: { paid: [1, 2.5, 3] } }],
  ['a series with an item that is missing', 'formula/series', { facts: { paid: [1, null, 3] } }],
  ['a series with items of no use', 'formula/series', { facts: { paid: [1, 'x', 101, 0.005] } }],
  ['a series that is no list', 'formula/series', { facts: { paid: 'x' } }],
  ['a series that is an object', 'formula/series', { facts: { paid: { '0': 1 } } }],
  ['no series', 'formula/series', { facts: {} }],
];

describe('SQL answers as the function does, member by member', () => {
  it.each(CASES)('for %s', async (_, ref, request) => {
    expect(library.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const [mine, theirs] = [
      await decided('function', library, ref, [request]),
      await decided('sql', library, ref, [request]),
    ];
    expect(theirs).toEqual(mine);
  });

  it('for a series of too many items', async () => {
    const request = { facts: { paid: Array.from({ length: 100_001 }, () => 1) } };
    expect(await decided('sql', library, 'formula/series', [request])).toEqual(
      await decided('function', library, 'formula/series', [request]),
    );
  });

  it.each([41, 42, 43])('for random definitions of all kinds (seed %i)', { timeout: 120_000 }, async (seed) => {
    const random = link(randomLibrary(seed));
    const cuts = cutsFor(random, seed);
    for (const ref of decisionsOf(random)) {
      const requests = requestsFor(random, ref, ref.startsWith('matching/') ? 5 : 25, seed);
      const [mine, theirs] = [
        await decided('function', random, ref, requests, cuts),
        await decided('sql', random, ref, requests, cuts),
      ];
      requests.forEach((request, i) => expect([request, theirs[i]]).toEqual([request, mine[i]]));
    }
  });
});
