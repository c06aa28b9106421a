import type { Message } from '../../../definitions/index.ts';
import type { Organisation } from '../../authority/organisation.ts';
import { holdsOver } from '../../authority/rights.ts';
import { readOrganisation, readPerson } from '../../store/people.ts';
import type { ReleaseState, ReleaseTable } from '../../store/release-tables.ts';
import type { Transaction } from '../../store/store.ts';
import type { Database } from '../../store/tables.ts';
import { decides } from './acting.ts';
import { approversOf, concernedBy, holdersOf, tell } from './notices.ts';
import { releaseProblem } from './problems.ts';
import { approvalsGiven, endApprovals, moveRelease } from './release-rows.ts';
import { APPROVED, WAITING } from './release-state.ts';

/** Holds a release on its way to being live: it takes a new approval, and everyone concerned is told why. */
export async function holdRelease(tx: Transaction, release: ReleaseTable, reason: Message): Promise<ReleaseTable> {
  const ended = await endApprovals(tx, release.id, 'void', { reason });
  const moved = await moveRelease(tx, release, 'hold', {
    reason,
    set: { due_at: null, lease_until: null },
    body: { approvalsVoided: ended.map((one) => ({ ...one })) },
  });
  const authors = await holdersOf(tx.database, 'author', release.node);
  await tell(tx, moved, [{ kind: 'held', people: [...(await concernedBy(tx.database, release.id)), ...authors] }]);
  return moved;
}

/** Ends a release that is on its way, since what it was handed in or approved on has moved; everyone concerned is told why. */
export async function voidRelease(tx: Transaction, release: ReleaseTable, reason: Message): Promise<ReleaseState> {
  const ended = await endApprovals(tx, release.id, 'void', { reason });
  const moved = await moveRelease(tx, release, 'void', {
    reason,
    set: { due_at: null, lease_until: null, expires_at: null },
    body: { approvalsVoided: ended.map((one) => ({ ...one })) },
  });
  await tell(tx, moved, [{ kind: 'void', people: await concernedBy(tx.database, release.id) }]);
  return moved.state;
}

/** Voids all that waits or was approved, since settings that it is bound to are in force no more (life L31). */
export async function voidForSettings(tx: Transaction, version: string): Promise<void> {
  const rows = await tx.database
    .selectFrom('release')
    .selectAll()
    .where('state', 'in', [...WAITING])
    .orderBy('number')
    .execute();
  const reason = releaseProblem('settings-changed', { pointer: '' }, { version }).message;
  for (const release of rows) await voidRelease(tx, release, reason);
}

/** Why a release may not go live on the word of those who stand behind it: one of them left, or may not any more (life L30). */
export async function whyLeft(
  database: Database,
  { id, kind, node, begun_by }: ReleaseTable,
): Promise<Message | undefined> {
  const organisation = await readOrganisation(database);
  const begun = await database
    .selectFrom('release_event')
    .select('actor_kind')
    .where('release', '=', id)
    .where('number', '=', 1)
    .executeTakeFirst();
  const author = await readPerson(database, begun_by);
  const mayWrite =
    author?.isActive === true &&
    (begun?.actor_kind === 'key' ||
      (kind === 'roll-back'
        ? decides(organisation, author.rights, ['author', 'approver'])
        : holdsOver(organisation, author.rights, ['author', 'approver'], node)));
  if (!mayWrite) return left(author?.name ?? begun_by);
  for (const { person } of await approvalsGiven(database, id)) {
    const why = await whyApproverLeft(database, organisation, person);
    if (why !== undefined) return why;
  }
  return undefined;
}

async function whyApproverLeft(
  database: Database,
  organisation: Organisation,
  person: string,
): Promise<Message | undefined> {
  const approver = await readPerson(database, person);
  const may = approver?.isActive === true && decides(organisation, approver.rights, ['approver']);
  return may ? undefined : left(approver?.name ?? person);
}

const left = (name: string): Message => ({
  'zh-CN': `${name} 已离任或不再有此权限，须重新审批`,
  en: `${name} has left, or may not do this any more: it takes a new approval`,
});

/**
 * Holds what was approved by people who may not any more, as soon as that is so. `isReset`: who he is was set anew, so that all he
 * approved that is not live yet counts for nothing (life L34).
 */
export async function holdWithout(tx: Transaction, people: readonly string[], isReset = false): Promise<void> {
  if (people.length === 0) return;
  const rows = await tx.database
    .selectFrom('release')
    .selectAll()
    .where('state', 'in', [...APPROVED, 'submitted'])
    .execute();
  for (const release of rows) {
    const approvers = (await approvalsGiven(tx.database, release.id)).map(({ person }) => person);
    if (release.state === 'submitted') {
      const gone = approvers.filter((person) => people.includes(person));
      await voidInPart(tx, release, gone, isReset);
      continue;
    }
    const concerned = [release.begun_by, ...approvers].some((person) => people.includes(person));
    if (!concerned) continue;
    const reset = isReset ? approvers.find((person) => people.includes(person)) : undefined;
    const why = reset === undefined ? await whyLeft(tx.database, release) : signedInAnew(reset);
    if (why !== undefined) await holdRelease(tx, release, why);
  }
}

/** Of the approvals that a release which waits for others has already, those of people who may not any more. */
async function voidInPart(
  tx: Transaction,
  release: ReleaseTable,
  people: readonly string[],
  isReset: boolean,
): Promise<void> {
  const organisation = await readOrganisation(tx.database);
  let isVoided = false;
  for (const person of people) {
    const reason = isReset ? signedInAnew(person) : await whyApproverLeft(tx.database, organisation, person);
    if (reason === undefined) continue;
    await endApprovals(tx, release.id, 'void', { reason, person });
    isVoided = true;
  }
  if (isVoided) await tell(tx, release, [{ kind: 'approve', people: await approversOf(tx.database, release) }]);
}

const signedInAnew = (name: string): Message => ({
  'zh-CN': `${name} 的登录方式已重新设定，须重新审批`,
  en: `How ${name} signs in was set anew: it takes a new approval`,
});
