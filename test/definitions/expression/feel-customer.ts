import type { JsonObject } from '../../../definitions/model/json.ts';
import { withUses } from '../../../definitions/expression/scope/index.ts';
import { entityScope } from '../../../definitions/expression/computed/record-scope.ts';
import { shortEnvironment } from '../../support/environment.ts';

const environment = shortEnvironment(
  {
    'entity/customer': {
      fields: {
        a: 'decimal 2 ?',
        b: 'decimal 2 ?',
        n: 'integer 0..60 ?',
        five: 'integer 5..9',
        s: 'string ?',
        grade: ['A', 'B', 'C'],
        p: 'boolean ?',
        q: 'boolean ?',
        d: 'date ?',
        e: 'date ?',
        at: 'instant ?',
        rate: 'decimal 4 0..1 ?',
        余额: 'decimal 2 ?',
        series: 'decimal 2 -1000000..1000000 []',
        tags: 'string []',
        term: 'string ?',
        currency: 'string ?',
      },
      relations: {
        accounts: { entity: 'entity/account', by: 'customerId', many: true },
        household: { entity: 'entity/household', by: 'householdId' },
      },
      derived: {
        deposits: { text: 'sum(accounts[category = "deposit"].balance)', type: 'decimal', decimals: 2 },
        loopA: { text: 'loopB + 1', type: 'integer' },
        loopB: { text: 'loopA + 1', type: 'integer' },
        wrong: { text: 'nothing', type: 'integer' },
      },
    },
    'entity/account': {
      fields: { category: ['deposit', 'loan'], balance: 'decimal 2 ?', months: 'integer 0..360', limit: 'decimal 2 ?' },
      derived: { used: { text: 'balance / limit', type: 'decimal', decimals: 4 } },
    },
    'entity/household': {
      fields: { address: 'string ?', size: 'integer 0..50' },
      relations: { members: { entity: 'entity/customer', by: 'householdId', many: true } },
    },
  },
  [
    {
      kind: 'reference',
      name: 'ftp',
      key: ['term', 'currency'],
      validFrom: 'from',
      fields: { rate: { type: 'decimal', decimals: 4 } },
      rows: [
        { term: '1y', currency: 'CNY', from: '2025-01-01', rate: 0.031 },
        { term: '1y', currency: 'CNY', from: '2026-01-01', rate: 0.026 },
      ],
    } as never,
  ],
);
/** Where the formula stands. */
export const origin = { definition: 'formula/test', pointer: '/text' };
/** What it may read. */
export const scope = withUses(
  entityScope(environment, 'entity/customer', 'formula/test'),
  { ftp: 'reference/ftp' },
  origin,
).scope;

/** A customer with everything. */
export const facts: JsonObject = {
  a: 12.5,
  b: 0,
  n: 3,
  five: 5,
  s: '客户Ab',
  grade: 'B',
  p: true,
  d: '2026-01-31',
  e: '2024-02-29',
  at: '2026-01-31T23:30:00Z',
  rate: 0.05,
  余额: 100.25,
  series: [1, 2.5, -3],
  tags: ['vip', '新客'],
  term: '1y',
  currency: 'CNY',
  accounts: [
    { category: 'deposit', balance: 10.5, months: 12, limit: 100 },
    { category: 'deposit', balance: 20, months: 24, limit: 0 },
    { category: 'loan', months: 36, limit: 50 },
  ],
  household: { size: 4, members: [{ a: 1 }, { a: 2 }] },
};
