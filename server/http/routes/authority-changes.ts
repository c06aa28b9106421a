import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { CONFIRMING, type Effect } from '../../authority/change.ts';
import type { Proposal } from '../../authority/proposal.ts';
import { beginChange, type Changed, decideChange } from '../../operations/people/change-authority.ts';
import { listChanges } from '../../operations/people/change-list.ts';
import { peopleProblem } from '../../operations/people/problems.ts';
import type { JsonObject } from '../../../definitions/index.ts';
import type { Actor } from '../../store/actor.ts';
import type { Store } from '../../store/store.ts';
import { type Answer, operate, rightsOf } from '../operate.ts';
import { cursorAfter, keyIn, namesShown, pageOf, pageQuery } from '../page.ts';
import { strictJson } from '../plugins/json-body.ts';
import { RefusedRequest } from '../problem-reply.ts';
import { routeOptions } from '../route.ts';
import { calledBy as title, roleName } from './people.ts';
import { settingsSchema } from './settings.ts';

const tag = 'people';
const closed = { additionalProperties: false };
const id = Type.String({ pattern: '^[\\w.-]{1,64}$' });
const to = Type.Object({ kind: Type.Enum(['person', 'node']), id }, closed);
const given = Type.Object({ role: roleName, scope: id }, closed);
const kind = <const Kind extends string>(of: Kind) => ({ kind: Type.Literal(of) });

/** What somebody asks to be changed. Ids of people and keys are given by the server. */
const asked = Type.Union([
  Type.Object(
    { ...kind('add-person'), account: id, name: title, node: id, grants: Type.Array(given, { maxItems: 20 }) },
    closed,
  ),
  Type.Object({ ...kind('move-person'), person: id, node: id }, closed),
  Type.Object({ ...kind('set-active'), person: id, isActive: Type.Boolean() }, closed),
  Type.Object({ ...kind('set-manager'), person: id, manager: Type.Union([id, Type.Null()]) }, closed),
  Type.Object({ ...kind('grant'), to, role: roleName, scope: id }, closed),
  Type.Object({ ...kind('revoke'), to, role: roleName, scope: id }, closed),
  Type.Object({ ...kind('add-node'), node: id, title, above: id }, closed),
  Type.Object({ ...kind('move-node'), node: id, above: id }, closed),
  Type.Object({ ...kind('reset'), person: id }, closed),
  Type.Object({ ...kind('unlock'), person: id }, closed),
  Type.Object(
    {
      ...kind('add-key'),
      name: title,
      owner: id,
      scope: id,
      operations: Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { minItems: 1, maxItems: 50 }),
      expiresAt: Type.String({ format: 'date-time' }),
    },
    closed,
  ),
  Type.Object({ ...kind('set-settings'), replaces: Type.String({ maxLength: 60 }), settings: settingsSchema }, closed),
]);
const decision = Type.Object({ decision: Type.Enum(['confirm', 'refuse', 'withdraw']) }, closed);
const params = Type.Object({ change: Type.String({ maxLength: 100 }) });
const reach = Type.Array(Type.Object({ role: roleName, node: Type.String() }));
const state = Type.Enum(['waiting', 'done', 'refused', 'withdrawn']);
const changed = Type.Object({
  id: Type.String(),
  state,
  effects: Type.Array(Type.Object({ person: Type.String(), gained: reach, lost: reach })),
  secret: Type.Union([Type.String(), Type.Null()], {
    description: 'Shown once: the link or the key to who began it, the second secret to who confirmed it',
  }),
});
const listed = Type.Object({
  id: Type.String(),
  state,
  proposal: Type.Object({}),
  replaced: Type.Union([settingsSchema, Type.Null()], {
    description: 'Where settings are set anew, those that it was written on; null for all else',
  }),
  begunBy: Type.String(),
  begunAt: Type.String(),
  decidedBy: Type.Union([Type.String(), Type.Null()]),
  decidedAt: Type.Union([Type.String(), Type.Null()]),
});

const listQuery = Type.Object({
  ...pageQuery.properties,
  state: Type.Optional(
    Type.Enum(['waiting', 'decided'], { description: 'Only what waits for a second person, or only what does not' }),
  ),
});

/** Changes of who may do what: begun by one, confirmed by another. */
export async function authorityChangeRoutes(app: FastifyInstance, { store }: { readonly store: Store }): Promise<void> {
  await app.register(async (scope) => {
    strictJson(scope);
    scope.post<{ Body: Static<typeof asked> }>('/api/v1/authority-changes', beginRoute, (request, reply) => {
      if (request.body.kind === 'add-key') refuseUnknown(request.body.operations, scope);
      const begin = (own: Store, actor: Actor) => beginChange(own, actor, proposalOf(request.body));
      return operate(request, reply, store, begin, answerOf(201));
    });
    scope.post<{ Params: Static<typeof params>; Body: Static<typeof decision> }>(
      '/api/v1/authority-changes/:change/decision',
      decideRoute,
      (request, reply) =>
        operate(
          request,
          reply,
          store,
          (own, actor) => decideChange(own, actor, request.params.change, request.body.decision),
          answerOf(200),
        ),
    );
    scope.get<{ Querystring: Static<typeof listQuery> }>(
      '/api/v1/authority-changes',
      listRoute,
      async (request, reply) => {
        const { cursor, limit, state: wanted } = request.query;
        const rights = rightsOf(request.asker);
        const page = await listChanges(store, rights, {
          state: wanted,
          before: keyIn(cursor, 'number')?.[0],
          limit,
        });
        return reply.send({ ...page, next: page.next === null ? null : cursorAfter([page.next]) });
      },
    );
  });
}

/** Refuses a key for operations that there are not, or that are for people alone: it would be good for nothing, and nobody told. */
function refuseUnknown(operations: readonly string[], { declaredRoutes }: FastifyInstance): void {
  const known = new Set(
    declaredRoutes.flatMap(({ config }) => {
      const { serves, operation } = config ?? {};
      if (operation === undefined || serves === undefined || serves === 'everyone') return [];
      return serves.roles === 'signed-in' || serves.roles.includes('integrator') ? [operation] : [];
    }),
  );
  const found = operations.filter((operation) => !known.has(operation));
  if (found.length === 0) return;
  const slots = { found: found.join(', '), expected: [...known].sort().join(', ') };
  throw new RefusedRequest([peopleProblem('key-operations-unknown', { pointer: '/operations' }, slots)]);
}

function proposalOf(body: Static<typeof asked>): Proposal {
  if (body.kind === 'add-person') return { ...body, person: randomUUID() };
  if (body.kind === 'add-key') return { ...body, key: randomUUID(), expiresAt: new Date(body.expiresAt).toISOString() };
  return body;
}

const answerOf =
  (status: 200 | 201) =>
  ({ secret, ...change }: Changed): Answer => ({
    status,
    body: { id: change.id, state: change.state, effects: change.effects.map(effectShown) },
    once: { secret },
    ...(status === 201 ? { location: `/api/v1/authority-changes/${change.id}` } : {}),
  });

const effectShown = ({ person, gained, lost }: Effect): JsonObject => ({
  person,
  gained: gained.map(({ role, node }) => ({ role, node })),
  lost: lost.map(({ role, node }) => ({ role, node })),
});

const beginRoute = routeOptions({
  id: 'beginAuthorityChange',
  summary:
    'Begin a change of who may do what; it waits for a second person where it gives anybody a right, or sets what others are judged by',
  tag,
  serves: { roles: ['security-administrator'] },
  body: asked,
  status: 201,
  answer: changed,
  refusals: [400, 404, 409],
});
const decideRoute = routeOptions({
  id: 'decideAuthorityChange',
  summary: 'Confirm or refuse what another began, or withdraw what one began',
  tag,
  serves: { roles: CONFIRMING },
  params,
  body: decision,
  answer: changed,
  refusals: [400, 404, 409],
});
const listRoute = routeOptions({
  id: 'listAuthorityChanges',
  summary: 'Changes of authority within the scope of whoever asks, newest first',
  tag,
  serves: { roles: [...CONFIRMING, 'auditor'] },
  query: listQuery,
  answer: Type.Object({ ...pageOf(listed).properties, names: namesShown }),
});
