import { createReadStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import type { ImportJobs } from '../../operations/population/import-jobs.ts';
import { importChoices } from '../../operations/population/import-choices.ts';
import { beginImport, decideImport } from '../../operations/population/imports.ts';
import { listImports, readImport, readRefusals, SEES_IMPORTS } from '../../operations/population/read-imports.ts';
import type { Runtime } from '../../operations/definitions/runtime.ts';
import type { Store } from '../../store/store.ts';
import { Refusal } from '../../terminal.ts';
import { actorOf, operate, readerOf } from '../operate.ts';
import { cursorAfter, keyIn, pageOf, pageQuery } from '../page.ts';
import { strictJson } from '../plugins/json-body.ts';
import { requestLanguage } from '../plugins/refusals.ts';
import { RefusedRequest } from '../problem-reply.ts';
import { type Served, routeOptions } from '../route.ts';

const tag = 'population';
const closed = { additionalProperties: false };
const orNull = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);
/** An entity as addresses and bodies name it. */
export const entityName = Type.String({
  pattern: '^(entity/)?[a-z][a-z0-9-]{0,99}$',
  description: 'Such as `customer`',
});
const upload = Type.String({ maxLength: 60, description: 'The id of a file that was sent' });
const asked = Type.Object(
  {
    entity: entityName,
    file: upload,
    related: Type.Optional(
      Type.Record(entityName, upload, {
        ...closed,
        maxProperties: 50,
        description: 'Files by the entity of their rows',
      }),
    ),
    feeds: Type.Optional(
      Type.Array(Type.String({ maxLength: 200 }), { maxItems: 50, description: '`feed/name`: how files are read' }),
    ),
    encoding: Type.Optional(Type.Enum(['utf-8', 'gb18030', 'gbk'])),
    sheet: Type.Optional(Type.Union([Type.String({ maxLength: 100 }), Type.Integer({ minimum: 1, maximum: 1000 })])),
    asOf: Type.Optional(
      Type.String({ format: 'date', description: 'The day the rows are described as of; today by default' }),
    ),
  },
  closed,
);
const decision = Type.Object({ decision: Type.Enum(['confirm', 'refuse', 'withdraw']) }, closed);
const params = Type.Object({ import: Type.String({ maxLength: 60 }) });
const state = Type.Enum(['running', 'waiting', 'done', 'failed', 'refused', 'withdrawn']);
const begun = Type.Object({ id: Type.String(), state });
const imported = Type.Object({
  id: Type.String(),
  entity: Type.String(),
  asOf: Type.String(),
  state,
  begunBy: Type.String(),
  begunAt: Type.String({ format: 'date-time' }),
  endedAt: orNull(Type.String({ format: 'date-time' })),
  snapshot: orNull(Type.String()),
  tables: Type.Array(
    Type.Object({
      entity: Type.String(),
      rows: Type.Integer(),
      refused: Type.Integer(),
      source: Type.String(),
      sha256: Type.String(),
    }),
  ),
  falls: Type.Array(Type.Object({ entity: Type.String(), before: Type.Integer(), now: Type.Integer() }), {
    description: 'Where its rows fell so far that a second person confirms it',
  }),
  problems: Type.Array(Type.Object({})),
  decidedBy: orNull(Type.String()),
  decidedAt: orNull(Type.String({ format: 'date-time' })),
  isOwn: Type.Boolean({ description: 'Whether the reader is behind it: then he may withdraw it' }),
});
const progress = orNull(Type.Object({ step: Type.String(), share: Type.Number() }));

const IMPORTERS: Served = { roles: ['importer', 'integrator'] };
const READERS: Served = { roles: SEES_IMPORTS };

interface Parts {
  readonly store: Store;
  readonly imports: ImportJobs;
  readonly runtime: Runtime;
}

/** Populations on their way in: files sent piece by piece, imported whole or not at all, confirmed by another where rows fell. */
export async function importRoutes(app: FastifyInstance, parts: Parts): Promise<void> {
  await app.register(importingRoutes, parts);
  const { store, imports: jobs, runtime } = parts;
  app.get('/api/v1/imports/choices', choicesRoute, async (_request, reply) =>
    reply.header('cache-control', 'no-store').send(importChoices(runtime.catalog.library)),
  );
  app.get<{ Querystring: Static<typeof pageQuery> }>('/api/v1/imports', listRoute, async (request, reply) => {
    const { cursor, limit } = request.query;
    const page = await listImports(store, readerOf(request.asker), { before: keyIn(cursor, 'number')?.[0], limit });
    return reply.send({ ...page, next: page.next === null ? null : cursorAfter([page.next]) });
  });
  app.get<{ Params: Static<typeof params> }>('/api/v1/imports/:import', readRoute, async (request, reply) => {
    const id = request.params.import;
    const found = await readImport(store, readerOf(request.asker), id);
    return reply.header('cache-control', 'no-store').send({ ...found, progress: jobs.progressOf(id) });
  });
  app.get<{ Params: Static<typeof params>; Querystring: Static<typeof refusedQuery> }>(
    '/api/v1/imports/:import/refused',
    refusedRoute,
    async (request, reply) => {
      const of = { id: request.params.import, entity: entityOf(request.query.entity), dataFolder: jobs.dataFolder };
      const path = await readRefusals(store, actorOf(request.asker), of);
      void reply
        .header('content-type', 'text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="refused.csv"')
        .header('cache-control', 'no-store')
        .send(createReadStream(path));
      await finished(reply.raw).catch(() => {});
      return reply;
    },
  );
}

async function importingRoutes(app: FastifyInstance, { store, imports: jobs }: Parts): Promise<void> {
  strictJson(app);
  app.post<{ Body: Static<typeof asked> }>('/api/v1/imports', beginRoute, (request, reply) => {
    const { entity: of, related = {}, feeds = [], file, encoding, sheet, asOf } = request.body;
    const others = Object.entries(related).map(([name, id]) => [entityOf(name), id] as const);
    const language = requestLanguage(request);
    const files = { entity: entityOf(of), file, related: others, feeds, encoding, sheet, asOf, language };
    return operate(
      request,
      reply,
      store,
      (own, actor) => beginImport(own, actor, files, jobs).catch(refusedAsProblems),
      ({ id }) => ({ status: 202, body: { id, state: 'running' }, location: `/api/v1/imports/${id}` }),
    );
  });
  app.post<{ Params: Static<typeof params>; Body: Static<typeof decision> }>(
    '/api/v1/imports/:import/decision',
    decideRoute,
    (request, reply) =>
      operate(
        request,
        reply,
        store,
        async (own, actor) => {
          const decided = await decideImport(own, actor, request.params.import, request.body.decision);
          if (decided.state === 'withdrawn') jobs.cancel(decided.id);
          return decided;
        },
        (decided) => ({ status: 200, body: { ...decided } }),
      ),
  );
}

/** The id of an entity that is named with its kind or without. */
export function entityOf(name: string): string;
export function entityOf(name: string | undefined): string | undefined;
export function entityOf(name: string | undefined): string | undefined {
  return name === undefined || name.includes('/') ? name : `entity/${name}`;
}

/** What is refused of files and definitions is answered by its problems. */
export function refusedAsProblems(error: unknown): never {
  const [first, ...others] = error instanceof Refusal ? error.problems : [];
  throw first === undefined ? error : new RefusedRequest([first, ...others]);
}

const refusedQuery = Type.Object({ entity: Type.Optional(entityName) });

const beginRoute = routeOptions({
  id: 'beginImport',
  summary: 'Import files that were sent as the snapshot of a population, whole or not at all',
  tag,
  serves: IMPORTERS,
  body: asked,
  status: 202,
  answer: begun,
  refusals: [400, 404, 409, 422, 503],
});
const decideRoute = routeOptions({
  id: 'decideImport',
  summary: 'Confirm or refuse a snapshot whose rows fell, by another person; or withdraw it, while it is imported too',
  tag,
  serves: { roles: ['importer'] },
  params,
  body: decision,
  answer: begun,
  refusals: [400, 404, 409],
});
const titled = Type.Object({ 'zh-CN': Type.String(), en: Type.String() });
const choicesRoute = routeOptions({
  id: 'getImportChoices',
  summary: 'What populations can be imported, with which other rows, and the feeds that read their files',
  tag,
  serves: IMPORTERS,
  answer: Type.Object({
    entities: Type.Array(
      Type.Object({
        id: Type.String(),
        title: titled,
        related: Type.Array(Type.String(), {
          description: 'Entities whose rows may come with it; none of those without a key',
        }),
        isPopulation: Type.Boolean({ description: 'Whether single records of it can be found, so that it is one' }),
        fields: Type.Array(Type.Object({ name: Type.String(), title: titled })),
        feeds: Type.Array(Type.Object({ id: Type.String(), title: titled })),
      }),
    ),
  }),
});
const listRoute = routeOptions({
  id: 'listImports',
  summary: 'What was imported, newest first: sources, age and counts',
  tag,
  serves: READERS,
  query: pageQuery,
  answer: pageOf(imported),
  refusals: [400, 404],
});
const readRoute = routeOptions({
  id: 'getImport',
  summary: 'How far an import is, and what came of it',
  tag,
  serves: READERS,
  params,
  answer: Type.Object({ ...imported.properties, progress }),
  refusals: [400, 404],
});
const refusedRoute = routeOptions({
  id: 'getRefusedRows',
  summary: 'The rows that an import refused, with the reasons, as CSV',
  tag,
  serves: IMPORTERS,
  params,
  query: refusedQuery,
  answer: { mediaType: 'text/csv' },
  refusals: [400, 404],
});
