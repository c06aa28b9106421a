import { expect, it } from 'vitest';
import type { JsonObject } from '../../../definitions/model/json.ts';
import { CUSTOMER, said } from './said.ts';

const sayOf = (fact: string, operator: string, value: number | string) =>
  said(CUSTOMER, {
    kind: 'criteria',
    name: 'sample',
    entity: 'entity/customer',
    when: { all: [{ fact, operator, value }] },
  });

it.each([
  ['not:lessThan', 18, '年龄不低于 18 岁的客户。', 'Customers whose age is at least 18.'],
  ['not:lessThanInclusive', 18, '年龄超过 18 岁的客户。', 'Customers whose age is above 18.'],
  ['not:greaterThan', 18, '年龄不超过 18 岁的客户。', 'Customers whose age is at most 18.'],
  ['not:greaterThanInclusive', 18, '年龄低于 18 岁的客户。', 'Customers whose age is below 18.'],
  [
    'between',
    '(18, 30]',
    '年龄在 18 岁（不含）至 30 岁之间的客户。',
    'Customers whose age is above 18 and at most 30.',
  ],
])('%s %j is said as the test it comes to', (operator, value, zh, en) => {
  expect(sayOf('age', operator, value)).toEqual({ 'zh-CN': [zh], en: [en] });
});

it.each([
  [1, '升级即时生效。', 'Moves up take effect at once.'],
  [2, '连续两次评估均高于本级上限的，方可升级。', 'A customer moves up only after two runs above the bound.'],
])('a move after %i runs', (after, zh, en) => {
  const document: JsonObject = {
    kind: 'segmentation',
    name: 'sample',
    entity: 'entity/customer',
    method: 'composite',
    decimals: 0,
    scores: [{ of: 'age', weight: 1 }],
    classes: [
      { name: 'low', in: '[0, 60)' },
      { name: 'high', in: '[60, 120]' },
    ],
    stability: { up: { after } },
  };
  const words = said(CUSTOMER, document);
  expect([words['zh-CN'].join(''), words.en.join(' ')]).toEqual([
    expect.stringContaining(zh),
    expect.stringContaining(en),
  ]);
});
