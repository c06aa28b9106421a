import { readdirSync } from 'node:fs';
import { join } from 'node:path';
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

  it('shows the first rows of a file as an import would read them, and what it refuses cell by cell, and keeps nothing', async () => {
    const { id } = (await post('/api/v1/uploads', { name: '客户.csv' })).json<{ id: string }>();
    const lines = Array.from({ length: 60_000 }, (_, i) => `C${i},40,${i},2020-01-02\n`);
    lines.splice(1, 0, 'B,forty,1,\n');
    const text = `clientId,age,aum,joinedOn\n${lines.join('')}`;
    await piece(id, 0, text);
    const url = `/api/v1/uploads/${id}`;
    const seen = await post(`${url}/preview`, { entity: 'client' });
    expect(seen.statusCode).toBe(200);
    const shown = seen.json<{ taken: number; rows: unknown[]; cells: { message: string }[]; fields: string[] }>();
    expect(shown).toMatchObject({
      isWhole: false,
      refused: 1,
      cells: [{ row: 2, field: 'age', value: 'forty' }],
    });
    expect(shown.rows).toHaveLength(20);
    expect(shown.rows.slice(0, 2)).toMatchObject([{ number: 1 }, { number: 3 }]);
    const [first] = shown.rows as { values: (string | null)[] }[];
    expect(Object.fromEntries(shown.fields.map((field, i) => [field, first?.values[i]]))).toMatchObject({
      clientId: 'C0',
      age: '40',
      joinedOn: '2020-01-02',
    });
    expect(shown.taken).toBeGreaterThan(20_000);
    expect(shown.taken).toBeLessThan(60_000);
    expect(shown.cells[0]?.message).not.toContain(bank.folder);
    const there = await bank.app.inject({ url, headers: ida });
    expect(there.json()).toEqual({ id, bytes: Buffer.byteLength(text) });
    const listed = await bank.app.inject({ url: '/api/v1/imports', headers: ida });
    expect(listed.json()).toMatchObject({ total: 0 });
  });

  it('refuses to look into what cannot be read, and names the file as it is called', async () => {
    const { id } = (await post('/api/v1/uploads', { name: '客户.csv' })).json<{ id: string }>();
    await piece(id, 0, 'name,years\nA,1\n');
    const url = `/api/v1/uploads/${id}/preview`;
    const unread = await post(url, { entity: 'client' });
    expect(unread.statusCode).toBe(422);
    expect(unread.body).not.toContain(bank.folder);
    expect(unread.body).not.toMatch(/head\.csv|guiju-batch/);
    const fed = await post(url, { entity: 'client', feed: 'feed/none' });
    expect(fed.body).toContain('feed-not-found');
    expect((await post(url, { entity: 'nobody' })).body).toContain('entity-unknown');
    expect((await post('/api/v1/uploads/none/preview', { entity: 'client' })).statusCode).toBe(404);
  });

  it('takes a file away that nobody imports', async () => {
    const { id } = (await post('/api/v1/uploads', { name: 'a.csv' })).json<{ id: string }>();
    await piece(id, 0, 'clientId\n');
    const url = `/api/v1/uploads/${id}`;
    const drop = () => bank.app.inject({ method: 'DELETE', url, headers: ida });
    expect((await drop()).statusCode).toBe(204);
    expect(readdirSync(join(bank.folder, 'uploads'))).toEqual([]);
    expect((await drop()).statusCode).toBe(404);
    expect((await bank.app.inject({ url, headers: ida })).statusCode).toBe(404);
  });

  it('says what can be imported, with what, and read by which feeds', async () => {
    const reply = await bank.app.inject({ url: '/api/v1/imports/choices', headers: ida });
    const { entities } = reply.json<{ entities: { id: string }[] }>();
    expect(entities.find(({ id }) => id === 'entity/client')).toMatchObject({
      isPopulation: true,
      title: { en: expect.any(String), 'zh-CN': expect.any(String) },
      fields: expect.arrayContaining([expect.objectContaining({ name: 'age' })]),
    });
  });

  it('withdraws what it has begun, and says whose it is', async () => {
    const { id } = (await post('/api/v1/uploads', { name: 'a.csv' })).json<{ id: string }>();
    const body = Array.from({ length: 5000 }, (_, i) => `C${i},40,${i},\n`).join('');
    await piece(id, 0, `clientId,age,aum,joinedOn\n${body}`);
    const started = await post('/api/v1/imports', { entity: 'client', file: id });
    const url = String(started.headers['location']);
    expect((await bank.app.inject({ url, headers: ida })).json()).toMatchObject({ isOwn: true });
    const ended = await post(`${url}/decision`, { decision: 'withdraw' });
    await bank.imports.settled();
    const { state } = (await bank.app.inject({ url, headers: ida })).json<{ state: string }>();
    // It may have been done before it was withdrawn: then that was refused.
    expect([ended.statusCode, state]).toEqual(state === 'done' ? [409, 'done'] : [200, 'withdrawn']);
  });
});
