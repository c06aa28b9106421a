import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bank, openBank } from '../support/bank.ts';
import { codeAt, PASSWORD, seedPeople, STAFF } from '../support/people.ts';

const own = { host: 'localhost', origin: 'http://localhost' };

describe('importing over HTTP', () => {
  const now = new Date('2026-11-22T04:00:00.000Z');
  let bank: Bank;
  let ida: Record<string, string>;
  beforeEach(async () => {
    bank = await openBank(undefined, 'en', { hasPeople: true, now: () => now });
    await seedPeople(bank.store, [...STAFF, { id: 'ida', node: 'bank', roles: ['importer'] }]);
    await bank.look();
    const payload = { account: 'ida', password: PASSWORD, code: codeAt(now) };
    const reply = await bank.app.inject({ method: 'POST', url: '/api/v1/sessions', headers: own, payload });
    ida = { ...own, cookie: `guiju-session=${reply.cookies[0]?.value ?? ''}` };
  });
  afterEach(async () => await bank.close());

  const post = (url: string, payload: object) => bank.app.inject({ method: 'POST', url, headers: ida, payload });
  const piece = (id: string, at: number, payload: Buffer | string, type = 'application/octet-stream') =>
    bank.app.inject({
      method: 'PUT',
      url: `/api/v1/uploads/${id}/pieces/${at}`,
      headers: { ...ida, 'content-type': type },
      payload,
    });

  it('sends a file piece by piece, and answers from which byte to go on', async () => {
    const begun = await post('/api/v1/uploads', { name: '客户 2026-11.csv' });
    expect(begun.statusCode).toBe(201);
    const { id } = begun.json<{ id: string }>();
    const head = 'clientId,age,aum,joinedOn\n';
    // Longer than any other body may be.
    const body = Array.from({ length: 200_000 }, (_, i) => `C${i},40,${i},\n`).join('');
    expect((await piece(id, 0, head)).json()).toEqual({ id, bytes: head.length });
    const wrong = await piece(id, 0, head);
    expect([wrong.statusCode, wrong.json()]).toMatchObject([409, { code: 'piece-not-next' }]);
    expect(wrong.body).toContain(`${head.length} bytes are there`);
    expect((await piece(id, head.length, body)).json()).toEqual({ id, bytes: head.length + body.length });
    const send = () =>
      bank.app.inject({
        method: 'POST',
        url: '/api/v1/imports',
        headers: { ...ida, 'idempotency-key': 'once' },
        payload: { entity: 'client', file: id },
      });
    const started = await send();
    expect((await send()).json()).toEqual(started.json());
    expect([started.statusCode, started.json()]).toMatchObject([202, { state: 'running' }]);
    await bank.imports.settled();
    const url = String(started.headers['location']);
    const done = await bank.app.inject({ url, headers: ida });
    expect(done.json()).toMatchObject({
      state: 'done',
      tables: [{ rows: 200_000, refused: 0, source: '客户 2026-11.csv' }],
      progress: null,
    });
    const listed = await bank.app.inject({ url: '/api/v1/imports', headers: ida });
    expect(listed.json()).toMatchObject({ total: 1, items: [{ state: 'done', begunBy: 'ida' }] });
    const none = await bank.app.inject({ url: `${url}/refused`, headers: ida });
    expect([none.statusCode, none.body]).toEqual([200, 'rownum,key,field,value,code,message\n']);
  });

  it('gives the refused rows with their reasons, in which no text is a formula', async () => {
    const { id } = (await post('/api/v1/uploads', { name: 'a.csv' })).json<{ id: string }>();
    await piece(id, 0, 'clientId,age,aum,joinedOn\nA,40,1,\nB,=1+1,1,\n');
    const started = await post('/api/v1/imports', { entity: 'client', file: id });
    await bank.imports.settled();
    const refused = await bank.app.inject({ url: `${started.headers['location']}/refused`, headers: ida });
    expect([refused.statusCode, refused.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(refused.body).toContain('1+1');
    expect(refused.body).not.toMatch(/(^|,)"?=1/m);
  });

  it.each(["x'; --.csv", '../up.csv', '.hidden.csv', 'a*.csv', 'a.exe', 'a/b.csv', ''])(
    'life L55: takes no file called %j',
    async (name) => {
      expect((await post('/api/v1/uploads', { name })).statusCode).toBe(400);
    },
  );

  it('refuses what it cannot read, a day to come, and pieces that are no bytes', async () => {
    const { id } = (await post('/api/v1/uploads', { name: 'a.csv' })).json<{ id: string }>();
    expect((await piece(id, 0, '{}', 'application/json')).statusCode).toBe(415);
    await piece(id, 0, 'clientId\n');
    const tomorrow = await post('/api/v1/imports', { entity: 'client', file: id, asOf: '2026-11-23' });
    expect([tomorrow.statusCode, tomorrow.body]).toEqual([422, expect.stringContaining('as-of-in-the-future')]);
    const twice = await post('/api/v1/imports', { entity: 'client', file: id, related: { client: id } });
    expect(twice.body).toContain('entity-given-twice');
    const alike = { account: id, 'entity/account': id };
    const again = await post('/api/v1/imports', { entity: 'client', file: id, related: alike });
    expect([again.statusCode, again.body]).toEqual([422, expect.stringContaining('entity-given-twice')]);
    for (const name of ['../account', 'Account', 'segmentation/tier', '__proto__', '']) {
      const related = Object.fromEntries([[name, id]]);
      expect((await post('/api/v1/imports', { entity: 'client', file: id, related })).statusCode, name).toBe(400);
    }
    const started = await post('/api/v1/imports', { entity: 'nobody', file: id, feeds: ['feed/none'] });
    await bank.imports.settled();
    const failed = await bank.app.inject({ url: String(started.headers['location']), headers: ida });
    expect(failed.json()).toMatchObject({
      state: 'failed',
      problems: [{ code: expect.stringMatching(/^(feed-not-found|entity-unknown)$/) }],
    });
  });
});
