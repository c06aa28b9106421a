import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../definitions/model/json.ts';
import { link } from '../../../definitions/library.ts';
import { criteria, entity, expectSaid, formula } from './told.ts';

const LABELS = { A: { 'zh-CN': '优', en: 'Prime' }, B: { 'zh-CN': '良', en: 'Fair' } };
const CUSTOMER = entity({
  grade: { type: 'string', enum: ['A', 'B'], labels: LABELS, optional: true },
  age: { type: 'integer', minimum: 0, maximum: 120, optional: true },
  aum: { type: 'decimal', decimals: 2, optional: true },
  openedOn: { type: 'date', optional: true },
});
const card = (fact: string, bin: JsonObject): JsonObject => ({
  kind: 'scorecard',
  name: 'card',
  entity: 'entity/customer',
  decimals: 0,
  combine: 'sum',
  characteristics: [
    {
      name: 'part',
      fact,
      bins: [
        { ...bin, score: 1 },
        { otherwise: true, score: 0 },
      ],
    },
  ],
});
const table = (fact: string, cell: Json): JsonObject => ({
  kind: 'decision-table',
  name: 'table',
  entity: 'entity/customer',
  hitPolicy: 'first',
  inputs: [{ fact }],
  outputs: [{ name: 'y', type: 'boolean' }],
  rules: [{ when: [cell], then: [true] }],
});
const rule = (fact: string, operator: string, value: Json) => criteria({ all: [{ fact, operator, value }] });

describe('a refusal says what was found and what is expected, members with their labels', () => {
  it.each<[string, JsonObject, string, string]>([
    [
      'a condition',
      rule('grade', 'equal', 'C'),
      '"C" is none of the values of grade; expected one of A (Prime), B (Fair)',
      '"C" 不在 grade 的取值之中；应为A（优）、B（良） 之一',
    ],
    [
      'a formula',
      formula({ text: 'if grade = "C" then 1 else 2' }),
      'Formula, line 1, column 4: "C" is none of the values; expected one of A (Prime), B (Fair)',
      '公式第 1 行第 4 列："C" 不在取值之中；应为A（优）、B（良） 之一',
    ],
    [
      'a bin',
      card('grade', { values: ['C'] }),
      '“C” is outside the domain; expected one of A (Prime), B (Fair).',
      '“C”不在取值范围内；应为A（优）、B（良） 之一。',
    ],
    [
      'a cell',
      table('age', 130),
      '“130” is outside the domain; expected a whole number, from 0 to 120.',
      '“130”不在取值范围内；应为整数，0 至 120。',
    ],
    [
      'a bin’s value',
      card('age', { values: [1.5] }),
      'A value here is a whole number, not “1.5”.',
      '此处的值应为整数，而不是“1.5”。',
    ],
    [
      'a bin’s bound',
      card('aum', { in: '[0.005, 1)' }),
      'The bounds of “[0.005, 1)” must each be a number with at most 2 decimals.',
      '区间“[0.005, 1)”的边界应为至多 2 位小数的数。',
    ],
    [
      'a condition’s bound',
      rule('openedOn', 'between', '[2026-1-1, ∞)'),
      '"[2026-1-1, ∞)" is not an interval of openedOn: its bounds are each a date, such as [2026-01-01, 2026-07-01), open at an infinite side',
      '"[2026-1-1, ∞)" 不是 openedOn 的区间：边界应为日期，如 [2026-01-01, 2026-07-01)；用半角符号，无穷一侧为开',
    ],
    [
      'an order that texts lack',
      formula({ text: 'if grade > "A" then 1 else 2' }),
      'Formula, line 1, column 4: text has no order: only = and != compare it',
      '公式第 1 行第 4 列：文字没有先后大小，只能用 = 或 != 比较',
    ],
    [
      'a figure outside its domain',
      rule('age', 'equal', 130),
      '130 is outside the domain of age (a whole number, from 0 to 120): it can never be equal',
      '130 超出 age 的取值范围（整数，0 至 120），永远不会相等',
    ],
  ])('%s', (_, document, en, zh) => {
    const { problems } = link([{ document: CUSTOMER }, { document }]);
    for (const problem of problems) expectSaid(problem);
    expect(problems.map(({ message }) => [message.en, message['zh-CN']])).toContainEqual([en, zh]);
  });
});
