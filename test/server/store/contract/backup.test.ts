import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { OWN_MARK } from '../../../../server/batch/process-mark.ts';
import { CARRIED, NOT_CARRIED } from '../../../../server/store/copy.ts';
import { sqliteIn, type StoreAddress } from '../../../../server/store/address.ts';
import { type BackupManifest, restoreBackup, writeBackup } from '../../../../server/store/backup-file.ts';
import { type LogEntry, readLog } from '../../../../server/store/decision-log.ts';
import { openLogWriter, openStore } from '../../../../server/store/open-store.ts';
import { insertImport, moveImport } from '../../../../server/store/imports.ts';
import { statement } from '../../../../server/store/statement.ts';
import type { Store } from '../../../../server/store/store.ts';
import { StoreError } from '../../../../server/store/store-error.ts';
import { collected } from '../../../support/collected.ts';
import { clock, temporaryFolder, tester } from '../../support/bank.ts';
import { chainFaults } from '../../support/chain-faults.ts';
import { onBothDatabases, postgresOfFile, written } from '../../support/stores.ts';

const postgres = postgresOfFile();

const keep = statement((database, given: { readonly hash: string }) =>
  database.insertInto('document').values({ hash: given.hash, json: '{}', written: 0 }),
);

onBothDatabases('a backup', (stores) => {
  let folder: string;
  let path: string;
  let store: Store;
  beforeEach(async () => {
    folder = temporaryFolder();
    path = join(folder, 'backup');
    store = await stores.open();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const backUp = () => writeBackup(store, path, { id: 'b1', program: '1.0.0' }, clock);
  const restore = (address: StoreAddress) =>
    restoreBackup(path, `${path}.scratch`, address, tester, (manifest: BackupManifest) => ({ ...manifest }), clock);
  const write = (hash: string) =>
    store.write(tester, 'keep', async (tx) => {
      await tx.all(keep, { hash });
      await tx.audit({ subject: hash });
      await tx.send({ type: 'notice', key: hash, payload: null });
    });
  const rowsOf = async (of: Store) =>
    Object.fromEntries(
      await Promise.all(
        CARRIED.map(
          async ({ name }) => [name, (await of.database.selectFrom(name).selectAll().execute()).length] as const,
        ),
      ),
    );

  it('L80: has all that was answered before it began, while others write; and is restored into either database', async () => {
    const entry = (number: number, request: string): LogEntry => ({
      number,
      at: number,
      answerer: { stamp: { id: 'criteria/a', version: 1, hash: 'h', closure: 'c' }, cuts: 0 },
      language: 'en',
      asOf: null,
      request,
      result: '{"value":1}',
    });
    const log = openLogWriter(stores.address);
    await log.write([entry(1, '{"短":1}'), entry(2, JSON.stringify({ long: '长'.repeat(3000) }))]);
    await log.close();
    const decisions = (await collected(readLog(store.database))).flat();
    const answered: string[] = [];
    let isOver = false;
    const writing = Array.from({ length: 8 }, async (_, lane) => {
      for (let i = 0; !isOver; i += 1) {
        await write(`h${lane}-${i}`);
        answered.push(`h${lane}-${i}`);
      }
    });
    while (answered.length < 100) await new Promise((resolve) => setTimeout(resolve, 5));
    const before = [...answered];
    const manifest = await backUp();
    isOver = true;
    await Promise.all(writing);
    expect(manifest).toMatchObject({ id: 'b1', takenAt: clock.now().toISOString() });
    const addresses: readonly StoreAddress[] = [
      sqliteIn(join(folder, 'restored')),
      { kind: 'postgresql', url: await (await postgres()).database() },
    ];
    for (const address of addresses) {
      await restore(address);
      const restored = await openStore(address, { clock });
      const hashes = new Set(
        (await restored.database.selectFrom('document').select('hash').execute()).map(({ hash }) => hash),
      );
      expect(before.filter((hash) => !hashes.has(hash))).toEqual([]);
      expect((await rowsOf(restored))['audit_entry']).toBe(hashes.size + 1);
      expect((await collected(readLog(restored.database))).flat()).toEqual(decisions);
      expect(await chainFaults(restored.database)).toEqual([]);
      const newest = await restored.database
        .selectFrom('audit_entry')
        .select(['operation', 'subject', 'actor_name'])
        .orderBy('position', 'desc')
        .executeTakeFirst();
      expect(newest).toEqual({ operation: 'restore', subject: 'backup/b1', actor_name: 'Tester' });
      // It goes on from there.
      await restored.write(tester, 'keep', async (tx) => {
        await tx.all(keep, { hash: 'after' });
        await tx.audit({ subject: 'after' });
        await tx.send({ type: 'notice', key: 'after', payload: null });
      });
      await restored.seal();
      expect(await chainFaults(restored.database)).toEqual([]);
      await restored.close();
    }
  }, 120_000);

  it('has no import under way or waiting once it is restored: their files are not in it', async () => {
    const begun = { entity: 'entity/client', as_of: '2026-11-22', people: '[]', begun_by: 'ida', begun_by_name: 'Ida' };
    await written(store, async ({ database }) => {
      for (const state of ['running', 'waiting', 'done'] as const) {
        await insertImport(database, { id: state, ...begun, begun_at: clock.now().toISOString(), holder: OWN_MARK });
        await moveImport(database, state, 'running', { state });
      }
    });
    await backUp();
    const address = sqliteIn(join(folder, 'restored'));
    await restore(address);
    const restored = await openStore(address, { clock });
    const imports = await restored.database
      .selectFrom('snapshot_import')
      .select(['id', 'state'])
      .orderBy('id')
      .execute();
    expect(imports).toEqual([
      { id: 'done', state: 'done' },
      { id: 'running', state: 'failed' },
      { id: 'waiting', state: 'withdrawn' },
    ]);
    await restored.close();
  });

  it('is restored into nothing that holds something already', async () => {
    await write('h1');
    await backUp();
    const before = await rowsOf(store);
    await expect(restore(stores.address)).rejects.toThrow(StoreError);
    expect(await rowsOf(store)).toEqual(before);
  });

  it('carries every table but those of what is under way', async () => {
    const tables = (await store.database.introspection.getTables()).map(({ name }) => name);
    const carried = [...CARRIED.map(({ name }) => name), ...NOT_CARRIED];
    expect(tables.filter((name) => !name.startsWith('sqlite_')).toSorted()).toEqual(carried.toSorted());
  });

  it('is not taken for one where it is something else, or damaged', async () => {
    writeFileSync(path, 'no database '.repeat(1000));
    await expect(restore(sqliteIn(join(folder, 'restored')))).rejects.toThrow(StoreError);
  });
});
