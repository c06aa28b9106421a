import { beforeEach, expect, it } from 'vitest';
import { type Definition, link } from '../../../../definitions/index.ts';
import { newestPublication, publicationOf, readPublication } from '../../../../server/store/definitions.ts';
import { freeze, newestCuts, readCuts } from '../../../../server/store/cuts.ts';
import { readPopulation, savePopulation } from '../../../../server/store/population.ts';
import { readFindings, saveFindings } from '../../../../server/store/proofs.ts';
import { publish } from '../../../../server/operations/definitions/publish.ts';
import type { Store } from '../../../../server/store/store.ts';
import { onBothDatabases, written } from '../../support/stores.ts';
import { StoreError } from '../../../../server/store/store-error.ts';
import { tester } from '../../support/bank.ts';
import { documents, segmentation } from '../../support/definitions.ts';

const set = (sources: readonly object[] = documents): readonly Definition[] => [
  ...link(sources.map((document) => ({ document }))).definitions.values(),
];
const withTier = (from: number) => [...documents.slice(0, -1), segmentation(from)];

onBothDatabases('a store', (stores) => {
  let store: Store;
  beforeEach(async () => {
    store = await stores.open();
  });

  it('begins empty', async () => {
    expect(await newestPublication(store.database)).toBe(0);
    expect(await readPublication(store.database)).toMatchObject({ number: 0, publishedAt: null, sources: [] });
    expect(await readPopulation(store.database)).toBeUndefined();
  });

  it('gives back what was published, key by key, after it was closed', async () => {
    await publish(store, tester, set(), 0);
    await store.close();
    store = await stores.open();
    const { number, publishedAt, sources } = await readPublication(store.database);
    expect([number, publishedAt]).toEqual([1, '2026-11-22T04:00:00.000Z']);
    const texts = (list: readonly unknown[]) => list.map((each) => JSON.stringify(each)).toSorted();
    expect(texts(sources.map(({ document }) => document))).toEqual(texts(documents));
    expect(sources.map(({ version }) => version)).toEqual([1, 1, 1, 1]);
  });

  it('counts a version up where a document changes, and nowhere else', async () => {
    const steps = [
      [withTier(60), { number: 1, added: 4, changed: 0, withdrawn: 0 }],
      [withTier(60), { number: 1, added: 0, changed: 0, withdrawn: 0 }],
      [withTier(70), { number: 2, added: 0, changed: 1, withdrawn: 0 }],
      [documents.slice(0, -1), { number: 3, added: 0, changed: 0, withdrawn: 1 }],
      [withTier(60), { number: 4, added: 1, changed: 0, withdrawn: 0 }],
    ] as const;
    for (const [sources, expected] of steps) {
      const done = await publish(store, tester, set(sources), await newestPublication(store.database));
      const { number, added, changed, withdrawn } = done;
      expect({ number, added: added.length, changed: changed.length, withdrawn: withdrawn.length }).toEqual(expected);
    }
    const versions = (await readPublication(store.database)).sources.map(({ version }) => version);
    expect(versions.toSorted((a, b) => Number(a) - Number(b))).toEqual([1, 1, 1, 3]);
  });

  it('takes over the order in which keys are written, though hash and version stay', async () => {
    const reversed = (document: object): object => Object.fromEntries(Object.entries(document).toReversed());
    const turned = documents.map((document, i) => (i === 1 ? reversed(document) : document));
    await publish(store, tester, set(), 0);
    const before = await readPublication(store.database);
    const done = await publish(store, tester, set(turned), 1);
    expect(done).toEqual({ number: 2, added: [], changed: [], withdrawn: [], rewritten: ['criteria/recent'] });
    const after = await readPublication(store.database);
    const written = after.sources.map(({ document, version }) => [JSON.stringify(document), version]);
    expect(written).toContainEqual([JSON.stringify(turned[1]), 1]);
    const writtenBefore = new Map(before.sources.map(({ id, written: by }) => [id, by]));
    const moved = after.sources.filter(({ id, written: by }) => writtenBefore.get(id) !== by);
    expect(moved.map(({ id, written: by }) => [id, by])).toEqual([['criteria/recent', 2]]);
    expect((await publish(store, tester, set(turned), 2)).number).toBe(2);
  });

  it('keeps what was found out and frozen with the publication, or nothing of it', async () => {
    const found = { program: '1.0.0', problems: [], proofs: [], cases: { passed: 1, failed: 0 }, print: null };
    const findings = new Map([['c1', found]]);
    const beside = { findings, cuts: { a: [1] } };
    await expect(publish(store, tester, set(), 7, beside)).rejects.toThrow(StoreError);
    expect([await readFindings(store.database, ['c1']), await newestCuts(store.database)]).toEqual([new Map(), 0]);
    await publish(store, tester, set(), 0, beside);
    expect([await readFindings(store.database, ['c1']), (await readCuts(store.database)).cuts]).toEqual([
      findings,
      { a: [1] },
    ]);
  });

  it('publishes nothing on top of a publication that is not the newest', async () => {
    await publish(store, tester, set(), 0);
    await expect(publish(store, tester, set(withTier(70)), 0)).rejects.toThrow(StoreError);
    expect(await newestPublication(store.database)).toBe(1);
  });

  it('publishes nothing where one definition cannot be written', async () => {
    const [first, ...others] = set();
    const twice = [first, ...others, first] as readonly Definition[];
    await expect(publish(store, tester, twice, 0)).rejects.toThrow();
    expect(await newestPublication(store.database)).toBe(0);
    expect(await store.database.selectFrom('document').selectAll().execute()).toEqual([]);
  });

  it('finds the publication in which a decision had a closure', async () => {
    await publish(store, tester, set(withTier(60)), 0);
    await publish(store, tester, set(withTier(70)), 1);
    const closureOf = (from: number) => set(withTier(from)).find(({ id }) => id === 'segmentation/tier')?.closure ?? '';
    const found = [60, 70, 80].map((from) => publicationOf(store.database, 'segmentation/tier', closureOf(from)));
    expect(await Promise.all(found)).toEqual([1, 2, undefined]);
  });

  it('keeps findings, cuts and the population', async () => {
    const findings = {
      program: '1.0.0',
      problems: [],
      proofs: [{ property: 'can-hold', verdict: 'proved', pointer: '/when' }],
      cases: { passed: 2, failed: 1 },
      print: 'a',
    } as const;
    await written(store, ({ database }) => saveFindings(database, new Map([['c1', findings]])));
    await written(store, ({ database }) => saveFindings(database, new Map([['c1', { ...findings, proofs: [] }]])));
    expect([...(await readFindings(store.database, ['c1', 'c2']))]).toEqual([['c1', findings]]);
    const newer = { ...findings, program: '2.0.0', proofs: [] };
    await written(store, ({ database }) => saveFindings(database, new Map([['c1', newer]])));
    expect([...(await readFindings(store.database, ['c1']))]).toEqual([['c1', newer]]);
    expect(await readCuts(store.database)).toEqual({ number: 0, cuts: {} });
    for (const cuts of [{ a: [1, '2.5'] }, { a: [3] }, { b: [] }, { a: [3] }])
      await written(store, ({ database, now }) => freeze(database, cuts, now));
    expect(await readCuts(store.database)).toEqual({ number: 3, cuts: { a: [3], b: [] } });
    expect(await readCuts(store.database, 1)).toEqual({ number: 1, cuts: { a: [1, '2.5'] } });
    expect(await newestCuts(store.database)).toBe(3);
    const counts = { closure: 'c1', counts: { classes: { gold: 3 }, none: 0, undecided: 1 } };
    const population = {
      customers: 4,
      seed: 1,
      asOf: '2026-11-22',
      madeAt: '2026-11-22T04:00:00.000Z',
      counts: new Map([['s', counts]]),
    };
    const old = { ...population, counts: new Map([['old', counts]]) };
    for (const each of [old, population]) await written(store, ({ database }) => savePopulation(database, each));
    expect(await readPopulation(store.database)).toEqual(population);
  });
});
