import { closeSync, copyFileSync, fsyncSync, openSync } from 'node:fs';
import { sql } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Actor } from './actor.ts';
import { addressText, type StoreAddress } from './address.ts';
import { auditRow, sealed } from './audit.ts';
import { type CarriedFiles, putFilesBack, takeFiles } from './backup-files.ts';
import { CARRIED, copyRows } from './copy.ts';
import { migrate } from './migrate.ts';
import { newestMigration } from './migrations/index.ts';
import { withLock } from './open-store.ts';
import { storeProblem } from './problems.ts';
import { readAuditChain } from './read-audit.ts';
import { openAlone, type OwnFile } from './sqlite/index.ts';
import { StoreError, storeErrorOf } from './store-error.ts';
import type { Reader } from './store.ts';
import type { Database } from './tables.ts';

/**
 * A backup is one file: a SQLite database with the rows of a store as they were at one moment, whichever database they came from; so
 * it can be restored into either; and the files that those rows name. It says of itself what it is, in a table of its own.
 */
export interface BackupManifest {
  readonly id: string;
  readonly takenAt: string;
  readonly program: string;
  readonly schema: number;
  /** How many files of snapshots are in it, and how many bytes they hold. */
  readonly files?: { readonly count: number; readonly bytes: number };
  /** Where the audit's chain stood; null where it had no entry. */
  readonly audit: { readonly position: number; readonly digest: string } | null;
}

/** Writes a backup of a store that may be in use. The file is on disk when this answers. */
export async function writeBackup(
  reader: Reader,
  path: string,
  about: Pick<BackupManifest, 'id' | 'program'>,
  clock: Clock,
  filesOf?: (database: Database) => Promise<CarriedFiles>,
): Promise<BackupManifest> {
  const file = openAlone(path);
  try {
    await migrate(file.database, 'sqlite', clock);
    const { carried, ...rows } = await reader.read(async (database) => {
      const takenAt = clock.now().toISOString();
      await file.database.transaction().execute((to) => copyRows(database, to, 'sqlite'));
      const schema = newestMigration;
      return { ...about, takenAt, schema, audit: await chainEnd(database), carried: await filesOf?.(database) };
    });
    const files = carried && { count: carried.files.length, bytes: takeFiles(file, carried) };
    const manifest: BackupManifest = files === undefined ? rows : { ...rows, files };
    await sql`create table backup_manifest (json text not null)`.execute(file.database);
    await sql`insert into backup_manifest values (${JSON.stringify(manifest)})`.execute(file.database);
    // One file, without a log beside it.
    file.raw.pragma('journal_mode = DELETE');
    return manifest;
  } catch (error) {
    throw storeErrorOf(error, { kind: 'sqlite', path }) ?? error;
  } finally {
    file.close();
    synced(path);
  }
}

function synced(path: string): void {
  const file = openSync(path, 'r');
  fsyncSync(file);
  closeSync(file);
}

/** What closes a store that was restored: what was ended since the backup was taken must not live again. Each table's own line. */
const CLOSING: readonly ((database: Database) => Promise<unknown>)[] = [
  // Whoever delivered them is not there any more.
  (database) => database.updateTable('outbox').set({ holder: null, lease_until: null }).execute(),
];

/**
 * Restores a backup into a store that holds nothing, in one transaction: all rows, closed, with an entry in the audit that says so.
 * `scratch` is a name for a copy that is brought to this program's schema; the backup itself stays as it is. The files of the backup come
 * into `folder` before the rows that name them.
 */
export async function restoreBackup(
  path: string,
  scratch: string,
  address: StoreAddress,
  actor: Actor,
  body: (manifest: BackupManifest) => NonNullable<Parameters<typeof auditRow>[3]['body']>,
  clock: Clock,
  folder?: string,
): Promise<BackupManifest> {
  copyFileSync(path, scratch);
  const file = openAlone(scratch, { mustExist: true });
  try {
    const manifest = await checked(file, path);
    await migrate(file.database, 'sqlite', clock);
    await withLock(address, 'schema', {}, async (database) => {
      await migrate(database, address.kind, clock);
      await refuseFilled(database, address);
      if (folder !== undefined) putFilesBack(file, folder);
      await database.transaction().execute(async (to) => {
        await copyRows(file.database, to, address.kind);
        for (const close of CLOSING) await close(to);
        const row = auditRow(actor, 'restore', clock.now(), { subject: `backup/${manifest.id}`, body: body(manifest) });
        await append(to, row);
      });
    });
    return manifest;
  } catch (error) {
    throw storeErrorOf(error, address) ?? error;
  } finally {
    file.close();
  }
}

/** What a backup says of itself, where it is one and whole. */
async function checked(file: OwnFile, path: string): Promise<BackupManifest> {
  const isWhole = file.raw.pragma('integrity_check', { simple: true }) === 'ok';
  const tables = file.raw.prepare("select name from sqlite_schema where name = 'backup_manifest'").all();
  if (!isWhole || tables.length === 0) throw new StoreError(storeProblem('no-backup', { pointer: '' }, { path }));
  const { json } = file.raw.prepare('select json from backup_manifest').get() as { readonly json: string };
  file.raw.exec('drop table backup_manifest');
  // Written by `writeBackup` only.
  return JSON.parse(json) as BackupManifest;
}

async function refuseFilled(database: Database, address: StoreAddress): Promise<void> {
  for (const { name } of CARRIED) {
    // An empty store has the head of its chain, and nothing else.
    if (name === 'audit_chain') await database.deleteFrom(name).execute();
    const { rows } = await sql`select 1 from ${sql.table(name)} limit 1`.execute(database);
    if (rows.length > 0)
      throw new StoreError(storeProblem('store-not-empty', { pointer: '' }, { path: addressText(address) }));
  }
}

/** Appends an entry by a writer of its own, and seals it behind all that came along unsealed. */
async function append(database: Database, row: ReturnType<typeof auditRow>): Promise<void> {
  const { algorithm, origin } = await readAuditChain(database);
  const { writer } = await database
    .insertInto('audit_writer')
    .values({ opened_at: row.at, process: 'restore', last: 1 })
    .returning('writer')
    .executeTakeFirstOrThrow();
  const unsealed = { algorithm: null, position: null, previous: null, digest: null };
  await database
    .insertInto('audit_entry')
    .values({ ...row, writer, number: 1, ...unsealed })
    .execute();
  let end = (await chainEnd(database)) ?? { position: 0, digest: origin };
  const rows = await database
    .selectFrom('audit_entry')
    .selectAll()
    .where('position', 'is', null)
    .orderBy('at')
    .orderBy('writer')
    .orderBy('number')
    .execute();
  for (const each of rows) {
    const seal = sealed(each, algorithm, end);
    await database
      .updateTable('audit_entry')
      .set(seal)
      .where('writer', '=', each.writer)
      .where('number', '=', each.number)
      .execute();
    end = seal;
  }
}

async function chainEnd(database: Database): Promise<BackupManifest['audit']> {
  const row = await database
    .selectFrom('audit_entry')
    .select(['position', 'digest'])
    .where('position', 'is not', null)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : { position: row.position ?? 0, digest: row.digest ?? '' };
}
