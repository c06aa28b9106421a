import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../definitions/model/json.ts';
import { CUSTOMER, said, text } from './said.ts';

const criteria = (when: JsonObject): JsonObject => ({
  kind: 'criteria',
  name: 'sample',
  entity: 'entity/customer',
  when,
});
const card = (name: string, title: JsonObject): JsonObject => ({
  kind: 'scorecard',
  name,
  title,
  entity: 'entity/customer',
  decimals: 2,
  combine: 'sum',
  characteristics: [
    {
      name: 'age',
      fact: 'age',
      bins: [
        { in: '[0, 60)', score: 0 },
        { in: '[60, 120]', score: 100 },
      ],
    },
  ],
});

describe('the sample sentences that a checker signs', () => {
  it('say high risk with low contribution', () => {
    const document = criteria({
      all: [
        { fact: 'riskGrade', operator: 'equal', value: 'high' },
        { fact: 'contribution', operator: 'lessThan', value: 2000 },
      ],
    });
    expect(said(CUSTOMER, document)).toEqual({
      'zh-CN': ['风险等级为“高”，并且最近 12 个月贡献低于 2,000 元的客户。'],
      en: ['Customers whose risk grade is “high” and whose contribution over the last 12 months is below CNY 2,000.'],
    });
  });

  it('number what must all hold where one part is itself a choice', () => {
    const document = criteria({
      all: [
        { fact: 'age', operator: 'between', value: '[23, 55]' },
        {
          any: [
            { fact: 'income', operator: 'greaterThan', value: 12000 },
            { fact: 'payroll', operator: 'equal', value: true },
          ],
        },
        { fact: 'mortgage', operator: 'equal', value: false },
      ],
    });
    expect(said(CUSTOMER, document)).toEqual({
      'zh-CN': [
        '满足以下全部：① 年龄在 23 至 55 岁之间；② 月收入超过 12,000 元，或在本行代发工资；③ 名下没有住房贷款。',
      ],
      en: [
        'All of the following hold: (1) age is 23 to 55; (2) monthly income is above CNY 12,000, or the salary is paid through us; (3) there is no mortgage with us.',
      ],
    });
  });

  it('say a characteristic of a scorecard in one line', () => {
    const bins = [
      { in: '[0, 6)', score: 10 },
      { in: '[6, 24)', score: 35 },
      { in: '[24, 120)', score: 60 },
      { in: '[120, ∞)', score: 100 },
      { missing: true, score: 0 },
    ];
    const document: JsonObject = {
      ...card('loyalty', text('忠诚', 'Loyalty')),
      combine: 'weighted-mean',
      characteristics: [
        { name: 'tenure', fact: 'tenureMonths', weight: 0.35, bins },
        { name: 'age', fact: 'age', weight: 0.65, bins: [{ in: '[0, 120]', score: 100 }] },
      ],
    };
    const { 'zh-CN': zh, en } = said(CUSTOMER, document);
    expect(zh[1]).toBe(
      '开户时间（权重 35%）：不满 6 个月 10 分；6 个月至不满 24 个月 35 分；24 个月至不满 120 个月 60 分；120 个月及以上 100 分；未知 0 分。',
    );
    expect(en[1]).toBe(
      'Time with the bank (weight 35%): under 6 months 10; 6 to under 24 months 35; 24 to under 120 months 60; 120 months or more 100; unknown 0.',
    );
  });

  it('say a composite, its classes and how moves wait', () => {
    const classes: JsonObject[] = [
      { name: 'phase-out', title: text('淘汰客户', 'Phase-out'), in: '[0, 80)' },
      { name: 'quality', title: text('优质客户', 'Quality'), in: '[80, 90)' },
      { name: 'gold', title: text('黄金客户', 'Gold'), in: '[90, 100]' },
    ];
    const document: JsonObject = {
      kind: 'segmentation',
      name: 'customer-class',
      entity: 'entity/customer',
      method: 'composite',
      decimals: 2,
      scores: [
        { of: 'scorecard/credit#score', weight: 0.4 },
        { of: 'scorecard/contribution#score', weight: 0.35 },
        { of: 'scorecard/loyalty#score', weight: 0.25 },
      ],
      classes,
      stability: { up: { after: 1 }, down: { after: 3, atMost: 1, at: 'quarter-end' } },
    };
    const cards = [
      card('credit', text('信用', 'Credit')),
      card('contribution', text('贡献', 'Contribution')),
      card('loyalty', text('忠诚', 'Loyalty')),
    ];
    expect(said(CUSTOMER, ...cards, document)).toEqual({
      'zh-CN': [
        '综合得分 = 信用 40% + 贡献 35% + 忠诚 25%，保留两位小数。90 分及以上为黄金客户；80 至不满 90 分为优质客户；不满 80 分为淘汰客户。',
        '升级即时生效；连续三次评估均低于本级下限的，方可降级，每次至多降一级，于季末执行。',
      ],
      en: [
        'Composite = credit 40% + contribution 35% + loyalty 25%, two decimals. From 90: Gold; from 80 to under 90: Quality; under 80: Phase-out.',
        'Moves up take effect at once; a customer moves down only after three runs below the bound, one class at a time, at quarter end.',
      ],
    });
  });
});
