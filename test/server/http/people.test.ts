import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addSamplePeople, removeSamplePeople } from '../../../server/operations/people/sample-people.ts';
import { type Bank, type BankOptions, openBank } from '../support/bank.ts';
import { codeAt, PASSWORD, seedPeople, STAFF } from '../support/people.ts';

const own = { host: 'localhost', origin: 'http://localhost' };
const form = { ...own, 'content-type': 'application/x-www-form-urlencoded' };

describe('people over HTTP', () => {
  let bank: Bank;
  let now: Date;
  const open = async (options: BankOptions = {}) => {
    now = new Date('2026-11-22T04:00:00.000Z');
    bank = await openBank(undefined, 'en', { hasPeople: true, now: () => now, ...options });
  };
  const staffed = async (options?: BankOptions) => {
    await open(options);
    await seedPeople(bank.store, STAFF);
    await bank.look();
  };
  beforeEach(() => {
    bank = undefined as unknown as Bank;
  });
  afterEach(async () => await bank.close());

  const signIn = async (account: string) =>
    await bank.app.inject({
      method: 'POST',
      url: '/api/v1/sessions',
      headers: own,
      payload: { account, password: PASSWORD, code: codeAt(now) },
    });
  const cookieOf = async (account: string) => {
    const reply = await signIn(account);
    const cookie = reply.cookies.find(({ name }) => name === 'guiju-session');
    return { ...own, cookie: `guiju-session=${cookie?.value ?? ''}` };
  };
  const post = async (headers: Record<string, string>, url: string, payload: object) =>
    await bank.app.inject({ method: 'POST', url, headers, payload });

  it('sets a cookie that no script reads and no other site sends', async () => {
    await staffed();
    const reply = await signIn('lee');
    expect([reply.statusCode, reply.headers['location']]).toEqual([201, '/api/v1/me']);
    expect(String(reply.headers['set-cookie'])).toMatch(/guiju-session=[\w-]{43};.*HttpOnly;.*SameSite=Strict/);
    expect(reply.body).not.toContain(String(reply.cookies[0]?.value));
    // Anybody may send one: what is longer than a sign-in can be is not read.
    const long = await signIn('a'.repeat(17 * 1024));
    expect([long.statusCode, long.json<{ detail: string }>().detail]).toEqual([413, 'The body is larger than 16 KB']);
  });

  it('life L42: lists, ends and replaces sessions', async () => {
    await staffed();
    const first = await cookieOf('lee');
    now = new Date(now.getTime() + 30_000);
    const second = await cookieOf('lee');
    const list = (await bank.app.inject({ url: '/api/v1/sessions', headers: second })).json<{
      items: { id: string; isThis: boolean }[];
    }>();
    expect(list.items.map(({ isThis }) => isThis)).toEqual([true, false]);
    const other = list.items.find(({ isThis }) => !isThis)?.id ?? '';
    const ended = await bank.app.inject({ method: 'DELETE', url: `/api/v1/sessions/${other}`, headers: second });
    expect(ended.statusCode).toBe(204);
    expect((await bank.app.inject({ url: '/api/v1/me', headers: first })).statusCode).toBe(401);
    const out = await bank.app.inject({ method: 'DELETE', url: '/api/v1/sessions', headers: second });
    expect([out.statusCode, String(out.headers['set-cookie'])]).toEqual([
      204,
      expect.stringContaining('guiju-session=;'),
    ]);
    expect((await bank.app.inject({ url: '/api/v1/me', headers: second })).statusCode).toBe(401);
    expect(await bank.store.database.selectFrom('session').selectAll().execute()).toEqual([]);
  });

  const unlock = { kind: 'unlock', person: 'lee' };
  const BEGIN = '/api/v1/authority-changes';

  it('does what is sent twice under one key once, and answers the same', async () => {
    await staffed();
    const headers = { ...(await cookieOf('sec')), 'idempotency-key': 'k-1' };
    const reset = { kind: 'reset', person: 'lee' };
    const [first, again, otherwise] = [
      await post(headers, BEGIN, reset),
      await post(headers, BEGIN, { person: 'lee', kind: 'reset' }),
      await post(headers, BEGIN, unlock),
    ];
    const { id, secret } = first.json<{ id: string; secret: string }>();
    expect([first.statusCode, first.headers['location'], secret.length]).toEqual([
      201,
      `/api/v1/authority-changes/${id}`,
      43,
    ]);
    expect([again.statusCode, again.headers['location'], again.headers['idempotent-replayed']]).toEqual([
      201,
      `/api/v1/authority-changes/${id}`,
      'true',
    ]);
    // The secret was shown once.
    expect(again.json()).toMatchObject({ id, secret: null });
    expect([otherwise.statusCode, otherwise.json<{ detail: string }>().detail]).toEqual([
      409,
      expect.stringMatching(/differs: \/kind$/),
    ]);
    const kept = await bank.store.database.selectFrom('kept_answer').selectAll().execute();
    expect(JSON.stringify(kept)).not.toContain(secret);
    expect(await bank.store.database.selectFrom('authority_change').selectAll().execute()).toHaveLength(1);
    now = new Date(now.getTime() + 11 * 3_600_000);
    expect((await post(headers, BEGIN, reset)).json<{ id: string }>().id).toBe(id);
  });

  const person = { kind: 'add-person', account: 'kit', name: 'Kit', node: 'bank', grants: [] };
  const key = { kind: 'add-key', name: 'k', owner: 'lee', scope: 'east', operations: ['decide'] };
  it.each<[title: string, asked: object, status: number, code: string, en: RegExp]>([
    ['an account that somebody has', { ...person, account: 'kim' }, 409, 'there-already', /^kim is there already/],
    ['one that differs by capitals', { ...person, account: 'KIM' }, 409, 'there-already', /^kim is there already/],
    [
      'a right that is given twice',
      { ...person, grants: Array.from({ length: 2 }, () => ({ role: 'agent', scope: 'east' })) },
      409,
      'there-already',
      /^agent east is there/,
    ],
    ['a blank name', { ...person, name: ' \u3000' }, 400, 'request-not-valid', /^\/name must match/],
    ['a name turned round by a mark', { ...person, name: 'Kit\u202e' }, 400, 'request-not-valid', /^\/name must match/],
    [
      'a key that has expired',
      { ...key, expiresAt: '2026-11-22T04:00:00Z' },
      409,
      'key-expired',
      /expired at 2026-11-22T04:00:00\.000Z, and it is 2026-11-22T04:00:00\.000Z/,
    ],
    [
      'a key for what there is not, or only people do',
      { ...key, operations: ['decide', 'decides', 'approveRelease'], expiresAt: '2027-01-01T00:00:00Z' },
      400,
      'key-operations-unknown',
      /operation decides, approveRelease .* beginRelease, .*decide, /,
    ],
  ])('refuses %s when it is begun', async (_title, asked, status, code, en) => {
    await staffed();
    const reply = await post({ ...(await cookieOf('sec')), 'accept-language': 'en' }, BEGIN, asked);
    const { code: found, detail } = reply.json<{ code: string; detail: string }>();
    expect([reply.statusCode, found, detail]).toEqual([status, code, expect.stringMatching(en)]);
    expect(await bank.store.database.selectFrom('authority_change').selectAll().execute()).toEqual([]);
  });

  it('refuses an account that was taken while it waited', async () => {
    await staffed();
    const sec = await cookieOf('sec');
    const ids = await Promise.all(
      ['Kit', 'Cat'].map(async (name) => (await post(sec, BEGIN, { ...person, name })).json<{ id: string }>().id),
    );
    const sys = await cookieOf('sys');
    const confirm = async (id: string | undefined) =>
      await post(sys, `${BEGIN}/${id}/decision`, { decision: 'confirm' });
    expect((await confirm(ids[0])).statusCode).toBe(200);
    const late = await confirm(ids[1]);
    expect([late.statusCode, late.json<{ code: string }>().code]).toEqual([409, 'there-already']);
  });

  it('answers a link that was cut off as one that is gone, by a page', async () => {
    await staffed();
    const reply = await bank.app.inject({ url: '/enter/abc', headers: { ...own, 'accept-language': 'zh-CN' } });
    expect([reply.statusCode, reply.headers['content-type']]).toEqual([410, 'text/html; charset=utf-8']);
    expect(reply.body).toContain('请向管理员要新的链接');
  });

  it('forgets a key after a day', async () => {
    await staffed();
    const key = { 'idempotency-key': 'k-1' };
    await post({ ...(await cookieOf('sec')), ...key }, BEGIN, unlock);
    now = new Date(now.getTime() + 24 * 3_600_000);
    const later = await post({ ...(await cookieOf('sec')), ...key }, BEGIN, unlock);
    expect([later.statusCode, later.headers['idempotent-replayed']]).toEqual([201, undefined]);
  });

  it('does what comes twenty times at once under one key once', async () => {
    await staffed();
    const headers = { ...(await cookieOf('sec')), 'idempotency-key': 'k-1' };
    const replies = await Promise.all(Array.from({ length: 20 }, () => post(headers, BEGIN, unlock)));
    const statuses = replies.map(({ statusCode }) => statusCode);
    expect(statuses.filter((status) => status === 201).length).toBeGreaterThan(0);
    expect(statuses.every((status) => status === 201 || status === 409)).toBe(true);
    expect(await bank.store.database.selectFrom('authority_change').selectAll().execute()).toHaveLength(1);
  });

  it.each([['a b'], [''], ['x'.repeat(201)]])('refuses a key that is none: %j', async (key) => {
    await staffed();
    const reply = await post({ ...(await cookieOf('sec')), 'idempotency-key': key }, BEGIN, unlock);
    expect([reply.statusCode, reply.json<{ code: string }>().code]).toEqual([400, 'idempotency-key-malformed']);
  });

  it('life L52: keeps answers by actor and address, and looks at authority first', async () => {
    await staffed();
    await seedPeople(bank.store, [{ id: 'sys-2', node: 'bank', roles: ['system-administrator'] }]);
    const key = { 'idempotency-key': 'k-1' };
    const [sec, sec2, sys] = [await cookieOf('sec'), await cookieOf('sec-2'), await cookieOf('sys')];
    const begun = (await post({ ...sec, ...key }, BEGIN, unlock)).json<{ id: string }>();
    const foreign = await post({ ...sec2, ...key }, BEGIN, unlock);
    expect([foreign.statusCode, foreign.json<{ id: string }>().id === begun.id]).toEqual([201, false]);
    const decide = (id: string) => `${BEGIN}/${id}/decision`;
    const confirmed = await post({ ...sys, ...key }, decide(begun.id), { decision: 'confirm' });
    const other = await post({ ...sys, ...key }, decide(foreign.json<{ id: string }>().id), { decision: 'confirm' });
    expect([confirmed.json(), other.json()]).toMatchObject([{ state: 'done' }, { state: 'done' }]);
    await post(sec, BEGIN, {
      kind: 'revoke',
      to: { kind: 'person', id: 'sys' },
      role: 'system-administrator',
      scope: 'bank',
    });
    expect((await post({ ...sys, ...key }, decide(begun.id), { decision: 'confirm' })).statusCode).toBe(401);
    now = new Date(now.getTime() + 30_000);
    expect(
      (await post({ ...(await cookieOf('sys')), ...key }, decide(begun.id), { decision: 'confirm' })).statusCode,
    ).toBe(403);
  });

  it('life L86: changes a document on the tag that was seen, once', async () => {
    await staffed();
    const sec = await cookieOf('sec');
    const put = async (headers: Record<string, string>, name: string) =>
      await bank.app.inject({
        method: 'PUT',
        url: '/api/v1/people/lee',
        headers: { ...sec, ...headers },
        payload: { name },
      });
    const seen = String((await bank.app.inject({ url: '/api/v1/people/lee', headers: sec })).headers['etag']);
    const foreign = String((await bank.app.inject({ url: '/api/v1/people/kim', headers: sec })).headers['etag']);
    const refused: readonly [Record<string, string>, number][] = [
      [{}, 428],
      [{ 'if-match': '*' }, 428],
      [{ 'if-match': `W/${seen}` }, 428],
      [{ 'if-match': foreign }, 412],
    ];
    for (const [headers, status] of refused) expect((await put(headers, 'x')).statusCode).toBe(status);
    const replies = await Promise.all(Array.from({ length: 50 }, (_, i) => put({ 'if-match': seen }, `name ${i}`)));
    const done = replies.filter(({ statusCode }) => statusCode === 200);
    expect([done.length, replies.filter(({ statusCode }) => statusCode === 412).length]).toEqual([1, 49]);
    const next = await put({ 'if-match': String(done[0]?.headers['etag']) }, 'next');
    expect(next.statusCode).toBe(200);
  });

  it('pages people with a total', async () => {
    await staffed();
    const headers = await cookieOf('audit');
    const ids: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const url: string = `/api/v1/people?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`;
      const page: { items: { id: string }[]; total: number; next: string | null } = (
        await bank.app.inject({ url, headers })
      ).json();
      expect(page.total).toBe(STAFF.length);
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    }
    expect(ids).toEqual(STAFF.map(({ id }) => id).toSorted());
    expect((await bank.app.inject({ url: '/api/v1/people?cursor=x', headers })).json()).toMatchObject({
      code: 'cursor-not-valid',
    });
  });

  /** What comes of forty attempts with a link that is none, each said to be forwarded for somebody else: none of them hashes a password. */
  const attempts = async (): Promise<ReadonlySet<number>> => {
    const codes = new Set<number>();
    const payload = `second=x&password=x&code=1&totpSecret=${'A'.repeat(32)}`;
    for (let i = 0; i < 40; i += 1) {
      const headers = { ...form, 'x-forwarded-for': `10.0.0.${i}` };
      codes.add(
        (await bank.app.inject({ method: 'POST', url: `/enter/${'x'.repeat(43)}`, headers, payload })).statusCode,
      );
    }
    return codes;
  };

  it('life L45: counts attempts by the address of the connection, whatever a request says it was forwarded for', async () => {
    await staffed();
    const before = (await signIn('lee')).cookies[0]?.value ?? '';
    expect(await attempts()).toEqual(new Set([410, 429]));
    const me = await bank.app.inject({ url: '/api/v1/me', headers: { ...own, cookie: `guiju-session=${before}` } });
    expect(me.statusCode).toBe(200);
  });

  it('believes a proxy that it was told to trust, and counts by whom it forwards', async () => {
    await staffed({ trustedProxies: ['127.0.0.1'] });
    expect(await attempts()).toEqual(new Set([410]));
  });

  describe('with sample people', () => {
    beforeEach(async () => {
      await open();
      await addSamplePeople(bank.store);
      await bank.look();
    });

    it.each<[string, Record<string, string>, string]>([
      ['another host', { host: 'evil.example' }, 'host-not-allowed'],
      ['another host as origin', { host: 'evil.example', origin: 'http://evil.example' }, 'host-not-allowed'],
      ['X-Forwarded-For', { ...own, 'x-forwarded-for': '10.0.0.1' }, 'forwarded-not-allowed'],
      ['Forwarded', { ...own, forwarded: 'for=10.0.0.1' }, 'forwarded-not-allowed'],
      ['X-Forwarded-Host', { ...own, 'x-forwarded-host': 'bank.example' }, 'forwarded-not-allowed'],
    ])('life L41: answers none that came by %s', async (_title, headers, code) => {
      for (const url of ['/sign-in', '/api/v1/definitions', '/api/v1/me']) {
        const reply = await bank.app.inject({ url, headers });
        expect([reply.statusCode, reply.json<{ code: string }>().code]).toEqual([403, code]);
        expect(reply.headers['access-control-allow-origin']).toBeUndefined();
      }
    });

    it('may be tried without signing in, and writes nothing for a visitor', async () => {
      const decided = await post(own, '/api/v1/decisions/segmentation/tier', { facts: { clientId: 'C', age: 30 } });
      expect(decided.statusCode).toBe(200);
      expect((await bank.app.inject({ url: '/api/v1/definitions', headers: own })).statusCode).toBe(200);
      expect((await post(own, BEGIN, unlock)).statusCode).toBe(401);
    });

    it('offers every one of them by name, marked, and signs in whoever is chosen, twice in a row', async () => {
      for (let round = 0; round < 2; round += 1) {
        const page = await bank.app.inject({ url: '/sign-in?lang=en', headers: own });
        expect(page.headers['content-security-policy']).toContain("default-src 'none'");
        const forms = [...page.body.matchAll(/<li><form[^]*?<\/form>/g)].map(([text]) => text);
        expect(forms).toHaveLength(11);
        expect(forms.every((text) => text.includes('sample</small>'))).toBe(true);
        const chosen = forms.find((text) => text.includes('sample.approver')) ?? '';
        const fields = [...chosen.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
          name,
          value,
        ]);
        const payload = new URLSearchParams(Object.fromEntries(fields) as Record<string, string>).toString();
        const reply = await bank.app.inject({ method: 'POST', url: '/sign-in', headers: form, payload });
        expect([reply.statusCode, reply.headers['location']]).toEqual([303, '/']);
        const cookie = `guiju-session=${reply.cookies[0]?.value ?? ''}`;
        const me = await bank.app.inject({ url: '/api/v1/me', headers: { ...own, cookie } });
        expect(me.json()).toMatchObject({ kind: 'person', rights: [{ role: 'approver', scope: 'bank' }] });
      }
    });

    it('checks their codes as any: a wrong one is refused, on the page, in the language that is read', async () => {
      const payload = 'account=sample.approver&password=x&code=000000';
      const reply = await bank.app.inject({ method: 'POST', url: '/sign-in?lang=zh-CN', headers: form, payload });
      expect([reply.statusCode, reply.body]).toEqual([401, expect.stringContaining('账号、密码或验证码不正确')]);
      const cross = await bank.app.inject({
        method: 'POST',
        url: '/sign-in',
        headers: { ...form, origin: 'http://evil.example' },
        payload,
      });
      expect(cross.statusCode).toBe(403);
    });

    it('is closed when they are gone, and none of them can sign in again', async () => {
      expect(await removeSamplePeople(bank.store)).toBe(11);
      await bank.look();
      const reply = await post(own, '/api/v1/decisions/segmentation/tier', { facts: {} });
      expect(reply.json()).toMatchObject({ code: 'bank-not-begun' });
      expect(await addSamplePeople(bank.store)).toBe(false);
      expect(await bank.store.database.selectFrom('credential').selectAll().execute()).toEqual([]);
    });
  });
});
