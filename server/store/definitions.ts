import { sql } from 'kysely';
import type { Definition, Source } from '../../definitions/index.ts';
import type { Clock } from '../clock.ts';
import { storeProblem } from './problems.ts';
import { BEGIN_WRITING } from './sqlite.ts';
import { StoreError } from './store-error.ts';
import type { Database } from './tables.ts';

/** A published set of definitions: as sources to be linked, each with its version. */
export interface Publication {
  /** 0 where nothing was published yet. */
  readonly number: number;
  readonly publishedAt: string | null;
  readonly sources: readonly Source[];
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
    .select(['member.version', 'document.json'])
    .where('member.publication', '=', asked)
    .orderBy('member.id')
    .execute();
  const sources = rows.map(({ version, json }) => ({ document: JSON.parse(json) as unknown, version }));
  return { number: asked, publishedAt: publication?.published_at ?? null, sources };
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

/** What publishing changed. */
export interface Published {
  readonly number: number;
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly withdrawn: readonly string[];
}

/**
 * Publishes a linked set in one transaction: whole or not at all. Documents that did not change keep their version. `basedOn` is the
 * publication the set was made from; where another has come meanwhile a StoreError is thrown. A set without changes is not published.
 */
export async function publish(
  database: Database,
  definitions: readonly Definition[],
  basedOn: number,
  clock: Clock,
): Promise<Published> {
  return await database.connection().execute(async (connection) => {
    await sql.raw(BEGIN_WRITING).execute(connection);
    try {
      const published = await write(connection, definitions, basedOn, clock);
      await sql`commit`.execute(connection);
      return published;
    } catch (error) {
      await sql`rollback`.execute(connection);
      throw error;
    }
  });
}

async function write(
  database: Database,
  definitions: readonly Definition[],
  basedOn: number,
  clock: Clock,
): Promise<Published> {
  if ((await newestPublication(database)) !== basedOn)
    throw new StoreError(storeProblem('store-changed', { pointer: '' }));
  const before = new Map((await members(database, basedOn)).map((row) => [row.id, row]));
  const ids = new Set(definitions.map(({ id }) => id));
  const added = definitions.filter(({ id }) => !before.has(id)).map(({ id }) => id);
  const changed = definitions
    .filter(({ id, hash }) => before.has(id) && before.get(id)?.hash !== hash)
    .map(({ id }) => id);
  const withdrawn = [...before.keys()].filter((id) => !ids.has(id));
  if (added.length + changed.length + withdrawn.length === 0) return { number: basedOn, added, changed, withdrawn };
  const number = basedOn + 1;
  await database.insertInto('publication').values({ number, published_at: clock.now().toISOString() }).execute();
  const lastVersions = await versions(database);
  for (const { id, hash, closure, document } of definitions) {
    const known = before.get(id);
    const version = known?.hash === hash ? known.version : (lastVersions.get(id) ?? 0) + 1;
    // In its own order of keys: the order of fields is the order in which a reader sees them.
    const json = JSON.stringify(document);
    await database
      .insertInto('document')
      .values({ hash, json })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await database
      .insertInto('publication_member')
      .values({ publication: number, id, version, hash, closure })
      .execute();
  }
  return { number, added, changed, withdrawn };
}

const members = (database: Database, number: number) =>
  database.selectFrom('publication_member').selectAll().where('publication', '=', number).execute();

async function versions(database: Database): Promise<ReadonlyMap<string, number>> {
  const rows = await database
    .selectFrom('publication_member')
    .select((each) => ['id', each.fn.max('version').as('version')])
    .groupBy('id')
    .execute();
  return new Map(rows.map(({ id, version }) => [id, version]));
}
