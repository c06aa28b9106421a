import type { FastifyInstance, RouteOptions, RouteShorthandOptions } from 'fastify';
import type { TObject, TSchema } from 'typebox';
import type { Role } from '../authority/role.ts';
import { DECISION_REQUEST, ref } from './api-schemas.ts';
import { validatorOf } from './validation.ts';

/**
 * How a route is declared: once, as it stands in the OpenAPI document, is validated and is authorised. `app.get(url, routeOptions({…}),
 * handler)`; a route that does not say whom it serves does not start (`refuseUnsaidRoles`).
 */
export interface RouteDeclared {
  /** The operation's name in the API document: what keys are given for. */
  readonly id: string;
  readonly summary: string;
  readonly tag: string;
  readonly serves: Served;
  /** The parts of the address; each a text unless it says more. */
  readonly params?: TObject | readonly string[];
  readonly query?: TObject;
  /**
   * What the body must be: validated before the handler sees it. A media type, or the name of a schema of the API, where the route
   * reads its body itself.
   */
  readonly body?: TSchema | string | MediaType;
  /** Name of the answer's schema, the schema, or a media type for answers that are no JSON; null where nothing is answered. */
  readonly answer: TSchema | string | MediaType | null;
  /** The status of an answer: 200 unless it says otherwise. */
  readonly status?: 200 | 201 | 202 | 204;
  /** Name of the schema of 503, where it is no problem. */
  readonly unavailable?: string;
  /** Statuses of problems it may answer, beside those of authority. */
  readonly refusals?: readonly number[];
}

interface MediaType {
  readonly mediaType: string;
}

/** Whom a route serves: everyone, whoever is signed in (people and keys), or the holders of roles. */
export type Served =
  | 'everyone'
  | {
      readonly roles: readonly Role[] | 'signed-in';
      /** Also whoever reaches the server while it is open for trying: on loopback, with sample people at most. */
      readonly whileTrying?: true;
    };

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whom the route serves. */
    readonly serves?: Served;
    /** The operation's name in the API document. */
    readonly operation?: string;
  }
}

/** Whoever works for the bank may read what is in force; so may a key. */
export const READERS: Served = { roles: 'signed-in', whileTrying: true };

/** Keys of integrators, and people who serve customers or try what they wrote. */
export const DECIDING: readonly Role[] = [
  'integrator',
  'author',
  'approver',
  'agent',
  'team-lead',
  'customer-manager',
  'president',
];
export const DECIDERS: Served = { roles: DECIDING, whileTrying: true };

/** Options of a route for everyone that is no operation of the API: pages, documentation. */
export const PAGE: RouteShorthandOptions = { schema: { hide: true }, config: { serves: 'everyone' } };

/** The same for a page with a form, or with a part in its address. */
export const pageOptions = ({ params, body }: { params?: TObject; body?: TObject } = {}): RouteShorthandOptions => ({
  schema: { hide: true, ...(params === undefined ? {} : { params }), ...(body === undefined ? {} : { body }) },
  config: { serves: 'everyone' },
  validatorCompiler: ({ schema }) => validatorOf(schema as object, 'form'),
});

/** A definition of the bank's pack, which every first start loads. */
const EXAMPLES: Readonly<Record<string, readonly string[]>> = { kind: ['criteria'], name: ['personal-customer'] };
const LINES = [`${JSON.stringify(DECISION_REQUEST)}\n`];

const language = { type: 'string', enum: ['zh-CN', 'en'], description: 'Language; else by Accept-Language' };

/** What was seen before it is changed; the operation itself compares it, and says why it does not fit. */
const IF_MATCH = {
  type: 'object',
  properties: { 'if-match': { type: 'string', description: 'The `ETag` of what was seen', examples: ['"3f2a"'] } },
  required: ['if-match'],
};

/** What Fastify is told of a declared route. */
export function routeOptions(route: RouteDeclared): RouteShorthandOptions {
  return {
    schema: schemaOf(route),
    config: { serves: route.serves, operation: route.id },
    validatorCompiler: ({ schema, httpPart }) =>
      httpPart === 'headers' || (httpPart === 'body' && !isSchema(route.body))
        ? () => true
        : validatorOf(schema as object, httpPart),
  };
}

function schemaOf(route: RouteDeclared): object {
  const { id, summary, tag, serves, answer, unavailable, body, params, query, refusals = [] } = route;
  const refused = {
    description: 'Refused',
    content: { 'application/problem+json': { schema: ref('ProblemDetails') } },
  };
  const authority = serves === 'everyone' ? [] : [401, 403];
  // An address can be no text at all, and a body too large or of another type, whatever the route.
  const always = [400, ...(body === undefined ? [] : [413, 415])];
  return {
    operationId: id,
    summary,
    tags: [tag],
    security: securityOf(serves),
    ...(params === undefined ? {} : { params: 'type' in params ? params : paramsNamed(params) }),
    querystring: queryOf(query),
    ...(refusals.includes(428) ? { headers: IF_MATCH } : {}),
    ...(body === undefined ? {} : { body: isSchema(body) ? body : { content: contentOf(body, LINES) } }),
    response: {
      [route.status ?? 200]:
        answer === null ? { description: 'Done', type: 'null' } : { description: 'Done', content: contentOf(answer) },
      ...(unavailable === undefined ? {} : { 503: { description: 'Not now', content: contentOf(unavailable) } }),
      ...Object.fromEntries([...always, ...refusals, ...authority].map((status) => [status, refused])),
    },
  };
}

/** What stands in for a part of the address that is not given is filled in: nobody has to send it. */
function queryOf(query: RouteDeclared['query']): object {
  const needed = query?.required?.filter((name) => !('default' in (query.properties[name] ?? {}))) ?? [];
  const properties = { ...query?.properties, lang: language };
  const { required: _, ...rest } = query ?? {};
  return { type: 'object', ...rest, ...(needed.length === 0 ? {} : { required: needed }), properties };
}

const isSchema = (body: RouteDeclared['answer'] | undefined): body is TSchema =>
  typeof body === 'object' && body !== null && !('mediaType' in body);

function contentOf(of: TSchema | string | MediaType, examples: readonly string[] = []): object {
  if (typeof of === 'string') return { 'application/json': { schema: ref(of) } };
  if (!('mediaType' in of)) return { 'application/json': { schema: of } };
  const { mediaType } = of as MediaType;
  return { [mediaType]: { schema: { type: 'string', ...(examples.length === 0 ? {} : { examples }) } } };
}

const paramsNamed = (names: readonly string[]): object => ({
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, { type: 'string', examples: EXAMPLES[name] ?? [] }])),
  required: names,
});

/** How whoever a route serves says who he is. */
export const securityOf = (serves: Served): readonly object[] => {
  if (serves === 'everyone') return [];
  return [{ session: [] }, { key: [] }, ...(serves.whileTrying === true ? [{}] : [])];
};

/** Every route of this scope is a page for everyone: those of plugins, which cannot say so themselves. */
export function servesEveryone(scope: FastifyInstance): void {
  scope.addHook('onRoute', (route) => {
    route.config = { ...route.config, serves: 'everyone' };
  });
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route there is, as it was declared. */
    readonly declaredRoutes: readonly RouteOptions[];
  }
}

/** Stops the start over a route that does not say whom it serves: nothing is reachable by oversight. */
export function refuseUnsaidRoles(app: FastifyInstance): void {
  const routes: RouteOptions[] = [];
  app.decorate('declaredRoutes', routes);
  app.addHook('onRoute', (route) => {
    routes.push(route);
  });
  app.addHook('onReady', (done) => {
    const unsaid = routes.find(({ config }) => config?.serves === undefined);
    if (unsaid === undefined) return done();
    done(new Error(`The route ${[unsaid.method].flat().join(', ')} ${unsaid.url} does not say whom it serves`));
  });
}
