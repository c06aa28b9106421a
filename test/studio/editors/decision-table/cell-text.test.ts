import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cell, cellText, readCell } from '../../../../studio/editors/decision-table/cell-text.ts';
import { cellWords } from '../../../../studio/editors/decision-table/cell-words.ts';
import type { GridColumn } from '../../../../studio/editors/decision-table/columns.ts';
import { titlesOf } from '../../../../studio/texts/titles.ts';
import { testReader } from '../../reader.ts';
import { AMOUNT, COLUMNS, DAY, FLAG, GRADE, INSTANT, MYRIADS, RATE, TEXT, UNKNOWN } from './columns.ts';

const result = (column: GridColumn): GridColumn => ({ ...column, side: 'then' });
const words = (text: string, column: GridColumn, language: 'en' | 'zh-CN') => {
  const reader = testReader(language);
  return cellWords(readCell(text, column), column, titlesOf(new Map(), {}, reader), reader);
};

describe('a cell that is typed', () => {
  it.each<[string, GridColumn, Cell]>([
    ['5万', AMOUNT, 50_000],
    ['１，２００．５０', AMOUNT, 1200.5],
    ['12.50 元', AMOUNT, 12.5],
    ['12345678901234567.89', AMOUNT, '12345678901234567.89'],
    ['≥ 5万', AMOUNT, '[50000, ∞)'],
    ['>=5', AMOUNT, '[5, ∞)'],
    ['> 5', AMOUNT, '(5, ∞)'],
    ['不满 30', AMOUNT, '(-∞, 30)'],
    ['less than 30', AMOUNT, '(-∞, 30)'],
    ['5万以上', AMOUNT, '[50000, ∞)'],
    ['100及以下', AMOUNT, '(-∞, 100]'],
    ['30–40', AMOUNT, '[30, 40]'],
    ['30-40', AMOUNT, '[30, 40]'],
    ['-5 – -3', AMOUNT, '[-5, -3]'],
    ['-5--3', AMOUNT, '[-5, -3]'],
    ['18 – <30', AMOUNT, '[18, 30)'],
    ['>18 – 30', AMOUNT, '(18, 30]'],
    ['from 18 to under 30', AMOUNT, '[18, 30)'],
    ['5万至10万', AMOUNT, '[50000, 100000]'],
    ['5000–1万', AMOUNT, '[5000, 10000]'],
    ['5元–10万元', AMOUNT, '[5, 100000]'],
    ['9500–1万元', AMOUNT, '[9500, 10000]'],
    ['5千–8千元', AMOUNT, '[5000, 8000]'],
    ['5万元', MYRIADS, 5],
    ['≥ 5', MYRIADS, '[5, ∞)'],
    ['[18, 30)', AMOUNT, '[18, 30)'],
    ['[18,30)', AMOUNT, '[18,30)'],
    ['［1万，2万）', AMOUNT, '[10000, 20000)'],
    ['1; 2; 3', AMOUNT, [1, 2, 3]],
    ['1、5–7', AMOUNT, [1, '[5, 7]']],
    ['≠ 3', AMOUNT, { not: 3 }],
    ['not 1, 2', AMOUNT, { not: [1, 2] }],
    ['缺失', AMOUNT, { missing: true }],
    ['= < creditLimit * 0.8', AMOUNT, { text: '< creditLimit * 0.8' }],
    ['= 5', AMOUNT, 5],
    ['-', AMOUNT, '-'],
    ['', AMOUNT, '-'],
    ['任意', AMOUNT, '-'],
    ['3.5%', RATE, 0.035],
    ['0.035', RATE, 0.035],
    ['0.05%–3%', RATE, '[0.0005, 0.03]'],
    ['2026/1/31', DAY, '2026-01-31'],
    ['2026年1月31日', DAY, '2026-01-31'],
    ['≥ 2026-01-01', DAY, '[2026-01-01, ∞)'],
    ['2026-01-01 – 2026-06-30', DAY, '[2026-01-01, 2026-06-30]'],
    ['2026-01-31T09:30:00Z', INSTANT, '2026-01-31T09:30:00Z'],
    ['是', FLAG, true],
    ['No', FLAG, false],
    ['000123', TEXT, '000123'],
    ['上海、北京', TEXT, ['上海', '北京']],
    ['非居民', TEXT, '非居民'],
    ['not rated', TEXT, 'not rated'],
    ['≠ 非居民', TEXT, { not: '非居民' }],
    ['除居民以外', TEXT, { not: '居民' }],
    ['VIP ', TEXT, 'VIP'],
    ['非 AAA', GRADE, { not: 'AAA' }],
    ['Smith, John', TEXT, 'Smith, John'],
    ['"≥ 5"', TEXT, '≥ 5'],
    ['line\nline', TEXT, 'line\nline'],
    ['12', UNKNOWN, 12],
    ['012', UNKNOWN, '012'],
    ['十', UNKNOWN, '十'],
    ['AAA', GRADE, 'AAA'],
    ['三A级', GRADE, 'AAA'],
    ['Triple A, 双A级', GRADE, ['AAA', 'AA']],
    ['除 AAA、AA 以外', GRADE, { not: ['AAA', 'AA'] }],
    ['any', GRADE, 'any'],
    ['', result(AMOUNT), null],
    ['= amount * 0.02', result(AMOUNT), { text: 'amount * 0.02' }],
    ['50,000', result(AMOUNT), 50_000],
    ['-', result(TEXT), '-'],
  ])('“%s” is understood', (text, column, cell) => {
    expect(readCell(text, column)).toEqual({ cell, isUnderstood: true });
  });

  it.each<[string, GridColumn]>([
    ['about five', AMOUNT],
    ['5–10万', AMOUNT],
    ['5–10万元', AMOUNT],
    ['1千–2千万', AMOUNT],
    ['5百–8百万元', AMOUNT],
    ['5万', MYRIADS],
    ['≥ 5万', MYRIADS],
    ['五万三', AMOUNT],
    ['30–', AMOUNT],
    ['1, two', AMOUNT],
    ['3–5%', RATE],
    ['2026-02-30', DAY],
    ['yesterday', INSTANT],
    ['maybe', FLAG],
    ['BBB', GRADE],
    ['30–40', result(AMOUNT)],
  ])('“%s” is kept as text, and said not to be understood', (text, column) => {
    expect(readCell(text, column)).toEqual({ cell: text, isUnderstood: false });
    for (const language of ['en', 'zh-CN'] as const)
      expect(words(text, column, language)).toMatch(/Kept as text|按文字保留/);
  });

  it.each<[string, GridColumn, string, string]>([
    ['≥ 5万', AMOUNT, '50,000 or more', '50,000 及以上'],
    ['30–40', AMOUNT, 'from 30 to 40, both included', '30 至 40，含两端'],
    ['18 – <30', AMOUNT, 'from 18 to under 30', '18 至不满 30'],
    ['3.5%', RATE, '3.5%', '3.5%'],
    ['AAA, AA', GRADE, 'Triple A or Double A', '三A级或双A级'],
    ['≠ C', GRADE, 'anything but C', '除 C 以外'],
    ['', result(AMOUNT), 'nothing: missing', '空：缺失'],
  ])('“%s” is echoed in words', (text, column, en, zh) => {
    expect([words(text, column, 'en'), words(text, column, 'zh-CN')]).toEqual([en, zh]);
  });
});

describe('the text of a cell', () => {
  const scalar = fc.oneof(
    fc.constantFrom(
      '-',
      'AAA',
      'AA',
      '三A级',
      'any',
      'missing',
      '[18, 30)',
      '[18,30)',
      '(-inf, 5]',
      '(-∞, ∞)',
      '[5, 5]',
    ),
    fc.constantFrom(
      '2026-01-31',
      '≥ 5',
      '= 5',
      '≠ 5',
      'json:5',
      '"x"',
      '"',
      ' AAA',
      'a; b',
      'a、b',
      '5万',
      '5000',
      'true',
      '',
    ),
    fc.string(),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((figure) => (Object.is(figure, -0) ? 0 : figure)),
    fc.boolean(),
  );
  const list = fc.array(scalar, { minLength: 1, maxLength: 4 });
  const uses = fc.record({ text: fc.string(), uses: fc.constant({ a: 'formula/a' }) });
  const computed = fc.oneof(fc.record({ text: fc.string() }), uses);
  const test = fc.oneof(
    scalar,
    list,
    fc.record({ not: fc.oneof(scalar, list) }),
    fc.constant({ missing: true as const }),
    computed,
  );
  const given = fc.oneof(scalar, fc.constant(null), computed);
  const language = fc.constantFrom('en' as const, 'zh-CN' as const);

  it('reads as the very cell again, whatever stands in it and whatever the column holds', () => {
    fc.assert(
      fc.property(fc.constantFrom(...COLUMNS), test, language, (column, cell, spoken) => {
        expect(readCell(cellText(cell as Cell, column, spoken), column).cell).toEqual(cell);
      }),
      { numRuns: 3000 },
    );
    fc.assert(
      fc.property(fc.constantFrom(...COLUMNS), given, language, (column, cell, spoken) => {
        expect(readCell(cellText(cell, result(column), spoken), result(column)).cell).toEqual(cell);
      }),
      { numRuns: 3000 },
    );
  });

  it.each<[Cell, GridColumn, string, string]>([
    ['[18, 30)', AMOUNT, '18 – <30', '18 – <30'],
    ['[50000, ∞)', AMOUNT, '≥ 50000', '≥ 50000'],
    [['AAA', 'AA'], GRADE, 'Triple A; Double A', '三A级、双A级'],
    [{ not: 'C' }, GRADE, '≠ C', '≠ C'],
    [0.035, RATE, '3.5%', '3.5%'],
    [true, FLAG, 'yes', '是'],
    ['5000', AMOUNT, '"5000"', '"5000"'],
  ])('of %j is short', (cell, column, en, zh) => {
    expect([cellText(cell, column, 'en'), cellText(cell, column, 'zh-CN')]).toEqual([en, zh]);
  });
});
