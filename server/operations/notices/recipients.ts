import { upwardsFrom } from '../../authority/organisation.ts';
import { effectiveRights } from '../../authority/rights.ts';
import { readAuthority } from '../../store/people.ts';
import { findRecused } from '../../store/recusals.ts';
import type { ServiceRequestTable } from '../../store/request-tables.ts';
import type { Transaction } from '../../store/store.ts';

/**
 * The staff that a message about a request is for, by what its `notify` says: who works on it, who registered it, or whoever holds a role at
 * the nearest place that has somebody, from the request's own upwards. Nobody who is not active, and nobody who is recused.
 */
export async function staffFor(tx: Transaction, row: ServiceRequestTable, to: string): Promise<readonly string[]> {
  const recused = new Set((await tx.all(findRecused, { request: row.id })).map(({ person }) => person));
  const { database } = tx;
  const authority = await readAuthority(database);
  const may = authority.members.filter(({ id, isActive }) => isActive && !recused.has(id));
  const only = (person: string | null | undefined) => may.filter(({ id }) => id === person).map(({ id }) => id);
  if (to === 'assignee') return only(row.owner);
  if (to === 'requester') {
    const registered = await database
      .selectFrom('request_event')
      .select('actor')
      .where('request', '=', row.id)
      .where('number', '=', 1)
      .where('actor_kind', '=', 'person')
      .executeTakeFirst();
    return only(registered?.actor);
  }
  for (const place of upwardsFrom(authority.organisation, row.node)) {
    const here = may.filter((member) =>
      effectiveRights(authority, member).some(({ role, scope }) => role === to && scope === place),
    );
    if (here.length > 0) return here.map(({ id }) => id).toSorted();
  }
  return [];
}
