import { isWithin, upwardsFrom } from '../../authority/organisation.ts';
import type { Grant } from '../../authority/rights.ts';
import { readGrantsOfRole, readOrganisation } from '../../store/people.ts';
import { findRecused } from '../../store/recusals.ts';
import type { ServiceRequestTable } from '../../store/request-tables.ts';
import type { Transaction } from '../../store/store.ts';

/**
 * The staff that a message about a request is for, by what its `notify` says: who works on it, who registered it, or whoever holds a role at
 * the nearest place that has somebody, from the request's own upwards. Nobody who is not active, and nobody who is recused.
 */
export async function staffFor(tx: Transaction, row: ServiceRequestTable, to: string): Promise<readonly string[]> {
  if (to === 'assignee' || to === 'requester') {
    const person = to === 'assignee' ? row.owner : await registeredBy(tx, row);
    return person === null ? [] : (await toBeTold(tx, row, person)).map(({ id }) => id);
  }
  const grants = await readGrantsOfRole(tx.database, to);
  if (grants.length === 0) return [];
  const organisation = await readOrganisation(tx.database);
  const places = upwardsFrom(organisation, row.node);
  if (!grants.some(({ scope }) => places.includes(scope))) return [];
  const people = await toBeTold(tx, row);
  for (const place of places) {
    const here = grants.filter(({ scope }) => scope === place);
    const named = new Set(here.filter(({ to: { kind } }) => kind === 'person').map(({ to: { id } }) => id));
    const below = new Set(
      [...organisation.keys()].filter((node) =>
        here.some((grant) => isOf(grant, (at) => isWithin(organisation, node, at))),
      ),
    );
    const found = people.filter(({ id, node }) => named.has(id) || below.has(node)).map(({ id }) => id);
    if (found.length > 0) return found;
  }
  return [];
}

/** Whether a role is given to the people of a place. */
const isOf = ({ to: { kind, id } }: Grant, isAt: (node: string) => boolean): boolean => kind === 'node' && isAt(id);

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

/** Who is active and not recused, by id: one person, or everybody. */
async function toBeTold(tx: Transaction, { id }: ServiceRequestTable, person?: string) {
  const recused = new Set((await tx.all(findRecused, { request: id })).map((one) => one.person));
  const people = await tx.database
    .selectFrom('person')
    .select(['id', 'node'])
    .where('is_active', '=', 1)
    .$if(person !== undefined, (query) => query.where('id', '=', person ?? ''))
    .execute();
  // By its code units, as everywhere: databases collate as they please.
  return people.filter((one) => !recused.has(one.id)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
