import { isWithin } from '../../authority/organisation.ts';
import { secretHash } from '../../authority/secret.ts';
import type { Actor } from '../../store/actor.ts';
import type { Store, Transaction } from '../../store/store.ts';
import { actingPerson, needRole, notFound } from './acting.ts';

/** The sessions of somebody that have not ended, newest first. */
export async function sessionsOf({ database }: Pick<Store, 'database'>, person: string, now: Date) {
  return await database
    .selectFrom('session')
    .select(['id', 'begun_at', 'expires_at', 'address', 'agent'])
    .where('person', '=', person)
    .where('expires_at', '>', now.toISOString())
    .orderBy('begun_at', 'desc')
    .execute();
}

/** Ends the session of a cookie, where it is still one. */
export async function signOut(store: Store, actor: Actor, session: string): Promise<void> {
  await store.write(actor, 'sign-out', async (tx) => {
    await tx.database.deleteFrom('session').where('hash', '=', secretHash(session)).execute();
    await tx.audit({ subject: `person/${actor.id}` });
  });
}

/** Ends one of one's own sessions. */
export async function endSession(store: Store, actor: Actor, id: string): Promise<void> {
  await store.write(actor, 'end-session', async (tx) => {
    const acting = await actingPerson(tx, `session/${id}`);
    const ended = await tx.database
      .deleteFrom('session')
      .where('id', '=', id)
      .where('person', '=', acting.id)
      .executeTakeFirst();
    if (ended.numDeletedRows === 0n) throw notFound(`session/${id}`);
    await tx.audit({ subject: `person/${acting.id}`, body: { session: id } });
  });
}

/** Ends all sessions of somebody within one's scope. */
export async function endAllSessions(store: Store, actor: Actor, person: string): Promise<number> {
  return await store.write(actor, 'end-all-sessions', async (tx) => {
    const subject = `person/${person}`;
    const acting = await actingPerson(tx, subject);
    needRole(acting, ['security-administrator'], subject);
    const found = await tx.database.selectFrom('person').select('node').where('id', '=', person).executeTakeFirst();
    const isWithinScope = acting.rights.some(
      ({ role, scope }) => role === 'security-administrator' && isWithin(acting.organisation, found?.node ?? '', scope),
    );
    if (!isWithinScope) throw notFound(subject);
    const ended = await dropSessions(tx, [person]);
    await tx.audit({ subject, body: { ended, reason: 'administrator' } });
    return ended;
  });
}

/** Ends all sessions of people, within an operation that says why. */
export async function dropSessions({ database }: Transaction, people: readonly string[]): Promise<number> {
  if (people.length === 0) return 0;
  const dropped = await database
    .deleteFrom('session')
    .where('person', 'in', [...people])
    .executeTakeFirst();
  return Number(dropped.numDeletedRows);
}
