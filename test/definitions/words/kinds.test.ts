import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../definitions/model/json.ts';
import { CUSTOMER, said, text } from './said.ts';

const LEVELS: JsonObject = {
  enum: ['dedicated', 'standard'],
  labels: { dedicated: text('专属服务', 'Dedicated'), standard: text('标准服务', 'Standard') },
};
const ACCOUNT: JsonObject = {
  kind: 'entity',
  name: 'account',
  title: text('账户', 'Account'),
  key: 'accountId',
  fields: {
    accountId: { type: 'string', title: text('账号', 'Account number') },
    customerId: { type: 'string', title: text('客户号', 'Customer number') },
    category: {
      type: 'string',
      title: text('账户类别', 'Category'),
      enum: ['deposit', 'loan'],
      labels: { deposit: text('存款', 'Deposit'), loan: text('贷款', 'Loan') },
    },
    balance: {
      type: 'decimal',
      decimals: 2,
      unit: 'CNY',
      minimum: 0,
      maximum: 1000000,
      optional: true,
      title: text('余额', 'Balance'),
    },
  },
};
const RISK: JsonObject = {
  kind: 'scorecard',
  name: 'risk',
  title: text('客户评级', 'Customer rating'),
  entity: 'entity/customer',
  decimals: 0,
  combine: 'sum',
  characteristics: [
    {
      name: 'rate',
      fact: 'rate',
      bins: [
        { in: '(-∞, 0)', score: 10 },
        { in: '[0, ∞)', score: 40 },
      ],
    },
    {
      name: 'grade',
      title: text('风险', 'Risk'),
      fact: 'riskGrade',
      bins: [
        { values: ['low', 'middle'], score: 30 },
        { otherwise: true, score: -5 },
      ],
    },
  ],
  bands: [
    { name: 'a', title: text('A 级', 'A'), in: '[30, 100]' },
    { name: 'b', title: text('B 级', 'B'), in: '(-∞, 30)' },
  ],
};

/** A definition, what stands beside it, and its sentences in Chinese and English. */
type Sample = readonly [title: string, documents: readonly JsonObject[], zh: readonly string[], en: readonly string[]];

const SAMPLES: readonly Sample[] = [
  [
    'an entity',
    [
      ACCOUNT,
      {
        kind: 'entity',
        name: 'holder',
        title: text('户主', 'Holder'),
        key: 'customerId',
        fields: {
          customerId: { type: 'string', title: text('客户号', 'Customer number') },
          age: { type: 'integer', minimum: 0, maximum: 120, unit: 'year', title: text('年龄', 'Age') },
          level: { type: 'string', ...LEVELS, optional: true, title: text('服务级别', 'Service level') },
        },
        relations: {
          accounts: { entity: 'entity/account', by: 'customerId', many: true, title: text('账户', 'Accounts') },
        },
        derived: {
          deposits: {
            text: 'sum(accounts[category = "deposit"].balance)',
            type: 'decimal',
            decimals: 2,
            title: text('存款', 'Deposits'),
          },
          size: {
            text: 'if count(accounts) > 2 then "large" else "small"',
            type: 'string',
            title: text('规模', 'Size'),
            labels: { large: text('大户', 'Large'), small: text('小户', 'Small') },
          },
        },
      },
    ],
    [
      '3 个字段，1 个关联，2 个计算字段。',
      '客户号：文本。',
      '年龄：0 至 120 岁。',
      '服务级别：专属服务；标准服务；可以未知。',
      '账户：关联“账户”，可有多条。',
      '存款 = 账户类别为“存款”的账户的余额合计。',
      '规模 = 账户的数量超过 2 时，为“大户”；否则为“小户”。',
    ],
    [
      '3 fields, 1 relation, 2 computed fields.',
      'Customer number: text.',
      'Age: 0 to 120.',
      'Service level: Dedicated; Standard; may be unknown.',
      'Accounts: linked to “Account”, any number.',
      'Deposits = the total of balance over accounts whose category is “Deposit”.',
      'Size = “Large” where the number of accounts is above 2; otherwise “Small”.',
    ],
  ],
  [
    'a reference table',
    [
      {
        kind: 'reference',
        name: 'rate',
        key: ['term'],
        validFrom: 'from',
        fields: {
          term: {
            type: 'string',
            title: text('期限', 'Term'),
            enum: ['demand', '1y'],
            labels: { demand: text('活期', 'Demand') },
          },
          rate: { type: 'decimal', decimals: 4, title: text('利率', 'Rate') },
        },
        rows: [
          { term: 'demand', from: '2026-01-01', rate: 0.0005 },
          { term: '1y', from: '2026-01-01', rate: 0.011 },
        ],
      },
    ],
    [
      '按期限查找，共 2 行，取评估日有效的一行。',
      '期限“活期”，自 2026 年 1 月 1 日起：利率 0.0005。',
      '期限“1y”，自 2026 年 1 月 1 日起：利率 0.011。',
    ],
    [
      'Looked up by term, 2 rows; the row that is valid on the day of evaluation counts.',
      'Term “Demand”, from 1 January 2026: rate 0.0005.',
      'Term “1y”, from 1 January 2026: rate 0.011.',
    ],
  ],
  [
    'a decision table',
    [
      CUSTOMER,
      {
        kind: 'decision-table',
        name: 'service',
        entity: 'entity/customer',
        hitPolicy: 'unique',
        inputs: [{ fact: 'age' }, { fact: 'riskGrade' }],
        outputs: [
          { name: 'level', type: 'string', ...LEVELS, title: text('服务级别', 'Service level') },
          { name: 'limit', type: 'decimal', decimals: 2, unit: 'CNY', title: text('额度', 'Limit') },
        ],
        rules: [
          { when: ['[18, 60)', ['low', 'middle']], then: ['dedicated', 50000] },
          { title: text('高龄', 'Senior'), when: ['[60, 120]', '-'], then: ['standard', 1000] },
        ],
        otherwise: ['standard', null],
      },
    ],
    [
      '共 2 条规则，至多一条规则符合。',
      '年龄在 18 至不满 60 岁之间，并且风险等级为“低”或“中”：服务级别“专属服务”，额度 50,000 元。',
      '高龄（年龄不低于 60 岁）：服务级别“标准服务”，额度 1,000 元。',
      '其余情况：服务级别“标准服务”，额度缺失。',
    ],
    [
      '2 rules; at most one rule matches.',
      'Age is 18 to under 60, and risk grade is “low” or “middle”: service level “Dedicated”, limit CNY 50,000.',
      'Senior (age is at least 60): service level “Standard”, limit CNY 1,000.',
      'Otherwise: service level “Standard”, limit missing.',
    ],
  ],
  [
    'a decision table with tests and results that read other facts',
    [
      CUSTOMER,
      {
        kind: 'decision-table',
        name: 'service',
        entity: 'entity/customer',
        hitPolicy: 'first',
        inputs: [{ fact: 'income' }],
        outputs: [{ name: 'limit', type: 'decimal', decimals: 2, title: text('额度', 'Limit') }],
        rules: [
          { id: 'r1', note: text('依据 2026 年办法', '2026 policy'), when: [{ text: '< age * 10' }], then: [0] },
          { when: ['-'], then: [{ text: 'income * 3' }] },
        ],
      },
    ],
    [
      '共 2 条规则，取第一条符合的规则。',
      '月收入低于年龄 × 10：额度 0（依据 2026 年办法）。',
      '任何情况：额度为月收入 × 3。',
    ],
    [
      '2 rules; the first rule that matches counts.',
      'Monthly income is below age × 10: limit 0 (2026 policy).',
      'In any case: limit is monthly income × 3.',
    ],
  ],
  [
    'a scorecard',
    [CUSTOMER, RISK],
    [
      '得分为以下 2 项之和，取整数；30 分及以上为 A 级；不满 30 分为 B 级。',
      '利差：不满 0 得 10 分；0 及以上得 40 分。',
      '风险：“低”或“中”30 分；其他 −5 分。',
    ],
    [
      'The score is the sum of two characteristics, a whole number; 30 or more: A; under 30: B.',
      'Margin: under 0: 10; 0 or more: 40.',
      'Risk: “low” or “middle” 30; anything else −5.',
    ],
  ],
  [
    'a formula',
    [
      {
        kind: 'formula',
        name: 'share',
        inputs: {
          own: { type: 'decimal', decimals: 2, minimum: 0, unit: 'CNY', title: text('本行支出', 'Spending with us') },
          all: { type: 'decimal', decimals: 2, minimum: 0, unit: 'CNY', title: text('总支出', 'Total spending') },
          timing: {
            type: 'string',
            enum: ['end', 'start'],
            labels: { end: text('期末', 'End') },
            optional: true,
            title: text('计法', 'Timing'),
          },
        },
        lines: [
          { name: 'timed', text: 'timing', type: 'string', ifMissing: 'end', title: text('所用计法', 'Timing used') },
          {
            name: 'share',
            text: 'if all > 0 and timed = "end" then own / all else null',
            type: 'decimal',
            decimals: 4,
            title: text('份额', 'Share'),
          },
        ],
        outputs: ['share'],
      },
    ],
    [
      '结果：份额。',
      '所用计法 = 计法；缺失时为“期末”。',
      '份额 = 总支出超过 0 元且所用计法为“期末”时，为本行支出 ÷ 总支出，保留四位小数；否则不计算。',
    ],
    [
      'Results: Share.',
      'Timing used = timing; “End” where it is missing.',
      'Share = spending with us ÷ total spending, four decimals, where total spending is above CNY 0 and timing used is “End”; otherwise not calculated.',
    ],
  ],
  [
    'a regression',
    [
      CUSTOMER,
      {
        kind: 'regression',
        name: 'churn',
        entity: 'entity/customer',
        link: 'logit',
        decimals: 6,
        intercept: -2,
        terms: [
          { fact: 'tenureMonths', coefficient: -0.03, ifMissing: 0 },
          { fact: 'kind', values: { personal: 0.5 } },
        ],
      },
    ],
    [
      '从 −2 起加上以下各项，所得之和经逻辑斯谛（Logistic）函数换算为概率，保留六位小数。',
      '开户时间，乘以 −0.03；未知时按 0 计。',
      '客户类型：“个人” +0.5；其余 0。',
    ],
    [
      'A probability: these terms are added to −2, and the logistic function turns the sum into it; six decimals.',
      'Time with the bank, times −0.03; counted as 0 where it is unknown.',
      'Kind of customer: “Personal” +0.5; any other 0.',
    ],
  ],
  [
    'a matching',
    [
      CUSTOMER,
      RISK,
      {
        kind: 'entity',
        name: 'product',
        title: text('产品', 'Product'),
        key: 'productId',
        fields: {
          productId: { type: 'string', title: text('产品编号', 'Product number') },
          level: {
            type: 'string',
            title: text('风险级别', 'Risk level'),
            enum: ['r1', 'r2'],
            labels: { r1: text('低风险', 'Low risk'), r2: text('高风险', 'High risk') },
          },
          isOnSale: { type: 'boolean', title: text('在售', 'On sale') },
          minimumAge: {
            type: 'integer',
            minimum: 0,
            maximum: 120,
            unit: 'years',
            title: text('最低年龄', 'Youngest age'),
          },
        },
      },
      {
        kind: 'matching',
        name: 'match',
        customer: 'entity/customer',
        product: 'entity/product',
        customerGrade: 'scorecard/risk#band',
        productGrade: 'product.level',
        grid: { a: { r1: 'offer', r2: 'refer' }, b: { r1: 'offer', r2: 'refuse' } },
        eligible: {
          all: [
            { fact: 'product.isOnSale', operator: 'equal', value: true },
            { fact: 'customer.age', operator: 'greaterThanInclusive', value: { fact: 'product.minimumAge' } },
          ],
        },
      },
    ],
    [
      '按客户评级与产品的风险级别匹配产品。',
      'A 级客户：低风险产品推荐；高风险产品转人工审核。',
      'B 级客户：低风险产品推荐；高风险产品不推荐。',
      '须满足以下全部，否则不推荐：① 该产品在售；② 客户的年龄不低于产品的最低年龄。',
    ],
    [
      'Products are matched by customer rating and the product’s risk level.',
      'A customers: Low risk products are offered; High risk products are referred to a person.',
      'B customers: Low risk products are offered; High risk products are refused.',
      'A product is refused unless all of these hold: (1) the product is on sale; (2) the customer’s age is at least the product’s youngest age.',
    ],
  ],
];

describe('a definition in words', () => {
  it.each(SAMPLES)('says %s', (_, documents, zh, en) => {
    expect(said(...documents)).toEqual({ 'zh-CN': zh, en });
  });
});
