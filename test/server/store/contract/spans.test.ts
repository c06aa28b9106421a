import { beforeEach, expect, it } from 'vitest';
import { type Definition, link } from '../../../../definitions/index.ts';
import { Chance } from '../../../../server/referee/agree/random/chance.ts';
import { publicationOf, readPublication } from '../../../../server/store/definitions.ts';
import { readLibraryProofs, saveLibraryProofs } from '../../../../server/store/proofs.ts';
import { publish } from '../../../../server/operations/definitions/publish.ts';
import type { Store } from '../../../../server/store/store.ts';
import { onBothDatabases, written } from '../../support/stores.ts';
import { tester } from '../../support/bank.ts';
import { documents } from '../../support/definitions.ts';

/** Some criteria, each with a figure of its own and the figure drawn. */
const criteria = (chance: Chance): readonly object[] =>
  chance
    .many(6, (i) => i)
    .flatMap((i) => {
      if (chance.is(0.3)) return [];
      const leaf = { fact: 'age', operator: 'greaterThan', value: 10 * i + chance.whole(0, 1) };
      return [{ kind: 'criteria', name: `c${i}`, entity: 'entity/client', when: { all: [leaf] } }];
    });

const linked = (sources: readonly object[]): readonly Definition[] => [
  ...link(sources.map((document) => ({ document }))).definitions.values(),
];

onBothDatabases('publications in spans', (stores) => {
  let store: Store;
  beforeEach(async () => {
    store = await stores.open();
  });

  const rowsOf = async (table: 'publication_member' | 'library_proof') =>
    (await store.database.selectFrom(table).selectAll().execute()).length;

  it.each([1, 2, 3, 4])('give back every publication as it was, seed %i', async (seed) => {
    const chance = new Chance(seed);
    const published = new Map<number, readonly Definition[]>();
    for (let i = 0, number = 0; i < 12; i += 1) {
      const set = linked([...documents, ...criteria(chance)]);
      number = (await publish(store, tester, set, number)).number;
      published.set(number, set);
    }
    expect(published.size).toBeGreaterThan(6);
    for (const [number, set] of published) {
      const { sources } = await readPublication(store.database, number);
      const found = sources.map(({ id, hash, closure, document }) => [id, hash, closure, document]);
      const expected = set.map(({ id, hash, closure, document }) => [id, hash, closure, document]);
      expect(found).toEqual(expected.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
      for (const { id, closure } of set) {
        const newest = Math.max(
          ...[...published].flatMap(([at, all]) => (all.some((one) => one.closure === closure) ? [at] : [])),
        );
        expect(await publicationOf(store.database, id, closure)).toBe(newest);
      }
    }
  });

  it('found 45: grow by what changed', async () => {
    const many = Array.from({ length: 2000 }, (_, i) => {
      const when = { all: [{ fact: 'aum', operator: 'greaterThan', value: i }] };
      return { kind: 'criteria', name: `c${i}`, entity: 'entity/client', when };
    });
    await publish(store, tester, linked([...documents, ...many]), 0);
    const before = await rowsOf('publication_member');
    const changed = many.with(7, { ...many[7], title: 'seven' } as (typeof many)[number]);
    await publish(store, tester, linked([...documents, ...changed]), 1);
    expect([before, await rowsOf('publication_member')]).toEqual([2004, 2005]);
  });

  it.each([1, 2, 3])('keep what is proved among all as it was said of each publication, seed %i', async (seed) => {
    const chance = new Chance(seed);
    const said = new Map<number, readonly (readonly [string, readonly never[] | readonly object[]])[]>();
    for (let number = 1; number < 9; number += 1) {
      await written(store, ({ database }) =>
        database.insertInto('publication').values({ number, published_at: '2026' }).execute(),
      );
      // The second time the newest publication is said to be otherwise, as after a program that knows better.
      for (let time = 0; time < 2; time += 1) {
        const proofs = chance
          .many(4, (i) => i)
          .flatMap((i) => {
            const proof = {
              property: 'distinct',
              verdict: chance.pick(['proved', 'refuted'] as const),
              pointer: '/when',
            };
            return chance.is(0.3) ? [] : [[`criteria/c${i}`, [proof]] as const];
          });
        await written(store, ({ database }) => saveLibraryProofs(database, new Map(proofs), number));
        said.set(number, proofs);
      }
    }
    for (const [number, proofs] of said)
      expect([...(await readLibraryProofs(store.database, number))].toSorted(([a], [b]) => (a < b ? -1 : 1))).toEqual(
        proofs,
      );
  });
});
