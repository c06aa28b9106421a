import { hashPassword } from '../../../server/authority/password.ts';
import type { Role } from '../../../server/authority/role.ts';
import { totpCode } from '../../../server/authority/totp.ts';
import type { Actor } from '../../../server/store/actor.ts';
import type { Store } from '../../../server/store/store.ts';
import { tester } from './bank.ts';

/** The bank, and two branches that do not see each other. */
export const NODES = [
  { id: 'bank', title: 'Bank', above: null },
  { id: 'east', title: 'East', above: 'bank' },
  { id: 'west', title: 'West', above: 'bank' },
] as const;

export const PASSWORD = 'a password for tests only';
/** The same authenticator for everybody: what is tried is who may, not who can guess. */
export const TOTP_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

export const codeAt = (at: Date): string => totpCode(TOTP_SECRET, at);

export interface SeededPerson {
  readonly id: string;
  readonly node: string;
  readonly roles: readonly Role[];
}

/** Writes people into a store as if they had always been there; each signs in as his id. */
export async function seedPeople(store: Store, people: readonly SeededPerson[]): Promise<void> {
  const password_hash = await hashPassword(PASSWORD, { logN: 4, r: 8, p: 1 });
  await store.write(tester, 'seed', async ({ database, audit }) => {
    await database
      .insertInto('organisation_node')
      .values([...NODES])
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    for (const { id, node, roles } of people) {
      const row = { id, account: id, name: id, node, is_active: 1, is_sample: 0, revision: 1 };
      await database.insertInto('person').values(row).execute();
      for (const role of roles)
        await database.insertInto('role_grant').values({ to_kind: 'person', to_id: id, role, scope: node }).execute();
      const credential = { person: id, password_hash, totp_secret: TOTP_SECRET, totp_step: 0, failures: 0 };
      await database
        .insertInto('credential')
        .values({ ...credential, last_failed_at: '1970-01-01T00:00:00.000Z' })
        .execute();
    }
    await audit({ subject: 'seed' });
  });
}

export const as = (id: string): Actor => ({ kind: 'person', id, name: id });

/** The administrators of the bank, those of each branch, and somebody in each. */
export const STAFF: readonly SeededPerson[] = [
  { id: 'sec', node: 'bank', roles: ['security-administrator'] },
  { id: 'sec-2', node: 'bank', roles: ['security-administrator'] },
  { id: 'sys', node: 'bank', roles: ['system-administrator'] },
  { id: 'sec-east', node: 'east', roles: ['security-administrator'] },
  { id: 'lee', node: 'east', roles: ['author'] },
  { id: 'kim', node: 'west', roles: ['approver'] },
  { id: 'audit', node: 'bank', roles: ['auditor'] },
];
