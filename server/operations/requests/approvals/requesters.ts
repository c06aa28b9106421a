import type { ServiceRequestTable } from '../../../store/request-tables.ts';
import type { Transaction } from '../../../store/store.ts';
import { behindKey } from '../../people/acting-key.ts';

/** Whose request it is when approval of it is asked for: who registered it, who works on it, and who asks. None of them signs it. Ids. */
export async function requestersOf(
  tx: Transaction,
  { id, owner }: Pick<ServiceRequestTable, 'id' | 'owner'>,
  asking: readonly string[],
): Promise<readonly string[]> {
  const registered = await tx.database
    .selectFrom('request_event')
    .select(['actor', 'actor_kind'])
    .where('request', '=', id)
    .where('number', '=', 1)
    .executeTakeFirst();
  const by = registered === undefined ? [] : await peopleOf(tx, { kind: registered.actor_kind, id: registered.actor });
  return [...new Set([...by, ...(owner === null ? [] : [owner]), ...asking])];
}

/** Who causes the step: a person, everybody behind a key, or nobody. */
export const whoCauses = async (tx: Transaction): Promise<readonly string[]> => await peopleOf(tx, tx.actor);

async function peopleOf(
  { database }: Transaction,
  { kind, id }: { readonly kind: string; readonly id: string },
): Promise<readonly string[]> {
  if (kind === 'person') return [id];
  if (kind !== 'key') return [];
  const key = await database
    .selectFrom('api_key')
    .select(['owner', 'begun_by'])
    .where('id', '=', id)
    .executeTakeFirst();
  return key === undefined ? [] : behindKey(key);
}
