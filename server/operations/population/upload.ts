import { randomUUID } from 'node:crypto';
import { createWriteStream, mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { populationProblem } from '../../population/problems.ts';
import type { Actor } from '../../store/actor.ts';
import type { UploadTable } from '../../store/import-tables.ts';
import { OperationRefused, type Store, type Transaction } from '../../store/store.ts';
import type { Database } from '../../store/tables.ts';
import { notFound } from '../people/acting.ts';
import { actingImporter } from './acting-importer.ts';

/**
 * A file comes in piece by piece, so that no request takes long and a line that breaks costs one piece: each piece says at which byte it
 * begins, which must be how much is there. Pieces go to the disk as they arrive. What nobody imports is taken away after a day.
 */
export const MOST_PIECE_BYTES = 64 << 20;
export const MOST_UPLOAD_BYTES = 16 * 2 ** 30;
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

/** Begins a file; its name says how it is read. */
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

export const actorKey = ({ kind, id }: Actor): string => `${kind}/${id}`;

/** Files that a piece is being written to, on this node. */
const busy = new Set<string>();

/** Writes a piece of a file behind what is there. */
export async function addPiece(
  store: Store,
  actor: Actor,
  { dataFolder, id, at, piece }: { dataFolder: string; id: string; at: number; piece: Readable },
): Promise<Uploaded> {
  const subject = `upload/${id}`;
  const row = await ownUpload(store.database, actor, id);
  const moved = (bytes: number) =>
    new OperationRefused(subject, [populationProblem('piece-not-next', AT, { at, bytes })]);
  if (row.bytes !== at || busy.has(id)) throw moved(row.bytes);
  busy.add(id);
  try {
    const path = uploadPath(dataFolder, row);
    // What a piece that broke off left behind.
    truncateSync(path, at);
    const written = await write(path, at, piece, subject);
    return await store.write(actor, 'add-piece', async (tx) => {
      await actingImporter(tx, subject);
      const now = await ownUpload(tx.database, actor, id);
      if (now.bytes !== at) throw moved(now.bytes);
      await tx.database
        .updateTable('upload')
        .set({ bytes: at + written })
        .where('id', '=', id)
        .execute();
      await tx.audit({ subject, body: { at, bytes: written } });
      return { id, bytes: at + written };
    });
  } finally {
    busy.delete(id);
  }
}

async function write(path: string, at: number, piece: Readable, subject: string): Promise<number> {
  let count = 0;
  const counted = async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const bytes of source) {
      count += bytes.length;
      if (count > MOST_PIECE_BYTES || at + count > MOST_UPLOAD_BYTES)
        throw new OperationRefused(subject, [
          populationProblem('upload-too-large', AT, {
            piece: MOST_PIECE_BYTES >> 20,
            most: MOST_UPLOAD_BYTES / 2 ** 30,
          }),
        ]);
      yield bytes;
    }
  };
  try {
    await pipeline(piece, counted, createWriteStream(path, { flags: 'r+', start: at, flush: true }));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC')
      throw new OperationRefused(subject, [populationProblem('upload-not-stored', AT)]);
    throw error;
  }
  return count;
}

/** An upload of one's own; refuses, as if there were nothing, that of others. */
export async function ownUpload(database: Database, actor: Actor, id: string): Promise<UploadTable> {
  const row = await database.selectFrom('upload').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined || row.begun_by !== actorKey(actor)) throw notFound(`upload/${id}`);
  return row;
}

/** Takes files away that were imported, or could not be. */
export async function dropUploads(tx: Transaction, ids: readonly string[]): Promise<void> {
  if (ids.length > 0)
    await tx.database
      .deleteFrom('upload')
      .where('id', 'in', [...ids])
      .execute();
}

export function dropFiles(dataFolder: string, ids: readonly string[]): void {
  for (const id of ids) rmSync(uploadFolder(dataFolder, id), { recursive: true, force: true });
}
