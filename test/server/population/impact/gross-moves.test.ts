import { describe, expect, it } from 'vitest';
import { deviationWords } from '../../../../server/population/impact/deviation-words.ts';
import type { FigureImpact } from '../../../../server/population/impact/figures.ts';
import { USUAL_SETTINGS } from '../../../../server/authority/settings.ts';
import { grossMoves, type ImpactMoves } from '../../../../server/population/impact/gross-moves.ts';

const moves = (matrix: ImpactMoves['matrix'], more: Partial<ImpactMoves> = {}): ImpactMoves => ({
  ref: 'segmentation/tier',
  matrix,
  refusedOnly: { before: 0, after: 0 },
  figures: [],
  ...more,
});
const held = (approved: ImpactMoves['matrix'], now: ImpactMoves['matrix']) =>
  grossMoves([moves(approved)], [moves(now)], USUAL_SETTINGS.settings.tolerance).map((one) => deviationWords(one).en);

const spread = {
  count: 0,
  minimum: null,
  tenth: null,
  quarter: null,
  median: null,
  threeQuarters: null,
  nineTenths: null,
  maximum: null,
};
const figure = (of: Partial<FigureImpact>): FigureImpact => ({
  name: 'score',
  before: spread,
  after: spread,
  step: 5,
  up: 0,
  down: 0,
  lost: 0,
  gained: 0,
  ranges: [],
  ...of,
});
const ranges = (counts: readonly (readonly [before: number, after: number])[]) =>
  counts.map(([before, after], i) => ({
    from: i === 0 ? null : String(i * 10),
    to: i === counts.length - 1 ? null : String(i * 10 + 10),
    before,
    after,
  }));

describe('the recheck at go-live', () => {
  it('life L54: 50,000 up and 50,000 down are no zero', () => {
    const approved = { a: { a: 500_000 }, b: { b: 500_000 } };
    const now = { a: { a: 450_000, b: 50_000 }, b: { b: 450_000, a: 50_000 } };
    expect(held(approved, now)).toEqual([
      'segmentation/tier: customers who move from “a” to “b” were 0 when it was approved and are 50,000 now.',
      'segmentation/tier: customers who move from “b” to “a” were 0 when it was approved and are 50,000 now.',
    ]);
  });

  it('life L54: a class of 0.3 % that doubles shows', () => {
    expect(held({ a: { a: 997_000 }, b: { b: 3_000 } }, { a: { a: 994_000 }, b: { b: 6_000 } })).toEqual([
      'segmentation/tier: customers in “b” before the change were 3,000 when it was approved and are 6,000 now.',
      'segmentation/tier: customers in “b” after the change were 3,000 when it was approved and are 6,000 now.',
    ]);
  });

  it.each([
    ['a tenth exactly', 1000, 1100, 0],
    ['a tenth and one', 1000, 1101, 1],
    ['fewer by a tenth and one', 1000, 899, 1],
    ['nine of five', 5, 14, 0],
    ['ten of five', 5, 15, 1],
    ['all that moved, of nine', 9, 0, 0],
    ['all that moved, of ten', 10, 0, 1],
  ])('%s: %i → %i', (_, approved, now, count) => {
    // The classes are so large that their own size stays within.
    const of = (cell: number) => ({ a: { a: 100_000_000, b: cell }, b: { b: 100_000_000 } });
    expect(held(of(approved), of(now))).toHaveLength(count);
  });

  it('holds the distribution of a score, and who moves beyond a step', () => {
    const approved = moves(
      {},
      {
        figures: [
          figure({
            up: 100,
            ranges: ranges([
              [100, 100],
              [800, 700],
              [100, 200],
            ]),
          }),
        ],
      },
    );
    const same = moves(
      {},
      {
        figures: [
          figure({
            up: 110,
            ranges: ranges([
              [109, 105],
              [790, 700],
              [101, 195],
            ]),
          }),
        ],
      },
    );
    expect(grossMoves([approved], [same], USUAL_SETTINGS.settings.tolerance)).toEqual([]);
    const other = moves(
      {},
      {
        figures: [
          figure({
            up: 100,
            down: 30,
            ranges: ranges([
              [100, 100],
              [800, 700],
              [100, 230],
            ]),
          }),
        ],
      },
    );
    const found = grossMoves([approved], [other], USUAL_SETTINGS.settings.tolerance);
    expect(found.map((one) => deviationWords(one))).toEqual([
      {
        'zh-CN': 'segmentation/tier：score 降低的客户批准时为 0 位，现为 30 位。',
        en: 'segmentation/tier: customers whose score falls were 0 when it was approved and are 30 now.',
      },
      {
        'zh-CN': 'segmentation/tier：改动后 score 在 20 及以上的客户批准时为 200 位，现为 230 位。',
        en: 'segmentation/tier: customers whose score is 20 or more after the change were 200 when it was approved and are 230 now.',
      },
    ]);
  });

  it('never takes figures of two scales for alike', () => {
    const of = (one: Partial<FigureImpact>) =>
      moves(
        {},
        {
          figures: [
            figure({
              ranges: ranges([
                [1, 1],
                [1, 1],
              ]),
              ...one,
            }),
          ],
        },
      );
    expect(grossMoves([of({})], [of({ step: 6 })], USUAL_SETTINGS.settings.tolerance)).toMatchObject([
      { kind: 'unknown', name: 'score' },
    ]);
    const shifted = [
      { from: null, to: '11', before: 1, after: 1 },
      { from: '11', to: null, before: 1, after: 1 },
    ];
    expect(grossMoves([of({})], [of({ ranges: shifted })], USUAL_SETTINGS.settings.tolerance)).toMatchObject([
      { kind: 'unknown' },
    ]);
    expect(grossMoves([of({})], [moves({})], USUAL_SETTINGS.settings.tolerance)).toMatchObject([{ kind: 'unknown' }]);
  });

  it('holds those whom only one version refuses, and decisions that only one impact tells of', () => {
    const refusing = moves({ a: { a: 1000 } }, { refusedOnly: { before: 0, after: 40 } });
    expect(grossMoves([moves({ a: { a: 1000 } })], [refusing], USUAL_SETTINGS.settings.tolerance)).toMatchObject([
      { kind: 'refused', side: 'after', approved: 0, now: 40 },
    ]);
    expect(grossMoves([], [refusing], USUAL_SETTINGS.settings.tolerance).map((one) => deviationWords(one).en)).toEqual([
      'segmentation/tier: it was no part of the impact that was approved, and is one now.',
    ]);
    expect(grossMoves([refusing], [], USUAL_SETTINGS.settings.tolerance)).toMatchObject([
      { kind: 'unknown', approved: 1, now: 0 },
    ]);
    expect(grossMoves([refusing], [refusing], USUAL_SETTINGS.settings.tolerance)).toEqual([]);
  });
});
