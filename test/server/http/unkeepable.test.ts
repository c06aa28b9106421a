import { afterEach, beforeEach, expect, it } from 'vitest';
import { cursorAfter } from '../../../server/http/page.ts';
import { type Bank, clock, openBank } from '../support/bank.ts';
import { codeAt, PASSWORD, seedPeople, STAFF } from '../support/people.ts';
import { onBothDatabases } from '../support/stores.ts';

const own = { host: 'localhost', origin: 'http://localhost', 'accept-language': 'en' };
const member = { document: { kind: 'criteria', name: 'x', title: 'a\0b' } };
const release = { title: 'Mine', members: [member] };
const withZero = { ...release, title: 'Mine\0' };

onBothDatabases('what no database keeps', (stores) => {
  let bank: Bank;
  const cookies = new Map<string, string>();
  const signIn = async (account: string) =>
    await bank.app.inject({
      method: 'POST',
      url: '/api/v1/sessions',
      headers: own,
      payload: { account, password: PASSWORD, code: codeAt(clock.now()) },
    });
  beforeEach(async () => {
    bank = await openBank(undefined, 'en', { hasPeople: true, now: clock.now, address: stores.address });
    await seedPeople(bank.store, STAFF);
    await bank.look();
    for (const account of ['sec', 'lee'])
      cookies.set(account, `guiju-session=${(await signIn(account)).cookies[0]?.value ?? ''}`);
  });
  afterEach(async () => await bank.close());

  const REQUESTS: readonly (readonly [who: string, url: string, code: string, body?: object])[] = [
    ['lee', '/api/v1/releases/a%00', 'zero-character'],
    ['lee', '/api/v1/releases', 'zero-character', withZero],
    ['lee', '/api/v1/releases/x/revisions/99999999999999999999', 'request-not-valid'],
    ['lee', `/api/v1/releases?cursor=${cursorAfter([1.5])}`, 'cursor-not-valid'],
    ['sec', '/api/v1/people/%00', 'zero-character'],
    ['sec', `/api/v1/people?cursor=${cursorAfter(['a\0'])}`, 'cursor-not-valid'],
    ['sec', `/api/v1/authority-changes?cursor=${cursorAfter([1e300])}`, 'cursor-not-valid'],
  ];

  it('is refused before it is asked', async () => {
    for (const [who, url, code, body] of REQUESTS) {
      const headers = { ...own, cookie: cookies.get(who) ?? '' };
      const reply = await bank.app.inject({
        url,
        headers,
        ...(body !== undefined && { method: 'POST', payload: body }),
      });
      expect([url, reply.statusCode, reply.json<{ code: string }>().code]).toEqual([url, 400, code]);
    }
    const reply = await signIn('lee\0');
    expect([reply.statusCode, reply.json<{ detail: string }>().detail]).toEqual([
      400,
      'account holds the zero character (U+0000), which cannot be kept; leave it out',
    ]);
  });

  it('is kept within a document, which is JSON', async () => {
    const headers = { ...own, cookie: cookies.get('lee') ?? '' };
    const begun = await bank.app.inject({ method: 'POST', url: '/api/v1/releases', headers, payload: release });
    expect(begun.statusCode).toBe(201);
    const { id } = begun.json<{ id: string }>();
    const read = await bank.app.inject({ url: `/api/v1/releases/${id}`, headers });
    expect(read.json<{ members: readonly object[] }>().members[0]).toMatchObject(member);
  });
});
