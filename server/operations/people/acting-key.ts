import { readPerson } from '../../store/people.ts';
import type { Transaction } from '../../store/store.ts';
import { notFound } from './acting.ts';

/**
 * The key on whose behalf an operation runs, as it is within its transaction, and whose it is. Refuses, as if there were nothing, one
 * that was ended or ran out, and one whose owner is not active any more (life L46).
 */
export async function actingKey({ actor, database, now }: Transaction, subject: string) {
  const key = await database
    .selectFrom('api_key')
    .selectAll()
    .where('id', '=', actor.id)
    .where('is_active', '=', 1)
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst();
  const owner = key === undefined ? undefined : await readPerson(database, key.owner);
  if (key === undefined || owner === undefined || !owner.isActive) throw notFound(subject);
  return { key, owner };
}
