import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bank, openBank } from '../support/bank.ts';

const DECIDE = '/api/v1/decisions/segmentation/tier';
const BODY = JSON.stringify({ facts: { clientId: 'C-1', age: 30 } });
const NDJSON = 'application/x-ndjson';

describe('every answer', () => {
  let bank: Bank;
  beforeAll(async () => {
    bank = await openBank(undefined, 'en');
  });
  afterAll(() => bank.close());

  const ask = async (method: 'GET' | 'POST', url: string, headers: Record<string, string> = {}, payload = BODY) =>
    await bank.app.inject({
      method,
      url,
      headers: { host: 'localhost', ...headers },
      ...(method === 'POST' ? { payload } : {}),
    });
  const json = { 'content-type': 'application/json' };

  it.each<[string, 'GET' | 'POST', string, Record<string, string>, number]>([
    ['a decision', 'POST', DECIDE, json, 200],
    ['a stream', 'POST', `${DECIDE}/batch`, { 'content-type': NDJSON }, 200],
    ['a refused record', 'POST', DECIDE, { ...json, 'content-length': '2' }, 400],
    ['an unknown decision', 'POST', '/api/v1/decisions/criteria/none', json, 404],
    ['another media type', 'POST', DECIDE, { 'content-type': 'text/plain' }, 415],
    ['another host', 'GET', '/livez', { host: 'example.com' }, 403],
    ['a list', 'GET', '/api/v1/definitions', {}, 200],
    ['health', 'GET', '/readyz', {}, 200],
    ['metrics', 'GET', '/metrics', {}, 200],
    ['no address', 'GET', '/nothing', {}, 404],
    ['a malformed address', 'GET', '/api/v1/definitions/%zz/a', {}, 400],
    ['a method not served', 'POST', '/api/v1/definitions', json, 405],
  ])('carries a request id: %s', async (_title, method, url, headers, status) => {
    const [own, given] = [
      await ask(method, url, headers),
      await ask(method, url, { ...headers, 'x-request-id': 'a-1' }),
    ];
    expect([own.statusCode, own.headers['x-request-id'], given.headers['x-request-id']]).toEqual([
      status,
      expect.stringMatching(/^[0-9a-f]{12}-\d+$/),
      'a-1',
    ]);
  });

  it('does not give back an id that is none', async () => {
    const reply = await ask('GET', '/livez', { 'x-request-id': 'a b"<script>' });
    expect(reply.headers['x-request-id']).toMatch(/^[0-9a-f]{12}-\d+$/);
  });

  it.each<[string, Record<string, string>, string]>([
    ['no language is asked for: the one the server was started in', {}, 'en'],
    ['one that it does not speak', { 'accept-language': 'fr' }, 'en'],
    ['the better of two', { 'accept-language': 'en;q=0.3, zh' }, 'zh-CN'],
  ])('is in a language that it names, where %s', async (_title, headers, language) => {
    const unknown = language === 'en' ? 'Assets not known' : '资产不明';
    for (const [url, type] of [
      [DECIDE, 'application/json'],
      [`${DECIDE}/batch`, NDJSON],
    ] as const) {
      const reply = await ask('POST', url, { ...headers, 'content-type': type });
      expect([reply.statusCode, reply.headers['content-language']]).toEqual([200, language]);
      expect(reply.body).toContain(unknown);
    }
    const refused = await ask('POST', '/api/v1/decisions/criteria/none', { ...headers, ...json });
    expect([refused.statusCode, refused.headers['content-language']]).toEqual([404, language]);
  });

  it.each([
    ['application/json; charset=gbk', DECIDE, 415],
    ['application/json;charset="GB18030"', DECIDE, 415],
    [`${NDJSON}; charset=gbk`, `${DECIDE}/batch`, 415],
    ['application/json; charset=gbk', '/api/v1/definitions/check', 415],
    ['application/json; charset=UTF-8', DECIDE, 200],
    ['application/json;charset=utf8', DECIDE, 200],
    [`${NDJSON}; charset="utf-8"`, `${DECIDE}/batch`, 200],
  ])('found 18: is %s at %s: %d', async (type, url, status) => {
    const reply = await ask('POST', url, { 'content-type': type });
    expect(reply.statusCode).toBe(status);
    if (status === 415) expect(reply.json<{ code: string }>().code).toBe('charset-unsupported');
  });
});
