import type { Actor } from '../../store/actor.ts';
import { type Person, personOf, readAuthority, readPerson } from '../../store/people.ts';
import { OperationRefused, type Reader, type Store } from '../../store/store.ts';
import type { Problem } from '../../../definitions/index.ts';
import type { Role } from '../../authority/role.ts';
import type { Right } from '../../authority/rights.ts';
import { actingPerson, needRole, needScope, nodesOf } from './acting.ts';

/** Who may see the people of his scope. */
export const SEES_PEOPLE: readonly Role[] = ['security-administrator', 'system-administrator', 'auditor'];

/** One page of the people within somebody's scope, by account; the total counts no others (life L36). */
export async function listPeople(
  { read }: Pick<Reader, 'read'>,
  rights: readonly Right[],
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<{ readonly people: readonly Person[]; readonly total: number }> {
  return await read(async (database) => {
    const authority = await readAuthority(database);
    const nodes = nodesOf(authority.organisation, rights, SEES_PEOPLE);
    if (nodes.length === 0) return { people: [], total: 0 };
    const within = database.selectFrom('person').where('node', 'in', [...nodes]);
    const counted = await within.select((of) => of.fn.countAll().as('total')).executeTakeFirst();
    const rows = await within
      .selectAll()
      .where('account', '>', page.after ?? '')
      .orderBy('account')
      .limit(page.limit)
      .execute();
    return { people: rows.map((row) => personOf(row, authority)), total: Number(counted?.total ?? 0) };
  });
}

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
    await tx.audit({ subject, body: { from: name, to: asked.name } });
    return revision + 1;
  });
}
