import { randomUUID } from 'node:crypto';
import { newSecret, newSpokenSecret, secretHash } from '../../authority/secret.ts';
import { hostOperator } from '../../store/actor.ts';
import type { Store, Transaction } from '../../store/store.ts';
import { recuseByName } from '../requests/recuse-by-line.ts';

/** A link for an administrator, and the second secret of the other one's: so each needs the other to begin. */
export interface FirstLink {
  readonly account: string;
  readonly link: string;
  readonly secretOfOther: string;
}

const FIRST = [
  { account: 'security', name: '安全管理员', role: 'security-administrator' },
  { account: 'system', name: '系统管理员', role: 'system-administrator' },
] as const;
const LINK_MS = 24 * 3_600_000;

/**
 * Makes the two administrators of a bank without people, or new links for them where nobody can sign in any more, with two links whose
 * secrets stand crosswise. An operation of the host: audited under the system user's name.
 */
export async function firstAdministrators(store: Store, why: 'first' | 'recover'): Promise<readonly FirstLink[]> {
  const made = FIRST.map((one) => ({ ...one, link: newSecret(), second: newSpokenSecret() }));
  await store.write(hostOperator(), why === 'first' ? 'begin-bank' : 'recover-administrators', async (tx) => {
    const root = await rootOf(tx);
    for (const one of made) {
      const person = await personFor(tx, one, root);
      await tx.database
        .updateTable('entry_link')
        .set({ state: 'withdrawn' })
        .where('person', '=', person)
        .where('state', '=', 'open')
        .execute();
      const expires_at = new Date(tx.now.getTime() + LINK_MS).toISOString();
      const row = { hash: secretHash(one.link), person, second_hash: secretHash(one.second), expires_at, failures: 0 };
      await tx.database
        .insertInto('entry_link')
        .values({ ...row, purpose: 'first', state: 'open' })
        .execute();
    }
    await tx.audit({ subject: 'people', body: { links: made.map(({ account }) => account) } });
  });
  return made.map(({ account, link }, i) => ({ account, link, secretOfOther: made[1 - i]?.second ?? '' }));
}

async function rootOf({ database }: Transaction): Promise<string> {
  const root = await database
    .selectFrom('organisation_node')
    .select('id')
    .where('above', 'is', null)
    .executeTakeFirst();
  if (root !== undefined) return root.id;
  await database.insertInto('organisation_node').values({ id: 'bank', title: '银行 Bank', above: null }).execute();
  return 'bank';
}

async function personFor(
  tx: Transaction,
  { account, name, role }: (typeof FIRST)[number],
  node: string,
): Promise<string> {
  const { database } = tx;
  const known = await database.selectFrom('person').select('id').where('account', '=', account).executeTakeFirst();
  const id = known?.id ?? randomUUID();
  if (known === undefined)
    await database
      .insertInto('person')
      .values({ id, account, name, node, is_active: 1, is_sample: 0, revision: 1 })
      .execute();
  else await database.updateTable('person').set({ is_active: 1 }).where('id', '=', id).execute();
  await database
    .insertInto('role_grant')
    .values({ to_kind: 'person', to_id: id, role, scope: node })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await recuseByName(tx, id);
  return id;
}
