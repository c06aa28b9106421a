import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { meaningOf } from '../../../definitions/index.ts';
import { type Bank, openBank } from '../support/bank.ts';

const DECIDE = '/api/v1/decisions/segmentation/tier';
const json = { 'content-type': 'application/json' };
const deep = `${'[{"a":'.repeat(40)}1${'}]'.repeat(40)}`;

type Refused = readonly [title: string, request: InjectOptions, code: string];

const refused: readonly Refused[] = [
  ['an unknown address', { url: '/api/v2/decisions' }, 'route-not-found'],
  ['an unknown decision', { method: 'POST', url: `${DECIDE}s`, headers: json, payload: '{}' }, 'decision-not-found'],
  [
    'a definition that decides nothing',
    { method: 'POST', url: '/api/v1/decisions/entity/client', headers: json, payload: '{}' },
    'decides-nothing',
  ],
  [
    'a path separator in a name',
    { method: 'POST', url: '/api/v1/decisions/segmentation/..%2F..%2Fetc', headers: json, payload: '{}' },
    'decision-not-found',
  ],
  ['an address that is not validly encoded', { url: '/%FF' }, 'address-malformed'],
  ['a method that is not served', { method: 'DELETE', url: DECIDE }, 'method-not-allowed'],
  ['GET where POST is served', { url: DECIDE }, 'method-not-allowed'],
  [
    'a form instead of JSON',
    { method: 'POST', url: DECIDE, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: 'a=b' },
    'media-type-unsupported',
  ],
  [
    'JSON where lines of JSON are expected',
    { method: 'POST', url: `${DECIDE}/batch`, headers: json, payload: '{}' },
    'media-type-unsupported',
  ],
  ['no body', { method: 'POST', url: DECIDE }, 'body-missing'],
  ['an empty body', { method: 'POST', url: DECIDE, headers: json, payload: '' }, 'not-json'],
  ['malformed JSON', { method: 'POST', url: DECIDE, headers: json, payload: '{"facts":' }, 'not-json'],
  [
    'bytes that are no UTF-8',
    { method: 'POST', url: DECIDE, headers: json, payload: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]) },
    'not-utf-8',
  ],
  ['a byte order mark', { method: 'POST', url: DECIDE, headers: json, payload: '\uFEFF{}' }, 'byte-order-mark'],
  [
    'a fact written twice',
    { method: 'POST', url: DECIDE, headers: json, payload: '{"facts":{"clientId":"a","age":1,"age":2}}' },
    'duplicate-key',
  ],
  [
    'a key that reaches a prototype',
    { method: 'POST', url: DECIDE, headers: json, payload: '{"facts":{"__proto__":{"age":1}}}' },
    'forbidden-key',
  ],
  [
    'a number that lost digits',
    { method: 'POST', url: DECIDE, headers: json, payload: '{"facts":{"aum":1.00000000000000001}}' },
    'number-loses-digits',
  ],
  ['nesting without end', { method: 'POST', url: DECIDE, headers: json, payload: deep }, 'nested-too-deep'],
  [
    'a body of six megabytes',
    { method: 'POST', url: DECIDE, headers: json, payload: `"${'a'.repeat(6 * 1024 * 1024)}"` },
    'body-too-large',
  ],
  ['a request that is a list', { method: 'POST', url: DECIDE, headers: json, payload: '[]' }, 'request-malformed'],
  [
    'an unknown key beside the facts',
    { method: 'POST', url: DECIDE, headers: json, payload: '{"facts":{},"fact":1}' },
    'request-key-unknown',
  ],
  ['an unknown fact', { method: 'POST', url: DECIDE, headers: json, payload: '{"facts":{"aums":1}}' }, 'fact-unknown'],
  [
    'a fact of the wrong type',
    { method: 'POST', url: DECIDE, headers: json, payload: '{"facts":{"aum":"much"}}' },
    'fact-of-wrong-type',
  ],
  [
    'a fact with too many decimals',
    { method: 'POST', url: DECIDE, headers: json, payload: '{"facts":{"aum":1.005}}' },
    'fact-too-precise',
  ],
  [
    'a fact outside its domain',
    { method: 'POST', url: DECIDE, headers: json, payload: '{"facts":{"aum":-1}}' },
    'fact-out-of-domain',
  ],
  [
    'an unknown value of ?trace',
    { method: 'POST', url: `${DECIDE}?trace=yes`, headers: json, payload: '{}' },
    'query-malformed',
  ],
  [
    'an unknown language',
    { method: 'POST', url: `${DECIDE}?lang=fr`, headers: json, payload: '{}' },
    'query-malformed',
  ],
  ['an unknown value of ?include', { url: '/api/v1/definitions?include=all' }, 'query-malformed'],
  ['an unknown definition', { url: '/api/v1/definitions/criteria/recents' }, 'definition-not-found'],
  ['a schema of no kind', { url: '/schemas/criterion.json' }, 'schema-not-found'],
  ['an unknown problem code', { url: '/problems/none' }, 'problem-not-found'],
  ['a population that was never made', { url: '/api/v1/population' }, 'population-not-found'],
  ['another host name', { url: '/livez', headers: { host: 'bank.example' } }, 'host-not-allowed'],
  ['a page that is not built', { url: '/' }, 'studio-not-built'],
];

describe('HTTP refuses with a problem', () => {
  let bank: Bank;
  beforeAll(async () => {
    bank = await openBank();
  });
  afterAll(() => bank.close());

  for (const language of ['zh-CN', 'en'] as const) {
    it.each(refused)(`%s, in ${language}`, async (_title, request, code) => {
      const headers = { host: 'localhost', 'accept-language': language, ...request.headers };
      const reply = await bank.app.inject({ ...request, headers });
      const body = reply.json<{
        code: string;
        status: number;
        detail: string;
        title: string;
        problems: { message: Record<string, string> }[];
      }>();
      expect(body.code).toBe(code);
      expect(reply.statusCode).toBe(meaningOf(code)?.status);
      expect(body.status).toBe(reply.statusCode);
      expect(reply.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(body.detail).toBe(body.problems[0]?.message[language]);
      expect(body.title).toMatch(language === 'en' ? /^[A-Z][a-z ]+/ : /^[\u4E00-\u9FFF]+$/);
      expect(reply.body).not.toMatch(/node_modules|\.ts:|\.js:|at Object/);
    });
  }

  it('names what an address serves', async () => {
    const options = await bank.app.inject({ method: 'OPTIONS', url: DECIDE, headers: { host: 'localhost' } });
    expect([options.statusCode, options.headers['allow']]).toEqual([204, 'POST']);
  });

  it('answers health all the while', async () => {
    const reply = await bank.app.inject({ url: '/readyz', headers: { host: '127.0.0.1:4180' } });
    expect([reply.statusCode, reply.json()]).toEqual([200, { status: 'ok' }]);
  });
});
