import { isWithin, upwardsFrom } from '../../authority/organisation.ts';
import type { Grant } from '../../authority/rights.ts';
import { readGrantsOfRole, readOrganisation } from '../../store/people.ts';
import { findRecused } from '../../store/recusals.ts';
import type { ServiceRequestTable } from '../../store/request-tables.ts';
import type { Transaction } from '../../store/store.ts';

/** Who holds a role at the nearest place that has somebody, from a request's own upwards; none of whom it bars. By id. */
export async function holdersNear(
  tx: Transaction,
  row: Pick<ServiceRequestTable, 'id' | 'node'>,
  role: string,
  barred: ReadonlySet<string> = new Set(),
): Promise<readonly string[]> {
  const grants = await readGrantsOfRole(tx.database, role);
  if (grants.length === 0) return [];
  const organisation = await readOrganisation(tx.database);
  const places = upwardsFrom(organisation, row.node);
  if (!grants.some(({ scope }) => places.includes(scope))) return [];
  const people = (await fitFor(tx, row)).filter(({ id }) => !barred.has(id));
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

/** Who is active and not recused from a request, by id: one person, or everybody. */
export async function fitFor(tx: Transaction, { id }: Pick<ServiceRequestTable, 'id'>, person?: string) {
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
