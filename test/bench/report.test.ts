import { describe, expect, it } from 'vitest';
import { measured, ratio } from './report.ts';

describe('a benchmark report', () => {
  it.each([
    [[3, 1, 2], { min: 1, median: 2, max: 3 }],
    [[4, 1, 2, 3], { min: 1, median: 2.5, max: 4 }],
    [[10, 9], { min: 9, median: 9.5, max: 10 }],
  ])('sums up the rounds %j by order of size', (samples, spread) => {
    expect(measured('function', 'decisions/s', samples)).toEqual({ name: 'function', unit: 'decisions/s', ...spread });
  });

  it('pairs the two sides of a ratio round by round', () => {
    expect(ratio('a', 'b', [1, 20], [1, 10])).toEqual({ of: 'a', to: 'b', min: 1, median: 1.5, max: 2 });
  });

  it('refuses a ratio of unequal rounds', () => {
    expect(() => ratio('a', 'b', [1, 2], [1])).toThrow('a has 2 rounds, b 1');
  });
});
