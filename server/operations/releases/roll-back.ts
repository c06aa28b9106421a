import { randomUUID } from 'node:crypto';
import type { Role } from '../../authority/role.ts';
import type { Actor } from '../../store/actor.ts';
import { newestPublication, readDocuments, readMembers } from '../../store/definitions.ts';
import { storeProblem } from '../../store/problems.ts';
import { StoreError } from '../../store/store-error.ts';
import { OperationRefused, type Store } from '../../store/store.ts';
import type { Database } from '../../store/tables.ts';
import { notFound } from '../people/acting.ts';
import { beginImpact } from '../impacts/begin-impact.ts';
import type { ImpactJobs } from '../impacts/impact-jobs.ts';
import { actingDecider, mayDecide } from './acting.ts';
import { contentHash, draftOf, type KeptContent } from './content.ts';
import type { Examiner, MemberText } from './examine.ts';
import { releaseProblem } from './problems.ts';
import { findStanding, type Standing, subjectOf, type Written, written, writeEvent } from './release-rows.ts';
import { restoredBy, isInForce } from './seen.ts';
import { freeze } from './submit.ts';
import { insertRelease, writeRevision } from './write-release.ts';

const DECIDING: readonly Role[] = ['author', 'approver'];

/**
 * Undoes a release that is live: everything it changed is to be again what it was before, and nothing else. It is checked, proved and
 * its cases are run like any other; its impact is not waited for. It waits for one other person, and then goes live at once.
 */
export async function beginRollBack(
  { store, examiner }: { readonly store: Store; readonly examiner: Examiner },
  actor: Actor,
  id: string,
  reason: string,
): Promise<Written> {
  const undone = await findStanding(store.database, id);
  const may = await mayDecide(store.database, actor, DECIDING);
  const before = undone === undefined || !may ? undefined : await priorTo(store.database, undone);
  const asked =
    before === undefined
      ? undefined
      : {
          members: before.members,
          acceptsCases: null,
          hasImpact: false,
          approved: null,
          ...(await restoredBy(store.database, { undoes: id })),
        };
  const examined = asked === undefined ? undefined : await examiner.examine(asked);
  return await store.write(actor, 'roll-back', async (tx) => {
    const own = randomUUID();
    const { acting } = await actingDecider(tx, id, DECIDING);
    if (undone === undefined) throw notFound(subjectOf(id));
    if (before === undefined || before.gone.length > 0 || examined === undefined) {
      const found = before === undefined ? subjectOf(id) : before.gone.join(', ');
      throw new OperationRefused(subjectOf(id), [releaseProblem('nothing-to-roll-back', { pointer: '' }, { found })]);
    }
    if (examined.kind === 'refused') throw new OperationRefused(subjectOf(own), examined.problems);
    if (examined.kind === 'cases') {
      const slots = { found: examined.changes.map(({ words }) => words.en).join('; ') };
      throw new OperationRefused(subjectOf(own), [releaseProblem('nothing-to-roll-back', { pointer: '' }, slots)]);
    }
    if (!(await isInForce(tx.database, examined))) throw new StoreError(storeProblem('store-changed', { pointer: '' }));
    const text = {
      title: `↶ ${undone.revision.title}`.slice(0, 200),
      note: reason,
      goLiveAt: null,
      members: before.members,
    };
    const kept: KeptContent = { ...text, hash: contentHash(text) };
    const place = { id: own, node: undone.release.node, writer: { people: [acting.id] as const } };
    const release = await insertRelease(tx, { ...place, kind: 'roll-back', undoes: id });
    await writeRevision(tx, release, kept, [acting.id]);
    await writeEvent(tx, release, { operation: 'begin', from: null });
    const standing = await findStanding(tx.database, own);
    if (standing === undefined) throw new Error('What was written is there');
    return await freeze(tx, standing, [acting.id], examined, null);
  });
}

/** Lets be computed what a roll back does to the populations: it is shown with it, and not waited for. */
export async function showRollBackImpact(store: Store, actor: Actor, id: string, jobs: ImpactJobs): Promise<void> {
  const standing = await findStanding(store.database, id);
  if (standing === undefined || jobs.isFull) return;
  const restored = await restoredBy(store.database, standing.release);
  await beginImpact(store, actor, { ...draftOf(standing.members), ...restored }, jobs);
}

/** The members of a roll back, and what of the release is no longer what is live; undefined where it never was. */
async function priorTo(
  database: Database,
  { release, members }: Standing,
): Promise<{ readonly members: readonly MemberText[]; readonly gone: readonly string[] } | undefined> {
  const { publication } = release;
  if (publication === null) return undefined;
  const byId = (rows: Awaited<ReturnType<typeof readMembers>>) => new Map(rows.map((one) => [one.id, one]));
  const [old, made, live] = [
    byId(await readMembers(database, publication - 1)),
    byId(await readMembers(database, publication)),
    byId(await readMembers(database, await newestPublication(database))),
  ];
  const refs = members.map(({ ref }) => ref);
  const gone = refs.filter((ref) => live.get(ref)?.hash !== made.get(ref)?.hash);
  const texts = await readDocuments(
    database,
    refs.flatMap((ref) => old.get(ref)?.hash ?? []),
  );
  const prior = refs.map((ref): MemberText => {
    const [was, is] = [old.get(ref), live.get(ref)];
    const base = { base_version: is?.version ?? null, base_hash: is?.hash ?? null };
    if (was === undefined) return { ref, change: 'retire', json: null, hash: null, ...base };
    const change = is === undefined ? 'add' : 'change';
    return { ref, change, json: texts.get(was.hash) ?? null, hash: was.hash, ...base };
  });
  return { members: prior, gone };
}

/** Says, once a roll back is live, why it came to that. */
export async function reviewRollBack(store: Store, actor: Actor, id: string, words: string): Promise<Written> {
  return await store.write(actor, 'review-roll-back', async (tx) => {
    const subject = subjectOf(id);
    const { acting, standing } = await actingDecider(tx, id, DECIDING);
    const { release } = standing;
    if (release.review_due_at === null || release.reviewed_at !== null)
      throw new OperationRefused(subject, [releaseProblem('nothing-to-review', { pointer: '' })]);
    const row_version = release.row_version + 1;
    const reviewed_at = tx.now.toISOString();
    await tx.database
      .updateTable('release')
      .set({ reviewed_by: acting.id, reviewed_at, row_version })
      .where('id', '=', id)
      .execute();
    const remark = { release: id, revision: release.revision, ref: null, pointer: null, person: acting.id };
    await tx.database
      .insertInto('release_remark')
      .values({ ...remark, remarked_at: reviewed_at, words })
      .execute();
    await writeEvent(tx, { ...release, row_version }, { operation: 'review', from: release.state });
    await tx.database
      .updateTable('release_notice')
      .set({ settled_at: reviewed_at })
      .where('release', '=', id)
      .where('kind', '=', 'review')
      .execute();
    await tx.audit({ subject, body: { event: 'review' } });
    return written({ ...release, row_version });
  });
}
