import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { type Role, ROLES } from '../../authority/role.ts';
import { firstSteps } from '../../operations/first-steps.ts';
import { listPeople, renamePerson, SEES_PEOPLE } from '../../operations/people/people-list.ts';
import { endAllSessions } from '../../operations/people/sessions.ts';
import { isWithin } from '../../authority/organisation.ts';
import { type Person, readOrganisation, readPerson } from '../../store/people.ts';
import type { Store } from '../../store/store.ts';
import { operate, rightsOf } from '../operate.ts';
import { cursorAfter, keyIn, pageOf, pageQuery } from '../page.ts';
import { strictJson } from '../plugins/json-body.ts';
import { requestLanguage } from '../plugins/refusals.ts';
import { tagOf, whyNotMatched } from '../precondition.ts';
import { sendProblem } from '../problem-reply.ts';
import { peopleProblem } from '../../operations/people/problems.ts';
import { routeOptions } from '../route.ts';

const tag = 'people';
export const roleName = Type.Enum([...ROLES]);
const right = Type.Object({ role: roleName, scope: Type.String() });
const personShown = Type.Object({
  id: Type.String(),
  account: Type.String(),
  name: Type.String(),
  node: Type.String(),
  isActive: Type.Boolean(),
  isSample: Type.Boolean(),
  manager: Type.Union([Type.String(), Type.Null()], { description: 'Whom he reports to, by id' }),
  rights: Type.Array(
    Type.Object({
      ...right.properties,
      isOwn: Type.Boolean({ description: 'Given to the person' }),
      places: Type.Array(Type.String(), { description: 'Given to all of these places, the nearest first' }),
    }),
  ),
});
const listQuery = Type.Object({
  ...pageQuery.properties,
  query: Type.Optional(
    Type.String({ minLength: 1, maxLength: 100, description: 'Part of a name, an account or the title of a place' }),
  ),
  role: Type.Optional(Type.Enum([...ROLES], { description: 'Only who holds it, by himself or by his place' })),
  isActive: Type.Optional(Type.Boolean()),
});
const personParams = Type.Object({ person: Type.String({ maxLength: 100 }) });
/** What people see of each other when they confirm and approve: neither blank, nor turned round by marks that are not seen. */
export const calledBy = Type.String({ minLength: 1, maxLength: 100, pattern: '^\\P{C}*[\\p{L}\\p{N}]\\P{C}*$' });
const rename = Type.Object({ name: calledBy }, { additionalProperties: false });

/** People of one's scope; what somebody is and may do himself. */
export async function peopleRoutes(app: FastifyInstance, { store }: { readonly store: Store }): Promise<void> {
  await app.register(async (scope) => {
    strictJson(scope);
    scope.get('/api/v1/me', meRoute, async (request, reply) => {
      const { asker } = request;
      if (asker.kind === 'visitor') return reply.send({ kind: 'visitor', rights: [] });
      return reply.send({ kind: asker.kind, id: asker.id, name: asker.name, rights: asker.rights });
    });
    scope.get('/api/v1/first-steps', stepsRoute, async (_request, reply) =>
      reply.header('cache-control', 'no-store').send({ ...(await firstSteps(store)) }),
    );
    scope.get<{ Querystring: Static<typeof listQuery> }>('/api/v1/people', listRoute, async (request, reply) => {
      const { cursor, limit, query, role, isActive } = request.query;
      const after = keyIn(cursor, 'string')?.[0];
      const { people, total } = await listPeople(store, rightsOf(request.asker), {
        query,
        role,
        isActive,
        after,
        limit,
      });
      const last = people.length === limit ? people.at(-1)?.account : undefined;
      return reply.send({ items: people.map(shown), total, next: last === undefined ? null : cursorAfter([last]) });
    });
    scope.get<{ Params: Static<typeof personParams> }>('/api/v1/people/:person', oneRoute, async (request, reply) => {
      const person = await readPerson(store.database, request.params.person);
      const organisation = await readOrganisation(store.database);
      const isSeen = rightsOf(request.asker).some(
        ({ role, scope: over }) => SEES_PEOPLE.includes(role) && isWithin(organisation, person?.node ?? '', over),
      );
      if (person === undefined || !isSeen) {
        const found = `person/${request.params.person}`;
        return sendProblem(
          reply,
          [peopleProblem('person-not-found', { pointer: '' }, { found })],
          requestLanguage(request),
        );
      }
      return reply.header('etag', personTag(person)).send(shown(person));
    });
    scope.put<{ Params: Static<typeof personParams>; Body: Static<typeof rename> }>(
      '/api/v1/people/:person',
      renameRoute,
      (request, reply) => {
        const { person } = request.params;
        const whyNot = (revision: number) =>
          whyNotMatched(request.headers['if-match'], tagOf(`person/${person}`, revision));
        return operate(
          request,
          reply,
          store,
          (own, actor) => renamePerson(own, actor, { person, name: request.body.name, whyNot }),
          (revision) => ({
            status: 200,
            body: { id: person, name: request.body.name },
            tag: tagOf(`person/${person}`, revision),
          }),
        );
      },
    );
    scope.delete<{ Params: Static<typeof personParams> }>(
      '/api/v1/people/:person/sessions',
      endRoute,
      (request, reply) =>
        operate(
          request,
          reply,
          store,
          (own, actor) => endAllSessions(own, actor, request.params.person),
          (ended) => ({ status: 200, body: { ended } }),
        ),
    );
  });
}

const personTag = ({ id, revision }: Person): string => tagOf(`person/${id}`, revision);

const shown = ({ id, account, name, node, isActive, isSample, manager, rights }: Person) => ({
  id,
  account,
  name,
  node,
  isActive,
  isSample,
  manager,
  rights: rights.map(({ role, scope, isOwn, places }) => ({ role, scope, isOwn, places: [...places] })),
});

const administrators: readonly Role[] = ['security-administrator'];
const meRoute = routeOptions({
  id: 'whoAmI',
  summary: 'Who asks, and what he may do',
  tag,
  serves: { roles: 'signed-in', whileTrying: true },
  answer: Type.Object({
    kind: Type.Enum(['visitor', 'person', 'key']),
    id: Type.Optional(Type.String()),
    name: Type.Optional(Type.String()),
    rights: Type.Array(right),
  }),
});
const done = Type.Boolean();
const stepsRoute = routeOptions({
  id: 'getFirstSteps',
  summary: 'What the bank has done of what it begins with: an approver, data, a change, and one that is in force',
  tag,
  serves: { roles: 'signed-in' },
  answer: Type.Object({ approver: done, data: done, changed: done, published: done }),
});
const listRoute = routeOptions({
  id: 'listPeople',
  summary: 'The people within the scope of whoever asks',
  tag,
  serves: { roles: SEES_PEOPLE },
  query: listQuery,
  answer: pageOf(personShown),
});
const oneRoute = routeOptions({
  id: 'getPerson',
  summary: 'One person',
  tag,
  serves: { roles: SEES_PEOPLE },
  params: personParams,
  answer: personShown,
  refusals: [404],
});
const renameRoute = routeOptions({
  id: 'renamePerson',
  summary: 'Give a person another name',
  tag,
  serves: { roles: administrators },
  params: personParams,
  body: rename,
  answer: Type.Object({ id: Type.String(), name: Type.String() }),
  refusals: [400, 404, 412, 428],
});
const endRoute = routeOptions({
  id: 'endSessionsOf',
  summary: 'End all sessions of a person',
  tag,
  serves: { roles: administrators },
  params: personParams,
  answer: Type.Object({ ended: Type.Integer() }),
  refusals: [404],
});
