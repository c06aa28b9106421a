import type { Right } from '../../authority/rights.ts';
import type { Role } from '../../authority/role.ts';
import type { Actor } from '../../store/actor.ts';
import { namesOf, readOrganisation } from '../../store/people.ts';
import type { Reader, Store } from '../../store/store.ts';
import { actingPerson, needRole, needScope, nodesOf } from './acting.ts';

/** Who may see the keys of his scope. */
export const SEES_KEYS: readonly Role[] = ['security-administrator', 'system-administrator', 'auditor'];
const ENDS_KEYS: readonly Role[] = ['security-administrator', 'system-administrator'];

/** One page of the keys within somebody's scope, by id, with how their owners are called; the total counts no others. */
export async function listKeys(
  { read }: Pick<Reader, 'read'>,
  rights: readonly Right[],
  page: { readonly after: string | undefined; readonly limit: number; readonly now: Date },
) {
  return await read(async (database) => {
    const nodes = nodesOf(await readOrganisation(database), rights, SEES_KEYS);
    if (nodes.length === 0) return { items: [], total: 0, next: null, names: [] };
    const within = database.selectFrom('api_key').where('scope', 'in', [...nodes]);
    const counted = await within.select((of) => of.fn.countAll().as('total')).executeTakeFirst();
    const rows = await within
      .select(['id', 'name', 'owner', 'scope', 'operations', 'expires_at', 'is_active'])
      .where('id', '>', page.after ?? '')
      .orderBy('id')
      .limit(page.limit)
      .execute();
    const items = rows.map(({ operations, expires_at, is_active, ...key }) => ({
      ...key,
      // Written by `applyChange`.
      operations: JSON.parse(operations) as readonly string[],
      expiresAt: expires_at,
      isActive: is_active === 1,
      isExpired: expires_at <= page.now.toISOString(),
    }));
    return {
      items,
      total: Number(counted?.total ?? 0),
      next: rows.length === page.limit ? (rows.at(-1)?.id ?? null) : null,
      names: await namesOf(
        database,
        rows.map(({ owner }) => owner),
      ),
    };
  });
}

/** Ends a key at once: what only takes a right away waits for nobody. */
export async function endKey(store: Store, actor: Actor, id: string): Promise<void> {
  await store.write(actor, 'end-key', async (tx) => {
    const subject = `key/${id}`;
    const acting = await actingPerson(tx, subject);
    needRole(acting, ENDS_KEYS, subject);
    const key = await tx.database.selectFrom('api_key').select('scope').where('id', '=', id).executeTakeFirst();
    needScope(acting, ENDS_KEYS, key?.scope ?? '', subject);
    await tx.database.updateTable('api_key').set({ is_active: 0 }).where('id', '=', id).execute();
    await tx.audit({ subject });
  });
}
