import { sql } from 'kysely';
import type { Cuts, Definition } from '../../definitions/index.ts';
import type { Clock } from '../clock.ts';
import { freezeWithin } from './cuts.ts';
import { newestPublication } from './definitions.ts';
import { storeProblem } from './problems.ts';
import { type Findings, saveFindings } from './proofs.ts';
import { BEGIN_WRITING } from './sqlite.ts';
import { StoreError } from './store-error.ts';
import type { Database } from './tables.ts';

/** What publishing changed. */
export interface Published {
  readonly number: number;
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly withdrawn: readonly string[];
  /** Means the same as before, and keeps its version and hash, but is written with its keys in another order. */
  readonly rewritten: readonly string[];
}

/** What becomes valid together with a publication, or is found out about it: by closure, and by segmentation. */
export interface Beside {
  readonly findings?: ReadonlyMap<string, Findings>;
  readonly cuts?: Cuts;
}

/**
 * Publishes a linked set in one transaction: whole or not at all, with its findings and frozen cuts. Documents that did not change
 * keep their version. `basedOn` is the publication the set was made from; where another has come meanwhile a StoreError is thrown.
 * A set without changes is not published.
 */
export async function publish(
  database: Database,
  definitions: readonly Definition[],
  basedOn: number,
  clock: Clock,
  { findings = new Map(), cuts = {} }: Beside = {},
): Promise<Published> {
  return await database.connection().execute(async (connection) => {
    await sql.raw(BEGIN_WRITING).execute(connection);
    try {
      const published = await write(connection, definitions, basedOn, clock);
      for (const [closure, found] of findings) await saveFindings(connection, closure, found);
      await freezeWithin(connection, cuts, clock);
      await sql`commit`.execute(connection);
      return published;
    } catch (error) {
      // A disk that is full has ended the transaction already.
      await sql`rollback`.execute(connection).catch(() => {});
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
  const rewritten: string[] = [];
  for (const definition of definitions) {
    const isOtherwise = await keep(database, definition);
    if (isOtherwise && before.get(definition.id)?.hash === definition.hash) rewritten.push(definition.id);
  }
  const changes = { added, changed, withdrawn, rewritten };
  if (Object.values(changes).every((list) => list.length === 0)) return { number: basedOn, ...changes };
  const number = basedOn + 1;
  await database.insertInto('publication').values({ number, published_at: clock.now().toISOString() }).execute();
  const lastVersions = await versions(database);
  for (const { id, hash, closure } of definitions) {
    const known = before.get(id);
    const version = known?.hash === hash ? known.version : (lastVersions.get(id) ?? 0) + 1;
    await database
      .insertInto('publication_member')
      .values({ publication: number, id, version, hash, closure })
      .execute();
  }
  return { number, ...changes };
}

/**
 * Keeps a document under its hash, its keys in the order they are written in: that is the order in which a reader sees them. The hash
 * knows no order (RFC 8785), so a document whose keys were moved takes the place of the one before. Answers whether it did.
 */
async function keep(database: Database, { hash, document }: Definition): Promise<boolean> {
  const json = JSON.stringify(document);
  const known = await database.selectFrom('document').select('json').where('hash', '=', hash).executeTakeFirst();
  if (known?.json === json) return false;
  if (known === undefined) await database.insertInto('document').values({ hash, json }).execute();
  else await database.updateTable('document').set({ json }).where('hash', '=', hash).execute();
  return known !== undefined;
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
