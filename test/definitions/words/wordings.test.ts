import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../definitions/model/json.ts';
import { said, text } from './said.ts';

/** Sentences as a bank's people say them: of each kind of phrase one that used to read like code, or clumsily. */

const HOME: JsonObject = {
  kind: 'entity',
  name: 'home',
  title: text('家庭', 'Household'),
  key: 'homeId',
  fields: {
    homeId: { type: 'string', title: text('家庭编号', 'Household number') },
    reader: { type: 'string', optional: true, title: text('收件人客户号', 'Customer number of the mail recipient') },
  },
};
const LOAN: JsonObject = {
  kind: 'entity',
  name: 'loan',
  title: text('贷款', 'Loan'),
  key: 'loanId',
  fields: {
    loanId: { type: 'string', title: text('贷款号', 'Loan number') },
    clientId: { type: 'string', title: text('客户号', 'Customer number') },
    balance: { type: 'decimal', decimals: 2, minimum: 0, maximum: 1e9, unit: 'CNY', title: text('余额', 'Balance') },
    rate: { type: 'decimal', decimals: 4, minimum: 0, maximum: 1, unit: 'ratio', title: text('利率', 'Rate') },
    days: { type: 'integer', minimum: 0, maximum: 366, title: text('天数', 'Days') },
  },
};
const CLIENT: JsonObject = {
  kind: 'entity',
  name: 'client',
  title: text('客户', 'Customer'),
  key: 'clientId',
  fields: {
    clientId: { type: 'string', title: text('客户号', 'Customer number') },
    homeId: { type: 'string', optional: true, title: text('家庭编号', 'Household number') },
    age: { type: 'integer', unit: 'year', minimum: 0, maximum: 120, title: text('年龄', 'Age') },
    rating: { type: 'integer', minimum: 1, maximum: 5, optional: true, title: text('评级', 'Rating') },
    before: {
      type: 'decimal',
      decimals: 2,
      minimum: -1e9,
      maximum: 1e9,
      unit: 'CNY',
      title: text('上期贡献', 'Contribution before'),
    },
    now: {
      type: 'decimal',
      decimals: 2,
      minimum: -1e9,
      maximum: 1e9,
      unit: 'CNY',
      title: text('本期贡献', 'Contribution now'),
    },
    openedOn: { type: 'date', title: text('开户日期', 'Day of opening') },
    at: { type: 'instant', title: text('来访时间', 'Time of the visit') },
    until: { type: 'instant', title: text('离开时间', 'Time of leaving') },
    agrees: { type: 'boolean', title: text('同意营销', 'Agrees to marketing') },
    housing: { type: 'boolean', title: text('有住房贷款', 'Has a housing loan') },
    marks: { type: 'integer', series: true, title: text('评分', 'Marks') },
  },
  relations: {
    home: { entity: 'entity/home', by: 'homeId', title: text('家庭', 'Household') },
    loans: { entity: 'entity/loan', by: 'clientId', many: true, title: text('贷款', 'Loans') },
  },
};
const GOOD: JsonObject = {
  kind: 'criteria',
  name: 'good',
  title: text('优良客户（按贡献）', 'Good customers (by contribution)'),
  entity: 'entity/client',
  when: { all: [{ fact: 'now', operator: 'greaterThan', value: 100 }] },
};
const leaf = (fact: string, operator: string, value: Json) => ({ fact, operator, value });
const criteria = (when: JsonObject): JsonObject => ({ kind: 'criteria', name: 'c', entity: 'entity/client', when });

describe('found, better wordings: who meets a condition', () => {
  it.each<readonly [string, JsonObject, string, string]>([
    [
      'a criteria named for those who meet it is whom the rest speaks of',
      { all: [{ condition: 'criteria/good' }, leaf('age', 'lessThan', 30)] },
      '年龄低于 30 岁的优良客户（按贡献）。',
      'Good customers (by contribution) whose age is below 30.',
    ],
    [
      'its denial is not',
      { not: { condition: 'criteria/good' } },
      '不属于“优良客户（按贡献）”的客户。',
      'Customers who do not meet “Good customers (by contribution)”.',
    ],
    [
      'either of two is a condition, and no set',
      { any: [{ condition: 'criteria/good' }, leaf('age', 'lessThan', 30)] },
      '属于“优良客户（按贡献）”，或年龄低于 30 岁的客户。',
      'Customers who meet “Good customers (by contribution)” or whose age is below 30.',
    ],
    [
      'a statement in a list says of whom',
      { all: [leaf('agrees', 'equal', true), leaf('housing', 'equal', false), leaf('age', 'lessThan', 30)] },
      '满足以下全部：① 同意营销；② 没有住房贷款；③ 年龄低于 30 岁。',
      'All of the following hold: (1) the customer agrees to marketing; (2) the customer does not have a housing loan; (3) age is below 30.',
    ],
  ])('%s', (_, when, zh, en) => {
    expect(said(HOME, LOAN, CLIENT, GOOD, criteria(when))).toEqual({ 'zh-CN': [zh], en: [en] });
  });
});

/** Lines of a formula: text, type, and how each reads after the sign of equality. */
const LINES: readonly (readonly [formula: string, type: string, zh: string, en: string])[] = [
  ['home.reader = clientId', 'boolean', '客户为家庭的收件人', 'the customer is the household’s mail recipient'],
  ['home.reader != clientId', 'boolean', '客户不是家庭的收件人', 'the customer is not the household’s mail recipient'],
  [
    'count(loans[balance > 10]) > 0',
    'boolean',
    '有余额超过 10 元的贷款',
    'there are loans whose balance is above CNY 10',
  ],
  ['count(loans) = 0', 'boolean', '没有贷款', 'there are no loans'],
  ['count(loans) < 1', 'boolean', '没有贷款', 'there are no loans'],
  ['count(loans) >= 1', 'boolean', '有贷款', 'there are loans'],
  ['count(loans) > 1', 'boolean', '贷款的数量超过 1', 'the number of loans is above 1'],
  [
    'sum(for x in loans return x.balance * (x.rate - 0.01) * x.days) / 365',
    'decimal',
    'A ÷ 365，保留两位小数；其中 A = 对贷款逐一计算余额 ×（利率 − 0.01）× 天数，再求和',
    'A ÷ 365, two decimals; where A = the sum, over loans, of balance × (rate − 0.01) × days',
  ],
  [
    'if before != 0 then (now - before) / abs(before) else null',
    'decimal',
    '上期贡献不为 0 元时，为（本期贡献 − 上期贡献）÷ 上期贡献的绝对值，保留两位小数；否则不计算',
    '(contribution now − contribution before) ÷ the absolute value of contribution before, two decimals, where contribution before is not CNY 0; otherwise not calculated',
  ],
  [
    'if age < 18 then 1 else if age < 60 then 2 else 3',
    'integer',
    '年龄低于 18 岁时，为 1；年龄低于 60 岁时，为 2；否则为 3',
    '1 where age is below 18; 2 where age is below 60; otherwise 3',
  ],
  [
    '(if age < 18 then 1 else if age < 60 then 2 else 3) * 2',
    'integer',
    '（年龄低于 18 岁时为 1，年龄低于 60 岁时为 2，否则为 3）× 2',
    '(1 where age is below 18, 2 where age is below 60, otherwise 3) × 2',
  ],
  [
    '(if agrees then (if housing then 2 else 1) else 0) + 0',
    'integer',
    'A + 0；其中 A = 同意营销时为（有住房贷款时为 2，否则为 1），否则为 0',
    'A + 0; where A = (2 where the customer has a housing loan, otherwise 1) where the customer agrees to marketing, otherwise 0',
  ],
  [
    '(if agrees then 1 else 0) + (if housing then 1 else 0)',
    'integer',
    '以下情形中成立的项数：同意营销、有住房贷款',
    'how many of these hold: the customer agrees to marketing, the customer has a housing loan',
  ],
  ['upper case(clientId)', 'string', '客户号的大写形式', 'customer number in capitals'],
  ['lower case(clientId)', 'string', '客户号的小写形式', 'customer number in small letters'],
  ['trim(clientId)', 'string', '去掉首尾空白的客户号', 'customer number without blanks around it'],
  ['string length(clientId)', 'integer', '客户号的字数', 'the length of customer number'],
  ['substring(clientId, 1, 4)', 'string', '客户号的前 4 个字', 'the first 4 characters of customer number'],
  ['substring(clientId, -2)', 'string', '客户号的后 2 个字', 'the last 2 characters of customer number'],
  ['substring(clientId, -1)', 'string', '客户号的后 1 个字', 'the last 1 character of customer number'],
  ['substring(clientId, 3)', 'string', '客户号自第 3 个字起的部分', 'customer number from the 3rd character on'],
  [
    'substring(clientId, 3, 2)',
    'string',
    '客户号自第 3 个字起的 2 个字',
    '2 characters of customer number from the 3rd character on',
  ],
  [
    'substring(clientId, -4, 2)',
    'string',
    '客户号自倒数第 4 个字起的 2 个字',
    '2 characters of customer number from the 4th character from the end on',
  ],
  ['substring before(clientId, "-")', 'string', '客户号中“-”之前的部分', 'what stands before “-” in customer number'],
  ['substring after(clientId, "-")', 'string', '客户号中“-”之后的部分', 'what stands after “-” in customer number'],
  ['replace(clientId, "a", "b")', 'string', '将“a”换成“b”的客户号', 'customer number with “b” for “a”'],
  ['clientId + "-" + string(age)', 'string', '客户号、“-”和年龄依次相连', 'customer number, “-” and age put together'],
  ['number(clientId)', 'decimal', '读作数字的客户号，保留两位小数', 'customer number read as a number, two decimals'],
  ['contains(clientId, "a")', 'boolean', '客户号包含“a”', 'customer number contains “a”'],
  [
    'starts with(lower case(clientId), "a")',
    'boolean',
    '客户号的小写形式以“a”开头',
    'customer number in small letters begins with “a”',
  ],
  ['openedOn + duration("P1M")', 'date', '开户日期后 1 个月', '1 month after day of opening'],
  ['openedOn - duration("P30D")', 'date', '开户日期前 30 天', '30 days before day of opening'],
  [
    '(today() - openedOn) / duration("P1D")',
    'integer',
    '开户日期至评估日的天数',
    'the days from day of opening to the day of evaluation',
  ],
  [
    'years and months duration(openedOn, today()) / duration("P1M")',
    'integer',
    '开户日期至评估日的足月数',
    'the whole months from day of opening to the day of evaluation',
  ],
  [
    'years and months duration(openedOn, today()) / duration("P1Y")',
    'decimal',
    '开户日期至评估日的足月数 ÷ 12 个月，保留两位小数',
    'the whole months from day of opening to the day of evaluation ÷ 12 months, two decimals',
  ],
  [
    '(until - at) / duration("PT1H")',
    'decimal',
    '以小时计的来访时间至离开时间的时长，保留两位小数',
    'the time from time of the visit to time of leaving in hours, two decimals',
  ],
  ['every x in marks satisfies x > 1', 'boolean', '评分每一项超过 1', 'each of marks is above 1'],
  ['some x in marks satisfies x > 1', 'boolean', '评分中有一项超过 1', 'among marks there is one that is above 1'],
  [
    'max(loans.balance)',
    'decimal',
    '贷款的余额中最大的值，保留两位小数',
    'the greatest of balance of loans, two decimals',
  ],
  [
    'floor(now / 1000)',
    'decimal',
    '（本期贡献 ÷ 1,000）向下舍入取整数',
    '(contribution now ÷ 1,000) rounded down to a whole number',
  ],
];

describe('found, better wordings: what a formula computes', () => {
  const lines = LINES.map(([formula, type], i) => ({
    name: `v${i}`,
    text: formula,
    type,
    ...(type === 'decimal' ? { decimals: 2 } : {}),
  }));
  const told = said(HOME, LOAN, CLIENT, {
    kind: 'formula',
    name: 'f',
    entity: 'entity/client',
    lines,
    outputs: lines.map(({ name }) => name),
  });
  it.each(LINES.map(([formula, , zh, en], i) => [formula, zh, en, i] as const))('%s', (_, zh, en, i) => {
    const bare = (sentence: string | undefined) => sentence?.replace(/^v\d+ = /, '').replace(/[。.]$/, '');
    expect([bare(told['zh-CN'][i + 1]), bare(told.en[i + 1])]).toEqual([zh, en]);
  });
});

describe('found, better wordings: scales, unknowns and nothing', () => {
  const bins = [1, 2, 3, 4, 5].map((n) => ({ values: [n], score: n }));
  const card = (own: readonly JsonObject[]): JsonObject => ({
    kind: 'scorecard',
    name: 's',
    entity: 'entity/client',
    decimals: 1,
    combine: 'sum',
    characteristics: [{ name: 'rating', fact: 'rating', title: text('评级', 'Rating'), bins: own }],
  });
  it.each<readonly [string, readonly JsonObject[], string, string]>([
    [
      'a scale that is its own score',
      [...bins, { missing: true, score: 3 }],
      '评级：按 1 至 5 的数值直接计分；未知 3 分。',
      'Rating: the value itself, 1 to 5; unknown 3.',
    ],
    [
      'a scale that is not',
      [...bins.slice(0, 4), { values: [5], score: 6 }, { missing: true, score: 3 }],
      '评级：按 1 至 4 的数值直接计分；5 得 6 分；未知得 3 分。',
      'Rating: the value itself, 1 to 4; 5: 6; unknown: 3.',
    ],
    [
      'points kept apart from every bin where one ends with a figure',
      [
        { in: '[1, 3)', score: 10 },
        { in: '[3, 5]', score: 20 },
        { missing: true, score: 0 },
      ],
      '评级：不满 3 得 10 分；3 及以上得 20 分；未知得 0 分。',
      'Rating: under 3: 10; 3 or more: 20; unknown: 0.',
    ],
  ])('%s', (_, own, zh, en) => {
    const { 'zh-CN': chinese, en: english } = said(HOME, LOAN, CLIENT, card(own));
    expect([chinese[1], english[1]]).toEqual([zh, en]);
  });

  it('lists what is unknown as what its band is called', () => {
    const matrix: JsonObject = {
      kind: 'segmentation',
      name: 'm',
      entity: 'entity/client',
      method: 'matrix',
      rows: {
        of: 'rating',
        bands: [
          { name: 'low', title: text('低', 'Low'), in: '[1, 3)' },
          { name: 'high', title: text('高', 'High'), in: '[3, 5]' },
          { name: 'none', title: text('未知', 'Unknown'), missing: true },
        ],
      },
      columns: { of: 'age', bands: [{ name: 'all', title: text('全部', 'All'), in: '[0, 120]' }] },
      cells: {
        low: { all: { class: 'a' } },
        high: { all: { class: 'b' } },
        none: { all: { class: 'c' } },
      },
    };
    const { 'zh-CN': zh, en } = said(HOME, LOAN, CLIENT, matrix);
    expect([zh[0], en[0]]).toEqual([
      '评级：不满 3 为低；3 及以上为高；资料缺失的，列为“未知”。',
      'Rating: under 3: Low; 3 or more: High; where it is unknown: Unknown.',
    ]);
  });

  it('does not count what is not done at all', () => {
    const table: JsonObject = {
      kind: 'decision-table',
      name: 't',
      entity: 'entity/client',
      hitPolicy: 'first',
      inputs: [{ fact: 'age' }],
      outputs: [
        { name: 'visits', type: 'integer', unit: 'time', title: text('每年走访', 'Visits a year') },
        { name: 'calls', type: 'integer', unit: 'time', title: text('去电次数', 'Calls') },
      ],
      rules: [
        { when: ['[0, 60)'], then: [0, 0] },
        { when: ['[60, 120]'], then: [4, 1] },
      ],
    };
    const { 'zh-CN': zh, en } = said(HOME, LOAN, CLIENT, table);
    expect([zh.slice(1), en.slice(1)]).toEqual([
      ['年龄低于 60 岁：不安排走访，去电次数 0 次。', '年龄不低于 60 岁：每年走访 4 次，去电次数 1 次。'],
      ['Age is below 60: no visits a year, no calls.', 'Age is at least 60: visits a year 4, calls 1.'],
    ]);
  });
});
