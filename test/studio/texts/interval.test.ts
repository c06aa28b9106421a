import { describe, expect, it } from 'vitest';
import { intervalText } from '../../../studio/texts/interval-text.ts';
import { byLow, readInterval } from '../../../studio/texts/interval.ts';

const plain = { number: (figure: number | string) => String(figure) };

describe('intervals as they are drawn', () => {
  it.each([
    ['[0, 60)', '0 – <60'],
    ['[90, 100]', '90 – 100'],
    ['(0, 1]', '>0 – 1'],
    ['[120, ∞)', '≥ 120'],
    ['(120, inf)', '> 120'],
    ['(-∞, 5000)', '< 5000'],
    ['(-∞, 5000]', '≤ 5000'],
    ['(-∞, ∞)', '−∞ – ∞'],
    ['[3, 3]', '3'],
    ['[2026-01-01, 2026-07-01)', '2026-01-01 – <2026-07-01'],
    ['no interval', 'no interval'],
  ])('%s reads %s', (written, shown) => {
    expect(intervalText(written, plain)).toBe(shown);
  });

  it('stand from low to high, dates too', () => {
    const order = (texts: readonly string[]) =>
      texts
        .flatMap((text) => readInterval(text) ?? [])
        .sort(byLow)
        .map(({ low }) => low);
    expect(order(['[100, 200)', '[9, 100)', '(-∞, 9)'])).toEqual([null, '9', '100']);
    expect(order(['[2026-02-01, ∞)', '(-∞, 2026-01-01)', '[2026-01-01, 2026-02-01)'])).toEqual([
      null,
      '2026-01-01',
      '2026-02-01',
    ]);
  });
});
