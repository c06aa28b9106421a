import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../definitions/model/json.ts';
import { CUSTOMER, said, text } from './said.ts';

/** A definition, what stands beside it, and its sentences in Chinese and English. */
type Sample = readonly [title: string, documents: readonly JsonObject[], zh: readonly string[], en: readonly string[]];

const SAMPLES: readonly Sample[] = [
  [
    'a segmentation by criteria',
    [
      CUSTOMER,
      {
        kind: 'segmentation',
        name: 'age-group',
        entity: 'entity/customer',
        appliesTo: { all: [{ fact: 'kind', operator: 'equal', value: 'personal' }] },
        method: 'criteria',
        classes: [
          {
            name: 'young',
            title: text('青年', 'Young'),
            when: { all: [{ fact: 'age', operator: 'lessThan', value: 35 }] },
          },
        ],
        otherwise: { name: 'other', title: text('其他', 'Others') },
        exceptions: [
          {
            when: { all: [{ fact: 'riskGrade', operator: 'equal', value: 'high' }] },
            class: 'young',
            reason: 'high-risk',
          },
        ],
      },
    ],
    [
      '按顺序判断，取第一个符合的类别：',
      '青年：年龄低于 35 岁。',
      '其余为其他。',
      '例外：风险等级为“高”的客户，直接归为“青年”。',
      '仅适用于客户类型为“个人”的客户。',
    ],
    [
      'Tried in order; the first that fits is taken:',
      'Young: age is below 35.',
      'All others: Others.',
      'Exception: customers whose risk grade is “high” are classed as “Young”.',
      'It applies only to customers whose kind of customer is “Personal”.',
    ],
  ],
  [
    'a segmentation by a matrix',
    [
      CUSTOMER,
      {
        kind: 'segmentation',
        name: 'treatment',
        entity: 'entity/customer',
        method: 'matrix',
        rows: {
          of: 'income',
          bands: [
            { name: 'high', title: text('高收入', 'High income'), in: '[20000, ∞)' },
            { name: 'low', title: text('低收入', 'Low income'), in: '[0, 20000)' },
          ],
        },
        columns: {
          of: 'riskGrade',
          bands: [
            { name: 'risky', title: text('高风险', 'Risky'), values: ['high'] },
            { name: 'safe', title: text('其他', 'Others'), otherwise: true },
          ],
        },
        cells: {
          high: {
            risky: { class: 'watch', title: text('观察', 'Watch') },
            safe: { class: 'grow', title: text('发展', 'Grow') },
          },
          low: {
            risky: { class: 'leave', title: text('退出', 'Leave') },
            safe: { class: 'keep', title: text('保持', 'Keep') },
          },
        },
      },
    ],
    [
      '月收入：20,000 元及以上为高收入；不满 20,000 元为低收入。',
      '风险等级：“高”为高风险；其他为其他。',
      '高收入：高风险时为“观察”；其他时为“发展”。',
      '低收入：高风险时为“退出”；其他时为“保持”。',
    ],
    [
      'Monthly income: CNY 20,000 or more: High income; under CNY 20,000: Low income.',
      'Risk grade: “high”: Risky; anything else: Others.',
      'High income: “Watch” with “Risky”; “Grow” with “Others”.',
      'Low income: “Leave” with “Risky”; “Keep” with “Others”.',
    ],
  ],
  [
    'a segmentation by share',
    [
      CUSTOMER,
      {
        kind: 'segmentation',
        name: 'top',
        entity: 'entity/customer',
        method: 'share',
        of: 'contribution',
        classes: [
          { name: 'top', title: text('金牌', 'Gold medal'), share: '(0, 5]' },
          { name: 'next', title: text('候补', 'Candidate'), share: '(5, 20]' },
          { name: 'rest', title: text('非金牌', 'Not gold medal'), share: '(20, 100]' },
        ],
      },
    ],
    ['按最近 12 个月贡献从高到低排序：最高的 5% 为金牌；其后至 20% 为候补；其余为非金牌。'],
    [
      'Sorted by contribution over the last 12 months from high to low: the highest 5%: Gold medal; then up to 20%: Candidate; the rest: Not gold medal.',
    ],
  ],
];

describe('a segmentation in words', () => {
  it.each(SAMPLES)('says %s', (_, documents, zh, en) => {
    expect(said(...documents)).toEqual({ 'zh-CN': zh, en });
  });
});
