import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../definitions/model/json.ts';
import { CUSTOMER, said, text } from './said.ts';

const WITH_TEXT: JsonObject = {
  ...CUSTOMER,
  fields: {
    customerId: { type: 'string', title: text('客户号', 'Customer number') },
    code: { type: 'string', title: text('编号', 'Code') },
    rate: { type: 'decimal', decimals: 4, unit: 'ratio', minimum: -1, maximum: 1, title: text('利率', 'Rate') },
  },
};
const meets = (fact: string, operator: string, value: string | number): JsonObject => ({
  kind: 'criteria',
  name: 'form',
  entity: 'entity/customer',
  when: { all: [{ fact, operator, value }] },
});

describe('a pattern in words', () => {
  it.each([
    [
      '^1[3-9][0-9]{9}$',
      '编号由“1”、一位 3 至 9 的数字和 9 位数字依次组成',
      'consists of “1”, one digit from 3 to 9 and 9 digits, in this order',
    ],
    ['^AB', '编号以“AB”开头', 'begins with “AB”'],
    ['AB$', '编号以“AB”结尾', 'ends with “AB”'],
    ['[A-Z]{2,}', '编号含有至少 2 个大写英文字母', 'contains 2 or more capital letters A–Z'],
    ['^(red|blue)$', '编号由“red”或“blue”组成', 'consists of “red” or “blue”'],
    [
      '^[^@ ]+$',
      '编号由至少一个除空格和“@”以外的字符组成',
      'consists of one or more characters other than a blank and “@”',
    ],
    ['^(a[0-9])+$', '编号符合格式“^(a[0-9])+$”', 'has the form “^(a[0-9])+$”'],
  ])('%s', (pattern, chinese, english) => {
    expect(said(WITH_TEXT, meets('code', 'matches', pattern))).toEqual({
      'zh-CN': [`${chinese}的客户。`],
      en: [`Customers whose code ${english}.`],
    });
  });
});

describe('a share of one', () => {
  it('is told in percent', () => {
    expect(said(WITH_TEXT, meets('rate', 'lessThan', 0.026))).toEqual({
      'zh-CN': ['利率低于 2.6% 的客户。'],
      en: ['Customers whose rate is below 2.6%.'],
    });
  });
});
