import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { USUAL_SETTINGS } from '../../../server/authority/settings.ts';
import { type Bank, openBank } from '../support/bank.ts';
import { codeAt, PASSWORD, seedPeople } from '../support/people.ts';
import { RELEASE_STAFF } from '../support/releases.ts';

const own = { host: 'localhost', origin: 'http://localhost' };
const CHANGES = '/api/v1/authority-changes';

describe('settings over HTTP', () => {
  const now = new Date('2026-11-22T04:00:00.000Z');
  let bank: Bank;
  beforeEach(async () => {
    bank = await openBank(undefined, 'en', { hasPeople: true, now: () => now });
    await seedPeople(bank.store, RELEASE_STAFF);
    await bank.look();
  });
  afterEach(async () => await bank.close());

  const signIn = async (account: string) => {
    const payload = { account, password: PASSWORD, code: codeAt(now) };
    const reply = await bank.app.inject({ method: 'POST', url: '/api/v1/sessions', headers: own, payload });
    return { ...own, cookie: `guiju-session=${reply.cookies[0]?.value ?? ''}` };
  };
  type Headers = Awaited<ReturnType<typeof signIn>>;
  const get = async (headers: Headers, url: string) => await bank.app.inject({ url, headers });
  const post = async (headers: Headers, url: string, payload: object) =>
    await bank.app.inject({ method: 'POST', url, headers, payload });
  const usual = USUAL_SETTINGS.settings;

  it('are set by two, and told with both', async () => {
    const [sec, sys, ben] = [await signIn('sec'), await signIn('sys'), await signIn('ben')];
    const seen = await get(ben, '/api/v1/settings');
    const before = { version: 'usual-1', begunBy: null, confirmedBy: null, inForceAt: null, settings: usual };
    expect([seen.statusCode, seen.json()]).toEqual([200, { ...before, names: [] }]);
    const settings = { ...usual, approvers: [{ subject: 'segmentation/*', people: ['ben'] }] };
    const begun = await post(sec, CHANGES, { kind: 'set-settings', replaces: 'usual-1', settings });
    expect([begun.statusCode, begun.json()]).toMatchObject([201, { state: 'waiting', effects: [], secret: null }]);
    const decision = `${CHANGES}/${begun.json<{ id: string }>().id}/decision`;
    expect((await post(ben, decision, { decision: 'confirm' })).statusCode).toBe(403);
    expect((await post(sys, decision, { decision: 'confirm' })).json()).toMatchObject({ state: 'done' });
    const after = await get(ben, '/api/v1/settings');
    const set = { version: 'settings-1', begunBy: 'sec', confirmedBy: 'sys', inForceAt: now.toISOString(), settings };
    const names = ['ben', 'sec', 'sys'].map((id) => ({ id, name: id }));
    expect(after.json()).toEqual({ ...set, names });
    expect(after.headers['etag']).not.toBe(seen.headers['etag']);
    const first = (await get(sec, '/api/v1/settings/versions?limit=1')).json<{ next: string }>();
    expect(first).toMatchObject({ items: [set], total: 2 });
    const second = await get(sec, `/api/v1/settings/versions?limit=1&cursor=${first.next}`);
    expect(second.json()).toEqual({ items: [before], total: 2, next: null });
  });

  it('are refused outside of what makes sense, naming the member', async () => {
    const sec = await signIn('sec');
    const refusals = [
      { ...usual, expiryDays: 0 },
      { ...usual, latenessHours: 0 },
      { ...usual, tolerance: { percent: 101, leastCustomers: 10 } },
      { ...usual, approvers: [{ subject: 'segmentation/*', people: [] }] },
      { ...usual, approvers: [{ subject: 'no subject', people: ['ben'] }] },
      { ...usual, secondPerson: false },
    ].map(async (settings) => await post(sec, CHANGES, { kind: 'set-settings', replaces: 'usual-1', settings }));
    expect((await Promise.all(refusals)).map(({ statusCode }) => statusCode)).toEqual([400, 400, 400, 400, 400, 400]);
    const moved = await post(sec, CHANGES, { kind: 'set-settings', replaces: 'settings-9', settings: usual });
    expect([moved.statusCode, moved.body]).toEqual([409, expect.stringContaining('written on settings-9')]);
  });
});
