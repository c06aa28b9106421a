import type { Database } from '../../store/tables.ts';
import type { Compared } from '../definitions/compare-sets.ts';
import type { Comparer } from '../definitions/comparer.ts';
import { notFound } from '../people/acting.ts';

/** A text of a definition that was in force once. */
export interface PublishedVersion {
  readonly version: number;
  readonly hash: string;
  /** The publications it stood in, from the first of them to before `until`; null: it is in force. */
  readonly since: number;
  readonly until: number | null;
  readonly publishedAt: string;
  /** The release that made it; null where it was loaded. */
  readonly release: string | null;
  readonly title: string | null;
}

/** The versions of a definition, newest first: what it says itself, whatever became of what it stands on. */
export async function listVersions(database: Database, id: string): Promise<readonly PublishedVersion[]> {
  const rows = await database
    .selectFrom('publication_member')
    .innerJoin('publication', 'publication.number', 'since')
    .leftJoin('release', 'release.publication', 'since')
    .leftJoin('release_revision', (join) =>
      join
        .onRef('release_revision.release', '=', 'release.id')
        .onRef('release_revision.number', '=', 'release.revision'),
    )
    .select(['version', 'hash', 'since', 'until', 'published_at', 'release.id as release', 'title'])
    .where('publication_member.id', '=', id)
    .orderBy('since')
    .execute();
  const versions = new Map<number, PublishedVersion>();
  for (const { published_at: publishedAt, ...row } of rows) {
    // One version stands in several spans where only what it stands on changed.
    const known = versions.get(row.version);
    versions.set(row.version, known === undefined ? { ...row, publishedAt } : { ...known, until: row.until });
  }
  return [...versions.values()].toSorted((one, other) => other.since - one.since);
}

/** What became of a definition from one of its versions to another. Refuses a version that there never was. */
export async function versionDifference(
  database: Database,
  id: string,
  { from, to }: { readonly from: number; readonly to: number },
  { compare }: Pick<Comparer, 'compare'>,
): Promise<Compared & { readonly from: number; readonly to: number }> {
  const versions = await listVersions(database, id);
  const publicationWith = (version: number): number => {
    const found = versions.find((one) => one.version === version);
    if (found === undefined) throw notFound(`${id} v${version}`);
    return found.since;
  };
  const [base, publication] = [publicationWith(from), publicationWith(to)];
  return { from, to, ...(await compare({ base, publication, members: [], ref: id, accepted: [] })) };
}
