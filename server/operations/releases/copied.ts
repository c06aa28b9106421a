import type { ReleaseMemberTable, ReleaseTable } from '../../store/release-tables.ts';
import type { Transaction } from '../../store/store.ts';
import type { Database } from '../../store/tables.ts';
import { notFound } from '../people/acting.ts';
import { needWriting, type Writer } from './acting.ts';
import { type AskedMember, documentOf } from './content.ts';
import { editorsOf, findStanding, subjectOf } from './release-rows.ts';

/** The texts of the releases that one is copied of, and whoever wrote in them. */
export async function copiedOf({ database }: Transaction, writer: Writer, copyOf: readonly string[]) {
  const members: ReleaseMemberTable[] = [];
  const editors: string[] = [];
  for (const id of copyOf) {
    const source = await findStanding(database, id);
    if (source === undefined) throw notFound(subjectOf(id));
    needWriting(writer, source.release.node, subjectOf(id));
    members.push(...source.members);
    editors.push(...(await editorsOf(database, id)));
  }
  return { members, editors };
}

/** A text as it is asked for again. */
export const askedOf = (member: ReleaseMemberTable): AskedMember => {
  const document = documentOf(member);
  return document === null ? { retire: member.ref } : { document };
};

/**
 * Whoever wrote a text of these elsewhere, where it is not live: a text that comes from another draft by copying keeps its writers, who
 * do not approve it, whatever it was carried over by (life L25).
 */
export async function writersOf(
  database: Database,
  { id }: Pick<ReleaseTable, 'id'>,
  members: readonly Pick<ReleaseMemberTable, 'hash' | 'base_hash'>[],
): Promise<readonly string[]> {
  const texts = members.flatMap(({ hash, base_hash }) => (hash === null || hash === base_hash ? [] : [hash]));
  if (texts.length === 0) return [];
  const rows = await database
    .selectFrom('release_member')
    .innerJoin('release', 'release.id', 'release_member.release')
    .innerJoin('release_editor', 'release_editor.release', 'release.id')
    .select('release_editor.person')
    .distinct()
    .where('release_member.hash', 'in', texts)
    .where((of) => of.or([of('base_hash', 'is', null), of('base_hash', '<>', of.ref('release_member.hash'))]))
    .where('release.state', '<>', 'live')
    .where('release.id', '<>', id)
    .execute();
  return rows.map(({ person }) => person);
}
