import { setTimeout as wait } from 'node:timers/promises';
import { systemClock } from '../../../server/clock.ts';
import type { StoreAddress } from '../../../server/store/address.ts';
import { migrate } from '../../../server/store/migrate.ts';
import { migrations } from '../../../server/store/migrations/index.ts';
import { withLock } from '../../../server/store/open-store.ts';

/**
 * Migrates a store, and stands still at the end of one migration when it has said so: to be killed there.
 * `node --import tsx migrating-process.ts ADDRESS NUMBER`
 */
const [text = '', number = ''] = process.argv.slice(2);
const address = JSON.parse(text) as StoreAddress;
const stopping = migrations.map((migration) => {
  if (migration.number !== Number(number)) return migration;
  const up: typeof migration.up = async (...parts) => {
    await migration.up(...parts);
    process.stdout.write('within\n');
    await wait(2 ** 30);
  };
  return { ...migration, up };
});
await withLock(address, 'schema', {}, (database) =>
  migrate(database, address.kind, systemClock, { migrations: stopping }),
);
