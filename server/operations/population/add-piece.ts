import { createWriteStream, truncateSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { populationProblem } from '../../population/problems.ts';
import type { Actor } from '../../store/actor.ts';
import type { UploadTable } from '../../store/import-tables.ts';
import { OperationRefused, type Store } from '../../store/store.ts';
import { notFound } from '../people/acting.ts';
import { actingImporter } from './acting-importer.ts';
import { ownUpload, type Uploaded, uploadPath } from './upload.ts';

/**
 * A file comes in piece by piece, so that no request takes long and a line that breaks costs one piece: each piece says at which byte it
 * begins, which must be how much is there. Pieces go to the disk as they arrive.
 */
export const MOST_PIECE_BYTES = 64 << 20;
const MOST_UPLOAD_BYTES = 16 * 2 ** 30;
const AT = { pointer: '' };

export interface Piece {
  readonly dataFolder: string;
  /** Of the file. */
  readonly id: string;
  /** The byte it begins at. */
  readonly at: number;
  readonly piece: Readable;
}

/** The pieces that are being written on this node, by the file: how each is ended, and when it has. */
const writing = new Map<string, { readonly end: AbortController; readonly over: Promise<unknown> }>();

/** Writes a piece of a file behind what is there. */
export async function addPiece(store: Store, actor: Actor, piece: Piece): Promise<Uploaded> {
  const { id, at } = piece;
  if (writing.has(id)) throw notNext(id, at, (await ownUpload(store.database, actor, id)).bytes);
  const end = new AbortController();
  const over = keepPiece(store, actor, piece, end.signal);
  writing.set(id, { end, over });
  try {
    return await over;
  } finally {
    writing.delete(id);
  }
}

/** Ends the piece that is being written to a file that was taken, and cuts off what was never acknowledged. */
export async function cutOff(dataFolder: string, upload: UploadTable): Promise<void> {
  const piece = writing.get(upload.id);
  piece?.end.abort();
  await piece?.over.catch(() => {});
  truncateSync(uploadPath(dataFolder, upload), upload.bytes);
}

async function keepPiece(store: Store, actor: Actor, given: Piece, ended: AbortSignal): Promise<Uploaded> {
  const { dataFolder, id, at } = given;
  const subject = `upload/${id}`;
  const row = await ownUpload(store.database, actor, id);
  if (row.bytes !== at) throw notNext(id, at, row.bytes);
  const path = uploadPath(dataFolder, row);
  // What a piece that broke off left behind.
  truncateSync(path, at);
  const written = await write(path, given, subject, ended);
  return await store.write(actor, 'add-piece', async (tx) => {
    await actingImporter(tx, subject);
    const now = await ownUpload(tx.database, actor, id);
    if (now.bytes !== at) throw notNext(id, at, now.bytes);
    await tx.database
      .updateTable('upload')
      .set({ bytes: at + written })
      .where('id', '=', id)
      .execute();
    await tx.audit({ subject, body: { at, bytes: written } });
    return { id, bytes: at + written };
  });
}

const notNext = (id: string, at: number, bytes: number): OperationRefused =>
  new OperationRefused(`upload/${id}`, [populationProblem('piece-not-next', AT, { at, bytes })]);

async function write(path: string, { at, piece }: Piece, subject: string, ended: AbortSignal): Promise<number> {
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
    await pipeline(piece, counted, createWriteStream(path, { flags: 'r+', start: at, flush: true }), {
      signal: ended,
    });
  } catch (error) {
    if (ended.aborted) throw notFound(subject);
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC')
      throw new OperationRefused(subject, [populationProblem('upload-not-stored', AT)]);
    throw error;
  }
  return count;
}
