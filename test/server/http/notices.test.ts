import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../definitions/index.ts';
import { type Bank, openBank, tester } from '../support/bank.ts';
import { codeAt, PASSWORD, seedPeople } from '../support/people.ts';
import { DESK_STAFF, deskDocuments } from '../support/requests.ts';

describe('notices over HTTP', () => {
  let bank: Bank;
  const now = new Date('2026-11-23T01:00:00.000Z');
  const own = { host: 'localhost', origin: 'http://localhost' };
  const cookies = new Map<string, string>();
  const asked = async (who: string, method: 'GET' | 'POST', url: string, payload?: JsonObject) => {
    const cookie = `guiju-session=${cookies.get(who)}`;
    const reply = await bank.app.inject({ method, url, headers: { ...own, cookie }, ...(payload && { payload }) });
    return { status: reply.statusCode, body: reply.json<JsonObject>() };
  };

  beforeAll(async () => {
    bank = await openBank(deskDocuments, 'en', { hasPeople: true, now: () => now });
    const security = { id: 'sec', node: 'bank', roles: ['security-administrator'] } as const;
    await seedPeople(bank.store, [...DESK_STAFF, security]);
    await bank.look();
    for (const who of ['amy', 'tom']) {
      const payload = { account: who, password: PASSWORD, code: codeAt(now) };
      const reply = await bank.app.inject({ method: 'POST', url: '/api/v1/sessions', headers: own, payload });
      cookies.set(who, reply.cookies.find(({ name }) => name === 'guiju-session')?.value ?? '');
    }
    const inquiry = { facts: { topic: 'cards' }, customer: 'C-1', channel: 'phone' };
    const made = await asked('amy', 'POST', '/api/v1/request-types/inquiry/requests', inquiry);
    await bank.store.write(tester, 'seed', async (tx) => {
      for (const key of ['a', 'b', 'c']) {
        const said = JSON.stringify({ 'zh-CN': `请看 ${key}`, en: `Look at ${key}` });
        const notice = { key, person: 'tom', request: String(made.body['id']), template: 'template/late', said };
        await tx.database
          .insertInto('request_notice')
          .values({ ...notice, noticed_at: now.toISOString(), read_at: null })
          .execute();
      }
      await tx.audit({ subject: 'seed' });
    });
  });
  afterAll(async () => {
    await bank.close();
    expect(bank.faults).toEqual([]);
  });

  const list = async (who: string, query = '') => (await asked(who, 'GET', `/api/v1/me/notices${query}`)).body;

  it('are listed newest first, page by page, to whom they are for alone', async () => {
    const first = await list('tom', '?limit=2');
    const said = (page: JsonObject) =>
      (page['items'] as readonly { said: object; requestNumber: string }[]).map((one) => one.said);
    expect(said(first)).toEqual([
      { 'zh-CN': '请看 c', en: 'Look at c' },
      { 'zh-CN': '请看 b', en: 'Look at b' },
    ]);
    expect(first).toMatchObject({ unread: 3, items: [{ requestNumber: 'INQ-2026-1', isRead: false }, {}] });
    const second = await list('tom', `?limit=2&cursor=${String(first['next'])}`);
    expect([said(second), second['next']]).toEqual([[{ 'zh-CN': '请看 a', en: 'Look at a' }], null]);
    expect(await list('amy')).toEqual({ items: [], unread: 0, next: null });
    expect((await asked('tom', 'GET', '/api/v1/me/notices?cursor=x')).status).toBe(400);
  });

  it('are marked as read once, by whom they are for', async () => {
    const { items } = await list('tom');
    const at = `/api/v1/me/notices/${String((items as readonly { number: number }[])[0]?.number)}/read`;
    expect((await asked('amy', 'POST', at)).body).toEqual({ read: false });
    expect((await asked('tom', 'POST', at)).body).toEqual({ read: true });
    expect((await asked('tom', 'POST', at)).body).toEqual({ read: false });
    expect(await list('tom')).toMatchObject({ unread: 2, items: [{ isRead: true }, { isRead: false }, {}] });
  });
});
