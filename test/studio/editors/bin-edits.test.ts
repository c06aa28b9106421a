import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JsonObject, Scorecard } from '../../../definitions/index.ts';
import { drawn, typed } from '../../../studio/definition/draft/history.ts';
import { pointsOf, takeBands, takeBins } from '../../../studio/editors/scorecard/bin-edits.ts';

const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const loyalty = JSON.parse(
  readFileSync(new URL('../../../definitions/packs/bank-crm/scorecard/loyalty.json', import.meta.url), 'utf8'),
) as Scorecard;
const LIST = '/characteristics/0/bins';
const binsOf = (document: Scorecard) => document.characteristics[0]?.bins ?? [];
const document = {
  ...loyalty,
  characteristics: [
    {
      name: 'tenure',
      fact: 'tenureMonths',
      weight: 1,
      bins: [
        { values: [-1], score: 7, reason: 'refused' },
        { in: '[0, 6)', score: 10, reason: 'short' },
        { in: '[6, 60)', score: '35.5', title: { 'zh-CN': '中', en: 'Middle' } },
        { in: '[60, ∞)', score: 90, reason: 'long' },
        { missing: true, score: 0 },
      ],
    },
    ...loyalty.characteristics.slice(1),
  ],
} as Scorecard;
const weighed = (texts: readonly (readonly [text: string | null, woe: number | null])[]) =>
  texts.map(([text, woe]) => ({ in: text, pointer: null, woe }));
const TODAY = weighed([
  [null, -3],
  ['[0, 6)', -1],
  ['[6, 60)', 0],
  ['[60, ∞)', 1],
  [null, null],
]);

describe('bins that are taken over', () => {
  it('stand where intervals stood, with points by their weight of evidence; all else keeps its place', () => {
    const proposed = weighed([
      ['[0, 6)', -1],
      ['[6, 30)', 0],
      ['[30, ∞)', 1],
    ]);
    const taken = pointsOf(document, LIST, { proposed, today: TODAY }, true);
    const after = takeBins(document, LIST, taken);
    expect(binsOf(after)).toEqual([
      { values: [-1], score: 10, reason: 'refused' },
      { in: '[0, 6)', score: 10, reason: 'short' },
      { in: '[6, 30)', score: 50 },
      { in: '[30, ∞)', score: 90 },
      // Nothing is known of those whose value is missing: they keep their points.
      { missing: true, score: 0 },
    ]);
    expect({ ...after, characteristics: [] }).toEqual({ ...document, characteristics: [] });
    expect(after.characteristics[1]).toBe(document.characteristics[1]);
    // Where the outcome is hoped for, fewer of it are fewer points.
    const other = pointsOf(document, LIST, { proposed, today: TODAY }, false);
    expect(other.intervals.map(({ points }) => points)).toEqual([90, 50, 10]);
  });

  it('keep the reason of the bin in which their middle lies, and all of one that is there already', () => {
    const proposed = weighed([
      ['[0, 2)', -1],
      ['[2, 5)', -0.5],
      ['[5, 90)', 0],
      ['[90, ∞)', 1],
    ]);
    const after = takeBins(document, LIST, pointsOf(document, LIST, { proposed, today: TODAY }, true));
    expect(binsOf(after).map((bin) => bin.reason)).toEqual(['refused', 'short', 'short', undefined, 'long', undefined]);
    const same = weighed([
      ['[0, 6)', -1],
      ['[6, 60)', 0],
      ['[60, ∞)', 1],
    ]);
    const kept = takeBins(document, LIST, pointsOf(document, LIST, { proposed: same, today: TODAY }, true));
    expect(binsOf(kept)[2]).toEqual({ in: '[6, 60)', score: '50', title: { 'zh-CN': '中', en: 'Middle' } });
  });

  const anyCuts = fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 6 });
  it(`have points between those of today, the more the greater their weight, and lose nothing on the way to JSON (SEED=${SEED})`, () => {
    fc.assert(
      fc.property(
        anyCuts,
        fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: 7, maxLength: 7 }),
        (all, woes) => {
          const cuts = all.toSorted((a, b) => a - b);
          const texts = [...cuts, null].map((cut, i) => `[${cuts[i - 1] ?? 0}, ${cut ?? '∞'})`);
          const proposed = weighed(texts.map((text) => [text.replace('])', ')'), woes[texts.indexOf(text)] ?? 0]));
          const taken = pointsOf(document, LIST, { proposed, today: TODAY }, true);
          const after = takeBins(document, LIST, taken);
          const bins = binsOf(after).filter((bin) => bin.in !== undefined);
          expect(bins.map((bin) => bin.in)).toEqual(texts);
          bins.forEach((bin, i) => {
            expect(Number(bin.score)).toBeGreaterThanOrEqual(10);
            expect(Number(bin.score)).toBeLessThanOrEqual(90);
            bins.forEach((other, k) => {
              if ((woes[i] ?? 0) > (woes[k] ?? 0))
                expect(Number(bin.score)).toBeGreaterThanOrEqual(Number(other.score));
            });
          });
          expect(binsOf(after).filter((bin) => bin.in === undefined)).toHaveLength(2);
          expect(typed('scorecard/loyalty', drawn(after as unknown as JsonObject).text).document).toEqual(after);
        },
      ),
      { seed: SEED, numRuns: 100 },
    );
  });

  it('of bands move where they begin and end, and no more; of another number than there are nothing', () => {
    const bands = loyalty.bands ?? [];
    const texts = bands.length === 3 ? ['[0, 31)', '[31, 64)', '[64, 100]'] : [];
    const after = takeBands(loyalty, texts);
    expect(after.bands?.map((band) => band.in)).toEqual(texts);
    expect(after.bands?.map(({ name }) => name)).toEqual(bands.map(({ name }) => name));
    const turned = { ...loyalty, bands: bands.toReversed() };
    expect(takeBands(turned, texts).bands?.map((band) => band.in)).toEqual(texts.toReversed());
    expect(takeBands(loyalty, texts.slice(1))).toBe(loyalty);
  });
});
