import { randomUUID } from 'node:crypto';
import type { Problem } from '../../../definitions/index.ts';
import type { Actor } from '../../store/actor.ts';
import type { ReleaseTable } from '../../store/release-tables.ts';
import { OperationRefused, type Store, type Transaction } from '../../store/store.ts';
import type { Database } from '../../store/tables.ts';
import { notFound } from '../people/acting.ts';
import { actingWriter, homeOf, needWriting, type Writer } from './acting.ts';
import { type KeptContent, keptContent, keptMembers, type ReleaseContent } from './content.ts';
import { askedOf, copiedOf } from './copied.ts';
import { tell } from './notices.ts';
import { releaseProblem } from './problems.ts';
import {
  endApprovals,
  findStanding,
  moveRelease,
  subjectOf,
  type Written,
  writeEvent,
  written,
} from './release-rows.ts';
import { keepWritten, writersOf, type WrittenParts, writtenParts } from './written-parts.ts';

/**
 * Begins a release as a draft. One that is copied of others has their texts to begin with, each still written on what it was, and all of
 * their editors (life L25).
 */
export async function beginRelease(
  store: Store,
  actor: Actor,
  { copyOf = [], ...content }: ReleaseContent & { readonly copyOf?: readonly string[] },
): Promise<Written> {
  const parts = await partsAsked(store.database, content);
  return await store.write(actor, 'begin-release', async (tx) => {
    const id = randomUUID();
    const writer = await actingWriter(tx, subjectOf(id));
    const node = homeOf(writer);
    if (node === undefined) throw notFound(subjectOf(id));
    const copied = await copiedOf(tx, writer, copyOf);
    const asked = { ...content, members: [...copied.members.map(askedOf), ...content.members] };
    const before = { members: copied.members, goLiveAt: null };
    const kept = await keptContent(tx.database, subjectOf(id), asked, { now: tx.now, before });
    const release = await insertRelease(tx, { id, node, writer, kind: 'change', undoes: null });
    const refs = new Set(copied.members.map(({ ref }) => ref));
    const own = kept.members.filter(({ ref }) => !refs.has(ref));
    const others = await writersOf(tx.database, own, parts);
    await keepWritten(tx, own, writer.people, parts);
    await writeRevision(tx, release, kept, [...writer.people, ...copied.editors, ...others]);
    await writeEvent(tx, release, { operation: 'begin', from: null });
    const body = {
      hash: kept.hash,
      members: kept.members.map(({ ref }) => ref),
      ...(copyOf.length > 0 && { copyOf: [...copyOf] }),
    };
    await tx.audit({ subject: subjectOf(id), body });
    return written(release);
  });
}

/**
 * Writes a release anew, on what its writer saw (`whyNot` says why he did not). What was handed in or approved stays as a revision of
 * its own, and what was approved is void; the same text in another order of keys is the same text (life L01).
 */
export async function editRelease(
  store: Store,
  actor: Actor,
  id: string,
  { whyNot, ...content }: ReleaseContent & { readonly whyNot: (rowVersion: number) => Problem | undefined },
): Promise<Written> {
  const parts = await partsAsked(store.database, content, id);
  return await store.write(actor, 'edit-release', async (tx) => {
    const subject = subjectOf(id);
    const writer = await actingWriter(tx, subject);
    const standing = await findStanding(tx.database, id);
    if (standing === undefined) throw notFound(subject);
    const { release, revision } = standing;
    needWriting(writer, release.node, subject);
    const unseen = whyNot(release.row_version);
    if (unseen !== undefined) throw new OperationRefused(subject, [unseen]);
    if (release.kind === 'roll-back')
      throw new OperationRefused(subject, [releaseProblem('roll-back-stays', { pointer: '' })]);
    const before = { members: standing.members, goLiveAt: revision.go_live_at };
    const kept = await keptContent(tx.database, subject, content, { now: tx.now, before });
    if (kept.hash === revision.content_hash) {
      await tx.audit({ subject, body: { event: 'edit', hash: kept.hash, isSame: true } });
      return written(release);
    }
    const reason = { 'zh-CN': '审批之后内容被修改', en: 'The text changed since it was approved' };
    const voided = await endApprovals(tx, id, 'void', { reason });
    const number = revision.frozen_at === null ? revision.number : revision.number + 1;
    const set = { revision: number, expires_at: null, due_at: null, lease_until: null };
    const moved = await moveRelease(tx, release, 'edit', {
      set,
      body: { hash: kept.hash, before: revision.content_hash, approvalsVoided: voided.map((one) => ({ ...one })) },
    });
    const stood = new Set(standing.members.map(({ ref, hash }) => `${ref} ${hash}`));
    const own = kept.members.filter(({ ref, hash }) => !stood.has(`${ref} ${hash}`));
    const others = await writersOf(tx.database, own, parts);
    await keepWritten(tx, own, writer.people, parts);
    await writeRevision(tx, moved, kept, [...writer.people, ...others]);
    await tell(tx, moved, voided.length === 0 ? [] : [{ kind: 'draft', people: voided.map(({ person }) => person) }]);
    return written(moved);
  });
}

/** The parts of what somebody wants to write; none where it is refused for what it is, within the transaction. */
async function partsAsked(database: Database, { members }: ReleaseContent, id?: string): Promise<WrittenParts> {
  const standing = id === undefined ? undefined : await findStanding(database, id);
  try {
    return await writtenParts(database, await keptMembers(database, '', members, standing?.members));
  } catch (error) {
    if (!(error instanceof OperationRefused)) throw error;
    return new Map();
  }
}

export async function insertRelease(
  { database, now }: Transaction,
  given: {
    id: string;
    node: string;
    writer: Pick<Writer, 'people'>;
    kind: ReleaseTable['kind'];
    undoes: string | null;
  },
): Promise<ReleaseTable> {
  const { writer, ...own } = given;
  const last = await database
    .selectFrom('release')
    .select((of) => of.fn.max('number').as('number'))
    .executeTakeFirst();
  const release: ReleaseTable = {
    ...own,
    number: Number(last?.number ?? 0) + 1,
    begun_by: writer.people[0],
    begun_at: now.toISOString(),
    state: 'draft',
    reason: null,
    revision: 1,
    row_version: 1,
    expires_at: null,
    due_at: null,
    lease_until: null,
    fence: 0,
    publication: null,
    live_at: null,
    cuts: null,
    review_due_at: null,
    reviewed_by: null,
    reviewed_at: null,
  };
  await database.insertInto('release').values(release).execute();
  return release;
}

/** Writes the text of a release's revision in the place of what it said, and who did. */
export async function writeRevision(
  { database, now }: Transaction,
  { id, revision: number }: ReleaseTable,
  { title, note, goLiveAt, members, hash }: KeptContent,
  people: readonly string[],
): Promise<void> {
  const text = { title, note, go_live_at: goLiveAt, content_hash: hash };
  await database
    .insertInto('release_revision')
    .values({ release: id, number, ...text, frozen_at: null, binding: null, bound_hash: null, impact: null })
    .onConflict((conflict) => conflict.columns(['release', 'number']).doUpdateSet(text))
    .execute();
  await database.deleteFrom('release_member').where('release', '=', id).where('revision', '=', number).execute();
  for (const member of members)
    await database
      .insertInto('release_member')
      .values({ release: id, revision: number, ...member })
      .execute();
  for (const person of new Set(people))
    await database
      .insertInto('release_editor')
      .values({ release: id, revision: number, person, edited_at: now.toISOString() })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}
