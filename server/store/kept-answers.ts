import type { KeptAnswerTable } from './people-tables.ts';
import type { Transaction } from './store.ts';

/** What a request with a key was answered, under all that makes it the same request. */
export type KeptAnswer = Omit<KeptAnswerTable, 'kept_at'>;

const KEPT_MS = 24 * 3_600_000;

/** The answer kept under a key, while it is kept. */
export async function findAnswer(
  { database, now }: Transaction,
  { actor, method, path, key }: Pick<KeptAnswer, 'actor' | 'method' | 'path' | 'key'>,
): Promise<KeptAnswer | undefined> {
  return await database
    .selectFrom('kept_answer')
    .selectAll()
    .where('actor', '=', actor)
    .where('method', '=', method)
    .where('path', '=', path)
    .where('key', '=', key)
    .where('kept_at', '>', oldest(now))
    .executeTakeFirst();
}

/** Keeps an answer for a day, and lets go of those that were kept that long. */
export async function keepAnswer({ database, now }: Transaction, kept: KeptAnswer): Promise<void> {
  await database.deleteFrom('kept_answer').where('kept_at', '<=', oldest(now)).execute();
  await database
    .insertInto('kept_answer')
    .values({ ...kept, kept_at: now.toISOString() })
    .execute();
}

const oldest = (now: Date): string => new Date(now.getTime() - KEPT_MS).toISOString();
