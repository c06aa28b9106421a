import { readPerson } from '../../store/people.ts';
import { OperationRefused, type Transaction } from '../../store/store.ts';
import { peopleProblem } from './problems.ts';

/** A key on whose behalf an operation runs, as it is within its transaction, with whose it is and who made it. */
export interface ActingKey {
  readonly id: string;
  readonly owner: string;
  readonly begunBy: string;
  readonly scope: string;
}

/** Reads the key within the transaction. Refuses one that was ended or ran out, and one whose owner is not active any more (life L46). */
export async function actingKey({ actor, database, now }: Transaction, subject: string): Promise<ActingKey> {
  const row = await database
    .selectFrom('api_key')
    .select(['id', 'owner', 'begun_by', 'scope'])
    .where('id', '=', actor.id)
    .where('is_active', '=', 1)
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst();
  const owner = row === undefined ? undefined : await readPerson(database, row.owner);
  if (row === undefined || owner === undefined || !owner.isActive)
    throw new OperationRefused(subject, [peopleProblem('right-missing', { pointer: '' }, { expected: '' })]);
  return { id: row.id, owner: row.owner, begunBy: row.begun_by, scope: row.scope };
}
