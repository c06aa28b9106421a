import { hashPassword, LEAST_PASSWORD, MOST_PASSWORD, whyWeak } from '../../authority/password.ts';
import { isSecret, secretHash, spokenForm } from '../../authority/secret.ts';
import { totpStep } from '../../authority/totp.ts';
import type { Problem } from '../../../definitions/index.ts';
import { signInActor } from '../../store/actor.ts';
import type { EntryLinkTable } from '../../store/people-tables.ts';
import type { Store, Transaction } from '../../store/store.ts';
import { peopleProblem } from './problems.ts';
import { holdWithout } from '../releases/hold.ts';
import { dropSessions } from './sessions.ts';

export interface LinkUse {
  readonly link: string;
  /** As the second person read it out. */
  readonly second: string;
  readonly password: string;
  /** The secret the authenticator was set up with, and a code it shows. */
  readonly totpSecret: string;
  readonly code: string;
}

export type LinkUsed =
  | { readonly kind: 'used'; readonly person: string }
  | { readonly kind: 'refused'; readonly problem: Problem };

const AT = { pointer: '' };
/** How often the second secret may be wrong before the link is withdrawn. */
const MOST_FAILURES = 5;

/** Whose link this is, while it may be used. */
export async function linkOf({ database }: Pick<Store, 'database'>, link: string, now: Date) {
  const found = await database
    .selectFrom('entry_link')
    .innerJoin('person', 'person.id', 'entry_link.person')
    .select(['person.id', 'person.account', 'person.name', 'entry_link.purpose'])
    .where('entry_link.hash', '=', secretHash(link))
    .where('entry_link.state', '=', 'open')
    .where('entry_link.expires_at', '>', now.toISOString())
    .executeTakeFirst();
  return found;
}

/**
 * Uses a link, once: sets password and authenticator of its person, ends all his sessions, and tells him. It takes the second secret;
 * of two who use it at once one is told that it is gone (life L34, L38).
 */
export async function useLink(store: Store, asked: LinkUse): Promise<LinkUsed> {
  const hash = secretHash(asked.link);
  const person = await store.database
    .selectFrom('entry_link')
    .innerJoin('person', 'person.id', 'entry_link.person')
    .select(['person.id', 'person.account', 'person.name'])
    .where('entry_link.hash', '=', hash)
    .executeTakeFirst();
  if (person === undefined) return refused(peopleProblem('link-gone', AT));
  if (whyWeak(asked.password, [person.account, person.name]) !== undefined)
    return refused(peopleProblem('password-weak', AT, { least: LEAST_PASSWORD, most: MOST_PASSWORD }));
  const password_hash = await hashPassword(asked.password);
  return await store.write(signInActor, 'use-link', async (tx) => {
    const link = await tx.database.selectFrom('entry_link').selectAll().where('hash', '=', hash).executeTakeFirst();
    const isOpen = link?.state === 'open' && tx.now.toISOString() < link.expires_at;
    if (link === undefined || !isOpen) return await gone(tx, person.id);
    if (!isSecret(spokenForm(asked.second), link.second_hash)) return await wrongSecond(tx, link);
    const step = totpStep(asked.totpSecret, asked.code, tx.now);
    if (step === undefined) return refused(peopleProblem('code-wrong', AT));
    const taken = await tx.database
      .updateTable('entry_link')
      .set({ state: 'used' })
      .where('hash', '=', hash)
      .where('state', '=', 'open')
      .executeTakeFirst();
    if (taken.numUpdatedRows === 0n) return await gone(tx, person.id);
    const totp_secret = store.secrets.seal(asked.totpSecret, person.id);
    await setCredential(tx, person.id, { password_hash, totp_secret, totp_step: step });
    const ended = await dropSessions(tx, [person.id]);
    await holdWithout(tx, [person.id], true);
    const at = tx.now.toISOString();
    await tx.send({ type: 'notice', key: `link/${hash}`, payload: { to: person.id, used: link.purpose, at } });
    await tx.audit({ subject: `person/${person.id}`, body: { used: link.purpose, sessionsEnded: ended } });
    return { kind: 'used', person: person.id };
  });
}

/** Sets what a person signs in with. */
export async function setCredential(
  { database }: Transaction,
  person: string,
  given: { readonly password_hash: string; readonly totp_secret: string; readonly totp_step: number },
): Promise<void> {
  await database.deleteFrom('credential').where('person', '=', person).execute();
  await database
    .insertInto('credential')
    .values({ person, ...given, failures: 0, last_failed_at: '1970-01-01T00:00:00.000Z' })
    .execute();
}

async function gone(tx: Transaction, person: string): Promise<LinkUsed> {
  await tx.audit({ subject: `person/${person}`, body: { refused: 'link-gone' } });
  return refused(peopleProblem('link-gone', AT));
}

async function wrongSecond(tx: Transaction, link: EntryLinkTable): Promise<LinkUsed> {
  const failures = link.failures + 1;
  const state = failures >= MOST_FAILURES ? 'withdrawn' : 'open';
  await tx.database.updateTable('entry_link').set({ failures, state }).where('hash', '=', link.hash).execute();
  await tx.audit({ subject: `person/${link.person}`, body: { refused: 'second-secret-wrong', failures } });
  return refused(peopleProblem('second-secret-wrong', AT));
}

const refused = (problem: Problem): LinkUsed => ({ kind: 'refused', problem });
