import type { ReleaseMemberTable } from '../../store/release-tables.ts';
import type { Transaction } from '../../store/store.ts';
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
