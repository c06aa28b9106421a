import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../definitions/index.ts';
import { secretHash } from '../../../server/authority/secret.ts';
import { MOST_ATTEMPTS } from '../../../server/http/routes/sessions.ts';
import { type Bank, openBank, tester } from '../support/bank.ts';
import { codeAt, PASSWORD, seedPeople } from '../support/people.ts';
import { DESK_STAFF } from '../support/requests.ts';
import { surveyDocuments } from '../support/surveys.ts';

describe('surveys over HTTP', () => {
  let bank: Bank;
  const now = new Date('2026-11-23T01:00:00.000Z');
  const own = { host: 'localhost', origin: 'http://localhost' };
  /** Whoever holds a link has no session, and comes from wherever a letter is read. */
  const asked = async (method: 'GET' | 'POST', token: string, payload?: string | JsonObject, more = {}) => {
    const headers = {
      host: 'localhost',
      ...(payload !== undefined && { 'content-type': 'application/json' }),
      ...more,
    };
    const url = `/api/v1/surveys/${token}`;
    const reply = await bank.app.inject({ method, url, headers, ...(payload !== undefined && { payload }) });
    return { status: reply.statusCode, body: reply.json<JsonObject>(), headers: reply.headers };
  };

  beforeAll(async () => {
    bank = await openBank(surveyDocuments, 'en', { hasPeople: true, now: () => now });
    await seedPeople(bank.store, [...DESK_STAFF, { id: 'sec', node: 'bank', roles: ['security-administrator'] }]);
    await bank.look();
    const payload = { account: 'amy', password: PASSWORD, code: codeAt(now) };
    const signedIn = await bank.app.inject({ method: 'POST', url: '/api/v1/sessions', headers: own, payload });
    const session = signedIn.cookies.find(({ name }) => name === 'guiju-session')?.value ?? '';
    const made = await bank.app.inject({
      method: 'POST',
      url: '/api/v1/request-types/inquiry/requests',
      headers: { ...own, cookie: `guiju-session=${session}` },
      payload: { facts: { topic: 'cards' }, customer: 'C-1', channel: 'phone' },
    });
    await bank.store.write(tester, 'seed', async (tx) => {
      const { id } = made.json<{ id: string }>();
      const row = await tx.database
        .selectFrom('service_request')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      for (const token of ['one', 'two']) {
        const of = { survey: 'survey/served', queue: row.queue, queue_closure: row.queue_closure, request: id };
        const times = { sent_at: '2026-11-22T01:00:00.000Z', expires_at: '2026-12-06T01:00:00.000Z' };
        const unanswered = { answered_at: null, answers: null, score: null, answer_key: null, reminded: 0 };
        const rest = { request_type: row.type, asked: 'customer/C-1', node: row.node, owner: null, token: 'sealed' };
        const known = { id: token, key: token, token_hash: secretHash(token) };
        await tx.database
          .insertInto('survey_invitation')
          .values({ ...known, ...of, ...times, ...unanswered, ...rest })
          .execute();
      }
      await tx.audit({ subject: 'seed' });
    });
  });
  afterAll(async () => {
    await bank.close();
    expect(bank.faults).toEqual([]);
  });

  it('show their questions to whoever holds the link, and are kept by nobody on the way', async () => {
    const { status, body, headers } = await asked('GET', 'one');
    expect([status, headers['cache-control'], headers['referrer-policy']]).toEqual([200, 'no-store', 'no-referrer']);
    expect(body).toMatchObject({
      title: { en: 'Served.' },
      expiresAt: '2026-12-06T01:00:00.000Z',
      schema: { required: ['rating'] },
    });
    // Of the request, of its customer and of whoever worked on it nothing is told.
    expect(Object.keys(body).toSorted()).toEqual(['expiresAt', 'schema', 'title', 'ui']);
    expect((await asked('GET', 'none')).status).toBe(404);
  });

  it('are answered once, without a session, with problems in the language asked for', async () => {
    const refused = await asked('POST', 'one', { answers: { rating: 9 } }, { 'accept-language': 'zh-CN' });
    expect([refused.status, refused.headers['content-type']]).toEqual([422, 'application/problem+json; charset=utf-8']);
    expect(refused.body).toMatchObject({
      code: 'survey-answer-unfit',
      detail: '“How。”的答案不是可选的答案之一，或太长',
    });
    const key = { 'idempotency-key': 'k' };
    expect((await asked('POST', 'one', { answers: { rating: 5 } }, key)).body).toEqual({
      answeredAt: now.toISOString(),
    });
    expect((await asked('POST', 'one', { answers: { rating: 5 } }, key)).status).toBe(200);
    expect((await asked('POST', 'one', { answers: { rating: 1 } }, key)).status).toBe(409);
    expect((await asked('POST', 'one', { answers: { rating: 1 } })).status).toBe(410);
    expect((await asked('GET', 'one')).status).toBe(410);
  });

  it.each<[string, string | JsonObject]>([
    ['no JSON', '{"answers":'],
    ['a name given twice', '{"answers":{"rating":1,"rating":5}}'],
    ['no answers', {}],
    ['more than answers', { answers: { rating: 5 }, score: 100 }],
    ['a list', { answers: [5] }],
    ['the zero character', { answers: { rating: 1, why: 'a\u0000' } }],
    ['what all objects inherit', '{"answers":{"rating":5,"__proto__":{"a":1}}}'],
  ])('refuse %s and keep nothing', async (_, payload) => {
    expect((await asked('POST', 'two', payload)).status).toBe(400);
    const row = bank.store.database.selectFrom('survey_invitation').select('answers').where('id', '=', 'two');
    expect(await row.executeTakeFirst()).toEqual({ answers: null });
  });

  it('take no body that is longer than answers are, and say how long those may be', async () => {
    const { status, body } = await asked('POST', 'two', { answers: { why: 'a'.repeat(256 * 1024) } });
    expect([status, body['code'], body['detail']]).toEqual([413, 'body-too-large', 'The body is larger than 256 KB']);
  });

  it('let no address try links without end, nor have bodies read', async () => {
    const statuses: number[] = [];
    while (statuses.at(-1) !== 429 && statuses.length <= MOST_ATTEMPTS)
      statuses.push((await asked('GET', 'guess')).status);
    expect([statuses[0], statuses.at(-1)]).toEqual([404, 429]);
    expect((await asked('POST', 'two', { answers: { rating: 5 } })).status).toBe(429);
    expect((await asked('POST', 'two', '{"answers":')).status).toBe(429);
  });
});
