import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../definitions/model/json.ts';
import { said, text } from './said.ts';

/** Sentences of lines whose formulas call functions of FEEL or other formulas. */

const ENTITY: JsonObject = {
  kind: 'entity',
  name: 'visit',
  title: text('来访', 'Visit'),
  fields: {
    at: { type: 'instant', title: text('来访时间', 'Time of the visit') },
    day: { type: 'date', title: text('开户日', 'Opening day') },
    scores: { type: 'integer', series: true, title: text('评分', 'Scores') },
    more: { type: 'integer', series: true, title: text('其他评分', 'Other scores') },
    tags: { type: 'string', series: true, title: text('标签', 'Tags') },
    note: { type: 'string', title: text('备注', 'Note') },
    rank: { type: 'integer', minimum: 0, maximum: 100, title: text('百分位', 'Rank') },
    amount: { type: 'decimal', decimals: 2, unit: 'CNY', minimum: 0, maximum: 1000000, title: text('金额', 'Amount') },
  },
};
const INSTALMENT: JsonObject = {
  kind: 'formula',
  name: 'instalment',
  title: text('等额月供', 'Instalment'),
  inputs: {
    amount: { type: 'decimal', decimals: 2, unit: 'CNY', minimum: 0, title: text('贷款金额', 'Loan') },
    months: { type: 'integer', minimum: 1, maximum: 360, unit: 'month', title: text('期数', 'Term') },
    kind: {
      type: 'string',
      enum: ['fixed', 'free'],
      labels: { fixed: text('固定', 'Fixed') },
      optional: true,
      title: text('方式', 'Kind'),
    },
  },
  lines: [
    {
      name: 'monthly',
      title: text('月供', 'Monthly sum'),
      text: 'amount / months * (if kind = "fixed" then 1 else 2)',
      type: 'decimal',
      decimals: 2,
    },
    { name: 'all', title: text('总额', 'Total'), text: 'monthly * months', type: 'decimal', decimals: 2 },
  ],
  outputs: ['monthly'],
};
const PLAN: JsonObject = { ...INSTALMENT, name: 'plan', title: text('还款计划', 'Plan'), outputs: ['monthly', 'all'] };

const SENTENCES: readonly (readonly [formula: string, type: string, zh: string, en: string])[] = [
  ['date(at)', 'date', '来访时间所在的那天', 'the day of time of the visit'],
  [
    'date(at) > @"2026-01-31"',
    'boolean',
    '来访时间所在的那天晚于 2026 年 1 月 31 日',
    'the day of time of the visit is after 31 January 2026',
  ],
  [
    'floor(years and months duration(day, today()) / duration("P1M"))',
    'integer',
    '（开户日至评估日的足月数）向下舍入取整数',
    '(the whole months from opening day to the day of evaluation) rounded down to a whole number',
  ],
  ['at.year', 'integer', '来访时间的年份', 'the year of time of the visit'],
  [
    'day of week(day) = "Monday"',
    'boolean',
    '开户日的星期为“星期一”',
    'the day of the week of opening day is “Monday”',
  ],
  ['day of week(at)', 'string', '来访时间的星期', 'the day of the week of time of the visit'],
  ['week of year(day)', 'integer', '开户日所在周次', 'the week of the year of opening day'],
  ['last day of month(day)', 'date', '开户日所在月末', 'the end of the month of opening day'],
  ['percentile(scores, 1)', 'integer', '评分的第 1 百分位数', 'the 1st percentile of scores'],
  ['percentile(scores, 2)', 'integer', '评分的第 2 百分位数', 'the 2nd percentile of scores'],
  ['percentile(scores, 11)', 'integer', '评分的第 11 百分位数', 'the 11th percentile of scores'],
  ['percentile(scores, 12.5)', 'integer', '评分的第 12.5 百分位数', 'the 12.5th percentile of scores'],
  ['percentile(scores, 93)', 'integer', '评分的第 93 百分位数', 'the 93rd percentile of scores'],
  ['percentile(scores, rank)', 'integer', '评分的第（百分位）百分位数', 'the (rank)-th percentile of scores'],
  ['median(scores)', 'decimal', '评分的中位数', 'the median of scores'],
  [
    'count(distinct values(scores))',
    'integer',
    '评分中不同的值的项数',
    'the number of items of the distinct values of scores',
  ],
  ['string join(tags, "/")', 'string', '以“/”连接的标签', 'tags joined by “/”'],
  [
    'instalment(amount, 36, "fixed")',
    'decimal',
    '等额月供（贷款金额为金额，期数为 36 个月，方式为“固定”）',
    'instalment (loan amount, term 36 months, kind “Fixed”)',
  ],
  [
    'plan(amount: 1000, months: 12).all',
    'decimal',
    '还款计划的总额（贷款金额为 1,000 元，期数为 12 个月，方式为缺失）',
    'total of plan (loan CNY 1,000, term 12 months, kind missing)',
  ],
];

describe('field 30b: what a function or a called formula gives is told', () => {
  const lines = SENTENCES.map(([formula, type], i) => ({
    name: `v${i}`,
    text: formula,
    type,
    ...(type === 'decimal' ? { decimals: 2 } : {}),
    uses: { instalment: 'formula/instalment', plan: 'formula/plan' },
  }));
  const told = said(ENTITY, INSTALMENT, PLAN, {
    kind: 'formula',
    name: 'v',
    entity: 'entity/visit',
    lines,
    outputs: lines.map(({ name }) => name),
  });
  it.each(SENTENCES.map(([formula, , zh, en], i) => [formula, zh, en, i] as const))('%s', (_, zh, en, i) => {
    const bare = (sentence: string | undefined) =>
      sentence
        ?.replace(/^v\d+ = /, '')
        .replace(/([，,] ?(取整数|a whole number|保留两位小数|two decimals))?[。.]$/, '');
    expect([bare(told['zh-CN'][i + 1]), bare(told.en[i + 1])]).toEqual([zh, en]);
  });
});
