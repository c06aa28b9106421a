import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../definitions/model/json.ts';
import { said, text } from './said.ts';

const THING: JsonObject = {
  kind: 'entity',
  name: 'thing',
  title: text('物品', 'Thing'),
  key: 'id',
  fields: {
    id: { type: 'string', title: text('编号', 'Number') },
    age: { type: 'integer', minimum: 0, maximum: 120, optional: true, title: text('年龄', 'Age') },
    size: { type: 'integer', minimum: 0, maximum: 120, title: text('大小', 'Size') },
    a: { type: 'decimal', decimals: 2, minimum: 0, maximum: 1, optional: true },
    w: { type: 'integer', minimum: 0, maximum: 9 },
    g: { type: 'string', enum: ['A', 'B'] },
    madeAt: { type: 'instant', title: text('制成时间', 'Time of making') },
    madeOn: { type: 'date', optional: true, title: text('制成日期', 'Day of making') },
    marks: { type: 'integer', series: true, minimum: 0, maximum: 9, optional: true, title: text('评分', 'Marks') },
  },
};

const criteria = (when: JsonObject): JsonObject => ({
  kind: 'criteria',
  name: 'c',
  title: text('条件', 'Condition'),
  entity: 'entity/thing',
  when,
});
const leaf = (fact: string, operator: string, value: Json): JsonObject => ({ all: [{ fact, operator, value }] });

const CONDITIONS: readonly (readonly [string, JsonObject, string, string])[] = [
  [
    'not between reads as what lies on either side',
    leaf('a', 'not:between', '(0.15, 0.37]'),
    'a 不在 0.15（不含）至 0.37 之间（或未知）的物品。',
    'Things whose a is either at most 0.15 or above 0.37 (or unknown).',
  ],
  [
    'between without the lower bound',
    leaf('a', 'between', '(0.15, 0.37]'),
    'a 在 0.15（不含）至 0.37 之间的物品。',
    'Things whose a is above 0.15 and at most 0.37.',
  ],
  [
    'not between over the whole domain is being unknown',
    leaf('age', 'not:between', '[0, 120]'),
    '年龄未知的物品。',
    'Things whose age is unknown.',
  ],
  [
    'between over the whole domain is being known',
    leaf('age', 'between', '[0, 120]'),
    '年龄已知的物品。',
    'Things whose age is known.',
  ],
  [
    'not between over the whole domain of what is always known holds never',
    {
      all: [
        { fact: 'size', operator: 'not:between', value: '[0, 120]' },
        { fact: 'w', operator: 'equal', value: 1 },
      ],
    },
    '任何情况都不成立，并且 w 为 1 的物品。',
    'Things for whom it holds in no case and whose w is 1.',
  ],
  ['an empty list asks nothing', { all: [] }, '所有物品。', 'All things.'],
  ['the negation of an empty list holds for nobody', { not: { all: [] } }, '没有任何物品。', 'No things.'],
  [
    'a list that may be unknown',
    leaf('marks', 'not:someFact:equal', 1),
    '评分中没有一项为 1（或评分未知）的物品。',
    'Things for whom among marks there is none that is 1 (or marks are unknown).',
  ],
  [
    'a moment is that of the bank’s clocks',
    leaf('madeAt', 'before', '2026-01-01T00:00:00+08:00'),
    '制成时间早于北京时间 2026 年 1 月 1 日 00:00 的物品。',
    'Things whose time of making is before 1 January 2026 00:00 (UTC+8).',
  ],
  [
    'a period is told in words',
    leaf('madeOn', 'withinLast', 'P12M'),
    '制成日期在最近 12 个月内的物品。',
    'Things whose day of making is within the last 12 months.',
  ],
];

describe('found, words: a condition', () => {
  it.each(CONDITIONS)('found, words: %s', (_title, when, zh, en) => {
    expect(said(THING, criteria(when))).toEqual({ 'zh-CN': [zh], en: [en] });
  });
});

const table = (when: readonly Json[], outputs: Json, then: readonly Json[]): JsonObject => ({
  kind: 'decision-table',
  name: 't',
  title: text('表', 'Table'),
  entity: 'entity/thing',
  inputs: [{ fact: 'age' }, { fact: 'g' }, { fact: 'w' }],
  outputs,
  hitPolicy: 'first',
  rules: [{ when, then }],
  otherwise: then.map(() => 0),
});

it('found, words: the cells of a table stand apart, and a name that ends in a figure from its value', () => {
  const outputs = [
    { name: 'o', type: 'integer' },
    { name: 'o2', type: 'integer' },
    { name: 'fee', type: 'decimal', decimals: 4, unit: 'ratio', title: text('费率', 'Fee rate') },
  ];
  const cells = [[1, '[3, 5)'], 'A', ['[0, 1)', 7]];
  expect(said(THING, table(cells, outputs, [2, 2, 0.0005]))).toEqual({
    'zh-CN': [
      '共 1 条规则，取第一条符合的规则。',
      '年龄在 3 至不满 5 之间或年龄为 1，并且 g 为“A”，并且 w 为 0 或 7：o 2，o2 2，费率 0.05%。',
      '其余情况：o 0，o2 0，费率 0%。',
    ],
    en: [
      '1 rule; the first rule that matches counts.',
      'Either age is 3 to under 5 or age is 1, and g is “A”, and w is 0 or 7: o 2, o2 2, fee rate 0.05%.',
      'Otherwise: o 0, o2 0, fee rate 0%.',
    ],
  });
});
