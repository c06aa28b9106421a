import { describe, expect, it } from 'vitest';
import { firstSentenceOf } from '../../../studio/definition/first-sentence.ts';

const long = 'x'.repeat(150);

describe('the largest sentence of a page', () => {
  it.each<[string, readonly string[], string]>([
    ['is the first', ['One.', 'Two.'], 'One.'],
    ['goes on where the first only announces', ['In order:', 'Gold: a.', 'Rest: b.'], 'In order: Gold: a. Rest: b.'],
    ['goes on without a space in Chinese', ['按顺序：', '黄金：甲。'], '按顺序：黄金：甲。'],
    ['stops where it would be too long', ['In order:', long, long], `In order: ${long} …`],
    ['is empty where nothing is said', [], ''],
  ])('%s', (_, sentences, lead) => {
    expect(firstSentenceOf(sentences)).toBe(lead);
  });
});
