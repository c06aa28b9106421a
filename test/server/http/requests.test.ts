import type { InjectOptions } from 'fastify';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../definitions/index.ts';
import { type Bank, openBank, tester } from '../support/bank.ts';
import { codeAt, PASSWORD, seedPeople } from '../support/people.ts';
import { DESK_STAFF, deskDocuments, queueOf } from '../support/requests.ts';

/** A queue whose clock a team lead may extend. */
const first = queueOf('first', {
  clocks: [
    {
      name: 'resolve',
      runsIn: ['new', 'open'],
      stopsIn: ['answered', 'closed'],
      budgets: [{ budget: 'P3D' }],
      extensions: [{ to: 'P6D', by: 'team-lead' }],
    },
  ],
});

const SECRETS = [1, 2].map((byte) => `whsec_${Buffer.alloc(32, byte).toString('base64')}`);
const inbound = ['core', 'reader', 'gone'].map((id) => ({ id, secrets: SECRETS, key: id, type: 'inquiry' }));

describe('service requests over HTTP', () => {
  let bank: Bank;
  const now = new Date('2026-11-23T01:00:00.000Z');
  const own = { host: 'localhost', origin: 'http://localhost' };
  const cookies = new Map<string, string>();
  const base = '/api/v1/request-types/inquiry/requests';

  beforeAll(async () => {
    const documents = deskDocuments.map((one) => (one['name'] === 'first' ? first : one));
    bank = await openBank(documents, 'en', { hasPeople: true, now: () => now, inbound });
    const security = { id: 'sec', node: 'bank', roles: ['security-administrator'] } as const;
    await seedPeople(bank.store, [...DESK_STAFF, security]);
    await bank.look();
    for (const who of ['amy', 'bea', 'tom', 'wes']) {
      const payload = { account: who, password: PASSWORD, code: codeAt(now) };
      const reply = await bank.app.inject({ method: 'POST', url: '/api/v1/sessions', headers: own, payload });
      cookies.set(who, reply.cookies.find(({ name }) => name === 'guiju-session')?.value ?? '');
    }
  });
  afterAll(async () => {
    await bank.close();
    expect(bank.faults).toEqual([]);
  });

  const asked = async (who: string, request: InjectOptions, headers: Record<string, string> = {}) => {
    const cookie = `guiju-session=${cookies.get(who)}`;
    const reply = await bank.app.inject({ ...request, headers: { ...own, cookie, ...headers } });
    return {
      status: reply.statusCode,
      headers: reply.headers,
      body: reply.body === '' ? {} : reply.json<JsonObject>(),
    };
  };
  const post = async (who: string, url: string, payload: object, headers: Record<string, string> = {}) =>
    await asked(who, { method: 'POST', url, payload }, headers);
  const get = async (who: string, url: string, headers: Record<string, string> = {}) =>
    await asked(who, { method: 'GET', url }, headers);
  const cards = (customer: string) => ({ facts: { topic: 'cards' }, customer, channel: 'phone' });

  it('are registered with a place and a tag, once for a key, and moved on by whoever saw them as they are', async () => {
    const key = { 'idempotency-key': 'call-1' };
    const made = await post('amy', base, cards('C-1'), key);
    expect(made).toMatchObject({ status: 201, body: { number: 'INQ-2026-1', queue: 'queue/first', state: ['new'] } });
    const again = await post('amy', base, cards('C-1'), key);
    expect([again.headers['idempotent-replayed'], again.body]).toEqual(['true', made.body]);
    expect((await post('amy', base, cards('C-2'), key)).status).toBe(409);
    const at = String(made.headers['location']);
    const seen = await get('amy', at);
    expect(seen.headers['etag']).toBe(made.headers['etag']);
    const tag = { 'if-match': String(seen.headers['etag']) };
    expect((await post('amy', `${at}/events`, { event: 'claim' })).status).toBe(428);
    const claimed = await post('amy', `${at}/events`, { event: 'claim' }, tag);
    expect(claimed).toMatchObject({ status: 200, body: { state: ['open'], owner: 'amy', revision: 2 } });
    expect((await post('bea', `${at}/events`, { event: 'claim' }, tag)).status).toBe(412);
    const newer = { 'if-match': String(claimed.headers['etag']) };
    for (const [lang, words] of [
      ['en', 'does not accept the event "claim"'],
      ['zh-CN', '不接受事件“claim”'],
    ]) {
      const refused = await post(
        'amy',
        `${at}/events`,
        { event: 'claim' },
        { ...newer, 'accept-language': lang ?? '' },
      );
      expect([refused.status, refused.body['code']]).toEqual([409, 'event-not-accepted']);
      expect(refused.headers['content-type']).toContain('application/problem+json');
      expect(refused.body['detail']).toContain(words);
    }
    expect((await get('wes', at)).status).toBe(404);
  });

  it('are assigned, extended, moved and noted on by who may, each on the timeline', async () => {
    const made = await post('amy', base, cards('C-7'));
    const at = String(made.headers['location']);
    let tag = String(made.headers['etag']);
    const doing = async (who: string, what: string, payload: object) => {
      const reply = await post(who, `${at}/${what}`, payload, { 'if-match': tag });
      if (reply.status === 200) tag = String(reply.headers['etag']);
      return [reply.status, reply.body['code'] ?? reply.body['owner']];
    };
    expect(await doing('amy', 'assignment', { person: 'bea' })).toEqual([403, 'right-missing']);
    expect(await doing('tom', 'assignment', { person: 'wes' })).toEqual([422, 'request-assignee-unfit']);
    expect(await doing('tom', 'assignment', { person: 'nobody' })).toEqual([422, 'request-assignee-unfit']);
    expect(await doing('tom', 'assignment', { person: 'bea' })).toEqual([200, 'bea']);
    const long = { clock: 'resolve', to: 'P6D', reason: 'A witness is away' };
    expect(await doing('amy', 'extension', long)).toEqual([403, 'extension-needs-role']);
    expect(await doing('tom', 'extension', { ...long, to: 'P5D' })).toEqual([422, 'extension-not-offered']);
    expect(await doing('tom', 'extension', { ...long, to: 'soon' })).toEqual([422, 'request-budget-malformed']);
    expect(await doing('tom', 'extension', long)).toEqual([200, 'bea']);
    expect(await doing('bea', 'notes', { text: 'Called back.' })).toEqual([200, 'bea']);
    expect(await doing('bea', 'transfer', { queue: 'none', reason: 'x' })).toEqual([422, 'request-queue-unknown']);
    expect(await doing('bea', 'transfer', { queue: 'second', reason: 'A loan' })).toEqual([200, null]);
    const { body } = await get('amy', at);
    expect(body).toMatchObject({ queue: 'queue/second', revision: 5, clocks: [{ name: 'resolve', cycle: 1 }] });
    const { definitions, events } = body as { readonly definitions: object; readonly events: readonly string[] };
    expect(definitions).toMatchObject({ queue: queueOf('second'), workflow: { name: 'inquiry' } });
    expect(events).toContain('claim');
    const timeline = body['timeline'] as readonly { readonly kind: string; readonly data: JsonObject }[];
    expect(timeline.map(({ kind }) => kind)).toEqual(['registered', 'assigned', 'extended', 'note', 'transferred']);
    expect(timeline[3]?.data).toEqual({ text: 'Called back.' });
  });

  it('say what is wrong with an act on their approval, of that act alone, and that there is none', async () => {
    const made = await post('amy', base, cards('C-10'));
    const at = `${String(made.headers['location'])}/approvals`;
    const tag = { 'if-match': String(made.headers['etag']) };
    const told = async (payload: object, language = 'en') => {
      const { status, body } = await post('amy', at, payload, { ...tag, 'accept-language': language });
      const problems = body['problems'] as readonly { readonly pointer: string }[];
      return [status, body['code'], body['detail'], ...problems.map(({ pointer }) => pointer)];
    };
    const wrong = [400, 'request-not-valid'];
    expect(await told({ act: 'reject' })).toEqual([...wrong, expect.stringContaining('required'), '/reason']);
    expect(await told({ act: 'approve', reason: '' })).toEqual([...wrong, expect.any(String), '/reason']);
    const acts = ['approve', 'reject', 'add', 'take-back', 'withdraw', 'urge', 'copy'];
    expect(await told({ act: 'bogus' })).toEqual([...wrong, `/act must be one of ${acts.join(', ')}`, '/act']);
    expect(await told({}, 'zh-CN')).toEqual([...wrong, `/act 应为以下之一：${acts.join('、')}`, '/act']);
    const none = [409, 'approval-none', `请求 ${String(made.body['number'])} 目前没有进行中的审批`, ''];
    expect(await told({ act: 'urge' }, 'zh-CN')).toEqual(none);
    expect(await get('amy', at)).toMatchObject({ status: 200, body: { items: [], acts: [], names: [] } });
    expect((await get('wes', at)).status).toBe(404);
    expect(await get('tom', '/api/v1/approvals')).toMatchObject({ status: 200, body: { items: [], total: 0 } });
  });

  it('tell who leads there whom they can be given to, with how much he has and until when he is away', async () => {
    const made = await post('amy', base, cards('C-8'));
    const at = `${String(made.headers['location'])}/assignees`;
    const absence = { person: 'bea', from: '2026-11-23', to: '2026-11-27', standIn: 'amy' };
    expect((await post('wes', '/api/v1/absences', absence)).body['code']).toBe('person-not-found');
    expect((await post('tom', '/api/v1/absences', absence)).status).toBe(201);
    const { status, body } = await get('tom', at);
    const items = body['items'] as readonly JsonObject[];
    expect([status, body['skill'], body['total']]).toEqual([200, 'cards', items.length]);
    expect(new Set(items.map(({ person }) => person))).toEqual(new Set(['amy', 'bea', 'lea', 'tom']));
    expect(items.at(-1)).toMatchObject({ person: 'bea', name: 'bea', absentTo: '2026-11-27', isAtLimit: false });
    const { body: open } = await get('tom', '/api/v1/requests?owner=amy');
    expect(items.find(({ person }) => person === 'amy')).toMatchObject({ load: open['total'], absentTo: null });
    const tag = { 'if-match': String(made.headers['etag']) };
    for (const [lang, words] of [
      ['en', 'bea is absent to 2026-11-27'],
      ['zh-CN', 'bea 缺勤至 2026-11-27'],
    ]) {
      const given = { ...tag, 'accept-language': lang ?? '' };
      const refused = await post('tom', at.replace('assignees', 'assignment'), { person: 'bea' }, given);
      expect([refused.status, refused.body['code']]).toEqual([422, 'request-assignee-absent']);
      expect(refused.body['detail']).toContain(words);
    }
    expect([(await get('amy', at)).status, (await get('wes', at)).status]).toEqual([403, 403]);
    const { body: page } = await get('bea', '/api/v1/absences');
    const [entered] = page['items'] as readonly JsonObject[];
    expect(page).toMatchObject({ total: 1, names: [{ id: 'amy' }, { id: 'bea' }, { id: 'tom' }], next: null });
    expect((await asked('bea', { method: 'DELETE', url: `/api/v1/absences/${String(entered?.['id'])}` })).status).toBe(
      204,
    );
  });

  it('are listed page by page with their total, of one thing asked for', async () => {
    for (const customer of ['C-20', 'C-21', 'C-22']) await post('amy', base, cards(customer));
    const page = async (rest: string) => await get('amy', `/api/v1/requests?${rest}`);
    const one = await page('queue=first&limit=2');
    const items = one.body['items'] as readonly { readonly id: string }[];
    expect([items.length, typeof one.body['next']]).toEqual([2, 'string']);
    const two = await page(`queue=first&limit=2&cursor=${String(one.body['next'])}`);
    expect(two.body['total']).toBe(one.body['total']);
    expect((two.body['items'] as typeof items).some(({ id }) => items.some((other) => other.id === id))).toBe(false);
    expect((await page('customer=C-20')).body).toMatchObject({ total: 1, items: [{ customer: 'C-20' }], next: null });
    for (const rest of ['', 'queue=first&owner=amy']) {
      const refused = await page(rest);
      expect([refused.status, refused.body['code']]).toEqual([400, 'requests-of-one']);
    }
    expect((await page('queue=first&cursor=x')).body['code']).toBe('cursor-not-valid');
  });

  it('are registered by a signed webhook on behalf of its key, once for its id, and by nothing that is not signed so', async () => {
    await bank.store.write(tester, 'seed', async ({ database, audit }) => {
      for (const [id, operations] of [
        ['core', '["registerRequest"]'],
        ['reader', '["getRequest"]'],
      ] as const) {
        const key = { id, hash: id, name: id, owner: 'amy', begun_by: 'sec', scope: 'east', is_active: 1, operations };
        await database
          .insertInto('api_key')
          .values({ ...key, expires_at: '2027-01-01T00:00:00.000Z' })
          .execute();
      }
      await audit({ subject: 'seed' });
    });
    const differs: string[] = [];
    const hook = async (
      source: string,
      asked: {
        readonly id?: string;
        readonly secret?: string;
        readonly at?: Date;
        readonly body: string;
        readonly sent?: string;
      },
    ) => {
      const { id = 'm1', secret = SECRETS[0] ?? '', at = now, body, sent = body } = asked;
      const headers = {
        ...own,
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        // Signed by the library of Standard Webhooks itself.
        'webhook-signature': new Webhook(secret).sign(id, at, body),
      };
      const reply = await bank.app.inject({
        method: 'POST',
        url: `/api/v1/webhooks/${source}`,
        headers,
        payload: sent,
      });
      const told = reply.json<{ id?: string; detail?: string; problems?: readonly { code: string }[] }>();
      differs.push(told.detail ?? '');
      return [reply.statusCode, told.problems?.map(({ code }) => code).join() ?? told.id];
    };
    const body = JSON.stringify(cards('C-77'));
    const not = [401, 'webhook-not-signed'];
    const other = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
    expect(await hook('core', { body, secret: other })).toEqual(not);
    expect(await hook('core', { body, sent: body.replace('C-77', 'C-78') })).toEqual(not);
    expect(await hook('core', { body, at: new Date(now.getTime() - 301_000) })).toEqual(not);
    expect(await hook('core', { body, at: new Date(now.getTime() + 302_000) })).toEqual(not);
    expect(await hook('nobody', { body })).toEqual(not);
    const unsigned = { method: 'POST', url: '/api/v1/webhooks/core', headers: own, payload: cards('C-77') } as const;
    expect((await bank.app.inject(unsigned)).statusCode).toBe(401);
    expect(await hook('gone', { body })).toEqual([401, 'key-not-known']);
    expect(await hook('reader', { body })).toEqual([403, 'key-not-for-this']);
    expect(await hook('core', { body: '{"facts":' })).toEqual([400, expect.any(String)]);
    expect(await hook('core', { body: '{"facts":{},"more":1}' })).toEqual([400, expect.any(String)]);
    const [status, id] = await hook('core', { body });
    expect(status).toBe(201);
    // The other secret, a minute later: the same message.
    expect(await hook('core', { body, secret: SECRETS[1] ?? '', at: new Date(now.getTime() + 60_000) })).toEqual([
      201,
      id,
    ]);
    // However its address is spelled, and however its body is written.
    for (const spelled of ['%63ore', 'cor%65'])
      expect(await hook(spelled, { body: JSON.stringify(cards('C-77'), null, 1) })).toEqual([201, id]);
    expect(await hook('core', { body: body.replace('cards', 'loans') })).toEqual([409, 'key-used-otherwise']);
    expect(differs.at(-1)).toMatch(/\/facts$/);
    expect(await hook('core', { body: body.replace('C-77', 'C-78') })).toEqual([409, 'key-used-otherwise']);
    const own77 = await get('tom', '/api/v1/requests?customer=C-77');
    expect(own77.body).toMatchObject({ items: [{ id }] });
  });

  it('have text messages whose gateway says, signed, that one did not arrive: it is dead, and was told once', async () => {
    await bank.store.write(tester, 'seed', async (tx) => {
      for (const key of ['r/1/effect/0', 'r/2/effect/0']) await tx.send({ type: 'sms', key, payload: {} });
      await tx.audit({ subject: 'seed' });
      await tx.database.updateTable('outbox').set({ state: 'delivered' }).where('key', '=', 'r/1/effect/0').execute();
    });
    const tell = async (receipt: object, { id = 'm', secret = SECRETS[0] ?? '' } = {}) => {
      const body = JSON.stringify(receipt);
      const headers = {
        ...own,
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(now.getTime() / 1000),
        'webhook-signature': new Webhook(secret).sign(id, now, body),
      };
      const reply = await bank.app.inject({ method: 'POST', url: '/api/v1/receipts/sms', headers, payload: body });
      return [reply.statusCode, reply.json<{ isNew?: boolean }>().isNew];
    };
    const state = async () =>
      await bank.store.database
        .selectFrom('outbox')
        .select(['state', 'fault'])
        .where('type', '=', 'sms')
        .orderBy('number')
        .execute();
    const failed = { id: 'r/1/effect/0', status: 'failed', reason: 'number not in use' };
    expect(await tell(failed, { secret: `whsec_${Buffer.alloc(32, 9).toString('base64')}` })).toEqual([401, undefined]);
    expect(await tell({ ...failed, more: 1 })).toEqual([400, undefined]);
    // One that is not known to have left comes again.
    expect(await tell({ ...failed, id: 'r/2/effect/0' })).toEqual([404, undefined]);
    const delivered = { id: 'r/1/effect/0', status: 'delivered' };
    expect([await tell(delivered), await tell(delivered)]).toEqual([
      [200, true],
      [200, false],
    ]);
    expect((await state())[0]).toEqual({ state: 'delivered', fault: null });
    expect([await tell(failed), await tell(failed)]).toEqual([
      [200, true],
      [200, false],
    ]);
    expect(await state()).toEqual([
      { state: 'dead', fault: 'number not in use' },
      { state: 'waiting', fault: null },
    ]);
    // Sent anew since: the receipt of the time before may come again, and says nothing of it; one of its own does.
    const sentAgain = { state: 'delivered', fault: null } as const;
    await bank.store.write(tester, 'seed', async (tx) => {
      await tx.audit({ subject: 'seed' });
      await tx.database.updateTable('outbox').set(sentAgain).where('key', '=', failed.id).execute();
    });
    expect([await tell(failed), (await state())[0]]).toEqual([[200, false], sentAgain]);
    expect([await tell(failed, { id: 'm2' }), (await state())[0]?.state]).toEqual([[200, true], 'dead']);
  });
});
