import { readPerson } from '../../store/people.ts';
import type { ApiKeyTable } from '../../store/people-tables.ts';
import type { Transaction } from '../../store/store.ts';
import { notFound } from './acting.ts';

/**
 * The key on whose behalf an operation runs, as it is within its transaction, whose it is, and everybody behind it: whoever owns it and
 * whoever asked for it. Refuses, as if there were nothing, one
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
  return { key, owner, people: behindKey(key) };
}

/** Everybody behind a key: whoever owns it, and whoever asked for it. */
export const behindKey = ({
  owner,
  begun_by: asked,
}: Pick<ApiKeyTable, 'owner' | 'begun_by'>): readonly [string, ...string[]] =>
  owner === asked ? [owner] : [owner, asked];
