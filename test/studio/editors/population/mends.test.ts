import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../definitions/index.ts';
import { intervalsOf } from '../../../../studio/editors/intervals/cuts.ts';
import { binMoves, otherBins } from '../../../../studio/editors/intervals/population/bin-moves.ts';
import { countColumns, readColumns, toldOf } from '../../../../studio/editors/intervals/population/columns.ts';
import { classMoves, isEarlier } from '../../../../studio/editors/intervals/population/moves.ts';
import { movesText } from '../../../../studio/editors/intervals/population/moves-line.tsx';
import { type Counted, NOT_HELD, type SampleTold } from '../../../../studio/editors/intervals/population/protocol.ts';
import { countAnew } from '../../../../studio/editors/intervals/population/scorer-client.ts';
import { BY_CLASS, decider, intervals, NAMES, sampleOf, tierCut } from './clients.ts';
import { testReader } from '../../reader.ts';

const told: SampleTold = {
  ...{ key: 'k', snapshot: 's', asOf: '2026-11-22', customers: 100, sampled: 100, unread: 0, withheld: [], axes: [] },
  lists: { '/characteristics/0/bins': { missing: 8, apart: { '/characteristics/0/bins/1': 5 } } },
};
const countedOf = (of: Partial<Counted>): Counted => ({
  ...{ matrix: [], names: [], sizes: [], groups: [], fixed: [], figures: new Float64Array(), decimals: 0 },
  ...of,
});
const reader = testReader('en');
const rank = (name: string) => ({ name, title: name });

describe('what is told behind a ruler', () => {
  it('a class that is gone keeps its place: falling from it is down, in the sum and in the text', () => {
    const matrix = [
      [50, 0],
      [20, 10],
      [0, 20],
    ];
    const now = countedOf({ matrix, names: ['bronze', 'gold'], groups: ['bronze', 'silver', 'gold'] });
    const fallen = { told, now, inForce: now };
    const found = classMoves(fallen, ['bronze', 'gold'].map(rank), ['bronze', 'silver', 'gold']);
    expect([found.up, found.down]).toEqual([10, 20]);
    expect(movesText(found, (name) => name, reader)).toBe('10 up from silver, 20 down from silver');
    const below = classMoves(fallen, ['new', 'bronze', 'gold'].map(rank), ['silver', 'bronze', 'gold']);
    expect([below.up, below.down]).toEqual([30, 0]);
  });

  it('counts stay with the classes that were counted where a class comes between', () => {
    const now = countedOf({
      matrix: [
        [30, 0],
        [0, 70],
      ],
      names: ['low', 'high'],
      groups: ['low', 'high'],
    });
    const found = classMoves({ told, now, inForce: now }, ['low', 'middle', 'high'].map(rank), ['low', 'high']);
    expect(found.standings).toEqual([{ count: 30, more: 0 }, undefined, { count: 70, more: 0 }]);
    expect(found.moves).toEqual([]);
  });

  const [published, draft] = [0, -20].map((score) => ({
    kind: 'scorecard',
    entity: 'client',
    characteristics: [
      {
        ...{ name: 'age', fact: 'age' },
        bins: [
          { in: '[0, 50)', score: 1 },
          { values: [99], score: 3 },
          { missing: true, score },
        ],
      },
    ],
  })) as unknown as readonly [JsonObject, JsonObject];
  const list = { pointer: '/characteristics/0/bins', published: '/characteristics/0/bins' };

  it('points of missing and of special codes count as moves, and stand in their rows', () => {
    const now = countedOf({ matrix: [[87], [0]], names: ['0'], groups: ['0'] });
    const bins = { intervals: intervalsOf(['[0, 50)']), points: [1] };
    const others = otherBins(draft, published, list, told);
    const found = binMoves({ told, now, inForce: now }, { now: bins, before: bins, others });
    expect([found.up, found.down, found.nowhere]).toEqual([0, 8, 0]);
    expect([...found.others]).toEqual([
      [1, { count: 5, more: 0 }],
      [2, { count: 8, more: 0 }],
    ]);
  });

  it('a bin that is not in force has no change; one of the same interval is compared wherever it stands', () => {
    const [before, after] = [
      ['[0, 50)', '[50, 99]'],
      ['[0, 20)', '[20, 50)', '[50, 99]'],
    ].map(intervalsOf);
    if (before === undefined || after === undefined) throw new Error('no intervals');
    const inForce = countedOf({
      matrix: [
        [60, 0],
        [0, 40],
      ],
    });
    const now = countedOf({
      matrix: [
        [25, 35, 0],
        [0, 0, 40],
      ],
    });
    const found = binMoves(
      { told, now, inForce },
      { now: { intervals: after, points: [1, 2, 3] }, before: { intervals: before, points: [1, 3] }, others: [] },
    );
    expect(found.standings.map((one) => one?.more)).toEqual([undefined, undefined, 0]);
    expect([found.up, found.down]).toEqual([35, 0]);
  });

  it('figures are told once for a list, not with each step, and few sorted lists are held', () => {
    const sample = sampleOf([{ age: 5, staff: false }], decider(tierCut([30, 60])));
    const columns = readColumns(sample);
    const ask = { ...BY_CLASS, names: NAMES, intervals: intervals([30, 60]) };
    expect(countColumns(columns, { ...ask, isWithFigures: false }).figures.length).toBe(0);
    expect(countColumns(columns, { ...ask, isWithFigures: true }).figures.length).toBe(1);
    for (let cut = 1; cut < 40; cut++) {
      const before = { kind: 'intervals', intervals: intervals([cut, 60]) } as const;
      countColumns(columns, { ...ask, before, isWithFigures: false });
    }
    expect(columns.sorted.size).toBe(8);
    expect(toldOf('k', sample).lists).toEqual({ '/classes': { missing: 0, apart: {} } });
  });

  it('counts of another sample, of a draft not drawn yet or of other names are not those of what stands here', () => {
    const now = countedOf({ names: ['a', 'b'] });
    const known = { isSettled: true, told, fallen: { told, now, inForce: now }, names: ['a', 'b'] };
    expect(isEarlier(known)).toBe(false);
    expect(isEarlier({ ...known, isSettled: false })).toBe(true);
    expect(isEarlier({ ...known, told: { ...told } })).toBe(true);
    expect(isEarlier({ ...known, names: ['b', 'a'] })).toBe(true);
  });

  it('a sample that the worker let go is loaded again, once, and counted', async () => {
    const now = countedOf({});
    const [held, loaded] = [{ is: false }, { times: 0 }];
    const ask = async () => {
      if (!held.is) throw new Error(NOT_HELD);
      return await Promise.resolve(now);
    };
    const load = async () => {
      loaded.times += 1;
      held.is = true;
      await Promise.resolve();
    };
    expect(await countAnew(ask, load)).toBe(now);
    expect(await countAnew(ask, load)).toBe(now);
    expect(loaded.times).toBe(1);
    await expect(countAnew(async () => await Promise.reject(new Error('other')), load)).rejects.toThrow('other');
    expect(loaded.times).toBe(1);
  });
});
