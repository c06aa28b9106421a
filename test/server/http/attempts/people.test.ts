import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Door, type Headers, openDoor } from '../../support/attempts.ts';
import { codeAt, PASSWORD, STAFF } from '../../support/people.ts';
import { onBothDatabases } from '../../support/stores.ts';

const CHANGES = '/api/v1/authority-changes';
const toLee = { kind: 'person', id: 'lee' };

onBothDatabases('attempts on people and authority, over HTTP', (stores) => {
  let door: Door;
  let sec: Headers;
  beforeEach(async () => {
    door = await openDoor(stores, STAFF);
    sec = await door.signIn('sec');
  });
  afterEach(async () => await door.close());
  const asking = (headers: Headers, asked: object) => (language: Headers) =>
    door.post({ ...headers, ...language }, CHANGES, asked);
  const deciding = (headers: Headers, id: string, decision: string) => (language: Headers) =>
    door.post({ ...headers, ...language }, `${CHANGES}/${id}/decision`, { decision });
  const begun = async (asked: object) =>
    (await asking(sec, asked)({})).json<{ id: string; state: string; secret: string }>();
  const roles = async () =>
    (await door.bank.store.database.selectFrom('role_grant').selectAll().execute())
      .map(({ to_id, role, scope }) => `${to_id} ${role} ${scope}`)
      .toSorted();

  it.each<[door: string, asked: object]>([
    ['a grant', { kind: 'grant', to: toLee, role: 'approver', scope: 'east' }],
    ['a grant to a branch', { kind: 'grant', to: { kind: 'node', id: 'west' }, role: 'author', scope: 'west' }],
    [
      'a new account with the role in its body',
      { kind: 'add-person', account: 'x', name: 'X', node: 'east', grants: [{ role: 'approver', scope: 'east' }] },
    ],
  ])('life L32: nobody gains a right by one person alone: %s', async (_door, asked) => {
    const before = await roles();
    const { id, state } = await begun(asked);
    expect([state, await roles()]).toEqual(['waiting', before]);
    await door.expectRefused(deciding(sec, id, 'confirm'), 403, 'second-person-needed');
    const [lee, audit] = [await door.signIn('lee'), await door.signIn('audit')];
    await door.expectRefused(deciding(lee, id, 'confirm'), 403, 'role-missing');
    await door.expectRefused(deciding(audit, id, 'confirm'), 403, 'role-missing');
    expect((await deciding(await door.signIn('sys'), id, 'confirm')({})).statusCode).toBe(200);
  });

  it('life L32: a move into a branch that carries a right takes two persons as the right itself does', async () => {
    const { id } = await begun({ kind: 'grant', to: { kind: 'node', id: 'west' }, role: 'agent', scope: 'west' });
    const sys = await door.signIn('sys');
    await deciding(sys, id, 'confirm')({});
    const move = await begun({ kind: 'move-person', person: 'lee', node: 'west' });
    expect(move.state).toBe('waiting');
    await door.expectRefused(deciding(sec, move.id, 'confirm'), 403, 'second-person-needed');
    const lee = await door.bank.store.database.selectFrom('person').select('node').where('id', '=', 'lee').execute();
    expect(lee).toEqual([{ node: 'east' }]);
  });

  it('life L32: an administrator takes no office beside his own, by a grant to himself or to his branch', async () => {
    for (const asked of [
      { kind: 'grant', to: { kind: 'person', id: 'sec' }, role: 'approver', scope: 'bank' },
      { kind: 'grant', to: { kind: 'node', id: 'bank' }, role: 'approver', scope: 'bank' },
    ])
      await door.expectRefused(asking(sec, asked), 409, 'offices-mixed');
  });

  it('life L36: what belongs to another branch is answered as if it were not there', async () => {
    const east = await door.signIn('sec-east');
    for (const asked of [
      { kind: 'grant', to: { kind: 'person', id: 'kim' }, role: 'author', scope: 'east' },
      { kind: 'reset', person: 'kim' },
      { kind: 'reset', person: 'nobody' },
      { kind: 'set-active', person: 'kim', isActive: false },
      { kind: 'move-person', person: 'kim', node: 'east' },
      { kind: 'move-person', person: 'lee', node: 'west' },
      { kind: 'grant', to: toLee, role: 'approver', scope: 'bank' },
    ])
      await door.expectRefused(asking(east, asked), 404, 'person-not-found');
    const tag = String((await door.send('GET', '/api/v1/people/kim', sec)).headers['etag']);
    await door.expectRefused(
      (language) => door.send('PUT', '/api/v1/people/kim', { ...east, ...language, 'if-match': tag }, { name: 'X' }),
      404,
      'person-not-found',
    );
    const list = (await door.send('GET', '/api/v1/people?limit=1', east)).json<{
      total: number;
      items: { id: string }[];
    }>();
    expect([list.total, list.items.map(({ id }) => id)]).toEqual([2, ['lee']]);
    expect((await door.send('GET', '/api/v1/people/kim', east)).statusCode).toBe(404);
  });

  it('life L40, L43: whoever loses a right is signed out with the next request, and signs in without it', async () => {
    const lee = await door.signIn('lee');
    expect((await door.send('GET', '/api/v1/me', lee)).statusCode).toBe(200);
    const { state } = await begun({ kind: 'revoke', to: toLee, role: 'author', scope: 'east' });
    expect([state, (await door.send('GET', '/api/v1/me', lee)).statusCode]).toEqual(['done', 401]);
    const again = await door.signIn('lee');
    const write = (language: Headers) =>
      door.post({ ...again, ...language }, '/api/v1/releases', { title: 'x', members: [] });
    await door.expectRefused(write, 403, 'role-missing');
  });

  it('life L34, L38: a link lets in once, with its second secret, and whose it was is signed out', async () => {
    const kim = await door.signIn('kim');
    const { id, secret } = await begun({ kind: 'reset', person: 'kim' });
    const sys = await door.signIn('sys');
    const confirmed = await deciding(sys, id, 'confirm')({});
    const { secret: second } = confirmed.json<{ secret: string }>();
    const enter = (said: string) =>
      door.bank.app.inject({
        method: 'POST',
        url: `/enter/${secret}`,
        headers: { host: 'localhost', origin: 'http://localhost', 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({
          second: said,
          password: 'quite another password',
          totpSecret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
          code: codeAt(door.now),
        }).toString(),
      });
    expect((await enter('ABCD-EFGH-JKLM')).statusCode).toBeGreaterThanOrEqual(400);
    expect((await door.send('GET', '/api/v1/me', kim)).statusCode).toBe(200);
    door.later(60);
    const both = await Promise.all([enter(second), enter(second)]);
    expect(both.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([303, 410]);
    expect((await enter(second)).statusCode).toBe(410);
    expect((await door.send('GET', '/api/v1/me', kim)).statusCode).toBe(401);
  });

  it('life L44: a code signs in once, and none that is earlier than the last', async () => {
    const { host, origin } = { host: 'localhost', origin: 'http://localhost' };
    door.later(60);
    const [early, payload] = [codeAt(door.now), { account: 'lee', password: PASSWORD }];
    const enter = (code: string) => (language: Headers) =>
      door.post({ host, origin, ...language }, '/api/v1/sessions', { ...payload, code });
    const both = await Promise.all([enter(early)({}), enter(early)({})]);
    expect(both.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([201, 401]);
    door.later(30);
    expect((await enter(codeAt(door.now))({})).statusCode).toBe(201);
    const late = await enter(early)({});
    expect([late.statusCode, late.json<{ code: string }>().code]).toEqual([401, 'code-spent']);
  });

  it('life L46, L51: a key decides nothing of people, and ends with its owner', async () => {
    const asked = {
      kind: 'add-key',
      name: 'pipeline',
      owner: 'lee',
      scope: 'east',
      operations: ['decide'],
      expiresAt: '2026-12-01T00:00:00Z',
    };
    const { id, secret } = await begun(asked);
    await deciding(await door.signIn('sys'), id, 'confirm')({});
    const key = { host: 'localhost', authorization: `Bearer ${secret}` };
    const decide = async () =>
      (await door.post(key, '/api/v1/decisions/segmentation/tier', { facts: { clientId: 'C', age: 30 } })).statusCode;
    expect(await decide()).toBe(200);
    await door.expectRefused(asking(key, { kind: 'reset', person: 'kim' }), 403, 'key-not-for-this');
    await begun({ kind: 'set-active', person: 'lee', isActive: false });
    expect(await decide()).toBe(401);
  });
});
