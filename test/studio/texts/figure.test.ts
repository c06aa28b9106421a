import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFigure } from '../../../studio/texts/figure.ts';

describe('figures as people write them', () => {
  it.each([
    ['0', '0'],
    ['100,000', '100000'],
    ['100，000', '100000'],
    ['１２．５', '12.5'],
    ['-3', '-3'],
    ['−3.50', '-3.50'],
    ['10万', '100000'],
    ['1.5亿', '150000000'],
    ['0.07万', '700'],
    ['0.00001万', '0.1'],
    ['3千万', '30000000'],
    ['2万亿', '2000000000000'],
    ['五十万', '500000'],
    ['十五', '15'],
    ['两百万', '2000000'],
    ['一百二十三万四千五百六十七', '1234567'],
    ['一千零五', '1005'],
    ['五万零三', '50003'],
    ['1亿5000万', '150000000'],
    ['负五十万', '-500000'],
    ['零', '0'],
  ])('found, page: reads %s as %s', (written, figure) => {
    expect(readFigure(written)).toBe(figure);
  });

  it.each([
    'abc',
    '',
    ' ',
    '万',
    '五十个',
    '1.2.3',
    '10k',
    '五万三',
    '一百二',
    '万五',
    '二十十',
    '一万一亿一亿',
    '1e5',
    '--3',
  ])('found, page: does not guess at %s', (written) => {
    expect(readFigure(written)).toBeUndefined();
  });

  it('found, page: reads every whole figure in Chinese numerals, as a plain speller writes it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (figure) => {
        expect(readFigure(spelled(figure))).toBe(String(figure));
      }),
    );
  });
});

/** A whole figure in Chinese numerals, section by section of four digits. */
function spelled(figure: number): string {
  if (figure === 0) return '零';
  const sections = [...String(figure).padStart(12, '0').matchAll(/\d{4}/g)].map(([digits]) => digits);
  let text = '';
  for (const [i, section] of sections.entries()) {
    let isGap = text !== '' && section.startsWith('0');
    const said = [...section].map((digit, place) => {
      if (digit === '0') {
        isGap = true;
        return '';
      }
      const zero = isGap && (text !== '' || /[1-9]/.test(section.slice(0, place))) ? '零' : '';
      isGap = false;
      return zero + '零一二三四五六七八九'[Number(digit)] + ['千', '百', '十', ''][place];
    });
    if (Number(section) > 0) text += said.join('') + (['亿', '万', ''][i] ?? '');
    else if (text !== '' && sections.slice(i + 1).some((one) => Number(one) > 0)) text += '零';
  }
  return text.replace(/零+/g, '零');
}
