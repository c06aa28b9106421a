import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import type { Runtime } from '../../operations/definitions/runtime.ts';
import { findRecords, readRecord, READING_RECORDS, type RecordHost } from '../../operations/population/read-records.ts';
import type { Store } from '../../store/store.ts';
import { Refusal } from '../../terminal.ts';
import { rightsOf } from '../operate.ts';
import { cursorAfter, keyIn, pageOf, pageQuery } from '../page.ts';
import { RefusedRequest } from '../problem-reply.ts';
import { routeOptions } from '../route.ts';

const entity = Type.String({ maxLength: 100, examples: ['customer'], description: 'The entity, without `entity/`' });
const params = Type.Object({ entity });
const keyParams = Type.Object({ entity, key: Type.String({ maxLength: 200 }) });
const query = Type.Object({
  field: Type.String({
    maxLength: 100,
    examples: ['mobilePhone'],
    description: 'A field that the entity declares to be found by',
  }),
  last: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, description: 'By so many of its last characters' })),
  value: Type.String({ minLength: 1, maxLength: 200 }),
  ...pageQuery.properties,
});

interface Parts {
  readonly store: Store;
  readonly runtime: Runtime;
}

/** The records of the current snapshots, by key and by what entities declare to be found by, for those in charge of them. */
export async function recordRoutes(app: FastifyInstance, { store, runtime }: Parts): Promise<void> {
  const host = (): RecordHost => ({ store, snapshots: runtime.snapshots, library: runtime.catalog.library });
  const asked = ({ params: of, asker }: FastifyRequest<{ Params: Static<typeof params> }>) => ({
    entity: `entity/${of.entity}`,
    rights: rightsOf(asker),
  });
  app.get<{ Params: Static<typeof keyParams> }>('/api/v1/records/:entity/:key', readRoute, async (request, reply) => {
    const record = await refusing(readRecord(host(), { ...asked(request), key: request.params.key }));
    return reply.header('cache-control', 'no-store').send(record);
  });
  app.get<{ Params: Static<typeof params>; Querystring: Static<typeof query> }>(
    '/api/v1/records/:entity',
    findRoute,
    async (request, reply) => {
      const { field, last, value, cursor, limit } = request.query;
      const after = keyIn(cursor, 'string')?.[0];
      const page = await refusing(findRecords(host(), { ...asked(request), field, last, value, after, limit }));
      const next = page.next === null ? null : cursorAfter([page.next]);
      return reply.header('cache-control', 'no-store').send({ ...page, next });
    },
  );
}

async function refusing<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const [first, ...others] = error instanceof Refusal ? error.problems : [];
    throw first === undefined ? error : new RefusedRequest([first, ...others]);
  }
}

const record = Type.Object({
  key: Type.String(),
  snapshot: Type.String(),
  asOf: Type.String({ format: 'date' }),
  facts: Type.Object({}, { additionalProperties: true }),
  withheld: Type.Array(Type.String(), { description: 'Fields that are too sensitive to be shown' }),
});
const readRoute = routeOptions({
  id: 'getRecord',
  summary: 'A record of the current snapshot, with the rows related to it',
  tag: 'population',
  serves: { roles: READING_RECORDS },
  params: keyParams,
  answer: record,
  refusals: [400, 404, 422],
});
const findRoute = routeOptions({
  id: 'findRecords',
  summary: 'The records that a declared look-up finds in the current snapshot',
  tag: 'population',
  serves: { roles: READING_RECORDS },
  params,
  query,
  answer: pageOf(record),
  refusals: [400, 404, 422],
});
