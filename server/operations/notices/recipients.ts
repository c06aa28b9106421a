import type { ServiceRequestTable } from '../../store/request-tables.ts';
import type { Transaction } from '../../store/store.ts';
import { signersOf } from '../requests/approvals/signers.ts';
import { fitFor, holdersNear } from '../requests/holders-near.ts';

/**
 * The staff that a message about a request is for, by what its `notify` says: who works on it, who registered it, whose approval it waits
 * for, or whoever holds a role at the nearest place that has somebody, from the request's own upwards. Nobody who is not active, and nobody
 * who is recused.
 */
export async function staffFor(tx: Transaction, row: ServiceRequestTable, to: string): Promise<readonly string[]> {
  if (to === 'approvers') return [...new Set((await signersOf(tx, row)).map(({ person }) => person))];
  if (to === 'assignee' || to === 'requester') {
    const person = to === 'assignee' ? row.owner : await registeredBy(tx, row);
    return person === null ? [] : (await fitFor(tx, row, person)).map(({ id }) => id);
  }
  return await holdersNear(tx, row, to);
}

async function registeredBy({ database }: Transaction, { id }: ServiceRequestTable): Promise<string | null> {
  const registered = await database
    .selectFrom('request_event')
    .select('actor')
    .where('request', '=', id)
    .where('number', '=', 1)
    .where('actor_kind', '=', 'person')
    .executeTakeFirst();
  return registered?.actor ?? null;
}
