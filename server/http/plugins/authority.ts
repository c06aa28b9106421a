import type { FastifyInstance, FastifyRequest } from 'fastify';
import { holdsAny } from '../../authority/rights.ts';
import { titlesOf } from '../../authority/role.ts';
import type { Access, Asker } from '../../operations/people/access.ts';
import { refuseRequest } from '../../operations/people/refuse-request.ts';
import type { Store } from '../../store/store.ts';
import { actorOf } from '../operate.ts';
import { sendProblem } from '../problem-reply.ts';
import { httpProblem } from '../problems.ts';
import { requestLanguage } from './refusals.ts';
import type { Served } from '../route.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; known before any body is read. */
    asker: Asker;
  }
}

/** Who asked, of whoever did not say. */
const VISITOR: Asker = { kind: 'visitor' };
export const SESSION_COOKIE = 'guiju-session';
const AT = { pointer: '' };
const CHANGING: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * Before a body is read it is known who asks and whether the route serves him. What an operation may do to which part of the bank it
 * checks itself, within its transaction; here only roles are looked at, wherever they hold. Where there is a store, whoever is refused
 * something that would change it stands in the audit, as if the operation itself had refused.
 */
export function authority(app: FastifyInstance, access: Access, store?: Store): void {
  app.decorateRequest('asker');
  app.addHook('onRequest', (request, reply, done) => {
    const { serves } = request.routeOptions.config;
    const { cookie, authorization } = request.headers;
    request.asker = VISITOR;
    // An address that nothing serves is answered as such; so is a method.
    if (serves === undefined || serves === 'everyone') return done();
    // The way of every keyless decision: nothing is waited for.
    if (cookie === undefined && authorization === undefined && mayVisit(serves, access)) return done();
    identified(request, access)
      .then(async (asker) => {
        const problem = whyRefused(request, serves, asker, access);
        if (problem === undefined) {
          request.asker = asker ?? VISITOR;
          return done();
        }
        // What a visitor may try changes nothing.
        const isChanging = CHANGING.has(request.method) && serves.whileTrying !== true;
        if (store !== undefined && isChanging && asker !== undefined && asker.kind !== 'visitor')
          await refuseRequest(store, actorOf(asker), request.routeOptions.config.operation ?? '', problem);
        if (problem.code === 'sign-in-needed') void reply.header('www-authenticate', 'Bearer realm="guiju"');
        sendProblem(reply, [problem], requestLanguage(request));
      })
      .catch((error: unknown) => done(error instanceof Error ? error : new Error(String(error))));
  });
}

type Restricted = Exclude<Served, 'everyone'>;

const mayVisit = (serves: Restricted, access: Access): boolean => serves.whileTrying === true && access.isOpen();

async function identified({ headers }: FastifyRequest, access: Access): Promise<Asker | undefined> {
  const key = /^Bearer ([\w-]{1,200})$/i.exec(headers.authorization ?? '')?.[1];
  if (headers.authorization !== undefined) return key === undefined ? undefined : await access.keyOf(key);
  const session = sessionIn(headers.cookie);
  return session === undefined ? undefined : await access.personOf(session);
}

/** The session a request's cookies name; of several of one name, which another page may have set, none. */
export function sessionIn(cookies: string | undefined): string | undefined {
  const found = [...(cookies ?? '').matchAll(/(?:^|;\s*)guiju-session=([\w-]{1,200})(?=;|$)/g)].map(
    ([, value]) => value,
  );
  return found.length === 1 ? found[0] : undefined;
}

function whyRefused(request: FastifyRequest, serves: Restricted, asker: Asker | undefined, access: Access) {
  const { operation } = request.routeOptions.config;
  if (asker === undefined && request.headers.authorization !== undefined) return httpProblem('key-not-known', AT);
  const isPerson = asker?.kind === 'person';
  if (isPerson && CHANGING.has(request.method) && !isOwnPage(request)) return httpProblem('origin-not-allowed', AT);
  if (asker === undefined || asker.kind === 'visitor')
    return mayVisit(serves, access) ? undefined : httpProblem('sign-in-needed', AT);
  if (asker.kind === 'key' && !asker.operations.includes(operation ?? ''))
    return httpProblem('key-not-for-this', AT, { found: operation ?? request.url });
  const { roles } = serves;
  if (roles === 'signed-in' || holdsAny(asker.rights, roles)) return undefined;
  return httpProblem('role-missing', AT, { expected: titlesOf(roles) });
}

/**
 * Whether a request that changes something was sent by a page of this server: browsers say where it comes from, and the cookie of a
 * session never goes along from elsewhere (SameSite=Strict); this is the second lock.
 */
export function isOwnPage({ headers, host }: FastifyRequest): boolean {
  if (headers.origin !== undefined) return URL.canParse(headers.origin) && new URL(headers.origin).host === host;
  return headers['sec-fetch-site'] === 'same-origin';
}
