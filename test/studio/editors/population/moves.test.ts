import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intervalsOf } from '../../../../studio/editors/intervals/cuts.ts';
import { binMoves } from '../../../../studio/editors/intervals/population/bin-moves.ts';
import { countColumns, readColumns, toldOf } from '../../../../studio/editors/intervals/population/columns.ts';
import { classMoves } from '../../../../studio/editors/intervals/population/moves.ts';
import { movesText, spokenText } from '../../../../studio/editors/intervals/population/moves-line.tsx';
import type { Sample } from '../../../../studio/editors/intervals/population/protocol.ts';
import {
  base64,
  BY_CLASS,
  clients,
  cuts,
  decide,
  decider,
  intervals,
  NAMES,
  ranks,
  sampleOf,
  tierCut,
} from './clients.ts';
import { testReader } from '../../reader.ts';

const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const options = { seed: SEED, numRuns: 60 };

describe('who falls where behind a ruler', () => {
  it(`counts and moves are those of deciding each customer anew (SEED=${SEED})`, () => {
    fc.assert(
      fc.property(clients, cuts, cuts, fc.integer({ min: 1, max: 5 }), (all, before, after, times) => {
        const [old, draft] = [decider(tierCut(before)), decider(tierCut(after))];
        const sample = sampleOf(all, old, all.length * times);
        const ask = { ...BY_CLASS, names: NAMES, isWithFigures: false };
        const columns = readColumns(sample);
        const now = countColumns(columns, { ...ask, intervals: intervals(after) });
        const inForce = countColumns(columns, { ...ask, intervals: intervals(before) });
        const told = classMoves({ told: toldOf('k', sample), now, inForce }, ranks, NAMES);
        const pairs = all.map((one) => [decide(old, one).class, decide(draft, one).class] as const);
        const count = (test: (from: string | null, to: string | null) => boolean) =>
          pairs.filter(([from, to]) => test(from, to)).length * times;
        const place = (name: string | null) => NAMES.findIndex((one) => one === name);
        expect(told.standings).toEqual(
          NAMES.map((name) => ({
            count: count((_, to) => to === name),
            more: count((_, to) => to === name) - count((from) => from === name),
          })),
        );
        expect(told.up).toBe(count((from, to) => from !== null && to !== null && place(to) > place(from)));
        expect(told.down).toBe(count((from, to) => from !== null && to !== null && place(to) < place(from)));
        expect(told.nowhere).toBe(count((_, to) => to === null));
        for (const { from, to, count: n } of told.moves) expect(n).toBe(count((a, b) => a === from && b === to));
      }),
      options,
    );
  });

  it(`points of bins rise and fall as a plain loop finds (SEED=${SEED})`, () => {
    const list = (pair: readonly [number, number]) =>
      intervalsOf([`[0, ${pair[0]})`, `[${pair[0]}, ${pair[1]})`, `[${pair[1]}, 100]`]);
    const points = fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9));
    fc.assert(
      fc.property(clients, cuts, cuts, points, points, (all, before, after, was, is) => {
        const values = Int32Array.from(all, ({ age }) => age ?? -(2 ** 31));
        const sample: Sample = {
          ...sampleOf(all, decider(tierCut([1, 2]))),
          figures: [
            { pointer: '/x', decimals: 0, type: 'int32', values: base64(values), parts: [], missing: 0, apart: {} },
          ],
        };
        const columns = readColumns(sample);
        const by = { kind: 'intervals', intervals: list(before) } as const;
        const ask = { key: 'k', pointer: '/x', before: by, scores: null, names: [], isWithFigures: false };
        const counted = (of: readonly [number, number]) => countColumns(columns, { ...ask, intervals: list(of) });
        const fallen = { told: toldOf('k', sample), now: counted(after), inForce: counted(before) };
        const told = binMoves(fallen, {
          now: { intervals: list(after), points: is },
          before: { intervals: list(before), points: was },
          others: [],
        });
        const at = (age: number, [low, high]: readonly [number, number]) => (age < low ? 0 : age < high ? 1 : 2);
        const aged = all.flatMap(({ age }) => (age === null ? [] : [age]));
        expect(told.standings.map((one) => one?.count)).toEqual(
          [0, 1, 2].map((bin) => aged.filter((age) => at(age, after) === bin).length),
        );
        const change = (age: number) => (is[at(age, after)] ?? 0) - (was[at(age, before)] ?? 0);
        expect([told.up, told.down]).toEqual([
          aged.filter((age) => change(age) > 0).length,
          aged.filter((age) => change(age) < 0).length,
        ]);
        expect(told.nowhere).toBe(all.length - aged.length);
      }),
      options,
    );
  });

  it.each([
    ['en', '12 up from Key, 0 down', 'Gold 271, 12 more', 'Gold 259, 2 fewer', '1,300 up, 4 down from Gold'],
    [
      'zh-CN',
      '12 位由 Key 上升，0 位下降',
      'Gold 271, 多 12 位',
      'Gold 259, 少 2 位',
      '1,300 位上升，4 位由 Gold 下降',
    ],
  ] as const)('says in %s who moves', (language, line, more, fewer, many) => {
    const reader = testReader(language);
    const told = {
      standings: [{ count: 1, more: 0 }],
      moves: [{ from: 'Key', to: 'Gold', count: 12, direction: 1 }],
      up: 12,
      down: 0,
      nowhere: 0,
    };
    expect(movesText(told, (name) => name, reader)).toBe(line);
    const moves = ['a', 'b', 'c', 'Key'].map((from) => ({ from, to: 'Gold', count: 325, direction: 1 }));
    const both = {
      ...told,
      moves: [...moves, { from: 'Gold', to: 'Key', count: 4, direction: -1 }],
      up: 1300,
      down: 4,
    };
    expect(movesText(both, (name) => name, reader)).toBe(many);
    expect(spokenText('Gold', { count: 271, more: 12 }, reader)).toBe(more);
    expect(spokenText('Gold', { count: 259, more: -2 }, reader)).toBe(fewer);
  });
});
