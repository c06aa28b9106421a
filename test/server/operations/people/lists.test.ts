import { beforeEach, describe, expect, it } from 'vitest';
import { rightsHeld } from '../../../../server/authority/rights.ts';
import { USUAL_SETTINGS } from '../../../../server/authority/settings.ts';
import { beginChange, decideChange } from '../../../../server/operations/people/change-authority.ts';
import { listChanges } from '../../../../server/operations/people/change-list.ts';
import { listKeys } from '../../../../server/operations/people/keys.ts';
import { listPlaces } from '../../../../server/operations/people/organisation-list.ts';
import { listPeople, type PeopleAsked } from '../../../../server/operations/people/people-list.ts';
import type { Store } from '../../../../server/store/store.ts';
import { as, seedPeople, STAFF } from '../../support/people.ts';
import { onBothDatabases, written } from '../../support/stores.ts';

const SECURITY = [{ role: 'security-administrator', scope: 'bank' }] as const;
const usual = USUAL_SETTINGS.settings;

onBothDatabases('what administrators are told', (stores) => {
  let now: Date;
  let store: Store;
  beforeEach(async () => {
    now = new Date('2026-11-22T04:00:00.000Z');
    store = await stores.open({ clock: { now: () => now } });
    await seedPeople(store, STAFF);
  });
  const people = async (asked: Partial<PeopleAsked>, rights: Parameters<typeof listPeople>[1] = SECURITY) => {
    const all = { query: undefined, role: undefined, isActive: undefined, after: undefined, limit: 50 };
    const found = await listPeople(store, rights, { ...all, ...asked });
    return [found.people.map(({ id }) => id).join(' '), found.total];
  };
  const changes = async (asked: Partial<Parameters<typeof listChanges>[2]>) =>
    await listChanges(store, SECURITY, { state: undefined, before: undefined, limit: 100, ...asked });

  it('finding 12: a change that waits is found however many were decided after it', async () => {
    const first = await beginChange(store, as('sec'), { kind: 'reset', person: 'kim' });
    for (let i = 0; i < 3; i++) {
      const { id } = await beginChange(store, as('sec'), { kind: 'reset', person: 'lee' });
      await decideChange(store, as('sys'), id, 'refuse');
    }
    const waiting = await changes({ state: 'waiting', limit: 2 });
    expect([waiting.items.map(({ id }) => id), waiting.total, waiting.next]).toEqual([[first.id], 1, null]);
    const decided = await changes({ state: 'decided', limit: 2 });
    expect([decided.items.length, decided.total]).toEqual([2, 3]);
    const rest = await changes({ state: 'decided', limit: 2, before: decided.next ?? 0 });
    expect([rest.items.length, rest.next]).toEqual([1, null]);
    expect((await changes({})).total).toBe(4);
  });

  it('finding 5: settings that wait, and those decided long since, stand beside the ones they were written on', async () => {
    const set = async (replaces: string, settings: typeof usual) => {
      const { id } = await beginChange(store, as('sec'), { kind: 'set-settings', replaces, settings });
      return id;
    };
    await written(store, async ({ database }) => {
      await database
        .insertInto('role_grant')
        .values({ to_kind: 'person', to_id: 'kim', role: 'approver', scope: 'bank' })
        .execute();
    });
    const one = { ...usual, approvers: [{ subject: '*', people: ['kim'] }] };
    await decideChange(store, as('sys'), await set('usual-1', one), 'confirm');
    await set('settings-1', { ...usual, expiryDays: 3 });
    const { items, names } = await changes({});
    expect(items.map(({ replaced }) => replaced)).toEqual([one, usual]);
    expect(names.map(({ id }) => id)).toEqual(['kim', 'sec', 'sys']);
  });

  it('finding 23: people are found by a part of name, account or place, by role, and counted', async () => {
    expect(await people({ query: 'SEC' })).toEqual(['sec sec-2 sec-east', 3]);
    expect(await people({ query: 'sec', limit: 1, after: 'sec' })).toEqual(['sec-2', 3]);
    expect(await people({ query: 'east' })).toEqual(['lee sec-east', 2]);
    expect(await people({ query: 'sec' }, [{ role: 'auditor', scope: 'east' }])).toEqual(['sec-east', 1]);
    expect(await people({ role: 'author' })).toEqual(['lee', 1]);
    for (const sign of ['%', '_', '\\', "'"]) expect([sign, await people({ query: sign })]).toEqual([sign, ['', 0]]);
    await written(store, async ({ database }) => {
      await database.updateTable('person').set({ name: '50%_\\', is_active: 0 }).where('id', '=', 'lee').execute();
      await database
        .insertInto('role_grant')
        .values({ to_kind: 'node', to_id: 'west', role: 'president', scope: 'west' })
        .execute();
    });
    for (const sign of ['%', '_', '\\', '50%_\\']) expect(await people({ query: sign })).toEqual(['lee', 1]);
    expect(await people({ role: 'president' })).toEqual(['kim', 1]);
    expect(await people({ role: 'president' }, [{ role: 'auditor', scope: 'east' }])).toEqual(['', 0]);
    expect(await people({ isActive: false })).toEqual(['lee', 1]);
    expect((await people({ isActive: true }))[1]).toBe(STAFF.length - 1);
  });

  it('finding 18: a right says whether it is of the person or of a place, and a place what it gives', async () => {
    await written(store, async ({ database }) => {
      await database.insertInto('organisation_node').values({ id: 'desk', title: 'Desk', above: 'west' }).execute();
      await database.updateTable('person').set({ node: 'desk' }).where('id', '=', 'kim').execute();
      const west = { to_kind: 'node', role: 'approver', scope: 'west' } as const;
      await database
        .insertInto('role_grant')
        .values([
          { ...west, to_id: 'desk' },
          { ...west, to_id: 'west' },
          { ...west, to_id: 'desk', role: 'agent' },
        ])
        .execute();
    });
    const all = { query: 'kim', role: undefined, isActive: undefined, after: undefined, limit: 50 };
    const [kim] = (await listPeople(store, SECURITY, all)).people;
    expect(kim?.rights.toSorted((a, b) => (a.role < b.role ? -1 : 1))).toEqual([
      { role: 'agent', scope: 'west', isOwn: false, places: ['desk'] },
      { role: 'approver', scope: 'west', isOwn: true, places: ['desk', 'west'] },
    ]);
    const places = await listPlaces(store, SECURITY);
    expect(places.find(({ id }) => id === 'west')?.rights).toEqual([{ role: 'approver', scope: 'west' }]);
    expect(places.find(({ id }) => id === 'east')?.rights).toEqual([]);
    const revoked = { kind: 'revoke', to: { kind: 'node', id: 'desk' }, role: 'agent', scope: 'west' } as const;
    expect((await beginChange(store, as('sec'), revoked)).state).toBe('done');
    expect((await listPeople(store, SECURITY, all)).people[0]?.rights.map(({ role }) => role)).toEqual(['approver']);
  });

  it('finding 14: a key is told to have expired from its instant on, with the name of its owner', async () => {
    const expiresAt = '2026-11-30T15:59:59.000Z';
    await written(store, async ({ database }) => {
      const row = {
        id: 'k',
        name: 'net',
        owner: 'lee',
        begun_by: 'sec',
        scope: 'east',
        operations: '["decide"]',
        is_active: 1,
      };
      await database
        .insertInto('api_key')
        .values({ ...row, hash: 'h', expires_at: expiresAt })
        .execute();
    });
    const expired = async (at: string) => {
      const { items, names } = await listKeys(store, SECURITY, { after: undefined, limit: 50, now: new Date(at) });
      return [items.map(({ isExpired }) => isExpired), names];
    };
    const names = [{ id: 'lee', name: 'lee' }];
    expect(await expired('2026-11-30T15:59:58.999Z')).toEqual([[false], names]);
    expect(await expired('2026-11-30T15:59:59.000Z')).toEqual([[true], names]);
  });
});

describe('where a right comes from', () => {
  it('is nowhere for who may not act', () => {
    const organisation = new Map([['bank', null]]);
    const grants = [{ to: { kind: 'node', id: 'bank' }, role: 'agent', scope: 'bank' }] as const;
    expect(rightsHeld({ organisation, grants }, { id: 'x', node: 'bank', isActive: false })).toEqual([]);
  });
});
