import { describe, expect, it } from 'vitest';
import { headlineOf, partsOf } from '../../../studio/insight/divided.ts';
import { readerOf } from '../../../studio/texts/reader.ts';

const reader = readerOf('en', (key, slots) => `${key} ${JSON.stringify(slots)}`);
const text = (name: string) => ({ 'zh-CN': name, en: name });
const distribution = (counts: Readonly<Record<string, number>>) => ({
  id: 'segmentation/x',
  title: text('X'),
  customers: 10,
  asOf: '2026-01-01',
  isCurrent: true,
  classes: Object.entries(counts).map(([name, count]) => ({ name, title: text(name), colour: null, count, share: 0 })),
  none: 0,
  undecided: 0,
});

describe('a divided population', () => {
  it.each<[string, object, readonly (readonly [string, number])[]]>([
    [
      'cut from a score: the highest first and strongest',
      { method: 'composite' },
      [
        ['high', 1],
        ['middle', 0.5],
        ['low', 0],
      ],
    ],
    [
      'by share: as declared, the first strongest',
      { method: 'share' },
      [
        ['low', 1],
        ['middle', 0.5],
        ['high', 0],
      ],
    ],
    [
      'without an order: as declared, all alike',
      { method: 'criteria' },
      [
        ['low', 0.6],
        ['middle', 0.6],
        ['high', 0.6],
      ],
    ],
  ])('stands %s', (_, document, expected) => {
    const parts = partsOf(distribution({ low: 1, middle: 2, high: 3 }), reader, { ...document });
    expect(parts.map(({ key, strength }) => [key, strength])).toEqual(expected);
  });

  it.each<[string, Readonly<Record<string, number>>, object, string]>([
    ['the largest class', { a: 1, b: 7, c: 2 }, {}, 'population.title {"all":"10","n":"7","class":"b"}'],
    ['the first of equals', { a: 5, b: 5 }, {}, 'population.title {"all":"10","n":"5","class":"a"}'],
    [
      'what is shown where one may be in several',
      { a: 9, b: 9 },
      { mode: 'all' },
      'population.of.undated {"title":"X","all":"10"}',
    ],
    ['what is shown where nobody is in a class', { a: 0 }, {}, 'population.of.undated {"title":"X","all":"10"}'],
    ['what is shown where there are no classes', {}, {}, 'population.of.undated {"title":"X","all":"10"}'],
  ])('is headed by %s', (_, counts, document, headline) => {
    expect(headlineOf(distribution(counts), reader, { ...document })).toBe(headline);
  });
});
