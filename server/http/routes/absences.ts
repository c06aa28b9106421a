import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { type Absence, endAbsence, enterAbsence, listAbsences } from '../../operations/requests/absences.ts';
import { WORKING } from '../../operations/requests/queue-access.ts';
import type { Store } from '../../store/store.ts';
import { operate, requestReaderOf } from '../operate.ts';
import { cursorAfter, keyIn, namesShown, pageOf, pageQuery } from '../page.ts';
import { strictJson } from '../plugins/json-body.ts';
import { routeOptions } from '../route.ts';

const id = Type.String({ minLength: 1, maxLength: 100 });
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', examples: ['2026-11-16'] });
const orNull = <Of extends Type.TSchema>(of: Of) => Type.Union([of, Type.Null()]);
const query = Type.Object({
  since: Type.Optional(
    Type.String({ ...day, description: 'Those that last until this day or beyond it; today unless given' }),
  ),
  ...pageQuery.properties,
});
const entry = Type.Object(
  {
    person: Type.Optional(Type.String({ ...id, description: 'Who is absent; whoever enters it unless given' })),
    from: Type.String({ ...day, description: 'The first day of the bank' }),
    to: Type.String({ ...day, description: 'The last day' }),
    standIn: Type.Optional(orNull(Type.String({ ...id, description: 'Who is given his requests meanwhile' }))),
  },
  { additionalProperties: false },
);
const params = Type.Object({ absence: Type.String({ maxLength: 60 }) });

/** When people who handle requests are absent: entered and ended by themselves, and by who leads them. */
export async function absenceRoutes(app: FastifyInstance, { store }: { readonly store: Store }): Promise<void> {
  app.get<{ Querystring: Static<typeof query> }>('/api/v1/absences', listRoute, async (request, reply) => {
    const { cursor, limit, since } = request.query;
    const asked = { since, after: keyIn(cursor, 'string', 'string'), limit };
    const page = await listAbsences(store, requestReaderOf(request.asker), asked);
    const next = page.next === null ? null : cursorAfter(page.next);
    return reply.header('cache-control', 'no-store').send({ ...page, next });
  });
  await app.register(async (scope) => {
    strictJson(scope);
    scope.post<{ Body: Static<typeof entry> }>('/api/v1/absences', enterRoute, (request, reply) => {
      const { person = null, from, to, standIn = null } = request.body;
      return operate(
        request,
        reply,
        store,
        (own, actor) => enterAbsence(own, actor, { person, from, to, standIn }),
        (entered: Absence) => ({ status: 201, body: { ...entered } }),
      );
    });
  });
  app.delete<{ Params: Static<typeof params> }>('/api/v1/absences/:absence', endRoute, (request, reply) =>
    operate(
      request,
      reply,
      store,
      (own, actor) => endAbsence(own, actor, request.params.absence),
      () => ({ status: 204 }),
    ),
  );
}

const absence = Type.Object({
  id: Type.String(),
  person: Type.String(),
  from: day,
  to: day,
  standIn: orNull(Type.String()),
  enteredBy: Type.String(),
  enteredAt: Type.String(),
  endedAt: Type.Union([Type.String(), Type.Null()], { description: 'When it was ended before its time' }),
});
const tag = 'requests';
const serves = { roles: WORKING };
const listRoute = routeOptions({
  id: 'listAbsences',
  summary: 'The absences of whoever asks, those in which he stands in, and those of the places where he leads',
  tag,
  serves,
  query,
  answer: Type.Object({ ...pageOf(absence).properties, names: namesShown }),
});
const enterRoute = routeOptions({
  id: 'enterAbsence',
  summary: 'Enter when somebody is absent: he is given no request meanwhile, his stand-in may be',
  tag,
  serves,
  body: entry,
  status: 201,
  answer: absence,
  refusals: [404, 409, 422],
});
const endRoute = routeOptions({
  id: 'endAbsence',
  summary: 'End an absence from now on, or call it off',
  tag,
  serves,
  params,
  status: 204,
  answer: null,
  refusals: [404, 409],
});
