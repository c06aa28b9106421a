import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { link } from '../../../../definitions/index.ts';
import { openDuckdb } from '../../../../server/batch/duckdb.ts';
import { OWN_MARK } from '../../../../server/batch/process-mark.ts';
import { importPopulation } from '../../../../server/operations/population/import-population.ts';
import type { ImportRunner } from '../../../../server/operations/population/import-runner.ts';
import { decideImport } from '../../../../server/operations/population/imports.ts';
import type { Snapshot } from '../../../../server/population/snapshot.ts';
import { runImport } from '../../../../server/operations/population/run-import.ts';
import { beginUpload } from '../../../../server/operations/population/upload.ts';
import { withdrawRelease } from '../../../../server/operations/releases/decline.ts';
import { hostOperator } from '../../../../server/store/actor.ts';
import { insertImport } from '../../../../server/store/imports.ts';
import { documents } from '../../support/definitions.ts';
import { type ImportRoom, importRoom, rows, textOf, UNUSABLE } from '../../support/importing.ts';
import { as } from '../../support/people.ts';
import { AS_SEEN, codeOf } from '../../support/releases.ts';
import { onBothDatabases, written } from '../../support/stores.ts';

onBothDatabases('importing what was sent', (stores) => {
  let room: ImportRoom;
  beforeEach(async () => {
    room = await importRoom(stores);
  });
  afterEach(async () => await room.close());

  it('waits for another where its rows fall by more than the settings allow; he may be none of those behind it', async () => {
    const before = await room.imported(rows(100));
    const within = await room.imported(rows(90));
    expect([within.state, within.falls]).toEqual(['done', []]);
    const fallen = await room.imported(rows(80));
    expect(fallen).toMatchObject({
      state: 'waiting',
      falls: [{ entity: 'entity/client', before: 90, now: 80 }],
      problems: [{ code: 'rows-fell' }],
    });
    expect(before.snapshot).not.toBe(within.snapshot);
    expect(await room.current()).toBe(within.snapshot);
    const decide = (by: string, decision: 'confirm' | 'refuse' | 'withdraw', id = fallen.id) =>
      codeOf(decideImport(room.life.store, as(by), id, decision));
    expect(await decide('ida', 'confirm')).toBe('import-takes-another');
    expect(await decide('ann', 'confirm')).toBe('right-missing');
    expect(await decide('eda', 'confirm')).toBe('person-not-found');
    expect(await decide('ivo', 'withdraw')).toBe('import-takes-another');
    expect(await room.current()).toBe(within.snapshot);
    // What waits outlives other imports.
    const failed = await room.imported([UNUSABLE]);
    expect(failed.state).toBe('failed');
    expect(await decide('ivo', 'confirm')).toBe('done');
    expect(await room.current()).toBe(fallen.snapshot);
    expect(existsSync(join(room.folder, 'snapshots', fallen.snapshot ?? '', 'manifest.json'))).toBe(true);
    expect(await decide('ivo', 'confirm')).toBe('import-decided');
    const again = await room.imported(rows(40));
    expect(await decide('ivo', 'refuse', again.id)).toBe('done');
    expect([(await room.shown(again.id)).state, await room.current()]).toEqual(['refused', fallen.snapshot]);
  });

  it('takes nothing away that became known after it was asked for', async () => {
    const other = await room.sent(rows(40));
    let between = '';
    const runner: ImportRunner = async (task, told, keep, cancelled) => {
      const id = await room.begun(other);
      await room.jobs.settled();
      between = (await room.shown(id)).snapshot ?? 'none';
      return await runImport(room.life.store.database, task, { told, keep, cancelled });
    };
    const late = room.jobsBy({ runner });
    await room.imported(rows(50), 'ida', late);
    expect(existsSync(join(room.folder, 'snapshots', between, 'manifest.json'))).toBe(true);
  });

  it('waits as well where the host imports, as soon as there are people', async () => {
    await room.imported(rows(100));
    const path = join(room.folder, 'host.csv');
    writeFileSync(path, textOf(rows(10)));
    const duckdb = await openDuckdb({ threads: 1 });
    const library = link(documents.map((document) => ({ document })));
    const made = await importPopulation(
      { store: room.life.store, dataFolder: room.folder, duckdb, clock: room.life.clock, actor: hostOperator() },
      { library, entity: 'entity/client', path, related: new Map(), language: 'en' },
    );
    duckdb.close();
    expect([made.state, made.notes.map(({ code }) => code)]).toEqual(['waiting', ['rows-fell']]);
    expect(await room.current()).not.toBe(made.id);
  });

  it('is never the work of who wrote in a change that waits, at its beginning nor at its end', async () => {
    const release = await room.life.draft(70, 'amy');
    expect((await room.imported(rows(50), 'amy')).state).toBe('done');
    await room.life.submit(release, 'amy');
    const file = await room.sent(rows(60), 'amy');
    expect(await codeOf(room.begun(file, 'amy'))).toBe('import-by-author');
    expect((await room.imported(rows(55))).state).toBe('done');
    // Nor does he confirm what another brings in.
    const fallen = await room.imported(rows(20));
    expect(await codeOf(decideImport(room.life.store, as('amy'), fallen.id, 'confirm'))).toBe('import-by-author');
    await withdrawRelease(room.life.store, as('amy'), release, AS_SEEN);
    expect(await codeOf(decideImport(room.life.store, as('amy'), fallen.id, 'confirm'))).toBe('done');
    // Handed in while the import was under way: what it made is not kept.
    let go = () => {};
    const handedIn = new Promise<void>((resolve) => {
      go = resolve;
    });
    const runner: ImportRunner = (task, told, keep, cancelled) => {
      const late = (snapshot: Snapshot) => handedIn.then(() => keep(snapshot));
      return runImport(room.life.store.database, task, { told, keep: late, cancelled });
    };
    const slow = room.jobsBy({ runner });
    const before = await room.current();
    const id = await room.begun(file, 'amy', slow);
    await room.life.submit(release, 'amy');
    go();
    await slow.settled();
    expect(await room.shown(id)).toMatchObject({ state: 'failed', problems: [{ code: 'import-by-author' }] });
    expect(await room.current()).toBe(before);
  });

  it('takes a right over the whole bank, and a file of one’s own that is there', async () => {
    for (const [by, code] of [
      ['ann', 'right-missing'],
      ['sys', 'right-missing'],
      ['eda', 'person-not-found'],
    ] as const)
      expect(await codeOf(beginUpload(room.life.store, as(by), room.folder, 'a.csv'))).toBe(code);
    const file = await room.sent(rows(5));
    expect(await codeOf(room.begun(file, 'ivo'))).toBe('person-not-found');
    const piece = () => Readable.from([Buffer.from('x')]);
    expect(await codeOf(room.piece(file, 0, piece(), 'ivo'))).toBe('person-not-found');
    expect(await codeOf(room.piece(file, 3, piece()))).toBe('piece-not-next');
  });

  it('is lost where the process that carried it out is gone', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    const begun = { begun_by: 'ida', begun_by_name: 'ida', begun_at: room.life.now.toISOString(), people: '["ida"]' };
    const row = { id: 'lost', entity: 'entity/client', as_of: '2026-11-22', ...begun };
    const running = async (holder: string) => {
      await written(room.life.store, async ({ database }) => {
        await database.deleteFrom('snapshot_import').execute();
        await insertImport(database, { ...row, holder });
      });
      const { state, problems } = await room.shown('lost');
      return [state, problems.map(({ code }) => code)];
    };
    expect(await running(OWN_MARK.replace(/\d+$/, String(pid)))).toEqual(['failed', ['import-lost']]);
    expect(await running(OWN_MARK)).toEqual(['running', []]);
    // Of another machine nobody can tell from here.
    expect(await running(`00000000-${pid}`)).toEqual(['running', []]);
  });
});
