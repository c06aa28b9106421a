import type { Source } from '../../definitions/index.ts';
import { chunks } from './spans.ts';
import type { DocumentTable, PublicationMemberTable } from './definition-tables.ts';
import type { Database } from './tables.ts';

/** A published set of definitions: as sources to be linked, each with its version. */
export interface Publication {
  /** 0 where nothing was published yet. */
  readonly number: number;
  readonly publishedAt: string | null;
  readonly sources: readonly PublishedSource[];
}

/** A document as it was published, with what it hashed to. */
export type PublishedSource = Source & Member;

/** A definition's place in a publication; `written` is the publication that wrote its document with its keys in their order. */
export type Member = Pick<PublicationMemberTable, 'id' | 'version' | 'hash' | 'closure'> &
  Pick<DocumentTable, 'written'>;

/** The number of the publication in force; 0 where there is none. */
export async function newestPublication(database: Database): Promise<number> {
  const row = await database
    .selectFrom('publication')
    .select((each) => each.fn.max('number').as('number'))
    .executeTakeFirst();
  return row?.number ?? 0;
}

export async function publishedAt(database: Database, number: number): Promise<string | null> {
  const row = await database
    .selectFrom('publication')
    .select('published_at')
    .where('number', '=', number)
    .executeTakeFirst();
  return row?.published_at ?? null;
}

/** A publication with its documents, sorted by id; the one in force where no number is given. */
export async function readPublication(database: Database, number?: number): Promise<Publication> {
  const asked = number ?? (await newestPublication(database));
  const members = await readMembers(database, asked);
  const documents = await readDocuments(
    database,
    members.map(({ hash }) => hash),
  );
  const sources = members.map((member) => {
    const text = documents.get(member.hash);
    if (text === undefined) throw new Error(`The document of ${member.id} is not kept`);
    return { ...member, document: JSON.parse(text) as unknown };
  });
  return { number: asked, publishedAt: await publishedAt(database, asked), sources };
}

/** What a publication consists of, sorted by id. */
export async function readMembers(database: Database, publication: number): Promise<readonly Member[]> {
  return await database
    .selectFrom('publication_member')
    .innerJoin('document', 'document.hash', 'publication_member.hash')
    .select(['id', 'version', 'publication_member.hash', 'closure', 'written'])
    .where('since', '<=', publication)
    .where((each) => each.or([each('until', 'is', null), each('until', '>', publication)]))
    .orderBy('id')
    .execute();
}

/** Documents as JSON, by hash. */
export async function readDocuments(
  database: Database,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const some of chunks(hashes)) {
    const rows = await database.selectFrom('document').select(['hash', 'json']).where('hash', 'in', some).execute();
    for (const { hash, json } of rows) found.set(hash, json);
  }
  return found;
}

/** The document as JSON of a definition as it once was, by its closure; undefined where that is not kept. */
export async function documentBy(database: Database, id: string, closure: string): Promise<string | undefined> {
  const row = await database
    .selectFrom('publication_member')
    .innerJoin('document', 'document.hash', 'publication_member.hash')
    .select('json')
    .where('closure', '=', closure)
    .where('id', '=', id)
    .limit(1)
    .executeTakeFirst();
  return row?.json;
}

/** The newest publication in which a decision had this closure: any of them computes the same. */
export async function publicationOf(database: Database, id: string, closure: string): Promise<number | undefined> {
  const row = await database
    .selectFrom('publication_member')
    .select('until')
    .where('closure', '=', closure)
    .where('id', '=', id)
    .orderBy('since', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return row.until === null ? await newestPublication(database) : row.until - 1;
}
