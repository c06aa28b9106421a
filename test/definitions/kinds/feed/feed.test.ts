import { describe, expect, it } from 'vitest';
import { runCases } from '../../../../definitions/cases.ts';
import { kindOf } from '../../../../definitions/kinds/index.ts';
import { link } from '../../../../definitions/library.ts';
import { prove } from '../../../../definitions/prove.ts';
import type { Json, JsonObject } from '../../../../definitions/model/json.ts';

const CLIENT = {
  kind: 'entity',
  name: 'client',
  title: { 'zh-CN': '客户', en: 'Client' },
  key: 'id',
  fields: {
    id: { type: 'string', title: { 'zh-CN': '客户号', en: 'Number' } },
    age: { type: 'integer', minimum: 0, maximum: 120 },
    aum: { type: 'decimal', decimals: 2, minimum: -1_000_000_000, maximum: 1_000_000_000, optional: true },
    grade: { type: 'string', enum: ['AAA', 'AA', 'A'], optional: true },
    payroll: { type: 'boolean', optional: true },
    openedOn: { type: 'date', optional: true },
    at: { type: 'instant', optional: true },
    flows: { type: 'decimal', decimals: 2, series: true, optional: true },
  },
};

const feed = (columns: JsonObject, more: JsonObject = {}) => ({
  kind: 'feed',
  name: 'core',
  entity: 'entity/client',
  columns,
  ...more,
});
const WHOLE = feed(
  {
    客户号: { field: 'id', trim: true },
    年龄: 'age',
    '月日均(万元)': { field: 'aum', thousands: ',', unit: '万', negative: 'parentheses', strip: '¥', round: 'half-up' },
    级别: { field: 'grade', trim: true, fold: true, missing: ['无'], values: { '3A': 'AAA' } },
    代发: { field: 'payroll', true: ['是', 'Y'], false: ['否', 'N'] },
    开户日: { field: 'openedOn', dates: ['yyyy/M/d', 'serial'] },
    时间: 'at',
  },
  { zone: 'Asia/Shanghai', encoding: 'gbk', header: 2 },
);

const problemsOf = (document: JsonObject) =>
  link([{ document: CLIENT }, { document }]).problems.map(({ code, pointer }) => `${code} ${pointer}`);

describe('a feed', () => {
  it('is sound', () => expect(problemsOf(WHOLE)).toEqual([]));

  it.each<readonly [string, JsonObject, readonly string[]]>([
    ['a field that is none', feed({ a: 'ags' }), ['feed-field-unknown /columns/a']],
    ['a field of two columns', feed({ a: 'age', b: { field: 'age' } }), ['feed-field-twice /columns/b/field']],
    ['a list', feed({ a: 'flows' }), ['feed-field-is-list /columns/a']],
    [
      'a key of another type',
      feed({ a: { field: 'age', dates: ['yyyy/M/d'] } }),
      ['feed-key-does-not-apply /columns/a/dates'],
    ],
    ['marks that are one', feed({ a: { field: 'aum', thousands: '.' } }), ['feed-marks-clash /columns/a/thousands']],
    [
      'a mark that is a digit',
      feed({ a: { field: 'aum', decimalMark: '0' } }),
      ['feed-marks-clash /columns/a/decimalMark'],
    ],
    [
      'a form without a year',
      feed({ a: { field: 'openedOn', dates: ['M/d'] } }),
      ['feed-date-form /columns/a/dates/0'],
    ],
    [
      'a form of digits of any width side by side',
      feed({ a: { field: 'openedOn', dates: ['yyyyMd'] } }),
      ['feed-date-form /columns/a/dates/0'],
    ],
    ['a zone that is none', feed({ a: 'at' }, { zone: 'Peking' }), ['feed-zone-unknown /zone']],
    [
      'a word for true and false',
      feed({ a: { field: 'payroll', true: ['1'], false: ['0', '1'] } }),
      ['feed-word-twice /columns/a/false/1'],
    ],
    [
      'a word for true and for missing, of another case',
      feed({ a: { field: 'payroll', fold: true, true: ['Y'], false: ['N'], missing: ['y'] } }),
      ['feed-word-twice /columns/a/true/0'],
    ],
    ['words for true only', feed({ a: { field: 'payroll', true: ['1'] } }), ['feed-truth-words /columns/a/true']],
    [
      'a value that is no member',
      feed({ a: { field: 'grade', values: { '3A': 'AAAA' } } }),
      ['feed-value-unknown /columns/a/values/3A'],
    ],
    ['no entity of that name', { ...feed({ a: 'age' }), entity: 'entity/clinet' }, ['unknown-reference /entity']],
  ])('refuses %s', (_, document, expected) => {
    expect(problemsOf(document)).toEqual(expected);
  });

  it('proves that required fields have columns and that no text is two days', () => {
    const verdicts = (document: JsonObject) =>
      prove(link([{ document: CLIENT }, { document }]), ['feed/core']).flatMap(({ proofs }) =>
        proofs.map(({ property, verdict, problem }) => [property, verdict, problem?.code ?? '']),
      );
    expect(verdicts(WHOLE)).toEqual([
      ['required-fed', 'proved', ''],
      ['formats-unambiguous', 'proved', ''],
    ]);
    expect(verdicts(feed({ id: 'id', d: { field: 'openedOn', dates: ['d/M/yyyy', 'M/d/yyyy'] } }))).toEqual([
      ['required-fed', 'refuted', 'feed-required-not-fed'],
      ['formats-unambiguous', 'refuted', 'feed-dates-ambiguous'],
    ]);
  });

  it('is told in sentences', () => {
    const library = link([{ document: CLIENT }, { document: WHOLE }]);
    const words = (language: 'zh-CN' | 'en') =>
      kindOf('feed')?.words(WHOLE as never, null, library.environment, language) ?? [];
    expect(words('zh-CN').slice(0, 4)).toEqual([
      '客户来自文件的 7 列，表头在第 2 行，编码为 GBK，没有时区的时刻属 Asia/Shanghai，空单元格为缺失，无法读取的单元格使该行被拒绝。',
      '列“客户号”对应客户号：去掉首尾空白。',
      '列“年龄”对应 age。',
      '列“月日均(万元)”对应 aum：千分位“,”，单位万，括号为负数，去掉“¥”，四舍五入。',
    ]);
    expect(words('en').slice(3, 6)).toEqual([
      'Column “月日均(万元)” is aum: thousands apart by “,”; in units of 万; brackets mean a negative figure; without “¥”; rounded.',
      'Column “级别” is grade: blanks around it are passed over; whatever its width and case; “无” means missing; “3A” is “AAA”.',
      'Column “代发” is payroll: “是”, “Y” mean yes, “否”, “N” no.',
    ]);
  });

  it.each<readonly [string, JsonObject, Json, readonly string[]]>([
    [
      'every column',
      {
        客户号: ' 001 ',
        年龄: '20',
        '月日均(万元)': '(¥1,234.56789)',
        级别: '３a',
        代发: 'Y',
        开户日: '2024/1/5',
        时间: '2024-01-05 08:00:00',
      },
      {
        id: '001',
        age: 20,
        aum: -12_345_678.9,
        grade: 'AAA',
        payroll: true,
        openedOn: '2024-01-05',
        at: '2024-01-05T00:00:00Z',
      },
      [],
    ],
    [
      'numbers, truth values and words for missing',
      { 客户号: 7, 年龄: 20, '月日均(万元)': 1.5, 级别: '无', 代发: false, 开户日: 45_296 },
      { id: '7', age: 20, aum: 15_000, payroll: false, openedOn: '2024-01-05' },
      [],
    ],
    ['what it cannot read', { 客户号: '1', 年龄: '二十', 代发: '真' }, null, ['fact-of-wrong-type']],
  ])('runs its cases: %s', (name, facts, value, problems) => {
    const library = link([
      { document: CLIENT },
      { document: { ...WHOLE, cases: [{ name, given: { facts }, expect: { value, problems } }] } },
    ]);
    expect(library.problems).toEqual([]);
    const [outcome] = runCases(library, 'feed/core');
    expect(outcome?.got.value).toEqual(value);
    expect(outcome?.passed).toBe(true);
  });

  it('counts as missing what it cannot read, and says so, where it is told to', () => {
    const document = {
      ...WHOLE,
      unreadable: 'missing',
      cases: [
        { name: 'dirt', given: { facts: { 客户号: '1', 年龄: '130', 级别: 'ＢＢ' } }, expect: { value: { id: '1' } } },
      ],
    };
    const [outcome] = runCases(link([{ document: CLIENT }, { document }]), 'feed/core', 'en');
    expect(outcome?.got.value).toEqual({ id: '1' });
    expect(outcome?.got.problems.map(({ code, severity, pointer }) => [code, severity, pointer])).toEqual([
      ['fact-counted-as-missing', 'warning', '/facts/年龄'],
      ['fact-counted-as-missing', 'warning', '/facts/级别'],
    ]);
  });
});
