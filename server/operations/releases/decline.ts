import type { Message, Problem } from '../../../definitions/index.ts';
import type { Actor } from '../../store/actor.ts';
import { OperationRefused, type Store } from '../../store/store.ts';
import { actingPerson, needRole, needScope, notFound } from '../people/acting.ts';
import { actingDecider, actingWriter, needWriting } from './acting.ts';
import { concernedBy, tell } from './notices.ts';
import { endApprovals, findStanding, moveRelease, subjectOf, type Written, written } from './release-rows.ts';
import { refuseUnseen } from './seen.ts';

/** What somebody gives as his reason, in his own words. */
export const ownWords = (words: string): Message => ({ 'zh-CN': words, en: words });

/** Gives a release back to who wrote it, or refuses it for good, on the text that was seen; both with a reason that stays. */
export async function declineRelease(
  store: Store,
  actor: Actor,
  id: string,
  {
    decision,
    hash,
    reason,
  }: { readonly decision: 'return' | 'refuse'; readonly hash: string; readonly reason: string },
): Promise<Written> {
  return await store.write(actor, `${decision}-release`, async (tx) => {
    const { standing } = await actingDecider(tx, id, ['approver']);
    if (standing.release.state === 'submitted') await refuseUnseen(tx, standing, hash);
    const moved = await moveRelease(tx, standing.release, decision, {
      reason: ownWords(reason),
      set: { expires_at: null },
      body: { hash },
    });
    await endApprovals(tx, id, 'void', { reason: ownWords(reason) });
    await tell(tx, moved, [{ kind: moved.state, people: await concernedBy(tx.database, id) }]);
    return written(moved);
  });
}

/**
 * Takes a release back by who writes in it, whatever it came to, as long as it is not live. A draft only on what was seen of it: nobody
 * throws away what another wrote meanwhile.
 */
export async function withdrawRelease(
  store: Store,
  actor: Actor,
  id: string,
  { reason, whyNot }: { readonly reason: string | null; readonly whyNot: (rowVersion: number) => Problem | undefined },
): Promise<Written> {
  return await store.write(actor, 'withdraw-release', async (tx) => {
    const subject = subjectOf(id);
    const writer = await actingWriter(tx, subject);
    const standing = await findStanding(tx.database, id);
    if (standing === undefined) throw notFound(subject);
    needWriting(writer, standing.release.node, subject);
    const unseen = standing.release.state === 'draft' ? whyNot(standing.release.row_version) : undefined;
    if (unseen !== undefined) throw new OperationRefused(subject, [unseen]);
    const why = { 'zh-CN': '申请已撤回', en: 'The release was withdrawn' };
    const moved = await moveRelease(tx, standing.release, 'withdraw', {
      ...(reason === null ? {} : { reason: ownWords(reason) }),
      set: { expires_at: null, due_at: null, lease_until: null },
    });
    const voided = await endApprovals(tx, id, 'void', { reason: why });
    await tell(tx, moved, [{ kind: 'withdrawn', people: voided.map(({ person }) => person) }]);
    return written(moved);
  });
}

/** Says something of a release, or of a place in one of its definitions. */
export async function remarkOnRelease(
  store: Store,
  actor: Actor,
  id: string,
  { words, ref, pointer }: { readonly words: string; readonly ref: string | null; readonly pointer: string | null },
): Promise<Written> {
  return await store.write(actor, 'remark-on-release', async (tx) => {
    const subject = subjectOf(id);
    const acting = await actingPerson(tx, subject);
    needRole(acting, ['author', 'approver'], subject);
    const standing = await findStanding(tx.database, id);
    if (standing === undefined) throw notFound(subject);
    const { release } = standing;
    needScope(acting, ['author', 'approver'], release.node, subject);
    if (ref !== null && standing.members.every((member) => member.ref !== ref))
      throw new OperationRefused(subject, notFound(ref).problems);
    const row = { release: id, revision: release.revision, ref, pointer, person: acting.id, words };
    await tx.database
      .insertInto('release_remark')
      .values({ ...row, remarked_at: tx.now.toISOString() })
      .execute();
    await tx.audit({ subject, body: { revision: release.revision, ref, pointer } });
    return written(release);
  });
}
