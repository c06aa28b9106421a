import { type Definition, link, type LinkedLibrary } from '../../../definitions/index.ts';
import { type FrozenCuts, readCuts } from '../../store/cuts.ts';
import { readPublication } from '../../store/definitions.ts';
import { type Findings, readFindings } from '../../store/proofs.ts';
import type { Database } from '../../store/tables.ts';
import { type DefinitionSummary, definitionSummary } from './definition-summary.ts';

/** The publication in force, linked, with all that was found out about it: plain data that may come from another thread. */
export interface LinkedPublication {
  readonly publication: { readonly number: number; readonly publishedAt: string | null };
  readonly library: LinkedLibrary;
  /** The mark of how each document is written, by id: one hash may be written with its keys in several orders. */
  readonly writings: ReadonlyMap<string, string>;
  /** What each definition tells its readers, by id. */
  readonly told: ReadonlyMap<string, DefinitionSummary>;
  /** Proofs and cases, by closure. */
  readonly findings: ReadonlyMap<string, Findings>;
  readonly cuts: FrozenCuts;
}

/** What the asker has of the publication before: documents that are written the same need not come again. */
export interface Held {
  readonly definitions: readonly Definition[];
  readonly writings: ReadonlyMap<string, string>;
}

/** Reads and links the publication in force. */
export interface Linker {
  read(held: Held): Promise<LinkedPublication>;
  close(): Promise<void>;
}

/** Links within the caller's own thread. */
export function directLinker(database: Database): Linker {
  return { read: () => linkNewest(database), close: async () => {} };
}

/** Reads the newest publication, its findings and the cuts at one moment, and links it. */
export async function linkNewest(database: Database): Promise<LinkedPublication> {
  const { publication, findings, cuts } = await database.transaction().execute(async (moment) => {
    const newest = await readPublication(moment);
    return { publication: newest, findings: await readFindings(moment, newest.number), cuts: await readCuts(moment) };
  });
  const library = link(publication.sources);
  const { definitions, problems, broken } = library;
  const all = [...definitions.values()];
  return {
    publication: { number: publication.number, publishedAt: publication.publishedAt },
    library: { definitions: all, problems, broken: [...broken] },
    writings: new Map(all.map(({ id }) => [id, publication.writings.get(id) ?? ''])),
    told: new Map(all.map(({ id }) => [id, definitionSummary(library, id)])),
    findings,
    cuts,
  };
}

/** What tells a document of a certain hash in a certain writing. */
export const writingKey = (hash: string, writing: string | undefined): string => `${hash} ${writing ?? ''}`;
