import { type Definition, link, type LinkedLibrary, mentionsIn, type Problem } from '../../../definitions/index.ts';
import { type FrozenCuts, readCuts } from '../../store/cuts.ts';
import { type Member, newestPublication, publishedAt, readDocuments, readMembers } from '../../store/definitions.ts';
import { type Findings, type LibraryProofs, readFindings, readLibraryProofs } from '../../store/proofs.ts';
import type { Database } from '../../store/tables.ts';
import { type DefinitionSummary, definitionSummary } from './definition-summary.ts';

/** The publication in force, linked, with all that was found out about it: plain data that may come from another thread. */
export interface LinkedPublication {
  readonly publication: { readonly number: number; readonly publishedAt: string | null };
  readonly library: LinkedLibrary;
  /** The publication that wrote each document as it is, by id: one hash may be written with its keys in several orders. */
  readonly writings: ReadonlyMap<string, number>;
  /** What each definition tells its readers, by id. */
  readonly told: ReadonlyMap<string, DefinitionSummary>;
  /** Proofs and cases, by closure. */
  readonly findings: ReadonlyMap<string, Findings>;
  readonly libraryProofs: LibraryProofs;
  readonly cuts: FrozenCuts;
}

/** What the asker has of the publication before, by id. */
export type Held = ReadonlyMap<string, Pick<Member, 'version' | 'closure' | 'written'>>;

/** What leads from the publication that is held to the one in force; where nothing is held, all of it. */
export interface LinkedStep {
  readonly publication: LinkedPublication['publication'];
  readonly cuts: FrozenCuts;
  /** Ids that are no longer in force. */
  readonly gone: readonly string[];
  /** The definitions that are new, or changed themselves or in what they stand on, and what is to be said of these alone. */
  readonly definitions: readonly Definition[];
  readonly problems: readonly Problem[];
  readonly broken: readonly string[];
  readonly writings: ReadonlyMap<string, number>;
  readonly told: ReadonlyMap<string, DefinitionSummary>;
  readonly findings: ReadonlyMap<string, Findings>;
  /** Of all definitions: each hangs on all others. */
  readonly libraryProofs: LibraryProofs;
}

/** Reads and links the publication in force. */
export interface Linker {
  read(held: LinkedPublication | undefined): Promise<LinkedPublication>;
  close(): Promise<void>;
}

/** Links within the caller's own thread. */
export function directLinker(database: Database): Linker {
  return {
    read: async (held) => stepped(held, await linkNewest(database, heldOf(held))),
    close: async () => {},
  };
}

export function heldOf(linked: LinkedPublication | undefined): Held {
  return new Map(
    linked?.library.definitions.map(({ id, version, closure }) => [
      id,
      { version: version ?? 0, closure, written: linked.writings.get(id) ?? 0 },
    ]),
  );
}

/** What a publication that is held becomes by a step. */
export function stepped(held: LinkedPublication | undefined, step: LinkedStep): LinkedPublication {
  const over = new Set([...step.gone, ...step.definitions.map(({ id }) => id)]);
  const { definitions = [], problems = [], broken = [] } = held?.library ?? {};
  const all = [...definitions.filter(({ id }) => !over.has(id)), ...step.definitions];
  const [findings, told, writings] = [held?.findings, held?.told, held?.writings];
  return {
    publication: step.publication,
    cuts: step.cuts,
    library: {
      definitions: all.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      problems: [...problems.filter(({ definition = '' }) => !over.has(definition)), ...step.problems],
      broken: [...broken.filter((id) => !over.has(id)), ...step.broken],
    },
    writings: kept(all, ({ id }) => [id, step.writings.get(id) ?? writings?.get(id)]),
    told: kept(all, ({ id }) => [id, step.told.get(id) ?? told?.get(id)]),
    findings: kept(all, ({ closure }) => [closure, step.findings.get(closure) ?? findings?.get(closure)]),
    libraryProofs: step.libraryProofs,
  };
}

function kept<T>(
  definitions: readonly Definition[],
  entryOf: (one: Definition) => readonly [string, T | undefined],
): ReadonlyMap<string, T> {
  const map = new Map<string, T>();
  for (const definition of definitions) {
    const [key, value] = entryOf(definition);
    if (value !== undefined) map.set(key, value);
  }
  return map;
}

/**
 * Reads the newest publication, its findings and the cuts at one moment, and links what it changes. A published set has no errors, so
 * that what changed is linked with what it reaches alone. What is written in another order may be told in another order wherever it
 * is used: then all is linked again.
 */
export async function linkNewest(database: Database, held: Held): Promise<LinkedStep> {
  const moment = await database.transaction().execute((now) => readNewest(now, held));
  const { number, members, changed, documents } = moment;
  const library = link(documents);
  const ids = new Set(changed.map(({ id }) => id));
  const inForce = new Set(members.map(({ id }) => id));
  return {
    publication: { number, publishedAt: moment.publishedAt },
    cuts: moment.cuts,
    gone: [...held.keys()].filter((id) => !inForce.has(id)),
    definitions: [...library.definitions.values()].filter(({ id }) => ids.has(id)),
    problems: library.problems.filter(({ definition = '' }) => ids.has(definition)),
    broken: [...library.broken].filter((id) => ids.has(id)),
    writings: new Map(changed.map(({ id, written }) => [id, written])),
    told: new Map(changed.map(({ id }) => [id, definitionSummary(library, id)])),
    findings: moment.findings,
    libraryProofs: moment.libraryProofs,
  };
}

async function readNewest(database: Database, held: Held) {
  const number = await newestPublication(database);
  const members = await readMembers(database, number);
  const isRewritten = members.some(({ id, version, written }) => {
    const known = held.get(id);
    return known !== undefined && known.version === version && known.written !== written;
  });
  const changed = members.filter(({ id, version, closure }) => {
    const known = held.get(id);
    return isRewritten || known?.version !== version || known.closure !== closure;
  });
  return {
    number,
    publishedAt: await publishedAt(database, number),
    members,
    changed,
    documents: await readReached(database, members, changed),
    findings: await readFindings(
      database,
      changed.map(({ closure }) => closure),
    ),
    libraryProofs: await readLibraryProofs(database, number),
    cuts: await readCuts(database),
  };
}

/** The documents of some members and of all they reach, in the order of the members. */
async function readReached(database: Database, members: readonly Member[], asked: readonly Member[]) {
  const byId = new Map(members.map((member) => [member.id, member]));
  const found = new Map<string, { readonly document: unknown; readonly version: number }>();
  for (let front: readonly Member[] = asked; front.length > 0; ) {
    const texts = await readDocuments(
      database,
      front.map(({ hash }) => hash),
    );
    for (const { id, hash, version } of front)
      found.set(id, { document: JSON.parse(texts.get(hash) ?? 'null') as unknown, version });
    const mentioned = new Set(front.flatMap(({ id }) => mentionsIn(found.get(id)?.document)));
    front = [...mentioned].flatMap((id) => (found.has(id) ? [] : (byId.get(id) ?? [])));
  }
  return members.flatMap(({ id }) => found.get(id) ?? []);
}
