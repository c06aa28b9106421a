import { beforeEach, expect, it } from 'vitest';
import type { Proposal } from '../../../../server/authority/proposal.ts';
import { beginChange, decideChange } from '../../../../server/operations/people/change-authority.ts';
import { readPerson } from '../../../../server/store/people.ts';
import type { Store } from '../../../../server/store/store.ts';
import { as, seedPeople, STAFF } from '../../support/people.ts';
import { codeOf } from '../../support/releases.ts';
import { onBothDatabases, written } from '../../support/stores.ts';

const off = (person: string): Proposal => ({ kind: 'set-active', person, isActive: false });
const revoked = (id: string, role: 'security-administrator' | 'system-administrator'): Proposal => ({
  kind: 'revoke',
  to: { kind: 'person', id },
  role,
  scope: 'bank',
});
/** What lets no change of authority begin, or be confirmed, any more. */
const ENDING: readonly (readonly [door: string, proposal: Proposal])[] = [
  ['the only system administrator is switched off', off('sys')],
  ['the only system administrator loses the role', revoked('sys', 'system-administrator')],
  ['the last security administrator switches himself off', off('sec')],
  ['the last security administrator gives the role back', revoked('sec', 'security-administrator')],
];

onBothDatabases('the last administrator', (stores) => {
  let store: Store;
  beforeEach(async () => {
    store = await stores.open();
    await seedPeople(store, STAFF);
  });

  const isActive = async (id: string) => (await readPerson(store.database, id))?.isActive;
  const offices = async (ids: readonly string[]) => {
    const people = await Promise.all(ids.map((id) => readPerson(store.database, id)));
    return people.filter((one) => one?.isActive === true && one.rights.some(({ scope }) => scope === 'bank')).length;
  };

  it.each(ENDING)('stays where %s, and that is in the audit', async (_door, proposal) => {
    if (proposal !== ENDING[0]?.[1] && proposal !== ENDING[1]?.[1]) await beginChange(store, as('sec'), off('sec-2'));
    expect(await codeOf(beginChange(store, as('sec'), proposal))).toBe('last-administrator');
    expect([await isActive('sec'), await isActive('sys'), await offices(['sec', 'sys'])]).toEqual([true, true, 2]);
    const refused = await store.database
      .selectFrom('audit_entry')
      .select(['operation', 'actor', 'body'])
      .where('outcome', '=', 'refused')
      .execute();
    expect(refused).toMatchObject([{ operation: 'begin-authority-change', actor: 'sec' }]);
    expect(refused[0]?.body).toContain('last-administrator');
  });

  it('is not the last as long as another is there, over the whole bank, who can sign in', async () => {
    expect(await codeOf(beginChange(store, as('sec'), off('sec-2')))).toBe('done');
    // Of a branch only.
    expect([await isActive('sec-east'), await codeOf(beginChange(store, as('sec'), off('sec')))]).toEqual([
      true,
      'last-administrator',
    ]);
    const grants = [{ role: 'security-administrator', scope: 'bank' }] as const;
    const add: Proposal = { kind: 'add-person', person: 'new', account: 'new', name: 'New', node: 'bank', grants };
    const { id } = await beginChange(store, as('sec'), add);
    await decideChange(store, as('sys'), id, 'confirm');
    // Invited, and never there yet.
    expect(await codeOf(beginChange(store, as('sec'), off('sec')))).toBe('last-administrator');
    await written(store, async ({ database }) => {
      const row = { person: 'new', password_hash: '', totp_secret: '', totp_step: 0, failures: 0, last_failed_at: '' };
      await database.insertInto('credential').values(row).execute();
    });
    expect(await codeOf(beginChange(store, as('sec'), off('sec')))).toBe('done');
  });

  it.each([
    ['each other', 'sec-2', 'sec'],
    ['himself', 'sec', 'sec-2'],
  ])('stays where each of two switches off %s at the same time, on two nodes', async (_whom, first, second) => {
    for (let round = 0; round < 5; round += 1) {
      const other = await stores.open();
      const codes = await Promise.all([
        codeOf(beginChange(store, as('sec'), off(first))),
        codeOf(beginChange(other, as('sec-2'), off(second))),
      ]);
      expect(codes.filter((code) => code === 'done')).toHaveLength(1);
      expect(await offices(['sec', 'sec-2'])).toBe(1);
      await written(store, async ({ database }) => {
        await database.updateTable('person').set({ is_active: 1 }).where('id', 'in', ['sec', 'sec-2']).execute();
      });
    }
  });

  it('stays where each of two takes the role of the other at the same time, on two nodes', async () => {
    const other = await stores.open();
    const codes = await Promise.all([
      codeOf(beginChange(store, as('sec'), revoked('sec-2', 'security-administrator'))),
      codeOf(beginChange(other, as('sec-2'), revoked('sec', 'security-administrator'))),
    ]);
    expect([codes.filter((code) => code === 'done').length, await offices(['sec', 'sec-2'])]).toEqual([1, 1]);
  });
});
