import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Definition, link } from '../../definitions/index.ts';
import { Chance } from '../../server/referee/agree/random/chance.ts';
import { publicationOf, readMembers, readPublication } from '../../server/store/definitions.ts';
import { migrate } from '../../server/store/migrate.ts';
import { migrations } from '../../server/store/migrations/index.ts';
import { databasePath, openStore } from '../../server/store/open-store.ts';
import { readLibraryProofs, saveLibraryProofs } from '../../server/store/proofs.ts';
import { publish } from '../../server/store/publish.ts';
import { type OpenDatabase, openSqlite } from '../../server/store/sqlite.ts';
import { clock, temporaryFolder } from '../server/support/bank.ts';
import { documents } from '../server/support/definitions.ts';

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

describe('publications in spans', () => {
  let folder: string;
  let store: OpenDatabase;
  beforeEach(async () => {
    folder = temporaryFolder();
    store = await openStore(folder, { clock });
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const rowsOf = async (table: 'publication_member' | 'library_proof') =>
    (await store.database.selectFrom(table).selectAll().execute()).length;

  it.each([1, 2, 3, 4])('give back every publication as it was, seed %i', async (seed) => {
    const chance = new Chance(seed);
    const published = new Map<number, readonly Definition[]>();
    for (let i = 0, number = 0; i < 12; i += 1) {
      const set = linked([...documents, ...criteria(chance)]);
      number = (await publish(store.database, set, number, clock)).number;
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
    await publish(store.database, linked([...documents, ...many]), 0, clock);
    const before = await rowsOf('publication_member');
    const changed = many.with(7, { ...many[7], title: 'seven' } as (typeof many)[number]);
    await publish(store.database, linked([...documents, ...changed]), 1, clock);
    expect([before, await rowsOf('publication_member')]).toEqual([2004, 2005]);
  });

  it.each([1, 2, 3])('keep what is proved among all as it was said of each publication, seed %i', async (seed) => {
    const chance = new Chance(seed);
    const said = new Map<number, readonly (readonly [string, readonly never[] | readonly object[]])[]>();
    for (let number = 1; number < 9; number += 1) {
      await store.database.insertInto('publication').values({ number, published_at: '2026' }).execute();
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
        await saveLibraryProofs(store.database, new Map(proofs), number);
        said.set(number, proofs);
      }
    }
    for (const [number, proofs] of said)
      expect([...(await readLibraryProofs(store.database, number))].toSorted(([a], [b]) => (a < b ? -1 : 1))).toEqual(
        proofs,
      );
  });

  it('are made of the members that each publication had before', async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
    store = openSqlite(databasePath(folder));
    const older = migrations.filter(({ number }) => number < 4);
    await migrate(store.database, older, clock);
    store.connection.exec("insert into document values ('h1', '{}'), ('h2', '{}'), ('h3', '{}')");
    store.connection.exec("insert into publication values (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd')");
    const rows = [
      [1, 'a', 1, 'h1', 'c1'],
      [2, 'a', 1, 'h1', 'c1'],
      [3, 'a', 2, 'h2', 'c2'],
      [4, 'a', 3, 'h1', 'c1'],
      [1, 'b', 1, 'h3', 'c3'],
      [3, 'b', 1, 'h3', 'c3'],
      [4, 'b', 1, 'h3', 'c4'],
    ] as const;
    const insert = store.connection.prepare(
      'insert into publication_member (publication, id, version, hash, closure) values (?, ?, ?, ?, ?)',
    );
    for (const row of rows) insert.run(...row);
    const proofs = [{ property: 'distinct' }, { property: 'can-hold' }];
    store.connection.prepare("insert into proof values ('c1', ?, 1, 0)").run(JSON.stringify(proofs));
    await migrate(store.database, migrations, clock);
    for (const number of [1, 2, 3, 4]) {
      const found = (await readMembers(store.database, number)).map(({ id, version, hash, closure }) => [
        number,
        id,
        version,
        hash,
        closure,
      ]);
      expect(found).toEqual(rows.filter(([publication]) => publication === number));
    }
    expect(await rowsOf('publication_member')).toBe(6);
    const { proofs: kept } = await store.database.selectFrom('proof').select('proofs').executeTakeFirstOrThrow();
    expect(JSON.parse(kept)).toEqual([{ property: 'can-hold' }]);
  });
});
