import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Definition, link } from '../../definitions/index.ts';
import { type LogEntry, logWriter, readLog } from '../../server/store/decision-log.ts';
import { firstNumberAt } from '../../server/store/decision-number.ts';
import { newestPublication, publicationOf, readPublication } from '../../server/store/definitions.ts';
import { freeze, newestCuts, readCuts } from '../../server/store/cuts.ts';
import { migrate } from '../../server/store/migrate.ts';
import { migrations } from '../../server/store/migrations/index.ts';
import { databasePath, openStore } from '../../server/store/open-store.ts';
import { readPopulation, savePopulation } from '../../server/store/population.ts';
import { readFindings, saveFindings } from '../../server/store/proofs.ts';
import { publish } from '../../server/store/publish.ts';
import { type OpenDatabase, openSqlite } from '../../server/store/sqlite.ts';
import { StoreError } from '../../server/store/store-error.ts';
import { clock, temporaryFolder } from '../server/support/bank.ts';
import { documents, segmentation } from '../server/support/definitions.ts';

const set = (sources: readonly object[] = documents): readonly Definition[] => [
  ...link(sources.map((document) => ({ document }))).definitions.values(),
];
const withTier = (from: number) => [...documents.slice(0, -1), segmentation(from)];

describe('a store', () => {
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

  it('begins empty', async () => {
    expect(await newestPublication(store.database)).toBe(0);
    expect(await readPublication(store.database)).toMatchObject({ number: 0, publishedAt: null, sources: [] });
    expect(await readPopulation(store.database)).toBeUndefined();
  });

  it('gives back what was published, key by key, after it was closed', async () => {
    await publish(store.database, set(), 0, clock);
    await store.close();
    store = await openStore(folder, { clock });
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
      const done = await publish(store.database, set(sources), await newestPublication(store.database), clock);
      const { number, added, changed, withdrawn } = done;
      expect({ number, added: added.length, changed: changed.length, withdrawn: withdrawn.length }).toEqual(expected);
    }
    const versions = (await readPublication(store.database)).sources.map(({ version }) => version);
    expect(versions.toSorted((a, b) => Number(a) - Number(b))).toEqual([1, 1, 1, 3]);
  });

  it('takes over the order in which keys are written, though hash and version stay', async () => {
    const reversed = (document: object): object => Object.fromEntries(Object.entries(document).toReversed());
    const turned = documents.map((document, i) => (i === 1 ? reversed(document) : document));
    await publish(store.database, set(), 0, clock);
    const before = await readPublication(store.database);
    const done = await publish(store.database, set(turned), 1, clock);
    expect(done).toEqual({ number: 2, added: [], changed: [], withdrawn: [], rewritten: ['criteria/recent'] });
    const after = await readPublication(store.database);
    const written = after.sources.map(({ document, version }) => [JSON.stringify(document), version]);
    expect(written).toContainEqual([JSON.stringify(turned[1]), 1]);
    const writtenBefore = new Map(before.sources.map(({ id, written: by }) => [id, by]));
    const moved = after.sources.filter(({ id, written: by }) => writtenBefore.get(id) !== by);
    expect(moved.map(({ id, written: by }) => [id, by])).toEqual([['criteria/recent', 2]]);
    expect((await publish(store.database, set(turned), 2, clock)).number).toBe(2);
  });

  it('keeps what was found out and frozen with the publication, or nothing of it', async () => {
    const found = { program: '1.0.0', problems: [], proofs: [], cases: { passed: 1, failed: 0 } };
    const findings = new Map([['c1', found]]);
    const beside = { findings, cuts: { a: [1] } };
    await expect(publish(store.database, set(), 7, clock, beside)).rejects.toThrow(StoreError);
    expect([await readFindings(store.database, ['c1']), await newestCuts(store.database)]).toEqual([new Map(), 0]);
    await publish(store.database, set(), 0, clock, beside);
    expect([await readFindings(store.database, ['c1']), (await readCuts(store.database)).cuts]).toEqual([
      findings,
      { a: [1] },
    ]);
  });

  it('publishes nothing on top of a publication that is not the newest', async () => {
    await publish(store.database, set(), 0, clock);
    await expect(publish(store.database, set(withTier(70)), 0, clock)).rejects.toThrow(StoreError);
    expect(await newestPublication(store.database)).toBe(1);
  });

  it('publishes nothing where one definition cannot be written', async () => {
    const [first, ...others] = set();
    const twice = [first, ...others, first] as readonly Definition[];
    await expect(publish(store.database, twice, 0, clock)).rejects.toThrow();
    expect(await newestPublication(store.database)).toBe(0);
    expect(await store.database.selectFrom('document').selectAll().execute()).toEqual([]);
  });

  it('finds the publication in which a decision had a closure', async () => {
    await publish(store.database, set(withTier(60)), 0, clock);
    await publish(store.database, set(withTier(70)), 1, clock);
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
    } as const;
    await saveFindings(store.database, new Map([['c1', findings]]));
    await saveFindings(store.database, new Map([['c1', { ...findings, proofs: [] }]]));
    expect([...(await readFindings(store.database, ['c1', 'c2']))]).toEqual([['c1', findings]]);
    const newer = { ...findings, program: '2.0.0', proofs: [] };
    await saveFindings(store.database, new Map([['c1', newer]]));
    expect([...(await readFindings(store.database, ['c1']))]).toEqual([['c1', newer]]);
    expect(await readCuts(store.database)).toEqual({ number: 0, cuts: {} });
    for (const cuts of [{ a: [1, '2.5'] }, { a: [3] }, { b: [] }, { a: [3] }])
      await freeze(store.database, cuts, clock);
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
    await savePopulation(store.database, { ...population, counts: new Map([['old', counts]]) });
    await savePopulation(store.database, population);
    expect(await readPopulation(store.database)).toEqual(population);
  });

  it('logs groups whole or not at all, and reads them back in order, a page at a time', async () => {
    const write = logWriter(store.connection);
    const at = Date.parse('2026-11-22T04:00:00.000Z');
    const entry = (request: string): LogEntry => ({
      number: firstNumberAt(at + request.length) + (request.codePointAt(0) ?? 0),
      at: at + request.length,
      answerer: {
        stamp: { id: request.startsWith('a') ? 'criteria/a' : 'criteria/b', version: 1, hash: 'h', closure: 'c' },
        cuts: 0,
      },
      language: 'en',
      asOf: null,
      request,
      result: '{}',
    });
    write([entry('a'), entry('bb'), entry('aaa')]);
    expect(() => write([entry('bbbb'), entry('a')])).toThrow('UNIQUE');
    const read = async (options: Parameters<typeof readLog>[1]) => {
      const requests: string[] = [];
      for await (const page of readLog(store.database, options, 2)) requests.push(...page.map((row) => row.request));
      return requests;
    };
    expect(await read({})).toEqual(['a', 'bb', 'aaa']);
    expect(await read({ ref: 'criteria/a' })).toEqual(['a', 'aaa']);
    expect(await read({ since: at + 2 })).toEqual(['bb', 'aaa']);
    expect(await read({ ref: 'criteria/a', since: at + 2 })).toEqual(['aaa']);
    expect(await read({ until: at + 2 })).toEqual(['a']);
    expect(await read({ number: entry('bb').number })).toEqual(['bb']);
  });

  describe('does not start', () => {
    const reopen = async () => {
      await store.close();
      store = openSqlite(databasePath(folder));
      return await migrate(store.database, migrations, clock, { patience: 0 }).then(
        () => 'started',
        (error: unknown) => (error instanceof StoreError ? error.problem.code : String(error)),
      );
    };

    it.each([
      ['where a newer program has migrated it', { number: 99, finished_at: '2027-01-01' }, 'store-too-new'],
      ['where a migration was interrupted', { number: 2, finished_at: null }, 'migration-interrupted'],
    ])('%s', async (_title, row, code) => {
      await store.database.deleteFrom('schema_migration').where('number', '=', row.number).execute();
      await store.database
        .insertInto('schema_migration')
        .values({ name: 'x', started_at: '2026-01-01', ...row })
        .execute();
      expect(await reopen()).toBe(code);
    });

    it('but does where a migration failed and was rolled back', async () => {
      const failing = { number: 99, name: 'failing', up: () => Promise.reject(new Error('no')) };
      await expect(migrate(store.database, [...migrations, failing], clock, { patience: 0 })).rejects.toThrow('no');
      expect(await reopen()).toBe('started');
    });
  });

  it('opens nothing where there has to be a store and is none', async () => {
    await expect(openStore(`${folder}/none`, { mustExist: true })).rejects.toThrow(StoreError);
  });
});
