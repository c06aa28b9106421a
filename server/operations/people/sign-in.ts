import { randomUUID } from 'node:crypto';
import { openAgainAt } from '../../authority/lock-out.ts';
import { isPassword } from '../../authority/password.ts';
import { newSecret, secretHash } from '../../authority/secret.ts';
import { totpStep } from '../../authority/totp.ts';
import type { Problem } from '../../../definitions/index.ts';
import type { Actor } from '../../store/actor.ts';
import { signInActor } from '../../store/actor.ts';
import type { CredentialTable } from '../../store/people-tables.ts';
import type { Store, Transaction } from '../../store/store.ts';
import { peopleProblem } from './problems.ts';

export interface SignIn {
  readonly account: string;
  readonly password: string;
  readonly code: string;
  /** Where it came from, for the list of sessions. */
  readonly address: string;
  readonly agent: string;
  /** The session that the browser had before: it ends, whoever's it was. */
  readonly before?: string | undefined;
}

export type SignedIn =
  | { readonly kind: 'signed-in'; readonly person: string; readonly session: string; readonly expiresAt: Date }
  | { readonly kind: 'refused'; readonly problem: Problem };

/** How long somebody stays signed in at most: a working day. */
export const SESSION_MS = 12 * 3_600_000;
const AT = { pointer: '' };

/**
 * Signs a person in: password, code, and a session under an id that was never sent before. The password is hashed before the
 * transaction, which awaits nothing but the store; failures are counted in it, and a code is spent in it by comparing and setting, so
 * that of two nodes only one takes it.
 */
export async function signIn(store: Store, asked: SignIn): Promise<SignedIn> {
  const { database } = store;
  const person = await database
    .selectFrom('person')
    .select(['id', 'name'])
    .where('account', '=', asked.account.toLowerCase())
    .where('is_active', '=', 1)
    .executeTakeFirst();
  const known =
    person === undefined
      ? undefined
      : await database.selectFrom('credential').selectAll().where('person', '=', person.id).executeTakeFirst();
  const isRight = await isPassword(asked.password, known?.password_hash);
  if (person === undefined || known === undefined) return refused('not-signed-in-as');
  const actor: Actor = isRight ? { kind: 'person', ...person } : signInActor;
  return await store.write(actor, 'sign-in', async (tx) => {
    const now = await credentialOf(tx, person.id);
    // Changed meanwhile: what was compared is no password any more.
    if (now?.password_hash !== known.password_hash) return await failed(tx, person.id, 0);
    const at = openAgainAt({ count: now.failures, lastAt: new Date(now.last_failed_at) });
    if (tx.now < at) return slowedDown(at);
    const step = totpStep(store.secrets.open(now.totp_secret, person.id), asked.code, tx.now);
    if (!isRight || step === undefined) return await failed(tx, person.id, now.failures);
    if (!(await spend(tx, person.id, step))) return { kind: 'refused', problem: peopleProblem('code-spent', AT) };
    return await begin(tx, person.id, asked);
  });
}

const credentialOf = async ({ database }: Transaction, person: string): Promise<CredentialTable | undefined> =>
  await database.selectFrom('credential').selectAll().where('person', '=', person).executeTakeFirst();

/** Takes a step that is greater than all taken before; false where it, or a later one, was taken. */
export async function spend({ database }: Transaction, person: string, step: number): Promise<boolean> {
  const spent = await database
    .updateTable('credential')
    .set({ totp_step: step, failures: 0 })
    .where('person', '=', person)
    .where('totp_step', '<', step)
    .executeTakeFirst();
  return spent.numUpdatedRows > 0n;
}

async function failed(tx: Transaction, person: string, failures: number): Promise<SignedIn> {
  await tx.database
    .updateTable('credential')
    .set({ failures: failures + 1, last_failed_at: tx.now.toISOString() })
    .where('person', '=', person)
    .execute();
  await tx.audit({ subject: `person/${person}`, body: { failed: failures + 1 } });
  return refused('not-signed-in-as');
}

async function begin(tx: Transaction, person: string, { address, agent, before }: SignIn): Promise<SignedIn> {
  if (before !== undefined) await tx.database.deleteFrom('session').where('hash', '=', secretHash(before)).execute();
  const session = newSecret();
  const id = randomUUID();
  const expiresAt = new Date(tx.now.getTime() + SESSION_MS);
  const row = {
    hash: secretHash(session),
    id,
    person,
    begun_at: tx.now.toISOString(),
    expires_at: expiresAt.toISOString(),
  };
  await tx.database
    .insertInto('session')
    .values({ ...row, address: address.slice(0, 100), agent: agent.slice(0, 200) })
    .execute();
  await tx.audit({ subject: `person/${person}`, body: { session: id, address } });
  return { kind: 'signed-in', person, session, expiresAt };
}

const refused = (code: 'not-signed-in-as'): SignedIn => ({ kind: 'refused', problem: peopleProblem(code, AT) });

const slowedDown = (at: Date): SignedIn => ({
  kind: 'refused',
  problem: peopleProblem('account-slowed-down', AT, { at: at.toISOString() }),
});
