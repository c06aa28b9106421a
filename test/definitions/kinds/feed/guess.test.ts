import { describe, expect, it } from 'vitest';
import { guessFeed } from '../../../../definitions/kinds/feed/guess.ts';
import { link } from '../../../../definitions/library.ts';

const CLIENT = {
  kind: 'entity',
  name: 'client',
  key: 'id',
  fields: {
    id: { type: 'string', title: { 'zh-CN': '客户号', en: 'Number' } },
    age: { type: 'integer', minimum: 0, maximum: 120, title: { 'zh-CN': '年龄', en: 'Age' } },
    aum: { type: 'decimal', decimals: 2, optional: true, title: { 'zh-CN': '月日均', en: 'Average' } },
    rate: { type: 'decimal', decimals: 4, optional: true, title: '费率' },
    grade: {
      type: 'string',
      enum: ['AAA', 'AA', 'gold'],
      labels: { gold: { 'zh-CN': '黄金', en: 'Gold' } },
      optional: true,
      title: '级别',
    },
    payroll: { type: 'boolean', optional: true, title: '代发' },
    openedOn: { type: 'date', optional: true, title: '开户日' },
    at: { type: 'instant', optional: true, title: '时间' },
  },
};
const library = link([{ document: CLIENT }]);
const guess = (columns: Readonly<Record<string, readonly string[]>>) => {
  const entity = library.environment.entity('entity/client');
  if (entity === undefined) throw new Error('no entity');
  const { document, unsure } = guessFeed(
    'core',
    entity,
    Object.entries(columns).map(([name, values]) => ({ name, values })),
  );
  expect(link([{ document: CLIENT }, { document }]).problems).toEqual([]);
  return { columns: document.columns, zone: document.zone, unsure: unsure.map(({ code }) => code) };
};
const KEYS = { 客户号: ['1', '2'], 年龄: ['20', '30'] };
const SURE = { 客户号: 'id', 年龄: 'age' };

describe('a feed guessed from a file', () => {
  it.each<
    readonly [string, Readonly<Record<string, readonly string[]>>, Readonly<Record<string, unknown>>, readonly string[]]
  >([
    [
      'names and titles whatever their case, width and blanks',
      { ＩＤ: ['1'], 'A g e': ['20'] },
      { ＩＤ: 'id', 'A g e': 'age' },
      [],
    ],
    [
      'thousands that are certain',
      { 月日均: ['1,234', '1,234.50', '-7'] },
      { 月日均: { field: 'aum', thousands: ',' } },
      [],
    ],
    ['thousands or a decimal comma', { 月日均: ['1,234', '5'] }, { 月日均: { field: 'aum', thousands: ',' } }, []],
    [
      'a decimal comma or thousands',
      { 费率: ['1,234', '5,678'] },
      { 费率: { field: 'rate', thousands: ',' } },
      ['feed-guess-ambiguous'],
    ],
    [
      'a unit that the header states',
      { '月日均(万元)': ['1.5', '2'] },
      { '月日均(万元)': { field: 'aum', unit: '万' } },
      ['feed-guess-unit'],
    ],
    [
      'percents and figures in brackets',
      { 费率: ['12.5%', '0%', '(1.00%)'] },
      { 费率: { field: 'rate', percent: true, negative: 'parentheses' } },
      [],
    ],
    [
      'days whose order shows',
      { 开户日: ['01/02/2024', '13/02/2024'] },
      { 开户日: { field: 'openedOn', dates: ['d/M/yyyy'] } },
      [],
    ],
    [
      'days whose order does not show',
      { 开户日: ['01/02/2024', '03/04/2024'] },
      { 开户日: { field: 'openedOn', dates: ['d/M/yyyy'] } },
      ['feed-guess-ambiguous'],
    ],
    [
      'several forms of days',
      { 开户日: ['2024/1/5', '20240105', '45296'] },
      { 开户日: { field: 'openedOn', dates: ['yyyy/M/d', 'yyyyMMdd', 'serial'] } },
      [],
    ],
    [
      'words for truth and for missing',
      { 代发: ['是', '否', 'N/A'] },
      { 代发: { field: 'payroll', true: ['是'], false: ['否'], missing: ['N/A'] } },
      ['feed-guess-missing'],
    ],
    [
      'labels, widths and slips',
      { 级别: ['ＡＡＡ', 'AA ', '黄金', 'AAAA'] },
      { 级别: { field: 'grade', trim: true, fold: true, values: { 黄金: 'gold', AAAA: 'AAA' } } },
      ['feed-guess-value'],
    ],
    ['times without a zone', { 时间: ['2024-01-05 08:00:00'] }, { 时间: 'at' }, ['feed-guess-zone']],
    ['values that nothing reads', { 月日均: ['1', 'about 2'] }, { 月日均: 'aum' }, ['feed-guess-unreadable']],
    [
      'a name that is near, and columns that are none',
      { 开户日期: ['2024/1/5'], 备注: ['x'] },
      { 开户日期: { field: 'openedOn', dates: ['yyyy/M/d'] } },
      ['feed-guess-field', 'feed-guess-unused'],
    ],
  ])('%s', (_, columns, expected, unsure) => {
    const whole = { ...('ＩＤ' in columns ? {} : KEYS), ...columns };
    const guessed = guess(whole);
    const declared = Object.fromEntries(Object.entries(expected).map(([name, of]) => [name, of]));
    const normal = (of: unknown) => (typeof of === 'string' ? { field: of } : of);
    expect(Object.fromEntries(Object.entries(guessed.columns).map(([name, of]) => [name, normal(of)]))).toEqual(
      Object.fromEntries(
        Object.entries({ ...('ＩＤ' in columns ? {} : SURE), ...declared }).map(([name, of]) => [name, normal(of)]),
      ),
    );
    expect(guessed.unsure).toEqual(unsure);
  });
});
