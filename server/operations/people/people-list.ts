import { sql } from 'kysely';
import type { Actor } from '../../store/actor.ts';
import { type Person, personOf, readGrants, readOrganisation, readPerson } from '../../store/people.ts';
import { OperationRefused, type Reader, type Store } from '../../store/store.ts';
import type { Problem } from '../../../definitions/index.ts';
import type { Role } from '../../authority/role.ts';
import type { Right } from '../../authority/rights.ts';
import type { Database } from '../../store/tables.ts';
import { type Organisation, upwardsFrom } from '../../authority/organisation.ts';
import { actingPerson, needRole, needScope, nodesOf } from './acting.ts';
import { recuseByName } from '../requests/recuse-by-line.ts';

/** Who may see the people of his scope. */
export const SEES_PEOPLE: readonly Role[] = ['security-administrator', 'system-administrator', 'auditor'];

export interface PeopleAsked {
  /** Part of a name, of an account, or of the title of the place somebody belongs to; how Latin letters are capitalised does not count. */
  readonly query: string | undefined;
  /** Only who holds this role, by himself or by his place. */
  readonly role: Role | undefined;
  readonly isActive: boolean | undefined;
  readonly after: string | undefined;
  readonly limit: number;
}

/** One page of the people within somebody's scope, by account; the total counts all that were asked for, and no others (life L36). */
export async function listPeople(
  { read }: Pick<Reader, 'read'>,
  rights: readonly Right[],
  asked: PeopleAsked,
): Promise<{ readonly people: readonly Person[]; readonly total: number }> {
  return await read(async (database) => {
    const organisation = await readOrganisation(database);
    const nodes = nodesOf(organisation, rights, SEES_PEOPLE);
    if (nodes.length === 0) return { people: [], total: 0 };
    const found = await wanted(database, organisation, nodes, asked);
    const counted = await found.select((of) => of.fn.countAll().as('total')).executeTakeFirst();
    const rows = await found
      .selectAll()
      .where('account', '>', asked.after ?? '')
      .orderBy('account')
      .limit(asked.limit)
      .execute();
    const grants = await readGrants(
      database,
      rows.map(({ id }) => id),
    );
    return { people: rows.map((row) => personOf(row, { organisation, grants })), total: Number(counted?.total ?? 0) };
  });
}

async function wanted(
  database: Database,
  organisation: Organisation,
  nodes: readonly string[],
  { query, role, isActive }: PeopleAsked,
) {
  let people = database.selectFrom('person').where('node', 'in', [...nodes]);
  if (isActive !== undefined) people = people.where('is_active', '=', isActive ? 1 : 0);
  if (query !== undefined) {
    const places = database.selectFrom('organisation_node').select('id').where(contains('title', query));
    people = people.where((where) =>
      where.or([contains('name', query), contains('account', query), where('node', 'in', places)]),
    );
  }
  if (role === undefined) return people;
  const given = await readGrants(database, []);
  const tops = new Set(given.flatMap((grant) => (grant.role === role ? [grant.to.id] : [])));
  const places = nodes.filter((node) => upwardsFrom(organisation, node).some((above) => tops.has(above)));
  const own = database
    .selectFrom('role_grant')
    .select('to_id')
    .where('to_kind', '=', 'person')
    .where('role', '=', role);
  return people.where((where) =>
    where.or([where('id', 'in', own), ...(places.length === 0 ? [] : [where('node', 'in', places)])]),
  );
}

/** Whether a column contains a text as it stands: none of its signs stands for others. */
const contains = (column: 'name' | 'account' | 'title', text: string) =>
  sql<boolean>`lower(${sql.ref(column)}) like lower(${`%${text.replace(/[\\%_]/g, '\\$&')}%`}) escape '\\'`;

/** Gives a person another name, on the revision that was seen. */
export async function renamePerson(
  store: Store,
  actor: Actor,
  asked: { readonly person: string; readonly name: string; readonly whyNot: (revision: number) => Problem | undefined },
): Promise<number> {
  const subject = `person/${asked.person}`;
  return await store.write(actor, 'rename-person', async (tx) => {
    const acting = await actingPerson(tx, subject);
    needRole(acting, ['security-administrator'], subject);
    const person = await readPerson(tx.database, asked.person);
    needScope(acting, ['security-administrator'], person?.node ?? '', subject);
    const { revision, name } = person ?? { revision: 0, name: '' };
    const problem = asked.whyNot(revision);
    if (problem !== undefined) throw new OperationRefused(subject, [problem]);
    await tx.database
      .updateTable('person')
      .set({ name: asked.name, revision: revision + 1 })
      .where('id', '=', asked.person)
      .execute();
    await recuseByName(tx, asked.person);
    await tx.audit({ subject, body: { from: name, to: asked.name } });
    return revision + 1;
  });
}
