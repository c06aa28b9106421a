import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { dataOf, server, ServerError } from './client.ts';
import { usual } from './queries.ts';
import type { operations } from './schema.d.ts';

type Answer<Operation extends keyof operations> = operations[Operation] extends {
  responses: { 200: { content: { 'application/json': infer Data } } };
}
  ? Data
  : never;

export type Choice = Answer<'getImportChoices'>['entities'][number];
export type Preview = Answer<'previewUpload'>;
export type Imported = Answer<'listImports'>['items'][number];
/** How a file is to be read. */
export type Reading = operations['previewUpload']['requestBody']['content']['application/json'];
export type ImportAsked = operations['beginImport']['requestBody']['content']['application/json'];

const RUNNING_MS = 700;

/** What populations can be imported, and how: for whoever imports. */
export function useImportChoices() {
  return useQuery({
    ...usual,
    queryKey: ['import-choices'],
    queryFn: () => dataOf(server.GET('/api/v1/imports/choices')),
  });
}

/** What was imported, newest first; asked again while something runs. */
export function useImports() {
  return useInfiniteQuery({
    ...usual,
    staleTime: 0,
    queryKey: ['imports'],
    queryFn: ({ pageParam }) =>
      dataOf(
        server.GET('/api/v1/imports', { params: { query: { limit: 20, ...(pageParam && { cursor: pageParam }) } } }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ items }) => items.some(({ state }) => state === 'running')) === true ? 2 * RUNNING_MS : false,
  });
}

/** How far an import is that runs. */
export function useImportProgress(id: string) {
  return useQuery({
    ...usual,
    staleTime: 0,
    queryKey: ['import', id],
    queryFn: () => dataOf(server.GET('/api/v1/imports/{import}', { params: { path: { import: id } } })),
    refetchInterval: RUNNING_MS,
  }).data?.progress;
}

/** The first rows of a file that was sent, as they would be read; those read before stand until the next are there. */
export function usePreview(upload: string | null, reading: Reading) {
  return useQuery({
    ...usual,
    queryKey: ['preview', upload, reading],
    enabled: upload !== null,
    placeholderData: keepPreviousData,
    queryFn: () =>
      dataOf(
        server.POST('/api/v1/uploads/{upload}/preview', {
          params: { path: { upload: upload ?? '' } },
          body: reading,
        }),
      ),
  });
}

const LEAST_PIECE = 256 * 1024;
const MOST_PIECE = 32 * 1024 * 1024;
const PIECES = 40;
const AGAIN_MS = 1000;

/** A file that was sent. */
export interface SentFile {
  readonly id: string;
  readonly name: string;
}

/**
 * Sends a file piece by piece, and answers its id. Where the server is lost it is asked how much it has, over and over, and the file goes
 * on from there. One that is given up is taken away again.
 */
export async function sendFile(file: File, told: (share: number) => void, stopped: AbortSignal): Promise<string> {
  const { id } = await dataOf(server.POST('/api/v1/uploads', { body: { name: file.name }, signal: stopped }));
  const size = Math.min(MOST_PIECE, Math.max(LEAST_PIECE, Math.ceil(file.size / PIECES)));
  let at = 0;
  try {
    while (at < file.size) {
      at = await sendPiece(id, at, file.slice(at, at + size), stopped).catch(async (error: unknown) => {
        if (!mayGoOn(error) || stopped.aborted) throw error;
        return await howMuch(id, stopped);
      });
      told(at / file.size);
    }
    return id;
  } catch (error) {
    void dropFile(id);
    throw error;
  }
}

/** The line broke, or an answer was lost on it. */
const mayGoOn = (error: unknown): boolean =>
  error instanceof ServerError && (error.status === 0 || error.codes.includes('piece-not-next'));

async function sendPiece(upload: string, at: number, piece: Blob, signal: AbortSignal): Promise<number> {
  const { bytes } = await dataOf(
    server.PUT('/api/v1/uploads/{upload}/pieces/{at}', {
      params: { path: { upload, at } },
      // The document tells bytes as a text.
      body: piece as unknown as string,
      bodySerializer: (body) => body,
      headers: { 'content-type': 'application/octet-stream' },
      signal,
    }),
  );
  return bytes;
}

async function howMuch(upload: string, signal: AbortSignal): Promise<number> {
  for (;;) {
    try {
      return (await dataOf(server.GET('/api/v1/uploads/{upload}', { params: { path: { upload } }, signal }))).bytes;
    } catch (error) {
      if (!mayGoOn(error) || signal.aborted) throw error;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}

/** Takes a file away that is not to be imported; where the server is lost, it goes a day later. */
export async function dropFile(upload: string): Promise<void> {
  await server.DELETE('/api/v1/uploads/{upload}', { params: { path: { upload } } }).catch(() => undefined);
}

export const importing = {
  begin: (body: ImportAsked) => dataOf(server.POST('/api/v1/imports', { body })),
  decide: (id: string, decision: 'confirm' | 'refuse' | 'withdraw') =>
    dataOf(server.POST('/api/v1/imports/{import}/decision', { params: { path: { import: id } }, body: { decision } })),
} as const;
