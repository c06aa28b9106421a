import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../definitions/index.ts';
import { countColumns, readColumns, toldOf } from '../../../../studio/editors/intervals/population/columns.ts';
import {
  figuresKey,
  hasFiguresInForce,
  sampleKey,
} from '../../../../studio/editors/intervals/population/figures-key.ts';
import { solved } from '../../../../studio/editors/intervals/population/goal.tsx';
import { barsOf } from '../../../../studio/editors/intervals/population/histogram.tsx';
import { classMoves } from '../../../../studio/editors/intervals/population/moves.ts';
import { inUnits, solveCut, sortedFigures } from '../../../../studio/editors/intervals/population/sorted-figures.ts';
import { scaleOf } from '../../../../studio/editors/intervals/scale.ts';
import { clientScorecard } from '../../../support/tier-documents.ts';
import { BY_CLASS, decide, decider, intervals, NAMES, ranks, sampleOf, tierCut } from './clients.ts';

const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const options = { seed: SEED, numRuns: 60 };

describe('cuts over a population', () => {
  it(`a cut for a share is the best of all cuts, ties of customers included (SEED=${SEED})`, () => {
    const figures = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(figures, fc.nat(60), fc.constantFrom('above', 'below'), fc.boolean(), (all, count, side, isIn) => {
        const sorted = sortedFigures(
          all,
          all.map(() => 0),
          1,
          1,
        );
        const interval =
          side === 'above'
            ? { low: '0', high: '3.5', isLowIn: isIn, isHighIn: false }
            : { low: '0.5', high: '4', isLowIn: true, isHighIn: isIn };
        const found = solveCut(sorted, { side, interval, count, room: { low: '0.5', high: '3.5' } });
        const counted = (at: number) =>
          all.filter((one) =>
            side === 'above' ? (isIn ? one >= at : one > at) && one < 35 : one >= 5 && (isIn ? one <= at : one < at),
          ).length;
        const every = Array.from({ length: 29 }, (_, i) => i + 6);
        const best = Math.min(...every.map((at) => Math.abs(counted(at) - count)));
        if (found === undefined) {
          // Only where no cut of the room changes anything.
          expect(new Set(every.map(counted)).size).toBe(1);
          return;
        }
        expect(found.at).toBeGreaterThan(5);
        expect(found.at).toBeLessThan(35);
        expect(found.count).toBe(counted(found.at));
        expect(Math.abs(found.count - count)).toBe(best);
      }),
      options,
    );
  });

  it('a goal moves the cut below a class, and counts those who are in it by an exception', () => {
    const all = Array.from({ length: 100 }, (_, i) => ({ age: i, staff: i % 10 === 0 }));
    const sample = sampleOf(all, decider(tierCut([30, 60])));
    const ask = { ...BY_CLASS, names: NAMES, isWithFigures: true };
    const now = countColumns(readColumns(sample), { ...ask, intervals: intervals([30, 60]) });
    const fallen = { told: toldOf('k', sample), now, inForce: now };
    const { standings } = classMoves(fallen, ranks, NAMES);
    for (const place of [0, 1, 2]) {
      const found = solved({ fallen, intervals: intervals([30, 60]), standings, place, share: 0.4 });
      const at = Number(found?.at);
      expect(found?.turn).toBe(place === 2 ? 1 : 0);
      const counted = (cut: number) => {
        const compiled = decider(tierCut(place === 2 ? [30, cut] : [cut, 60]));
        return all.filter((one) => decide(compiled, one).class === NAMES[place]).length;
      };
      const room = place === 2 ? [31, 99] : [1, 59];
      const every = Array.from({ length: (room[1] ?? 0) - (room[0] ?? 0) + 1 }, (_, i) => i + (room[0] ?? 0));
      const best = Math.min(...every.map((cut) => Math.abs(counted(cut) - 40)));
      expect(Math.abs(counted(at) - 40)).toBe(best);
    }
  });

  it('a figure is moved into units in its text, exactly', () => {
    expect(['0.29', '1.005', '-0.3', '100000000.07'].map((text) => inUnits(text, 2))).toEqual([
      29, 100.5, -30, 10_000_000_007,
    ]);
  });

  it.each(['linear', 'logarithmic', 'quantile'] as const)('bars of a %s scale hold everybody once', (kind) => {
    const figures = Float64Array.from({ length: 500 }, (_, i) => ((i * i) % 977) - 20).sort();
    const bars = barsOf(figures, scaleOf(kind, 0, 800, figures), 40);
    expect(bars.reduce((sum, count) => sum + count, 0)).toBe(500);
    expect(bars.filter((count) => count > 0).length).toBeGreaterThan(10);
  });

  it('cuts and weights ask for no other figures; bins, conditions and a score that had no weight do', () => {
    const tier = (more: object = {}) => ({ ...tierCut([30, 60]), ...more }) as unknown as JsonObject;
    const list = { pointer: '/classes', published: '/classes' };
    const moved = { ...tier(), classes: tierCut([40, 50]).classes } as unknown as JsonObject;
    expect(hasFiguresInForce(moved, tier(), list)).toBe(true);
    expect(hasFiguresInForce(tier({ title: 'Other' }), tier(), list)).toBe(true);
    expect(hasFiguresInForce(tier({ exceptions: [] }), tier(), list)).toBe(false);
    expect(hasFiguresInForce(tier({ decimals: 2 }), tier(), list)).toBe(false);
    const weighed = (weight: number | string) =>
      tier({ scores: [{ of: 'scorecard/worth#score', weight, ifMissing: 'refuse' }] });
    expect(hasFiguresInForce(weighed('0.35'), tier(), list)).toBe(true);
    expect(hasFiguresInForce(weighed(0), tier(), list)).toBe(false);
    expect(hasFiguresInForce(tier(), tier(), { ...list, published: null })).toBe(false);
    // Drafts that differ by cuts and titles have one sample.
    expect(sampleKey(moved)).toBe(sampleKey(tier({ title: 'Other', cases: [] })));
    expect(sampleKey(tier({ exceptions: [] }))).not.toBe(sampleKey(tier()));
    const ages = (more: (string | number)[][]) =>
      ({ ...clientScorecard('worth', { age: more as never }) }) as unknown as JsonObject;
    const [a, b] = [ages([['[0, 9)', 1]]), ages([['[0, 5)', 1]])];
    expect(figuresKey(a, '/characteristics/0/bins')).toBe(figuresKey(b, '/characteristics/0/bins'));
    expect(sampleKey(a)).not.toBe(sampleKey(b));
    expect(figuresKey(a, '/bands')).not.toBe(figuresKey(b, '/bands'));
  });
});
