import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { link } from '../../../../definitions/index.ts';
import { compareVersions } from '../../../../server/batch/compare.ts';
import { type Duckdb, openDuckdb } from '../../../../server/batch/duckdb.ts';
import { impactOf } from '../../../../server/population/impact/impact.ts';
import { ACCOUNT, CLIENT, HOME, populationRoom, TIER } from '../../support/population.ts';

/** Classes by what accounts say, by who lives in one home (which other clients are), and by shares of all. */
const of = (balance: number, housemates: number, top: number) =>
  link(
    [
      CLIENT,
      ACCOUNT,
      HOME,
      {
        ...TIER,
        classes: [
          { name: 'gold', when: { all: [{ fact: 'balance', operator: 'greaterThanInclusive', value: balance }] } },
          { name: 'young', when: { all: [{ fact: 'age', operator: 'lessThan', value: 25 }] } },
        ],
      },
      {
        ...TIER,
        name: 'home',
        classes: [
          {
            name: 'crowded',
            when: { all: [{ fact: 'housemates', operator: 'greaterThanInclusive', value: housemates }] },
          },
          { name: 'young', when: { all: [{ fact: 'age', operator: 'lessThan', value: 25 }] } },
        ],
      },
      {
        kind: 'formula',
        name: 'amount',
        entity: 'entity/client',
        lines: [{ name: 'amount', text: 'age + housemates', type: 'integer' }],
        outputs: ['amount'],
      },
      {
        kind: 'segmentation',
        name: 'share',
        entity: 'entity/client',
        method: 'share',
        of: 'formula/amount#amount',
        classes: [
          { name: 'top', share: `(0, ${top}]` },
          { name: 'rest', share: `(${top}, 100]` },
        ],
      },
    ].map((document) => ({ document })),
  );
const [before, after] = [of(600, 8, 20), of(300, 9, 30)];
const room = populationRoom(before);
let duckdb: Duckdb;
beforeEach(async () => {
  duckdb = await openDuckdb({ threads: 1 });
});
afterEach(() => duckdb.close());

const csv = (rows: readonly Readonly<Record<string, string | number | null>>[]) =>
  `${Object.keys(rows[0] ?? {}).join(',')}\n${rows
    .map((row) =>
      Object.values(row)
        .map((cell) => cell ?? '')
        .join(','),
    )
    .join('\n')}\n`;
const clients = Array.from({ length: 400 }, (_, i) => ({
  id: `k${i}`,
  age: (i * 37) % 100,
  homeId: (i * i) % 97 === 0 ? null : (i * i) % 97,
}));
const accounts = clients.flatMap(({ id }, i) =>
  Array.from({ length: i % 3 }, (_, j) => ({ no: `${i}-${j}`, id, balance: (i * 31 + j * 400) % 900 })),
);
const homes = Array.from({ length: 97 }, (_, i) => ({ homeId: i + 1, rooms: 3 }));

/** Rows of a relation as texts. */
async function rowsOf(relation: string): Promise<readonly string[]> {
  const columns = (await duckdb.columns(relation)).map(({ name }) => `CAST("${name}" AS VARCHAR)`);
  return (await duckdb.rows(`SELECT ${columns.join(', ')} FROM ${relation}`)).map((row) => row.map(String).join(' | '));
}

test.each(['segmentation/tier', 'segmentation/home', 'segmentation/share'])(
  'those whom %s moves are told as where everybody is decided with reasons',
  async (ref) => {
    const made = await room.import(room.write('c.csv', csv(clients)), {
      related: new Map([
        ['entity/account', room.write('a.csv', csv(accounts))],
        ['entity/home', room.write('h.csv', csv(homes))],
      ]),
    });
    const path = (at: number) => join(room.snapshots, made.id, made.manifest.tables[at]?.file ?? '');
    const request = {
      input: path(0),
      related: { 'entity/account': path(1), 'entity/home': path(2), 'entity/client': path(0) },
      asOf: 20_454n,
      cuts: {},
      mapping: {},
      language: 'en' as const,
      before,
      after,
      ref,
    };
    const { movers, impact } = await impactOf(duckdb, request);
    const rows = await rowsOf(movers);
    const whole = await compareVersions(duckdb, request);
    expect(rows.length).toBeGreaterThan(10);
    expect(rows).toEqual(await rowsOf(whole.movers));
    expect(impact.changed).toEqual(whole.comparison.changed);
    // In slices, as where it does not fit the buffers at once.
    const slices = await impactOf(duckdb, { ...request, rowsAtOnce: 50 });
    expect([slices.impact, await rowsOf(slices.movers)]).toEqual([impact, rows]);
  },
);
