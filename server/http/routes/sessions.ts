import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import type { Problem } from '../../../definitions/index.ts';
import type { Clock } from '../../clock.ts';
import { OF_PEOPLE } from '../../authority/role.ts';
import { endSession, sessionsOf, signOut } from '../../operations/people/sessions.ts';
import { signIn } from '../../operations/people/sign-in.ts';
import type { Store } from '../../store/store.ts';
import { actorOf, operate } from '../operate.ts';
import { SESSION_COOKIE, isOwnPage, sessionIn } from '../plugins/authority.ts';
import { strictJson } from '../plugins/json-body.ts';
import { requestLanguage } from '../plugins/refusals.ts';
import { RefusedRequest, sendProblem } from '../problem-reply.ts';
import { httpProblem } from '../problems.ts';
import { routeOptions } from '../route.ts';

const tag = 'people';
const closed = { additionalProperties: false };
const text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const signingIn = Type.Object({ account: text(64), password: text(200), code: text(10) }, closed);
const params = Type.Object({ session: text(100) });

/** A name, a password and a code, however they are escaped. */
const MOST_SIGN_IN_BYTES = 16 * 1024;

/** How many attempts to sign in one address has a minute. */
export const MOST_ATTEMPTS = 30;

/** Signing in and out, and one's own sessions. */
export async function sessionRoutes(
  app: FastifyInstance,
  { store, clock }: { readonly store: Store; readonly clock: Clock },
): Promise<void> {
  await app.register(async (scope) => {
    strictJson(scope);
    const limit = attemptLimit(scope);
    const signInOptions = { ...signInRoute, bodyLimit: MOST_SIGN_IN_BYTES };
    scope.post<{ Body: Static<typeof signingIn> }>('/api/v1/sessions', signInOptions, async (request, reply) => {
      if (!isOwnPage(request)) throw notOwn();
      const tooMany = await limit(request, reply);
      if (tooMany !== undefined) return sendProblem(reply, [tooMany], requestLanguage(request));
      const done = await signIn(store, { ...request.body, ...cameFrom(request) });
      if (done.kind === 'refused') return sendProblem(reply, [done.problem], requestLanguage(request));
      setSession(request, reply, done.session, done.expiresAt);
      return reply
        .code(201)
        .header('location', '/api/v1/me')
        .send({ person: done.person, expiresAt: done.expiresAt.toISOString() });
    });
    scope.delete('/api/v1/sessions', signOutRoute, async (request, reply) => {
      await signOut(store, actorOf(request.asker), sessionIn(request.headers.cookie) ?? '');
      return reply.code(204).clearCookie(SESSION_COOKIE, { path: '/' }).send();
    });
    scope.get('/api/v1/sessions', listRoute, async (request, reply) => {
      const { asker } = request;
      const own = asker.kind === 'person' ? asker : { id: '', session: '' };
      const rows = await sessionsOf(store, own.id, clock.now());
      const items = rows.map(({ id, begun_at, expires_at, address, agent }) => {
        const isThis = id === own.session;
        return { id, begunAt: begun_at, expiresAt: expires_at, address, agent, isThis };
      });
      return reply.send({ items, total: items.length, next: null });
    });
    scope.delete<{ Params: Static<typeof params> }>('/api/v1/sessions/:session', endRoute, (request, reply) =>
      operate(
        request,
        reply,
        store,
        (own, actor) => endSession(own, actor, request.params.session),
        () => ({ status: 204 }),
      ),
    );
  });
}

const notOwn = () => new RefusedRequest([httpProblem('origin-not-allowed', { pointer: '' })]);

/** Limits what one address may try: its own address, unless a trusted proxy says whom it forwards. The problem where it is too much. */
export function attemptLimit(app: FastifyInstance) {
  const check = app.createRateLimit({ max: MOST_ATTEMPTS, timeWindow: 60_000, keyGenerator: ({ ip }) => ip });
  return async (request: FastifyRequest, reply: FastifyReply): Promise<Problem | undefined> => {
    const found = await check(request);
    if (found.isAllowed || !found.isExceeded) return undefined;
    void reply.header('retry-after', String(found.ttlInSeconds));
    return httpProblem('too-many-requests', { pointer: '' }, { seconds: found.ttlInSeconds });
  };
}

export const cameFrom = (request: FastifyRequest) => ({
  address: request.ip,
  agent: request.headers['user-agent'] ?? '',
  before: sessionIn(request.headers.cookie),
});

/** The cookie of a session: for this server's own pages alone, out of reach of any script. */
export function setSession({ protocol }: FastifyRequest, reply: FastifyReply, session: string, expires: Date): void {
  void reply.setCookie(SESSION_COOKIE, session, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: protocol === 'https',
    expires,
  });
}

const signInRoute = routeOptions({
  id: 'signIn',
  summary: 'Sign in with account, password and the code of an authenticator',
  tag,
  serves: 'everyone',
  body: signingIn,
  status: 201,
  answer: Type.Object({ person: Type.String(), expiresAt: Type.String() }),
  refusals: [400, 401, 403, 429],
});
const signOutRoute = routeOptions({
  id: 'signOut',
  summary: 'Sign out',
  tag,
  serves: { roles: OF_PEOPLE },
  status: 204,
  answer: null,
});
const listRoute = routeOptions({
  id: 'listSessions',
  summary: "One's own sessions",
  tag,
  serves: { roles: OF_PEOPLE },
  answer: Type.Object({
    items: Type.Array(
      Type.Object({
        id: Type.String(),
        begunAt: Type.String(),
        expiresAt: Type.String(),
        address: Type.String(),
        agent: Type.String(),
        isThis: Type.Boolean(),
      }),
    ),
    total: Type.Integer(),
    next: Type.Null(),
  }),
});
const endRoute = routeOptions({
  id: 'endSession',
  summary: "End one of one's own sessions",
  tag,
  serves: { roles: OF_PEOPLE },
  params,
  status: 204,
  answer: null,
  refusals: [404],
});
