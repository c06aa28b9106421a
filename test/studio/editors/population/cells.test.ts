import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countCells, readColumns } from '../../../../studio/editors/intervals/population/columns.ts';
import type { Sample } from '../../../../studio/editors/intervals/population/protocol.ts';
import { base64 } from './clients.ts';

const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const STANDINGS = ['figures', 'exception', 'refused', 'none'];
const CLASSES = ['a', 'b', 'c'];

const anyClients = fc.array(
  fc.record({
    row: fc.integer({ min: -1, max: 2 }),
    column: fc.integer({ min: -1, max: 1 }),
    from: fc.integer({ min: -1, max: 2 }),
    standing: fc.nat(3),
  }),
  { maxLength: 60 },
);
type Client = typeof anyClients extends fc.Arbitrary<readonly (infer One)[]> ? One : never;

const columnsOf = (clients: readonly Client[]) => {
  const given = { names: CLASSES, of: base64(Int16Array.from(clients, ({ from }) => from)) };
  const standing = base64(Uint8Array.from(clients, (one) => one.standing));
  const of = (key: 'row' | 'column') => base64(Int16Array.from(clients, (one) => one[key]));
  const axes = [
    { pointer: '/rows/bands', of: of('row') },
    { pointer: '/columns/bands', of: of('column') },
  ];
  // What else a sample tells is not asked for here.
  return readColumns({
    classes: given,
    decided: given,
    standings: STANDINGS,
    standing,
    figures: [],
    axes,
  } as unknown as Sample);
};
const ASKED = { key: '', rows: '/rows/bands', columns: '/columns/bands', size: [3, 2] as const };

describe('the cells of a matrix over a population', () => {
  it(`have those whom a plain loop finds in them, by their class in force (SEED=${SEED})`, () => {
    fc.assert(
      fc.property(anyClients, (clients) => {
        const counted = countCells(columnsOf(clients), ASKED);
        for (let row = 0; row < 3; row++)
          for (let column = 0; column < 2; column++) {
            const own = clients.filter((one) => one.row === row && one.column === column);
            expect(counted.all[row * 2 + column]).toBe(own.length);
            [...CLASSES.keys(), -1].forEach((from, group) => {
              const theirs = own.filter((one) => one.standing === 0 && one.from === from);
              expect(counted.matrix[group]?.[row * 2 + column]).toBe(theirs.length);
            });
          }
        expect(counted.sizes).toEqual(
          [0, 1, 2, -1].map((from) => clients.filter((one) => one.standing === 0 && one.from === from).length),
        );
        const apart = counted.fixed.reduce((sum, { count }) => sum + count, 0);
        expect(apart).toBe(clients.filter(({ standing }) => standing !== 0).length);
      }),
      { seed: SEED, numRuns: 100 },
    );
  });

  it('are refused where an axis was not told', () => {
    const columns = columnsOf([]);
    expect(() => countCells(columns, { ...ASKED, rows: '/none' })).toThrow('no bands of /none');
  });
});
