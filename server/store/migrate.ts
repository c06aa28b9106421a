import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import type { Migration, MoveListener } from './migrations/migration.ts';
import { storeProblem } from './problems.ts';
import { StoreError } from './store-error.ts';
import type { Database } from './tables.ts';

/**
 * Brings a store to the newest schema. Each migration is announced by a row of its own before it runs, and marked in the same
 * transaction that carries it out; so a row that stays unmarked tells of a process that died within. Such a store is not touched,
 * nor is one that a newer program has migrated further: both throw a StoreError.
 */
export async function migrate(
  database: Database,
  migrations: readonly Migration[],
  clock: Clock,
  { patience = PATIENCE_MS, told = () => {} }: { readonly patience?: number; readonly told?: MoveListener } = {},
): Promise<void> {
  await database.schema
    .createTable('schema_migration')
    .ifNotExists()
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('started_at', 'text', (column) => column.notNull())
    .addColumn('finished_at', 'text')
    .execute();
  const done = await finished(database, migrations, patience);
  for (const migration of migrations) if (!done.has(migration.number)) await run(database, migration, clock, told);
}

/** How long another process that migrates right now is waited for. */
const PATIENCE_MS = 5000;

async function finished(
  database: Database,
  migrations: readonly Migration[],
  patience: number,
): Promise<ReadonlySet<number>> {
  for (let waited = 0; ; waited += 100) {
    const rows = await database.selectFrom('schema_migration').selectAll().orderBy('number').execute();
    const newest = rows.at(-1);
    const most = migrations.at(-1)?.number ?? 0;
    if (newest !== undefined && newest.number > most)
      throw new StoreError(storeProblem('store-too-new', { pointer: '' }, { found: newest.number, most }));
    const open = rows.find((row) => row.finished_at === null);
    if (open === undefined) return new Set(rows.map((row) => row.number));
    if (waited >= patience && rows.length === 1 && (await isEmpty(database))) {
      // The very first step came to nothing, as where a first start meets a full disk: there is nothing to be harmed.
      await database.deleteFrom('schema_migration').where('number', '=', open.number).execute();
      return new Set();
    }
    if (waited >= patience) {
      const slots = { number: open.number, name: open.name, at: open.started_at };
      throw new StoreError(storeProblem('migration-interrupted', { pointer: '' }, slots));
    }
    await wait(100);
  }
}

async function isEmpty(database: Database): Promise<boolean> {
  const tables = await database.introspection.getTables();
  return tables.every(({ name }) => name === 'schema_migration');
}

async function run(
  database: Database,
  { number, name, up }: Migration,
  clock: Clock,
  told: MoveListener,
): Promise<void> {
  const now = () => clock.now().toISOString();
  await database
    .insertInto('schema_migration')
    .values({ number, name, started_at: now(), finished_at: null })
    .execute();
  try {
    await database.transaction().execute(async (transaction) => {
      await up(transaction.schema, transaction, told);
      await transaction
        .updateTable('schema_migration')
        .set({ finished_at: now() })
        .where('number', '=', number)
        .execute();
    });
  } catch (error) {
    // Rolled back as a whole: nothing of it stands, so it may be tried again. Where the announcement cannot be taken back (a full
    // disk), the next start says that the migration was interrupted.
    await database
      .deleteFrom('schema_migration')
      .where('number', '=', number)
      .execute()
      .catch(() => {});
    throw error;
  }
}
