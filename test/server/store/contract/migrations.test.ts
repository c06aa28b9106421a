import { expect, it } from 'vitest';
import { migrate, pendingMigrations } from '../../../../server/store/migrate.ts';
import { migrations } from '../../../../server/store/migrations/index.ts';
import { openStore, withLock } from '../../../../server/store/open-store.ts';
import { StoreError } from '../../../../server/store/store-error.ts';
import { clock } from '../../support/bank.ts';
import { onBothDatabases } from '../../support/stores.ts';

onBothDatabases('migrations', (stores) => {
  const reopened = () =>
    openStore(stores.address, { clock }).then(
      async (store) => {
        await store.close();
        return 'started';
      },
      (error: unknown) => (error instanceof StoreError ? error.problem.code : String(error)),
    );

  it.each([
    ['where a newer program has migrated it', { number: 99, finished_at: '2027-01-01' }, 'store-too-new'],
    ['where a migration was interrupted', { number: 3, finished_at: null }, 'migration-interrupted'],
  ])('do not start %s', async (_title, row, code) => {
    expect(await reopened()).toBe('started');
    await withLock(stores.address, 'schema', {}, async (database) => {
      await database.deleteFrom('schema_migration').where('number', '=', row.number).execute();
      await database
        .insertInto('schema_migration')
        .values({ name: 'x', started_at: '2026-01-01', ...row })
        .execute();
    });
    expect(await reopened()).toBe(code);
  });

  it('are as if they had not begun where one fails', async () => {
    const failing = { ...migrations[0], number: 99, name: 'failing', up: () => Promise.reject(new Error('no')) };
    await withLock(stores.address, 'schema', {}, async (database) => {
      const all = [...migrations, failing] as typeof migrations;
      await expect(migrate(database, stores.dialect, clock, { migrations: all })).rejects.toThrow('no');
    });
    expect(await reopened()).toBe('started');
  });

  it('are told before they are carried out', async () => {
    const pending = () => withLock(stores.address, 'schema', {}, (database) => pendingMigrations(database));
    expect((await pending()).map(({ number }) => number)).toEqual(migrations.map(({ number }) => number));
    await reopened();
    expect(await pending()).toEqual([]);
  });

  it('L83: run once where many start at once', async () => {
    const started = await Promise.all(Array.from({ length: 5 }, () => reopened()));
    expect(new Set(started)).toEqual(new Set(['started']));
    const rows = await withLock(stores.address, 'schema', {}, (database) =>
      database.selectFrom('schema_migration').select(['number', 'finished_at']).orderBy('number').execute(),
    );
    expect(rows).toEqual(migrations.map(({ number }) => ({ number, finished_at: clock.now().toISOString() })));
  });
});
