import { createHash } from 'node:crypto';
import type { Source } from '../../definitions/index.ts';
import type { Database } from './tables.ts';

/** A published set of definitions: as sources to be linked, each with its version. */
export interface Publication {
  /** 0 where nothing was published yet. */
  readonly number: number;
  readonly publishedAt: string | null;
  readonly sources: readonly Source[];
  /** A mark of the text of each document, by id: it changes with the order of keys, where the hash does not. */
  readonly writings: ReadonlyMap<string, string>;
}

/** The number of the publication in force; 0 where there is none. */
export async function newestPublication(database: Database): Promise<number> {
  const row = await database
    .selectFrom('publication')
    .select((each) => each.fn.max('number').as('number'))
    .executeTakeFirst();
  return row?.number ?? 0;
}

/** A publication with its documents, sorted by id; the one in force where no number is given. */
export async function readPublication(database: Database, number?: number): Promise<Publication> {
  const asked = number ?? (await newestPublication(database));
  const publication = await database
    .selectFrom('publication')
    .selectAll()
    .where('number', '=', asked)
    .executeTakeFirst();
  const rows = await database
    .selectFrom('publication_member as member')
    .innerJoin('document', 'document.hash', 'member.hash')
    .select(['member.id', 'member.version', 'document.json'])
    .where('member.publication', '=', asked)
    .orderBy('member.id')
    .execute();
  const sources = rows.map(({ version, json }) => ({ document: JSON.parse(json) as unknown, version }));
  const writings = new Map(rows.map(({ id, json }) => [id, createHash('sha256').update(json).digest('base64url')]));
  return { number: asked, publishedAt: publication?.published_at ?? null, sources, writings };
}

/** A publication in which a decision had this closure: any of them computes the same. */
export async function publicationOf(database: Database, id: string, closure: string): Promise<number | undefined> {
  const row = await database
    .selectFrom('publication_member')
    .select('publication')
    .where('closure', '=', closure)
    .where('id', '=', id)
    .orderBy('publication', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.publication;
}
