import { link } from '../../../definitions/index.ts';
import { readCuts } from '../../store/cuts.ts';
import { publicationOf, readPublication } from '../../store/definitions.ts';
import type { Database } from '../../store/tables.ts';
import { type Catalog, createCatalog } from './catalog.ts';
import type { CatalogOf } from './replay.ts';

/**
 * How many catalogs of earlier publications are kept: decisions are replayed in the order in which they were made, so that those of
 * one day ask for few.
 */
const MOST_KEPT = 4;

const NOTHING_FOUND = { told: new Map(), findings: new Map(), libraryProofs: new Map() };

/** Catalogs of earlier publications, linked when they are asked for; those asked for last are kept. */
export function pastCatalogs(database: Database): CatalogOf {
  const catalogs = new Map<string, Catalog>();
  const publications = new Map<string, number | undefined>();
  return async ({ ref, closure, cuts }) => {
    const key = `${ref} ${closure}`;
    if (!publications.has(key)) publications.set(key, await publicationOf(database, ref, closure));
    const number = publications.get(key);
    if (number === undefined) return undefined;
    const kept = `${number} ${cuts}`;
    const known = catalogs.get(kept);
    if (known !== undefined) {
      catalogs.delete(kept);
      catalogs.set(kept, known);
      return known;
    }
    const made = await readCatalog(database, number, cuts);
    catalogs.set(kept, made);
    for (const oldest of [...catalogs.keys()].slice(0, -MOST_KEPT)) catalogs.delete(oldest);
    return made;
  };
}

/** What was published as of a number, with frozen cuts, or what is in force; without what was found of it when it was published. */
export async function readCatalog(database: Database, number?: number, cuts?: number): Promise<Catalog> {
  const publication = await readPublication(database, number);
  const library = link(publication.sources);
  return createCatalog({ publication, library, ...NOTHING_FOUND, cuts: await readCuts(database, cuts) }, new Map());
}
