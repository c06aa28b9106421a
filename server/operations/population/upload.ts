import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { populationProblem } from '../../population/problems.ts';
import type { Actor } from '../../store/actor.ts';
import type { UploadTable } from '../../store/import-tables.ts';
import { OperationRefused, type Store, type Transaction } from '../../store/store.ts';
import type { Database } from '../../store/tables.ts';
import { notFound } from '../people/acting.ts';
import { actingImporter } from './acting-importer.ts';

const MOST_UPLOADS = 20;
const DAY_MS = 24 * 3_600_000;
const AT = { pointer: '' };

export interface Uploaded {
  readonly id: string;
  readonly bytes: number;
}

export const uploadPath = (dataFolder: string, { id, name }: Pick<UploadTable, 'id' | 'name'>): string =>
  join(uploadFolder(dataFolder, id), name);

const uploadFolder = (dataFolder: string, id: string): string => join(dataFolder, 'uploads', id);

/** Begins a file, which comes in piece by piece; its name says how it is read. What nobody imports is taken away after a day. */
export async function beginUpload(store: Store, actor: Actor, dataFolder: string, name: string): Promise<Uploaded> {
  const id = randomUUID();
  const { stale, ...begun } = await store.write(actor, 'begin-upload', async (tx) => {
    const subject = `upload/${id}`;
    await actingImporter(tx, subject);
    const before = new Date(tx.now.getTime() - DAY_MS).toISOString();
    const old = await tx.database.selectFrom('upload').select('id').where('begun_at', '<', before).execute();
    await tx.database.deleteFrom('upload').where('begun_at', '<', before).execute();
    const rows = await tx.database.selectFrom('upload').select('id').execute();
    if (rows.length >= MOST_UPLOADS)
      throw new OperationRefused(subject, [populationProblem('uploads-waiting', AT, { count: rows.length })]);
    const row = { id, name, bytes: 0, begun_by: actorKey(actor), begun_at: tx.now.toISOString() };
    await tx.database.insertInto('upload').values(row).execute();
    await tx.audit({ subject, body: { name } });
    return { id, bytes: 0, stale: old };
  });
  for (const one of stale) rmSync(uploadFolder(dataFolder, one.id), { recursive: true, force: true });
  mkdirSync(uploadFolder(dataFolder, id), { recursive: true });
  writeFileSync(uploadPath(dataFolder, { id, name }), '');
  return begun;
}

const actorKey = ({ kind, id }: Actor): string => `${kind}/${id}`;

/** An upload of one's own; refuses, as if there were nothing, that of others. */
export async function ownUpload(database: Database, actor: Actor, id: string): Promise<UploadTable> {
  const row = await database.selectFrom('upload').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined || row.begun_by !== actorKey(actor)) throw notFound(`upload/${id}`);
  return row;
}

/** Takes one's own files for an import: from then on no piece comes to them, and no other import takes them. Answers them as they were. */
export async function takeUploads(
  { actor, database, now }: Transaction,
  by: string,
  ids: readonly string[],
): Promise<readonly UploadTable[]> {
  const taken: UploadTable[] = [];
  for (const id of new Set(ids)) taken.push(await ownUpload(database, actor, id));
  for (const { id } of taken) await moveUpload(database, id, { begun_by: `import/${by}`, begun_at: now.toISOString() });
  return taken;
}

/** Gives files back to whom they were taken from. */
export async function giveBackUploads({ database, now }: Transaction, taken: readonly UploadTable[]): Promise<void> {
  for (const { id, begun_by } of taken) await moveUpload(database, id, { begun_by, begun_at: now.toISOString() });
}

async function moveUpload(
  database: Database,
  id: string,
  to: Pick<UploadTable, 'begun_by' | 'begun_at'>,
): Promise<void> {
  await database.updateTable('upload').set(to).where('id', '=', id).execute();
}

/** Forgets the files that an import took, within the transaction that ends it. */
export async function dropTaken({ database }: Transaction, by: string): Promise<void> {
  await database.deleteFrom('upload').where('begun_by', '=', `import/${by}`).execute();
}

/** Takes a file of one's own away that is not to be imported. */
export async function dropUpload(store: Store, actor: Actor, dataFolder: string, id: string): Promise<void> {
  await store.write(actor, 'drop-upload', async (tx) => {
    const subject = `upload/${id}`;
    await actingImporter(tx, subject);
    const { name, bytes } = await ownUpload(tx.database, actor, id);
    await tx.database.deleteFrom('upload').where('id', '=', id).execute();
    await tx.audit({ subject, body: { name, bytes } });
  });
  rmSync(uploadFolder(dataFolder, id), { recursive: true, force: true });
}

/** Takes files away that were imported, or could not be. */
export async function dropUploads(tx: Transaction, uploads: readonly UploadTable[]): Promise<void> {
  for (const { id } of uploads) await tx.database.deleteFrom('upload').where('id', '=', id).execute();
}

export function dropFiles(dataFolder: string, uploads: readonly UploadTable[]): void {
  for (const { id } of uploads) rmSync(uploadFolder(dataFolder, id), { recursive: true, force: true });
}
