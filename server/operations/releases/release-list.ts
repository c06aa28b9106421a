import type { Right } from '../../authority/rights.ts';
import { readOrganisation } from '../../store/people.ts';
import type { ReleaseState } from '../../store/release-tables.ts';
import type { Reader } from '../../store/store.ts';
import type { Database } from '../../store/tables.ts';
import { nodesOf } from '../people/acting.ts';
import { SEES_RELEASES } from './release-view.ts';

/** One page of the releases within somebody's scope, newest first; the total counts no others. */
export async function listReleases(
  { read }: Pick<Reader, 'read'>,
  rights: readonly Right[],
  asked: { readonly state: ReleaseState | undefined; readonly before: number | undefined; readonly limit: number },
) {
  return await read(async (database) => {
    const nodes = nodesOf(await readOrganisation(database), rights, SEES_RELEASES);
    if (nodes.length === 0) return { items: [], total: 0, next: null };
    let within = database.selectFrom('release').where('node', 'in', [...nodes]);
    if (asked.state !== undefined) within = within.where('state', '=', asked.state);
    const counted = await within.select((of) => of.fn.countAll().as('total')).executeTakeFirst();
    const rows = await within
      .innerJoin('release_revision', (join) =>
        join
          .onRef('release_revision.release', '=', 'release.id')
          .onRef('release_revision.number', '=', 'release.revision'),
      )
      .select([
        'release.id',
        'release.number',
        'kind',
        'state',
        'revision',
        'title',
        'go_live_at',
        'begun_by',
        'begun_at',
      ])
      .where('release.number', '<', asked.before ?? Number.MAX_SAFE_INTEGER)
      .orderBy('release.number', 'desc')
      .limit(asked.limit)
      .execute();
    const refs = await refsOf(database, rows);
    const items = rows.map(
      ({ go_live_at: goLiveAt, begun_by: begunBy, begun_at: begunAt, number: _number, ...row }) => ({
        ...row,
        refs: refs.get(row.id) ?? [],
        goLiveAt,
        begunBy,
        begunAt,
      }),
    );
    return {
      items,
      total: Number(counted?.total ?? 0),
      next: rows.length === asked.limit ? (rows.at(-1)?.number ?? null) : null,
    };
  });
}

/** What the releases of a page change, by the release. */
async function refsOf(
  database: Database,
  rows: readonly { readonly id: string; readonly revision: number }[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (rows.length === 0) return new Map();
  const members = await database
    .selectFrom('release_member')
    .innerJoin('release', (join) =>
      join.onRef('release.id', '=', 'release_member.release').onRef('release.revision', '=', 'release_member.revision'),
    )
    .select(['release_member.release', 'release_member.ref'])
    .where(
      'release_member.release',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('release_member.ref')
    .execute();
  const found = new Map<string, string[]>();
  for (const { release, ref } of members) found.set(release, [...(found.get(release) ?? []), ref]);
  return found;
}
