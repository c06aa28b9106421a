import type { Message } from '../../../definitions/index.ts';
import { openAgainAt } from '../../authority/lock-out.ts';
import { totpStep } from '../../authority/totp.ts';
import type { Actor } from '../../store/actor.ts';
import { storeProblem } from '../../store/problems.ts';
import type { Secrets } from '../../store/secrets.ts';
import { StoreError } from '../../store/store-error.ts';
import { OperationRefused, type Store, type Transaction } from '../../store/store.ts';
import type { Database } from '../../store/tables.ts';
import type { Acting } from '../people/acting.ts';
import { peopleProblem } from '../people/problems.ts';
import { spend } from '../people/sign-in.ts';
import { actingDecider } from './acting.ts';
import { isStillWhole, type OpenedMover, refuseUnopened, type Verified, verifyImpact } from './bound-impact.ts';
import { concernedBy, approversOf, tell } from './notices.ts';
import { releaseProblem } from './problems.ts';
import {
  editorsOf,
  endApprovals,
  findStanding,
  moveRelease,
  refusedMove,
  type Standing,
  subjectOf,
  type Written,
  written,
} from './release-rows.ts';
import { refuseUnseen, whyMoved } from './seen.ts';
import { type AwaitedApproval, awaitedApprovals, expiryOf, termsOf } from './terms.ts';

const AT = { pointer: '' };

/** The code was none: what was refused is counted against the account by whoever called. */
export class CodeRefused extends OperationRefused {
  constructor(subject: string) {
    super(subject, [releaseProblem('code-not-right', { pointer: '/code' })]);
  }
}

/** What somebody approves, and by what. */
export interface Approval {
  readonly hash: string;
  readonly code: string;
  /** Those who move whom he opened before. */
  readonly opened?: readonly OpenedMover[];
}

/**
 * Approves what was on the screen, by its hash, with a fresh code of one's authenticator. Where it moves customers, one of them was
 * opened before, and the audit says which: by their rows, for it keeps no names. Nobody approves what he, or a key of his,
 * wrote in, whichever revision it was; a key never does. Where settings name who approves a subject, one of these must; as long as some
 * are missing it waits on. What is approved by all goes live at its instant, or at once.
 */
export async function approveRelease(
  store: Store,
  actor: Actor,
  id: string,
  { hash, code, opened = [] }: Approval,
): Promise<Written> {
  const verified = await verifiedOf(store.database, id);
  return await store.write(actor, 'approve-release', async (tx) => {
    const subject = subjectOf(id);
    const { acting, standing } = await actingDecider(tx, id, ['approver']);
    const { release, revision } = standing;
    const editors = await editorsOf(tx.database, id);
    if (editors.includes(acting.id)) throw new OperationRefused(subject, [releaseProblem('editor-never-approves', AT)]);
    if (release.state === 'submitted') {
      await refuseUnseen(tx, standing, hash);
      refuseExpired(tx, standing);
      await refuseMovedBase(tx, standing, verified);
      refuseUnopened(verified?.moving ?? [], opened, subject);
      refuseUnasked(await awaitedApprovals(tx.database, release), acting.id, subject);
      await spendCode(tx, store.secrets, acting, code, subject);
    }
    const body = { hash, opened: opened.map(({ ref, row }) => ({ ref, row })) };
    const now = tx.now.toISOString();
    const due_at = revision.go_live_at !== null && revision.go_live_at > now ? revision.go_live_at : now;
    const approval = { release: id, revision: revision.number, bound_hash: hash, person: acting.id, approved_at: now };
    if (release.state !== 'submitted') throw await refusedMove(tx.database, release);
    await tx.database
      .insertInto('release_approval')
      .values({ ...approval, state: 'given', ended_at: null, reason: null })
      .execute();
    if ((await awaitedApprovals(tx.database, release)).length > 0) {
      const waiting = await moveRelease(tx, release, 'approve-in-part', { body });
      await tell(tx, waiting, [{ kind: 'approve', people: await approversOf(tx.database, waiting) }]);
      return written(waiting, hash);
    }
    const moved = await moveRelease(tx, release, 'approve', { set: { due_at, expires_at: null }, body });
    await tell(tx, moved, [{ kind: 'approved', people: editors }]);
    return written(moved);
  });
}

/** Refuses whoever is none of those whose approval is missing. */
function refuseUnasked(awaited: readonly AwaitedApproval[], person: string, subject: string): void {
  if (awaited.some(({ people }) => people?.includes(person) ?? true)) return;
  const slots = {
    refs: awaited.flatMap(({ refs }) => refs).join(', '),
    people: awaited.flatMap(({ people }) => people ?? []).join(', '),
  };
  throw new OperationRefused(subject, [releaseProblem('not-your-subject', AT, slots)]);
}

function refuseExpired({ now }: Transaction, { release }: Standing): void {
  const at = release.expires_at;
  if (at !== null && at <= now.toISOString())
    throw new OperationRefused(subjectOf(release.id), [releaseProblem('release-expired', AT, { at })]);
}

/** Refuses what was examined against other definitions than those in force (life L04), and what shows another impact than it binds. */
async function refuseMovedBase(
  { database }: Transaction,
  { release, revision }: Standing,
  verified: Verified | undefined,
): Promise<void> {
  const why = await whyMoved(database, revision.binding);
  if (why !== undefined) throw new OperationRefused(subjectOf(release.id), [releaseProblem('base-moved', AT, why)]);
  // Handed in just now.
  if (verified === undefined) throw new StoreError(storeProblem('store-changed', AT));
  if (!(await isStillWhole(database, revision.impact, verified)))
    throw new OperationRefused(subjectOf(release.id), [releaseProblem('impact-moved', AT)]);
}

/** The impact that is bound by what waits, hashed before anybody has to wait for it. */
async function verifiedOf(database: Database, id: string): Promise<Verified | undefined> {
  const standing = await findStanding(database, id);
  if (standing?.release.state !== 'submitted') return undefined;
  return await verifyImpact(database, standing.revision.impact);
}

/** Takes a code that was taken by nothing before; slows an account down whose codes are guessed. */
async function spendCode(
  tx: Transaction,
  secrets: Secrets,
  acting: Acting,
  code: string,
  subject: string,
): Promise<void> {
  const known = await tx.database
    .selectFrom('credential')
    .selectAll()
    .where('person', '=', acting.id)
    .executeTakeFirst();
  if (known === undefined) throw new CodeRefused(subject);
  const at = openAgainAt({ count: known.failures, lastAt: new Date(known.last_failed_at) });
  if (tx.now < at)
    throw new OperationRefused(subject, [peopleProblem('account-slowed-down', AT, { at: at.toISOString() })]);
  const step = totpStep(secrets.open(known.totp_secret, acting.id), code, tx.now);
  if (step === undefined || !(await spend(tx, acting.id, step))) throw new CodeRefused(subject);
}

/** Counts a refused code against an account, as a failed attempt to sign in is counted. */
export async function countRefusedCode(store: Store, actor: Actor): Promise<void> {
  await store.write(actor, 'refuse-code', async (tx) => {
    await tx.database
      .updateTable('credential')
      .set((of) => ({ failures: of('failures', '+', 1), last_failed_at: tx.now.toISOString() }))
      .where('person', '=', actor.id)
      .execute();
    await tx.audit({ subject: `person/${actor.id}`, body: { refused: 'code-not-right' } });
  });
}

/** Takes back one's own approval, as long as the release is not live: it waits for another. */
export async function takeBackApproval(
  store: Store,
  actor: Actor,
  id: string,
  reason: string | null,
): Promise<Written> {
  return await store.write(actor, 'take-back-approval', async (tx) => {
    const subject = subjectOf(id);
    const { acting, standing } = await actingDecider(tx, id, ['approver']);
    const words: Message = { 'zh-CN': reason ?? '审批已收回', en: reason ?? 'The approval was taken back' };
    const ended = await endApprovals(tx, id, 'taken-back', { reason: words, person: acting.id });
    if (ended.length === 0) throw new OperationRefused(subject, [releaseProblem('no-approval-of-yours', AT)]);
    const { release } = standing;
    const expires_at = release.expires_at ?? expiryOf(tx.now, await termsOf(tx.database, release));
    const moved = await moveRelease(tx, release, 'take-back', {
      reason: words,
      set: { due_at: null, lease_until: null, expires_at },
    });
    await tell(tx, moved, [
      { kind: 'submitted', people: await concernedBy(tx.database, id) },
      { kind: 'approve', people: await approversOf(tx.database, moved) },
    ]);
    return written(moved);
  });
}
