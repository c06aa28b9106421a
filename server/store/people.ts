import { type Authority, type Grant, type RightHeld, rightsHeld } from '../authority/rights.ts';
import type { Organisation } from '../authority/organisation.ts';
import { isRole } from '../authority/role.ts';
import type { PersonTable, RoleGrantTable } from './people-tables.ts';
import { statement } from './statement.ts';
import type { Transaction } from './store.ts';
import type { Database } from './tables.ts';

/** A person with what he may do. */
export interface Person {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly node: string;
  readonly isActive: boolean;
  readonly isSample: boolean;
  readonly revision: number;
  /** Whom he reports to. */
  readonly manager: string | null;
  readonly rights: readonly RightHeld[];
}

/** What a person is called. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

export async function readOrganisation(database: Database): Promise<Organisation> {
  const rows = await database.selectFrom('organisation_node').select(['id', 'above']).execute();
  return new Map(rows.map(({ id, above }) => [id, above]));
}

/** All that says who may do what: for changes of it, which are judged by what they do to everybody. */
export async function readAuthority(database: Database): Promise<Authority> {
  const people = await database.selectFrom('person').select(['id', 'node', 'is_active', 'manager']).execute();
  const grants = await database.selectFrom('role_grant').selectAll().execute();
  return {
    organisation: await readOrganisation(database),
    members: people.map(({ id, node, is_active, manager }) => ({ id, node, isActive: is_active === 1, manager })),
    grants: grants.flatMap(grantOf),
  };
}

/** How people are called, by id; nothing for whom there is not. */
export async function namesOf(database: Database, ids: Iterable<string>): Promise<readonly Named[]> {
  const asked = [...new Set(ids)];
  if (asked.length === 0) return [];
  return await database.selectFrom('person').select(['id', 'name']).where('id', 'in', asked).orderBy('id').execute();
}

/** One person as he is now; undefined where there is none. */
export async function readPerson(database: Database, id: string): Promise<Person | undefined> {
  const row = await database.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) return undefined;
  return personOf(row, { organisation: await readOrganisation(database), grants: await readGrants(database, [id]) });
}

/** By whom a role is held, and over what. */
export async function readGrantsOfRole(database: Database, role: string): Promise<readonly Grant[]> {
  return (await database.selectFrom('role_grant').selectAll().where('role', '=', role).execute()).flatMap(grantOf);
}

const personNow = statement((database, given: { readonly id: string }) =>
  database.selectFrom('person').selectAll().where('id', '=', given.id),
);
const nodesNow = statement((database) =>
  // In an order that an index has: PostgreSQL goes by it then, where operations are told apart by what they read.
  database.selectFrom('organisation_node').select(['id', 'above']).orderBy('id'),
);
const grantsNow = statement((database, given: { readonly id: string }) =>
  database
    .selectFrom('role_grant')
    .selectAll()
    .where((where) =>
      where.or([
        where('to_kind', '=', 'node'),
        where.and([where('to_kind', '=', 'person'), where('to_id', '=', given.id)]),
      ]),
    ),
);

/** A person with the organisation within which he may what he may. */
export type PersonWithin = Person & { readonly organisation: Organisation };

/** A person within an operation, as every operation of his asks: by statements that are built once. Undefined where there is none. */
export async function personWithin(tx: Transaction, id: string): Promise<PersonWithin | undefined> {
  return await tx.known(`person ${id}`, ['person', 'organisation_node', 'role_grant'], async () => {
    const [row, nodes, grants] = await Promise.all([
      tx.first(personNow, { id }),
      tx.all(nodesNow, {}),
      tx.all(grantsNow, { id }),
    ]);
    if (row === undefined) return undefined;
    const organisation: Organisation = new Map(nodes.map((node) => [node.id, node.above]));
    return { ...personOf(row, { organisation, grants: grants.flatMap(grantOf) }), organisation };
  });
}

/** What is given to some people, and to all places. */
export async function readGrants(database: Database, people: readonly string[]): Promise<readonly Grant[]> {
  const rows = await database
    .selectFrom('role_grant')
    .selectAll()
    .where((where) =>
      where.or([
        where('to_kind', '=', 'node'),
        where.and([where('to_kind', '=', 'person'), where('to_id', 'in', people.length === 0 ? [''] : people)]),
      ]),
    )
    .execute();
  return rows.flatMap(grantOf);
}

export function personOf(row: PersonTable, authority: Pick<Authority, 'organisation' | 'grants'>): Person {
  const { id, account, name, node, revision, manager } = row;
  const isActive = row.is_active === 1;
  const rights = rightsHeld(authority, { id, node, isActive });
  return { id, account, name, node, isActive, isSample: row.is_sample === 1, revision, manager, rights };
}

/** Whether there are people at all, and whether samples are among them: a server with samples stays on this machine. */
export async function peopleThere(database: Database): Promise<'none' | 'samples' | 'people'> {
  const rows = await database.selectFrom('person').select(['is_sample', 'is_active']).distinct().execute();
  if (rows.some(({ is_sample, is_active }) => is_sample === 1 && is_active === 1)) return 'samples';
  return rows.length === 0 ? 'none' : 'people';
}

const grantOf = ({ to_kind, to_id, role, scope }: RoleGrantTable) =>
  isRole(role) ? [{ to: { kind: to_kind, id: to_id }, role, scope }] : [];
