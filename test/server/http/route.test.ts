import Fastify, { type FastifyInstance, type InjectOptions } from 'fastify';
import Type from 'typebox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../../server/authority/role.ts';
import { apiSchemas } from '../../../server/http/api-schemas.ts';
import { cursorAfter, keyIn, pageQuery } from '../../../server/http/page.ts';
import { authority } from '../../../server/http/plugins/authority.ts';
import type { Access } from '../../../server/operations/people/access.ts';
import { refusals } from '../../../server/http/plugins/refusals.ts';
import { tagOf, whyNotMatched } from '../../../server/http/precondition.ts';
import { refuseUnsaidRoles, routeOptions } from '../../../server/http/route.ts';

const person = (...roles: Role[]) =>
  ({
    kind: 'person',
    id: 'p',
    name: 'p',
    session: 's',
    rights: roles.map((role) => ({ role, scope: 'bank' })),
  }) as const;

/** People by their sessions and keys, on a server that is open for trying or is not. */
const accessOf = (isOpen: boolean): Access => ({
  isOpen: () => isOpen,
  isBegun: () => true,
  personOf: async (session) => ({ author: person('author'), approver: person('approver') })[session],
  keyOf: async (key) =>
    key === 'good'
      ? {
          kind: 'key',
          id: 'k',
          name: 'k',
          owner: 'p',
          people: ['p'],
          rights: [{ role: 'integrator', scope: 'bank' }],
          operations: ['keys'],
        }
      : undefined,
});

async function openApp(isOpen: boolean): Promise<FastifyInstance> {
  const app = Fastify();
  app.decorate('defaultLanguage', 'en');
  app.setSerializerCompiler(() => (value) => JSON.stringify(value));
  for (const [name, schema] of Object.entries(apiSchemas)) app.addSchema({ $id: name, ...schema });
  refusals(app, () => {});
  authority(app, accessOf(isOpen));
  refuseUnsaidRoles(app);
  const route = { summary: '', tag: 'test', answer: null, refusals: [] } as const;
  app.get('/all', routeOptions({ ...route, id: 'all', serves: 'everyone' }), async () => ({}));
  app.get(
    '/try',
    routeOptions({ ...route, id: 'try', serves: { roles: 'signed-in', whileTrying: true } }),
    async () => ({}),
  );
  app.get('/in', routeOptions({ ...route, id: 'in', serves: { roles: 'signed-in' } }), async () => ({}));
  app.get('/keys', routeOptions({ ...route, id: 'keys', serves: { roles: ['integrator'] } }), async () => ({}));
  app.post(
    '/write/:name',
    routeOptions({
      ...route,
      id: 'write',
      serves: { roles: ['author'] },
      params: Type.Object({ name: Type.String({ maxLength: 5 }) }),
      query: pageQuery,
      body: Type.Object(
        { text: Type.String({ minLength: 2 }), many: Type.Optional(Type.Integer()) },
        { additionalProperties: false },
      ),
    }),
    async (request) => ({ query: request.query, body: request.body }),
  );
  await app.ready();
  return app;
}

const own = { host: 'localhost', origin: 'http://localhost' };
const as = (session: string) => ({ ...own, cookie: `guiju-session=${session}` });
const bearer = (key: string) => ({ ...own, authorization: `Bearer ${key}` });

describe('a declared route', () => {
  const apps = new Map<boolean, FastifyInstance>();
  beforeAll(async () => {
    for (const isOpen of [true, false]) apps.set(isOpen, await openApp(isOpen));
  });
  afterAll(async () => {
    for (const app of apps.values()) await app.close();
  });
  const ask = async (request: InjectOptions, isOpen = false) => {
    const reply = await apps.get(isOpen)?.inject(request);
    if (reply === undefined) throw new Error('No such server');
    return reply;
  };

  it.each<
    [
      who: string,
      headers: Record<string, string>,
      isOpen: boolean,
      all: number,
      tried: number,
      signedIn: number,
      keys: number,
    ]
  >([
    ['a visitor', own, false, 200, 401, 401, 401],
    ['a visitor, while it is open for trying', own, true, 200, 200, 401, 401],
    ['a person', as('author'), false, 200, 200, 200, 403],
    ['life L42: a session that ended', as('gone'), false, 200, 401, 401, 401],
    ['a session that ended, while it is open for trying', as('gone'), true, 200, 200, 401, 401],
    [
      'two sessions at once',
      { ...own, cookie: 'guiju-session=author; guiju-session=approver' },
      false,
      200,
      401,
      401,
      401,
    ],
    ['a key for this operation alone', bearer('good'), false, 200, 403, 403, 200],
    ['a key that is not known', bearer('bad'), true, 200, 401, 401, 401],
    ['another scheme than Bearer', { ...own, authorization: 'Basic YTpi' }, true, 200, 401, 401, 401],
  ])('serves %s as far as it says', async (_who, headers, isOpen, ...statuses) => {
    const found = [];
    for (const url of ['/all', '/try', '/in', '/keys']) found.push((await ask({ url, headers }, isOpen)).statusCode);
    expect(found).toEqual(statuses);
  });

  const json = { 'content-type': 'application/json' };
  const write = (headers: Record<string, string>, payload: string, url = '/write/a') =>
    ask({ method: 'POST', url, headers: { ...json, ...headers }, payload });

  it.each<[title: string, headers: Record<string, string>, status: number, code?: string]>([
    ['its own page', as('author'), 200],
    [
      'a browser that says it is the same origin',
      { host: 'localhost', cookie: 'guiju-session=author', 'sec-fetch-site': 'same-origin' },
      200,
    ],
    ['another page', { ...as('author'), origin: 'http://evil.example' }, 403, 'origin-not-allowed'],
    ['another port', { ...as('author'), origin: 'http://localhost:81' }, 403, 'origin-not-allowed'],
    ['a page without origin', { ...as('author'), origin: 'null' }, 403, 'origin-not-allowed'],
    [
      'nobody that says where it comes from',
      { host: 'localhost', cookie: 'guiju-session=author' },
      403,
      'origin-not-allowed',
    ],
    ['who has not the role', as('approver'), 403, 'role-missing'],
    ['who is not signed in', own, 401, 'sign-in-needed'],
  ])('changes nothing for a session but from %s', async (_title, headers, status, code) => {
    const reply = await write(headers, '{"text":"ab"}');
    expect([reply.statusCode, reply.json<{ code?: string }>().code]).toEqual([status, code]);
  });

  it('asks for authority before it reads the body', async () => {
    const reply = await write(as('approver'), '{"text":');
    expect(reply.statusCode).toBe(403);
  });

  it.each<[title: string, url: string, body: string, code: string, pointers: string[], en: RegExp, zh: RegExp]>([
    [
      'a member that is missing',
      '/write/a',
      '{}',
      'request-not-valid',
      ['/text'],
      /\/text must have required property/,
      /\/text .*属性/,
    ],
    [
      'a member that is none',
      '/write/a',
      '{"text":"ab","a/b":1}',
      'request-not-valid',
      ['/a~1b'],
      /additional/,
      /[\u4E00-\u9FFF]/,
    ],
    [
      'a member of another type, which becomes no other',
      '/write/a',
      '{"text":"ab","many":"1"}',
      'request-not-valid',
      ['/many'],
      /integer/,
      /整数|integer/,
    ],
    [
      'two faults at once',
      '/write/a',
      '{"text":"a","many":1.5}',
      'request-not-valid',
      ['/text', '/many'],
      /fewer than 2/,
      /[\u4E00-\u9FFF]/,
    ],
    [
      'a part of the address',
      '/write/abcdef',
      '{"text":"ab"}',
      'request-not-valid',
      ['/name'],
      /more than 5/,
      /[\u4E00-\u9FFF]/,
    ],
    ['a part of the query', '/write/a?limit=0', '{"text":"ab"}', 'query-malformed', [''], /limit.*>= 1/, /limit/],
    [
      'a language it does not speak',
      '/write/a?lang=fr',
      '{"text":"ab"}',
      'query-malformed',
      [''],
      /lang.*zh-CN \| en/,
      /lang/,
    ],
  ])('validates by its schema, in both languages: %s', async (_title, url, body, code, pointers, en, zh) => {
    const reply = await write(as('author'), body, url);
    const told = reply.json<{
      code: string;
      problems: { pointer: string; message: Record<'en' | 'zh-CN', string> }[];
    }>();
    expect([reply.statusCode, told.code, told.problems.map(({ pointer }) => pointer)]).toEqual([400, code, pointers]);
    expect(told.problems[0]?.message.en).toMatch(en);
    expect(told.problems[0]?.message['zh-CN']).toMatch(zh);
  });

  it('fills in what the query leaves out', async () => {
    expect((await write(as('author'), '{"text":"ab"}')).json()).toMatchObject({ query: { limit: 50 } });
  });

  it('that does not say whom it serves does not start', async () => {
    const app = Fastify();
    refuseUnsaidRoles(app);
    app.get('/api/v1/secrets', async () => ({}));
    await expect(app.ready()).rejects.toThrow('GET /api/v1/secrets does not say whom it serves');
    await app.close();
  });
});

describe('life L86: a change', () => {
  const tag = tagOf('draft/1', 3);
  it.each<[title: string, header: string | undefined, code: string | undefined]>([
    ['with the tag that was seen', tag, undefined],
    ['with one of several', `"x", ${tag}`, undefined],
    ['without a tag', undefined, 'precondition-required'],
    ['with an empty one', '', 'precondition-required'],
    ['with any', '*', 'tag-not-strong'],
    ['with a weak one', `W/${tag}`, 'tag-not-strong'],
    ['with a text that is no tag', 'abc', 'tag-not-strong'],
    ['with a stale one', tagOf('draft/1', 2), 'document-changed'],
    ['with that of another document', tagOf('draft/2', 3), 'document-changed'],
  ])('goes on what was seen: %s', (_title, header, code) => {
    expect(whyNotMatched(header, tag)?.code).toBe(code);
  });
});

describe('a cursor', () => {
  it('holds the key after which a list goes on', () => {
    expect(keyIn(cursorAfter(['李', 7]), 'string', 'number')).toEqual(['李', 7]);
    expect(keyIn(undefined, 'string')).toBeUndefined();
  });
  it.each([
    ['x'],
    [cursorAfter([7])],
    [cursorAfter(['a', 'b'])],
    [cursorAfter(['a\0'])],
    [Buffer.from('{}').toString('base64url')],
  ])('is refused where it is no such key: %s', (cursor) => {
    expect(() => keyIn(cursor, 'string')).toThrow('is not valid');
  });
});
