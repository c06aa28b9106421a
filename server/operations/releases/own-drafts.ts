import type { Json } from '../../../definitions/index.ts';
import { readOrganisation } from '../../store/people.ts';
import type { Reader } from '../../store/store.ts';
import type { Database } from '../../store/tables.ts';
import type { DraftsBeside } from '../definitions/check-draft.ts';
import { nodesOf } from '../people/acting.ts';
import type { ReleaseReader } from './release-reader.ts';
import { SEES_RELEASES, seenRelease } from './release-view.ts';

/** The definitions that a person writes in releases he began and has not handed in (or got back), the newest release first. */
export async function listOwnDrafts({ read }: Pick<Reader, 'read'>, reader: ReleaseReader) {
  const rows = await read((database) => ownDrafts(database, reader));
  return rows.map(({ json, ...row }) => ({ ...row, document: json === null ? null : (JSON.parse(json) as Json) }));
}

/**
 * What the check of a draft takes into account beside what is in force: the changes of a release, and where `isOwn` what whoever asks has
 * begun himself. Refuses, as if there were nothing, a release that he may not see.
 */
export async function draftsBeside(
  { read }: Pick<Reader, 'read'>,
  reader: ReleaseReader,
  { release, isOwn }: { readonly release: string | undefined; readonly isOwn: boolean },
): Promise<DraftsBeside> {
  return await read(async (database) => {
    const members = release === undefined ? [] : (await seenRelease(database, reader.rights, release)).members;
    const change = members.map(({ release: of, ref, json }) => ({ release: of, ref, json }));
    const own = isOwn ? await ownDrafts(database, reader) : [];
    const begun = own.flatMap(({ change: how, release: of, ref, json }) =>
      how === 'add' ? [{ release: of, ref, json }] : [],
    );
    return { change, begun };
  });
}

async function ownDrafts(database: Database, { person, rights }: ReleaseReader) {
  const nodes = nodesOf(await readOrganisation(database), rights, SEES_RELEASES);
  if (person === null || nodes.length === 0) return [];
  return await database
    .selectFrom('release')
    .innerJoin('release_revision', (join) =>
      join
        .onRef('release_revision.release', '=', 'release.id')
        .onRef('release_revision.number', '=', 'release.revision'),
    )
    .innerJoin('release_member', (join) =>
      join.onRef('release_member.release', '=', 'release.id').onRef('release_member.revision', '=', 'release.revision'),
    )
    .select(['release.id as release', 'release_revision.title', 'ref', 'change', 'json'])
    .where('begun_by', '=', person)
    .where('kind', '=', 'change')
    .where('state', 'in', ['draft', 'returned'])
    .where('node', 'in', [...nodes])
    .orderBy('release.number', 'desc')
    .orderBy('ref')
    .execute();
}
