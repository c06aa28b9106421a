import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addSamplePeople, samplesOffered } from '../../../server/operations/people/sample-people.ts';
import { type Bank, openBank, tester } from '../support/bank.ts';
import { codeAt, PASSWORD, seedPeople } from '../support/people.ts';
import { RELEASE_STAFF } from '../support/releases.ts';

const own = { host: 'localhost', origin: 'http://localhost' };
type Headers = Record<string, string>;
interface Entry {
  readonly at: string;
  readonly operation: string;
  readonly subject: string;
  readonly actor: string;
}

describe('what administrators look at', () => {
  let bank: Bank;
  let now: Date;
  beforeEach(() => {
    now = new Date('2026-11-22T04:00:00.000Z');
  });
  afterEach(async () => await bank.close());
  const open = async () => {
    bank = await openBank(undefined, 'en', { hasPeople: true, now: () => now });
    await seedPeople(bank.store, RELEASE_STAFF);
    await bank.look();
  };
  const get = async (headers: Headers, url: string) => await bank.app.inject({ method: 'GET', url, headers });
  const signIn = async (account: string): Promise<Headers> => {
    now = new Date(now.getTime() + 30_000);
    const payload = { account, password: PASSWORD, code: codeAt(now) };
    const reply = await bank.app.inject({ method: 'POST', url: '/api/v1/sessions', headers: own, payload });
    return { ...own, cookie: `guiju-session=${reply.cookies[0]?.value ?? ''}` };
  };

  it('pages the audit without leaving an entry out, by subject, actor and time', async () => {
    await open();
    for (let i = 0; i < 5; i++)
      await bank.store.write(tester, 'note', async ({ audit }) => await audit({ subject: `thing/${i}` }));
    const lou = await signIn('lou');
    const found: Entry[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const page = await get(lou, `/api/v1/audit?limit=2${next === '' ? '' : `&cursor=${next}`}`);
      const told = page.json<{ items: Entry[]; next: string | null }>();
      found.push(...told.items);
      next = told.next;
    }
    const all = await bank.store.database.selectFrom('audit_entry').select('subject').execute();
    expect(found.map(({ subject }) => subject).toSorted()).toEqual(all.map(({ subject }) => subject).toSorted());
    expect(found.map(({ at }) => at)).toEqual(
      found
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
    const asked = async (query: string) => (await get(lou, `/api/v1/audit?${query}`)).json<{ items: Entry[] }>().items;
    expect((await asked('subject=thing')).length).toBe(5);
    expect((await asked('subject=thing/3')).map(({ subject }) => subject)).toEqual(['thing/3']);
    expect((await asked('subject=thin')).length).toBe(0);
    expect((await asked('actor=p1&operation=note')).length).toBe(5);
    expect((await asked('actor=p1&until=2026-11-22T04:00:00Z')).length).toBe(0);
    expect((await asked('operation=note&since=2026-11-22T12:00:00%2B08:00')).length).toBe(5);
  });

  it('tells operations in words, and what they were of by its name', async () => {
    await open();
    const lou = await signIn('lou');
    const asked = async (query: string) =>
      (await get(lou, `/api/v1/audit?${query}`)).json<{ items: (Entry & { title: object; called: string | null })[] }>()
        .items;
    const [signedIn] = await asked('operation=sign-in');
    expect(signedIn).toMatchObject({
      operation: 'sign-in',
      title: { 'zh-CN': '登录', en: 'Signed in' },
      subject: 'person/lou',
      called: 'lou',
    });
    expect(await asked('operation=seed')).toMatchObject([{ title: { en: 'seed' }, called: null }]);
    const { items } = (await get(lou, '/api/v1/audit/operations')).json<{ items: { name: string }[] }>();
    expect(items.find(({ name }) => name === 'go-live')).toEqual({
      name: 'go-live',
      title: { 'zh-CN': '使变更生效', en: 'Let a change go live' },
    });
  });

  it('gives it as CSV, in which no text is a formula', async () => {
    await open();
    await bank.store.write(
      { ...tester, name: '=1+1' },
      'note',
      async ({ audit }) => await audit({ subject: 'a "b", c' }),
    );
    const reply = await get(await signIn('lou'), '/api/v1/audit/file?operation=note');
    expect(reply.headers['content-type']).toBe('text/csv; charset=utf-8');
    const [head, line] = reply.body.split('\n');
    expect(head).toBe('at,actor_kind,actor,actor_name,operation,outcome,subject,body,position,digest');
    expect(line).toMatch(/^2026-11-22T04:00:00\.000Z,person,p1,'=1\+1,note,done,"a ""b"", c",null,\d+,[0-9a-f]{64}$/);
  });

  it('counts the people of each place within the scope of whoever asks, and tells no place above', async () => {
    await open();
    const places = async (account: string) =>
      (await get(await signIn(account), '/api/v1/organisation')).json<{ items: { id: string }[] }>().items;
    const seen = await places('sec');
    expect(seen).toContainEqual(expect.objectContaining({ id: 'bank', above: null, people: 8 }));
    expect(seen).toContainEqual(expect.objectContaining({ id: 'east', above: 'bank', people: 2 }));
    await seedPeople(bank.store, [{ id: 'branch-sec', node: 'east', roles: ['security-administrator'] }]);
    await bank.look();
    expect(await places('branch-sec')).toEqual([expect.objectContaining({ id: 'east', above: null })]);
  });

  it('offers a code to sample people, and to nobody else', async () => {
    await open();
    expect((await get(await signIn('ben'), '/api/v1/me/sample-code')).json()).toEqual({ code: null });
    await bank.close();
    bank = await openBank(undefined, 'en', { hasPeople: true, now: () => now });
    await addSamplePeople(bank.store);
    await bank.look();
    const [, approver] = await samplesOffered(bank.store, now);
    const payload = {
      account: approver?.account,
      password: 'sample people, on this machine only',
      code: approver?.code,
    };
    const reply = await bank.app.inject({ method: 'POST', url: '/api/v1/sessions', headers: own, payload });
    const headers = { ...own, cookie: `guiju-session=${reply.cookies[0]?.value ?? ''}` };
    const { code } = (await get(headers, '/api/v1/me/sample-code')).json<{ code: string }>();
    expect(code).toMatch(/^\d{6}$/);
    expect(code).not.toBe(approver?.code);
  });
});
