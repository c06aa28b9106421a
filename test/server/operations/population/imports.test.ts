import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { importJobs, type ImportJobs } from '../../../../server/operations/population/import-jobs.ts';
import { importPopulation } from '../../../../server/operations/population/import-population.ts';
import { directImporter, type ImportRunner } from '../../../../server/operations/population/import-runner.ts';
import { runImport } from '../../../../server/operations/population/run-import.ts';
import {
  beginImport,
  decideImport,
  type ImportAsked,
  readImport,
  readRefusals,
} from '../../../../server/operations/population/imports.ts';
import { addPiece, beginUpload } from '../../../../server/operations/population/upload.ts';
import { withdrawRelease } from '../../../../server/operations/releases/decline.ts';
import { link } from '../../../../definitions/index.ts';
import { openDuckdb } from '../../../../server/batch/duckdb.ts';
import { hostOperator } from '../../../../server/store/actor.ts';
import { currentSnapshotId } from '../../../../server/store/snapshots.ts';
import { temporaryFolder } from '../../support/bank.ts';
import { documents } from '../../support/definitions.ts';
import { as, seedPeople } from '../../support/people.ts';
import { codeOf, lifeRoom, type LifeRoom } from '../../support/releases.ts';
import { onBothDatabases } from '../../support/stores.ts';

const HEAD = 'clientId,age,aum,joinedOn';
const RIGHTS = [{ role: 'importer', scope: 'bank' }] as const;

onBothDatabases('importing what was sent', (stores) => {
  let room: LifeRoom;
  let folder: string;
  let jobs: ImportJobs;
  beforeEach(async () => {
    folder = temporaryFolder();
    room = await lifeRoom(stores, documents, folder);
    jobs = importJobs({
      store: room.store,
      dataFolder: folder,
      clock: room.clock,
      runner: directImporter(room.store.database),
      threads: 1,
    });
    await seedPeople(room.store, [
      { id: 'ida', node: 'bank', roles: ['importer'] },
      { id: 'ivo', node: 'bank', roles: ['importer'] },
      { id: 'eda', node: 'east', roles: ['importer'] },
      { id: 'amy', node: 'bank', roles: ['author', 'importer'] },
    ]);
  });
  afterEach(async () => {
    await jobs.settled();
    rmSync(folder, { recursive: true, force: true });
  });

  const rows = (count: number) => Array.from({ length: count }, (_, i) => `C${i},40,${i},`);
  const sent = async (lines: readonly string[], by = 'ida') => {
    const { id } = await beginUpload(room.store, as(by), folder, 'clients.csv');
    const piece = Readable.from([Buffer.from(`${[HEAD, ...lines].join('\n')}\n`)]);
    await addPiece(room.store, as(by), { dataFolder: folder, id, at: 0, piece });
    return id;
  };
  const asked = (file: string, more: Partial<ImportAsked> = {}): ImportAsked => ({
    entity: 'entity/client',
    file,
    related: [],
    feeds: [],
    encoding: undefined,
    sheet: undefined,
    asOf: undefined,
    language: 'en',
    ...more,
  });
  const imported = async (lines: readonly string[], by = 'ida', more: Partial<ImportAsked> = {}) => {
    const { id } = await beginImport(room.store, as(by), asked(await sent(lines, by), more), jobs);
    await jobs.settled();
    room.later(1);
    return await readImport(room.store, RIGHTS, id);
  };
  const current = async () => await currentSnapshotId(room.store.database, 'entity/client', '2026-11-22');

  it('makes a snapshot of it, whole, with its source and counts, and takes the file away', async () => {
    const made = await imported([...rows(50), 'X,forty,1,']);
    expect(made).toMatchObject({
      state: 'done',
      begunBy: 'ida',
      tables: [{ entity: 'entity/client', rows: 50, refused: 1, source: 'clients.csv' }],
      falls: [],
      problems: [],
    });
    expect(await current()).toBe(made.snapshot);
    const path = await readRefusals(room.store, as('ivo'), { id: made.id, entity: undefined, dataFolder: folder });
    expect(readFileSync(path, 'utf8')).toMatch(/forty/);
    expect(await room.store.database.selectFrom('upload').selectAll().execute()).toEqual([]);
    expect(readdirSync(join(folder, 'uploads'))).toEqual([]);
  });

  it('leaves all as it was where no row can be used, with the reasons to fetch, and no place of this machine told', async () => {
    const before = await imported(rows(50));
    const failed = await imported(['X,forty,1,']);
    expect(failed).toMatchObject({ state: 'failed', snapshot: null, problems: [{ code: 'population-empty' }] });
    expect(JSON.stringify(failed.problems)).not.toContain(folder);
    expect(failed.problems[0]?.message.en).toContain(`/api/v1/imports/${failed.id}/refused`);
    expect(await current()).toBe(before.snapshot);
    const path = await readRefusals(room.store, as('ida'), { id: failed.id, entity: undefined, dataFolder: folder });
    expect(readFileSync(path, 'utf8')).toMatch(/forty/);
  });

  it('waits for another where its rows fall by more than the settings allow; he may be none of those behind it', async () => {
    const before = await imported(rows(100));
    const within = await imported(rows(90));
    expect([within.state, within.falls]).toEqual(['done', []]);
    const fallen = await imported(rows(80));
    expect(fallen).toMatchObject({
      state: 'waiting',
      falls: [{ entity: 'entity/client', before: 90, now: 80 }],
      problems: [{ code: 'rows-fell' }],
    });
    expect(before.snapshot).not.toBe(within.snapshot);
    expect(await current()).toBe(within.snapshot);
    const decide = (by: string, decision: 'confirm' | 'refuse' | 'withdraw', id = fallen.id) =>
      codeOf(decideImport(room.store, as(by), id, decision));
    expect(await decide('ida', 'confirm')).toBe('import-takes-another');
    expect(await decide('ann', 'confirm')).toBe('right-missing');
    expect(await decide('eda', 'confirm')).toBe('person-not-found');
    expect(await decide('ivo', 'withdraw')).toBe('import-takes-another');
    expect(await current()).toBe(within.snapshot);
    // What waits outlives other imports.
    const failed = await imported(['X,forty,1,']);
    expect(failed.state).toBe('failed');
    expect(await decide('ivo', 'confirm')).toBe('done');
    expect(await current()).toBe(fallen.snapshot);
    expect(existsSync(join(folder, 'snapshots', fallen.snapshot ?? '', 'manifest.json'))).toBe(true);
    expect(await decide('ivo', 'confirm')).toBe('import-decided');
    const again = await imported(rows(40));
    expect(await decide('ivo', 'refuse', again.id)).toBe('done');
    expect([(await readImport(room.store, RIGHTS, again.id)).state, await current()]).toEqual([
      'refused',
      fallen.snapshot,
    ]);
  });

  it('takes nothing away that became known after it was asked for', async () => {
    const other = await sent(rows(40));
    let between = '';
    const runner: ImportRunner = async (task, told, keep) => {
      const { id } = await beginImport(room.store, as('ida'), asked(other), jobs);
      await jobs.settled();
      between = (await readImport(room.store, RIGHTS, id)).snapshot ?? 'none';
      return await runImport(room.store.database, task, told, keep);
    };
    const late = importJobs({ store: room.store, dataFolder: folder, clock: room.clock, runner, threads: 1 });
    await beginImport(room.store, as('ida'), asked(await sent(rows(50))), late);
    await late.settled();
    expect(existsSync(join(folder, 'snapshots', between, 'manifest.json'))).toBe(true);
  });

  it('waits as well where the host imports, as soon as there are people', async () => {
    await imported(rows(100));
    const path = join(folder, 'host.csv');
    writeFileSync(path, `${[HEAD, ...rows(10)].join('\n')}\n`);
    const duckdb = await openDuckdb({ threads: 1 });
    const library = link(documents.map((document) => ({ document })));
    const made = await importPopulation(
      { store: room.store, dataFolder: folder, duckdb, clock: room.clock, actor: hostOperator() },
      { library, entity: 'entity/client', path, related: new Map(), language: 'en' },
    );
    duckdb.close();
    expect([made.state, made.notes.map(({ code }) => code)]).toEqual(['waiting', ['rows-fell']]);
    expect(await current()).not.toBe(made.id);
  });

  it('is never the work of who wrote in a change that waits, at its beginning nor at its end', async () => {
    const release = await room.draft(70, 'amy');
    expect((await imported(rows(50), 'amy')).state).toBe('done');
    await room.submit(release, 'amy');
    const file = await sent(rows(60), 'amy');
    expect(await codeOf(beginImport(room.store, as('amy'), asked(file), jobs))).toBe('import-by-author');
    expect((await imported(rows(55))).state).toBe('done');
    // Nor does he confirm what another brings in.
    const fallen = await imported(rows(20));
    expect(await codeOf(decideImport(room.store, as('amy'), fallen.id, 'confirm'))).toBe('import-by-author');
    await withdrawRelease(room.store, as('amy'), release, null);
    expect(await codeOf(decideImport(room.store, as('amy'), fallen.id, 'confirm'))).toBe('done');
    // Handed in while the import was under way: what it made is not kept.
    let go = () => {};
    const handedIn = new Promise<void>((resolve) => {
      go = resolve;
    });
    const runner: ImportRunner = (task, told, keep) =>
      runImport(room.store.database, task, told, (snapshot) => handedIn.then(() => keep(snapshot)));
    const slow = importJobs({ store: room.store, dataFolder: folder, clock: room.clock, runner, threads: 1 });
    const before = await current();
    const { id } = await beginImport(room.store, as('amy'), asked(file), slow);
    await room.submit(release, 'amy');
    go();
    await slow.settled();
    const shown = await readImport(room.store, RIGHTS, id);
    expect([shown.state, shown.problems.map(({ code }) => code)]).toEqual(['failed', ['import-by-author']]);
    expect(await current()).toBe(before);
  });

  it('takes a right over the whole bank, and a file of one’s own that is there', async () => {
    for (const [by, code] of [
      ['ann', 'right-missing'],
      ['sys', 'right-missing'],
      ['eda', 'person-not-found'],
    ] as const)
      expect(await codeOf(beginUpload(room.store, as(by), folder, 'a.csv'))).toBe(code);
    const file = await sent(rows(5));
    expect(await codeOf(beginImport(room.store, as('ivo'), asked(file), jobs))).toBe('person-not-found');
    const piece = () => Readable.from([Buffer.from('x')]);
    const add = (by: string, at: number) =>
      codeOf(addPiece(room.store, as(by), { dataFolder: folder, id: file, at, piece: piece() }));
    expect(await add('ivo', 0)).toBe('person-not-found');
    expect(await add('ida', 3)).toBe('piece-not-next');
  });
});
