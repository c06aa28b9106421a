import type { Definition } from '../../../definitions/index.ts';
import type { Actor } from '../../store/actor.ts';
import { type CutsChange, freeze } from '../../store/cuts.ts';
import { newestPublication, publishedAt, readDocuments, readMembers } from '../../store/definitions.ts';
import { storeProblem } from '../../store/problems.ts';
import { type Findings, type LibraryProofs, saveFindings, saveLibraryProofs } from '../../store/proofs.ts';
import { chunks, endSpans } from '../../store/spans.ts';
import { StoreError } from '../../store/store-error.ts';
import { peopleThere } from '../../store/people.ts';
import { OperationRefused, type Store, type Transaction } from '../../store/store.ts';
import type { Database } from '../../store/tables.ts';
import { loadProblem } from './load-problems.ts';

/** What publishing changed. */
export interface Published {
  readonly number: number;
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly withdrawn: readonly string[];
  /** Means the same as before, and keeps its version and hash, but is written with its keys in another order. */
  readonly rewritten: readonly string[];
}

/** What becomes valid together with a publication, or is found out about it: by closure, by id, and by segmentation. */
export interface Beside {
  /** Ids of definitions known to be written as they were in the publication before, key by key. */
  readonly unchanged?: ReadonlySet<string>;
  readonly findings?: ReadonlyMap<string, Findings>;
  readonly libraryProofs?: LibraryProofs;
  readonly cuts?: CutsChange;
}

/**
 * Publishes a linked set in one transaction: whole or not at all, with its findings and frozen cuts. Documents that did not change
 * keep their version. `basedOn` is the publication the set was made from; where another has come meanwhile a StoreError is thrown.
 * A set without changes is not published.
 */
export async function publish(
  store: Store,
  actor: Actor,
  definitions: readonly Definition[],
  basedOn: number,
  beside: Beside = {},
): Promise<Published> {
  return await store.write(actor, 'publish', async (tx) => await publishWithin(tx, definitions, basedOn, beside));
}

/** The same within an operation under way. */
export async function publishWithin(
  { actor, database, now, audit }: Transaction,
  definitions: readonly Definition[],
  basedOn: number,
  { findings = new Map(), libraryProofs, cuts = {}, unchanged = new Set() }: Beside = {},
): Promise<Published> {
  await refuseBesidePeople(database, actor, `publication/${basedOn + 1}`);
  const published = await write(database, definitions, unchanged, { basedOn, now });
  await saveFindings(database, findings);
  if (libraryProofs !== undefined) await saveLibraryProofs(database, libraryProofs, published.number);
  const frozen = await freeze(database, cuts, now);
  const { number, ...changes } = published;
  await audit({ subject: `publication/${number}`, body: { ...changes, cuts: frozen } });
  return published;
}

/**
 * Whoever runs commands on the host publishes nothing where people work: there a change is handed in, and another person approves it. For
 * whom it would be refused it is refused before anything is computed, and audited.
 */
export async function refusePublishing(store: Store, actor: Actor): Promise<void> {
  if (actor.kind !== 'host-operator' || (await peopleThere(store.database)) !== 'people') return;
  await store.write(actor, 'publish', ({ database }) => refuseBesidePeople(database, actor, 'publication'));
}

async function refuseBesidePeople(database: Database, actor: Actor, subject: string): Promise<void> {
  if (actor.kind !== 'host-operator' || (await peopleThere(database)) !== 'people') return;
  throw new OperationRefused(subject, [loadProblem('load-beside-people', { pointer: '' })]);
}

async function write(
  database: Database,
  definitions: readonly Definition[],
  unchanged: ReadonlySet<string>,
  { basedOn, now }: { readonly basedOn: number; readonly now: Date },
): Promise<Published> {
  if ((await newestPublication(database)) !== basedOn)
    throw new StoreError(storeProblem('store-changed', { pointer: '' }));
  const before = new Map((await readMembers(database, basedOn)).map((row) => [row.id, row]));
  const ids = new Set(definitions.map(({ id }) => id));
  const added = definitions.filter(({ id }) => !before.has(id)).map(({ id }) => id);
  const changed = definitions
    .filter(({ id, hash }) => before.has(id) && before.get(id)?.hash !== hash)
    .map(({ id }) => id);
  const withdrawn = [...before.keys()].filter((id) => !ids.has(id));
  const fresh = definitions.filter(({ id }) => !unchanged.has(id));
  const rewrites = await keep(database, fresh, basedOn + 1);
  const rewritten = definitions
    .filter(({ id, hash }) => rewrites.has(hash) && before.get(id)?.hash === hash)
    .map(({ id }) => id);
  const changes = { added, changed, withdrawn, rewritten };
  if (Object.values(changes).every((list) => list.length === 0)) return { number: basedOn, ...changes };
  const number = basedOn + 1;
  // A clock that was put back dates nothing back.
  const last = (await publishedAt(database, basedOn)) ?? '';
  const at = [now.toISOString(), last].toSorted().at(-1) ?? last;
  await database.insertInto('publication').values({ number, published_at: at }).execute();
  const moved = definitions.filter(({ id, closure }) => before.get(id)?.closure !== closure);
  const lastVersions = await versions(
    database,
    moved.map(({ id }) => id),
  );
  const over = moved.filter(({ id }) => before.has(id)).map(({ id }) => id);
  await endSpans(database, 'publication_member', [...withdrawn, ...over], number);
  const rows = moved.map(({ id, hash, closure }) => {
    const known = before.get(id);
    const version = known?.hash === hash ? known.version : (lastVersions.get(id) ?? 0) + 1;
    return { id, since: number, until: null, version, hash, closure };
  });
  for (const some of chunks(rows)) await database.insertInto('publication_member').values(some).execute();
  return { number, ...changes };
}

/**
 * Keeps documents under their hashes, their keys in the order they are written in: that is the order in which a reader sees them. The
 * hash knows no order (RFC 8785), so a document whose keys were moved takes the place of the one before. Answers whose did.
 */
async function keep(
  database: Database,
  definitions: readonly Definition[],
  written: number,
): Promise<ReadonlySet<string>> {
  const known = await readDocuments(
    database,
    definitions.map(({ hash }) => hash),
  );
  const texts = new Map(definitions.map(({ hash, document }) => [hash, JSON.stringify(document)]));
  const fresh = [...texts].filter(([hash]) => !known.has(hash)).map(([hash, json]) => ({ hash, json, written }));
  for (const some of chunks(fresh)) await database.insertInto('document').values(some).execute();
  const rewritten = [...texts].filter(([hash, json]) => known.has(hash) && known.get(hash) !== json);
  for (const [hash, json] of rewritten)
    await database.updateTable('document').set({ json, written }).where('hash', '=', hash).execute();
  return new Set(rewritten.map(([hash]) => hash));
}

/** The last version that each of some definitions had. */
async function versions(database: Database, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const last = new Map<string, number>();
  for (const some of chunks(ids)) {
    const rows = await database
      .selectFrom('publication_member')
      .select((each) => ['id', each.fn.max('version').as('version')])
      .where('id', 'in', some)
      .groupBy('id')
      .execute();
    for (const { id, version } of rows) last.set(id, version);
  }
  return last;
}
