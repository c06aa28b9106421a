import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../definitions/model/json.ts';
import { CUSTOMER, said, text } from './said.ts';

const leaf = (fact: string, operator: string, value: unknown): JsonObject => ({ fact, operator, value }) as JsonObject;
const criteria = (when: JsonObject): JsonObject => ({
  kind: 'criteria',
  name: 'sample',
  entity: 'entity/customer',
  when,
});
const PERSONAL: JsonObject = {
  ...criteria({ all: [leaf('kind', 'equal', 'personal')] }),
  name: 'personal-customer',
  title: text('个人客户', 'Personal customers'),
};

describe('a condition', () => {
  it.each<[JsonObject, string, string]>([
    [leaf('kind', 'equal', 'corporate'), '客户类型为“公司”的客户', 'Customers whose kind of customer is “Corporate”'],
    [
      leaf('kind', 'equal', 'institutional'),
      '客户类型为“institutional”的客户',
      'Customers whose kind of customer is “institutional”',
    ],
    [
      leaf('kind', 'in', ['personal', 'corporate']),
      '客户类型为“个人”或“公司”的客户',
      'Customers whose kind of customer is “Personal” or “Corporate”',
    ],
    [leaf('riskGrade', 'notEqual', 'high'), '风险等级不为“高”的客户', 'Customers whose risk grade is not “high”'],
    [leaf('age', 'between', '[25, 35)'), '年龄在 25 至不满 35 岁之间的客户', 'Customers whose age is 25 to under 35'],
    [leaf('age', 'between', '[60, 120]'), '年龄不低于 60 岁的客户', 'Customers whose age is at least 60'],
    [leaf('age', 'between', '(-∞, 18)'), '年龄低于 18 岁的客户', 'Customers whose age is below 18'],
    [
      leaf('tenureMonths', 'greaterThanInclusive', 6),
      '开户时间不低于 6 个月的客户',
      'Customers whose time with the bank is at least 6 months',
    ],
    [leaf('products', 'lessThan', 3), '持有产品数低于 3 个的客户', 'Customers whose products held are below 3'],
    [leaf('rate', 'lessThan', -0.05), '利差低于 −0.05 的客户', 'Customers whose margin is below −0.05'],
    [leaf('fiscalYear', 'equal', 2025), '会计年度为 2025 年的客户', 'Customers whose fiscal year is 2025'],
    [leaf('sameAddress', 'equal', true), '同一住址为“是”的客户', 'Customers for whom “Same address” is “yes”'],
    [leaf('payroll', 'equal', true), '在本行代发工资的客户', 'Customers for whom the salary is paid through us'],
    [leaf('payroll', 'equal', false), '不在本行代发工资的客户', 'Customers for whom the salary is not paid through us'],
    [leaf('mortgage', 'equal', true), '名下有住房贷款的客户', 'Customers for whom there is a mortgage with us'],
    [leaf('openedOn', 'isMissing', true), '开户日期未知的客户', 'Customers whose day of opening is unknown'],
    [
      leaf('openedOn', 'before', '2026-01-31'),
      '开户日期早于 2026 年 1 月 31 日的客户',
      'Customers whose day of opening is before 31 January 2026',
    ],
    [
      leaf('openedOn', 'withinLast', 'P12M'),
      '开户日期在最近 12 个月内的客户',
      'Customers whose day of opening is within the last 12 months',
    ],
    [
      { not: leaf('openedOn', 'withinLast', 'P12M') },
      '开户日期不在最近 12 个月内（或未知）的客户',
      'Customers whose day of opening is not within the last 12 months (or unknown)',
    ],
    [
      leaf('customerId', 'startsWith', 'C-'),
      '客户号以“C-”开头的客户',
      'Customers whose customer number begins with “C-”',
    ],
    [leaf('customerId', 'endsWith', '-X'), '客户号以“-X”结尾的客户', 'Customers whose customer number ends with “-X”'],
    [leaf('customerId', 'containsText', '9'), '客户号包含“9”的客户', 'Customers whose customer number contains “9”'],
    [
      leaf('customerId', 'folded:startsWith', 'Ｃ-'),
      '客户号（不分全角半角、大写小写）以“c-”开头的客户',
      'Customers whose customer number (whatever its width and case) begins with “c-”',
    ],
    [{ condition: 'criteria/personal-customer' }, '个人客户', 'Personal customers'],
    [
      { not: { condition: 'criteria/personal-customer' } },
      '不属于“个人客户”的客户',
      'Customers who do not meet “Personal customers”',
    ],
  ])('%j reads “%s”', (when, zh, en) => {
    expect(said(CUSTOMER, PERSONAL, criteria({ all: [when] }))).toEqual({ 'zh-CN': [`${zh}。`], en: [`${en}.`] });
  });

  it('tells inner parts from outer ones by words and commas', () => {
    const inner = { all: [leaf('income', 'greaterThan', 9000), leaf('products', 'greaterThan', 2)] };
    const when = { any: [leaf('riskGrade', 'equal', 'low'), inner] };
    expect(said(CUSTOMER, criteria(when))).toEqual({
      'zh-CN': ['满足以下任一：① 风险等级为“低”；② 月收入超过 9,000 元，并且持有产品数超过 2 个。'],
      en: [
        'At least one of the following holds: (1) risk grade is “low”; (2) monthly income is above CNY 9,000 and products held are above 2.',
      ],
    });
    expect(said(CUSTOMER, criteria({ all: [leaf('age', 'greaterThan', 18), when] }))).toEqual({
      'zh-CN': ['满足以下全部：① 年龄超过 18 岁；② 风险等级为“低”，或月收入超过 9,000 元且持有产品数超过 2 个。'],
      en: [
        'All of the following hold: (1) age is above 18; (2) risk grade is “low”, or both monthly income is above CNY 9,000 and products held are above 2.',
      ],
    });
  });

  it('says once that a value is known or unknown', () => {
    const old = { not: leaf('openedOn', 'withinLast', 'P12M') };
    expect(said(CUSTOMER, criteria({ all: [leaf('openedOn', 'isPresent', true), old] }))).toEqual({
      'zh-CN': ['开户日期已知，并且开户日期不在最近 12 个月内的客户。'],
      en: ['Customers whose day of opening is known and whose day of opening is not within the last 12 months.'],
    });
  });
});

describe('a condition on a related record’s decision', () => {
  const ACCOUNT: JsonObject = {
    kind: 'entity',
    name: 'contract',
    title: text('合同', 'Contract'),
    fields: { customerId: { type: 'string' }, age: { type: 'integer' } },
    relations: { customer: { entity: 'entity/customer', by: 'customerId', title: text('客户', 'Customer') } },
  };
  const LIMIT: JsonObject = {
    kind: 'formula',
    name: 'limit',
    entity: 'entity/customer',
    lines: [{ name: 'limit', title: text('限额', 'Limit'), text: 'age * 2', type: 'integer' }],
    outputs: ['limit'],
  };
  it.each<[JsonObject, string, string]>([
    [
      { condition: 'criteria/personal-customer', of: 'customer' },
      '客户符合“个人客户”',
      'the customer meets “Personal customers”',
    ],
    [
      { not: { condition: 'criteria/personal-customer', of: 'customer' } },
      '客户不符合“个人客户”',
      'the customer does not meet “Personal customers”',
    ],
    [
      { ...leaf('formula/limit#limit', 'greaterThan', 30), of: 'customer' },
      '客户的限额超过 30',
      'the customer’s limit is above 30',
    ],
  ])('%j reads “%s”', (when, zh, en) => {
    const sentences = said(CUSTOMER, PERSONAL, LIMIT, ACCOUNT, {
      ...criteria({ all: [when] }),
      entity: 'entity/contract',
    });
    expect([sentences['zh-CN'].join(), sentences.en.join()]).toEqual([
      expect.stringContaining(zh),
      expect.stringContaining(en),
    ]);
  });
});
