import { hashPassword } from '../../authority/password.ts';
import type { Role } from '../../authority/role.ts';
import { newTotpSecret, totpCode } from '../../authority/totp.ts';
import { hostOperator } from '../../store/actor.ts';
import { peopleThere } from '../../store/people.ts';
import type { Store, Transaction } from '../../store/store.ts';
import { setCredential } from './use-link.ts';
import { recuseByName } from '../requests/recuse-by-line.ts';

/**
 * Sample people, for trying the program on loopback: the page offers them by name and fills in what they sign in with; the server
 * checks it as anybody else's. They never live beside real people, nor where others could reach the server.
 */
const BRANCHES = Array.from({ length: 12 }, (_, i) => ({
  id: ['east', 'west'][i] ?? branchCode(i),
  code: branchCode(i),
  zh: ['城东支行', '城西支行'][i] ?? `第 ${i + 1} 支行`,
  en: ['East Branch', 'West Branch'][i] ?? `Branch ${i + 1}`,
}));

/** Below each branch stand its offices, by the codes that sample customers belong to: `B001-013`. */
export const SAMPLE_ORGANISATION = [
  { id: 'bank', title: '样例银行 / Sample Bank', above: null },
  ...BRANCHES.map(({ id, zh, en }) => ({ id, title: `${zh} / ${en}`, above: 'bank' })),
  ...BRANCHES.flatMap(({ id, code, zh, en }, branch) =>
    Array.from({ length: 12 }, (_, i) => ({
      id: `${code}-${String(branch + 12 * i).padStart(3, '0')}`,
      title: `${zh}第 ${i + 1} 网点 / ${en}, Office ${i + 1}`,
      above: id,
    })),
  ),
];

const PEOPLE: readonly (readonly [account: string, name: string, role: Role, node: string])[] = [
  ['sample.author', '方编', 'author', 'bank'],
  ['sample.approver', '沈核', 'approver', 'bank'],
  ['sample.lead', '秦领', 'team-lead', 'east'],
  ['sample.agent.east', '于东', 'agent', 'east'],
  ['sample.agent.west', '夏西', 'agent', 'west'],
  ['sample.manager', '康理', 'customer-manager', 'east'],
  ['sample.president', '杭行', 'president', 'bank'],
  ['sample.importer', '戴入', 'importer', 'bank'],
  ['sample.auditor', '申纪', 'auditor', 'bank'],
  ['sample.system', '席统', 'system-administrator', 'bank'],
  ['sample.security', '安全', 'security-administrator', 'bank'],
];

/** Whom they report to. */
const MANAGERS: Readonly<Record<string, string>> = {
  'sample.agent.east': 'sample.lead',
  'sample.manager': 'sample.lead',
  'sample.lead': 'sample.president',
  'sample.agent.west': 'sample.president',
};

const idOf = (account: string): string => account.replaceAll('.', '-');

/** No secret: whoever reaches the page is offered to sign in with it. */
export const SAMPLE_PASSWORD = 'sample people, on this machine only';

/** Adds the sample people to a store without people; false where there are some. */
export async function addSamplePeople(store: Store): Promise<boolean> {
  if ((await peopleThere(store.database)) !== 'none') return false;
  const password_hash = await hashPassword(SAMPLE_PASSWORD);
  return await store.write(hostOperator(), 'add-sample-people', async (tx) => {
    if ((await peopleThere(tx.database)) !== 'none') return false;
    await tx.database.insertInto('organisation_node').values(SAMPLE_ORGANISATION).execute();
    for (const [account, name, role, node] of PEOPLE) {
      const id = idOf(account);
      const above = MANAGERS[account];
      const manager = above === undefined ? null : idOf(above);
      const person = { id, account, name, node, is_active: 1, is_sample: 1, revision: 1, manager };
      await tx.database.insertInto('person').values(person).execute();
      await tx.database.insertInto('role_grant').values({ to_kind: 'person', to_id: id, role, scope: node }).execute();
      const totp_secret = store.secrets.seal(newTotpSecret(), id);
      await setCredential(tx, id, { password_hash, totp_secret, totp_step: 0 });
    }
    for (const [account] of PEOPLE) await recuseByName(tx, idOf(account));
    await tx.audit({ subject: 'people', body: { samples: PEOPLE.map(([account]) => account) } });
    return true;
  });
}

/** Takes the sample people away: nobody can sign in as one of them, ever again. Answers how many there were. */
export async function removeSamplePeople(store: Store): Promise<number> {
  return await store.write(hostOperator(), 'remove-sample-people', async (tx) => {
    const samples = await samplesIn(tx.database);
    if (samples.length === 0) return 0;
    const ids = samples.map(({ id }) => id);
    await tx.database.deleteFrom('session').where('person', 'in', ids).execute();
    await tx.database.deleteFrom('credential').where('person', 'in', ids).execute();
    await tx.database.deleteFrom('role_grant').where('to_kind', '=', 'person').where('to_id', 'in', ids).execute();
    await tx.database.updateTable('api_key').set({ is_active: 0 }).where('owner', 'in', ids).execute();
    await tx.database.updateTable('person').set({ is_active: 0 }).where('id', 'in', ids).execute();
    await tx.audit({ subject: 'people', body: { samplesRemoved: ids } });
    return ids.length;
  });
}

/** A sample person as the page offers one, with a code that has not been spent yet. */
export interface SampleOffered {
  readonly account: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly code: string;
}

export async function samplesOffered(
  { database, secrets }: Pick<Store, 'database' | 'secrets'>,
  now: Date,
): Promise<readonly SampleOffered[]> {
  const rows = await database
    .selectFrom('person')
    .innerJoin('credential', 'credential.person', 'person.id')
    .innerJoin('role_grant', 'role_grant.to_id', 'person.id')
    .select([
      'person.id',
      'person.account',
      'person.name',
      'role_grant.role',
      'credential.totp_secret',
      'credential.totp_step',
    ])
    .where('person.is_sample', '=', 1)
    .where('person.is_active', '=', 1)
    .execute();
  const order = PEOPLE.map(([account]) => account);
  return rows
    .map(({ id, account, name, role, totp_secret, totp_step }) => {
      return { account, name, roles: [role], code: unspentCode(secrets.open(totp_secret, id), totp_step, now) };
    })
    .toSorted((one, other) => order.indexOf(one.account) - order.indexOf(other.account));
}

function branchCode(branch: number): string {
  return `B${String(branch).padStart(3, '0')}`;
}

/** A code of a sample person that has not been spent yet; null for anybody else, and while the next one is not taken yet. */
export async function sampleCode(
  { database, secrets }: Pick<Store, 'database' | 'secrets'>,
  person: string,
  now: Date,
): Promise<string | null> {
  const found = await database
    .selectFrom('person')
    .innerJoin('credential', 'credential.person', 'person.id')
    .select(['totp_secret', 'totp_step'])
    .where('person.id', '=', person)
    .where('person.is_sample', '=', 1)
    .where('person.is_active', '=', 1)
    .executeTakeFirst();
  if (found === undefined || found.totp_step > Math.floor(now.getTime() / 30_000)) return null;
  return unspentCode(secrets.open(found.totp_secret, person), found.totp_step, now);
}

/** A code is spent once: who used one a moment ago is offered the next one, which is taken already. */
function unspentCode(secret: string, spent: number, now: Date): string {
  const step = Math.max(Math.floor(now.getTime() / 30_000), spent + 1);
  return totpCode(secret, new Date(step * 30_000));
}

const samplesIn = async (database: Transaction['database']) =>
  await database.selectFrom('person').select('id').where('is_sample', '=', 1).where('is_active', '=', 1).execute();
