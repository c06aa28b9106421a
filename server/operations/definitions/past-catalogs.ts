import { link } from '../../../definitions/index.ts';
import { readCuts } from '../../store/cuts.ts';
import { publicationOf, readPublication } from '../../store/definitions.ts';
import type { Database } from '../../store/tables.ts';
import { type Catalog, createCatalog } from './catalog.ts';
import type { CatalogOf } from './replay.ts';

/** Catalogs of earlier publications, linked when they are asked for and kept. */
export function pastCatalogs(database: Database): CatalogOf {
  const catalogs = new Map<string, Catalog>();
  const publications = new Map<string, number | undefined>();
  return async ({ ref, closure, cuts }) => {
    const key = `${ref} ${closure}`;
    if (!publications.has(key)) publications.set(key, await publicationOf(database, ref, closure));
    const number = publications.get(key);
    if (number === undefined) return undefined;
    const known = catalogs.get(`${number} ${cuts}`);
    if (known !== undefined) return known;
    const publication = await readPublication(database, number);
    const library = link(publication.sources);
    const made = createCatalog(
      { publication, library, told: new Map(), findings: new Map(), cuts: await readCuts(database, cuts) },
      new Map(),
    );
    catalogs.set(`${number} ${cuts}`, made);
    return made;
  };
}
