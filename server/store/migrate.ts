import type { Clock } from '../clock.ts';
import type { Dialect } from './address.ts';
import { migrations as all, newestMigration } from './migrations/index.ts';
import { columnsOf, type Migration, type MoveListener } from './migrations/migration.ts';
import { storeProblem } from './problems.ts';
import { StoreError } from './store-error.ts';
import type { Database } from './tables.ts';

export interface MigrateOptions {
  readonly migrations?: readonly Migration[];
  readonly told?: MoveListener;
}

/**
 * Brings a store to the newest schema, under a lock that dies with its holder (`withLock` of each database). Each migration is
 * announced by a row of its own before it runs, and marked in the same transaction that carries it out; so a row that stays unmarked
 * tells of a process that died within. Such a store is not touched, nor is one that a newer program has migrated further: both throw a
 * StoreError.
 */
export async function migrate(
  database: Database,
  dialect: Dialect,
  clock: Clock,
  { migrations = all, told = () => {} }: MigrateOptions = {},
): Promise<void> {
  await database.schema
    .createTable('schema_migration')
    .ifNotExists()
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('started_at', 'text', (column) => column.notNull())
    .addColumn('finished_at', 'text')
    .execute();
  const done = await finished(database, migrations);
  for (const migration of migrations)
    if (!done.has(migration.number)) await run(database, dialect, migration, { clock, told });
}

/** The migrations a store still needs; throws as `migrate` does. */
export async function pendingMigrations(database: Database): Promise<readonly Migration[]> {
  if (!(await hasTable(database, 'schema_migration'))) return all;
  const done = await finished(database, all);
  return all.filter(({ number }) => !done.has(number));
}

/** Throws where a database was migrated further than this program knows. */
export function refuseNewer(found: number, most = newestMigration): void {
  if (found > most) throw new StoreError(storeProblem('store-too-new', { pointer: '' }, { found, most }));
}

async function finished(database: Database, migrations: readonly Migration[]): Promise<ReadonlySet<number>> {
  const rows = await database.selectFrom('schema_migration').selectAll().orderBy('number').execute();
  refuseNewer(rows.at(-1)?.number ?? 0, migrations.at(-1)?.number ?? 0);
  const open = rows.find((row) => row.finished_at === null);
  if (open === undefined) return new Set(rows.map((row) => row.number));
  if (rows.length === 1 && !(await hasTable(database, 'document'))) {
    // The very first step came to nothing, as where a first start meets a full disk: there is nothing to be harmed.
    await database.deleteFrom('schema_migration').where('number', '=', open.number).execute();
    return new Set();
  }
  const slots = { number: open.number, name: open.name, at: open.started_at };
  throw new StoreError(storeProblem('migration-interrupted', { pointer: '' }, slots));
}

async function hasTable(database: Database, table: string): Promise<boolean> {
  const tables = await database.introspection.getTables();
  return tables.some(({ name }) => name === table);
}

async function run(
  database: Database,
  dialect: Dialect,
  { number, name, up }: Migration,
  { clock, told }: { readonly clock: Clock; readonly told: MoveListener },
): Promise<void> {
  const now = () => clock.now().toISOString();
  await database
    .insertInto('schema_migration')
    .values({ number, name, started_at: now(), finished_at: null })
    .execute();
  try {
    await database.transaction().execute(async (transaction) => {
      await up(transaction.schema, transaction, columnsOf[dialect], told);
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
