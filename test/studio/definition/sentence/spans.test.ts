import { describe, expect, it } from 'vitest';
import {
  changedFigures,
  skeletonOf,
  spansOf,
  toldByText,
  untold,
} from '../../../../studio/definition/sentence/spans.ts';
import { placesOf } from '../../../../studio/editors/places.ts';
import { testReader } from '../../reader.ts';

const document = {
  kind: 'segmentation',
  name: 'x',
  scores: [{ weight: 0.4 }, { weight: 0.6 }],
  classes: [
    { name: 'low', title: { en: 'Low', 'zh-CN': '低' }, in: '[0, 40)' },
    { name: 'high', title: { en: 'High', 'zh-CN': '高' }, in: '[40, 100]' },
  ],
};
const places = placesOf(document, testReader('en'));
const sentence = 'Score = 40% + 60%. From 40: High; under 40: Low. Highest 1,000.';

describe('the figures and names of a sentence', () => {
  it('are told by their text where nothing else could tell them', () => {
    const told = toldByText(sentence, places);
    expect(told.map((i) => (i === undefined ? null : places[i]?.pointer))).toEqual([
      '/scores/0/weight',
      '/scores/1/weight',
      null,
      null,
      null,
    ]);
    expect(untold(sentence, places, told).map((i) => places[i]?.pointer)).toEqual(['/classes/1/in']);
  });

  it('are told by what changes in the sentence where another value is tried', () => {
    expect(changedFigures(sentence, 'Score = 40% + 60%. From 62: High; under 62: Low. Highest 1,000.')).toEqual([2, 3]);
    expect(changedFigures(sentence, 'Something else 40')).toBeUndefined();
    expect(skeletonOf('From 1,200.50 to 5%')).toBe('From ▢ to ▢');
  });

  it('stay themselves while more places become known and figures change, so that an open field is not taken away', () => {
    const known = toldByText(sentence, places);
    const more = [...known];
    const at40 = places.findIndex(({ pointer }) => pointer === '/classes/1/in');
    [more[2], more[3]] = [at40, at40];
    const keysOf = (text: string, told: typeof known) =>
      spansOf(text, places, told).map(({ key, place }) => [key, place]);
    const [before, after] = [keysOf(sentence, known), keysOf(sentence, more)];
    expect(after).toEqual(expect.arrayContaining(before.filter(([, place]) => place !== null)));
    // In the order they had: what is moved loses the focus.
    const kept = (all: typeof after, others: typeof after) =>
      all.map(([key]) => key).filter((key) => others.some(([one]) => one === key));
    expect(kept(after, before)).toEqual(kept(before, after));
    expect(new Set(after.map(([key]) => key)).size).toBe(after.length);
    expect(keysOf('Score = 5% + 95%. From 1,040: High; under 1,040: Low. Highest 7.', more)).toEqual(after);
  });

  it('stand in the sentence as parts, names by themselves only', () => {
    const told = [...toldByText(sentence, places)];
    const at40 = places.findIndex(({ pointer }) => pointer === '/classes/1/in');
    [told[2], told[3]] = [at40, at40];
    const spans = spansOf(sentence, places, told);
    expect(spans.map(({ text }) => text).join('')).toBe(sentence);
    expect(spans.filter(({ place }) => place !== null).map(({ text }) => text)).toEqual([
      '40%',
      '60%',
      '40',
      'High',
      '40',
      'Low',
    ]);
  });
});
