import type { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { addPiece } from '../../operations/population/add-piece.ts';
import type { ImportJobs } from '../../operations/population/import-jobs.ts';
import { previewUpload } from '../../operations/population/preview-upload.ts';
import { beginUpload, dropUpload, ownUpload } from '../../operations/population/upload.ts';
import type { Runtime } from '../../operations/definitions/runtime.ts';
import type { Store } from '../../store/store.ts';
import { actorOf, operate } from '../operate.ts';
import { strictJson } from '../plugins/json-body.ts';
import { requestLanguage } from '../plugins/refusals.ts';
import { type Served, routeOptions } from '../route.ts';
import { entityName, entityOf, refusedAsProblems } from './imports.ts';

const tag = 'population';
const closed = { additionalProperties: false };
const orNull = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);
const upload = Type.String({ maxLength: 60, description: 'The id of a file that was sent' });
const named = Type.Object(
  {
    name: Type.String({
      maxLength: 150,
      pattern: '^[\\p{L}\\p{N}][\\p{L}\\p{N} ._()-]*\\.(parquet|csv|ndjson|jsonl|xlsx)$',
      description: 'The file as it is called; its ending says how it is read',
    }),
  },
  closed,
);
const previewed = Type.Object(
  {
    entity: entityName,
    feed: Type.Optional(Type.String({ maxLength: 200, description: '`feed/name`: how it is read' })),
    encoding: Type.Optional(Type.Enum(['utf-8', 'gb18030', 'gbk'])),
    sheet: Type.Optional(Type.Union([Type.String({ maxLength: 100 }), Type.Integer({ minimum: 1, maximum: 1000 })])),
  },
  closed,
);
const params = Type.Object({ upload });
const pieceParams = Type.Object({ upload, at: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }) });
const uploaded = Type.Object({ id: Type.String(), bytes: Type.Integer() });
const preview = Type.Object({
  isWhole: Type.Boolean({ description: 'Whether all of the file was read; of a long one only its beginning is' }),
  taken: Type.Integer({ description: 'Rows that can be used, of what was read' }),
  refused: Type.Integer(),
  fields: Type.Array(Type.String()),
  rows: Type.Array(Type.Object({ number: Type.Integer(), values: Type.Array(orNull(Type.String())) })),
  cells: Type.Array(
    Type.Object({
      row: Type.Integer(),
      field: Type.String(),
      value: orNull(Type.String()),
      message: Type.String({ description: 'Why it is refused, in the language asked for' }),
    }),
    { description: 'What was refused, cell by cell, by the number of its row' },
  ),
  notes: Type.Array(Type.Object({})),
});
const IMPORTERS: Served = { roles: ['importer', 'integrator'] };
const BYTES = 'application/octet-stream';

interface Parts {
  readonly store: Store;
  readonly imports: ImportJobs;
  readonly runtime: Runtime;
}

/** Files on their way in, piece by piece: looked into before they are imported, or taken away again. */
export async function uploadRoutes(app: FastifyInstance, parts: Parts): Promise<void> {
  const { store, imports } = parts;
  await app.register(beginningRoutes, parts);
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(BYTES, (_request, payload, done) => done(null, payload));
    scope.put<{ Params: Static<typeof pieceParams> }>(
      '/api/v1/uploads/:upload/pieces/:at',
      pieceRoute,
      async (request, reply) => {
        const { upload: id, at } = request.params;
        const { dataFolder } = imports;
        // The parser of this scope hands the stream on.
        const piece = request.body as Readable;
        const done = await addPiece(store, actorOf(request.asker), { dataFolder, id, at, piece });
        return reply.header('cache-control', 'no-store').send({ ...done });
      },
    );
  });
  app.get<{ Params: Static<typeof params> }>('/api/v1/uploads/:upload', getRoute, async (request, reply) => {
    const found = await store.read((database) => ownUpload(database, actorOf(request.asker), request.params.upload));
    return reply.header('cache-control', 'no-store').send({ id: found.id, bytes: found.bytes });
  });
  app.delete<{ Params: Static<typeof params> }>('/api/v1/uploads/:upload', dropRoute, async (request, reply) => {
    await dropUpload(store, actorOf(request.asker), imports.dataFolder, request.params.upload);
    return reply.code(204).send();
  });
}

async function beginningRoutes(app: FastifyInstance, { store, imports, runtime }: Parts): Promise<void> {
  strictJson(app);
  app.post<{ Body: Static<typeof named> }>('/api/v1/uploads', uploadRoute, (request, reply) =>
    operate(
      request,
      reply,
      store,
      (own, actor) => beginUpload(own, actor, imports.dataFolder, request.body.name),
      ({ id, bytes }) => ({ status: 201, body: { id, bytes }, location: `/api/v1/uploads/${id}` }),
    ),
  );
  app.post<{ Params: Static<typeof params>; Body: Static<typeof previewed> }>(
    '/api/v1/uploads/:upload/preview',
    previewRoute,
    async (request, reply) => {
      const { entity, ...how } = request.body;
      const { library } = runtime.catalog;
      const asked = { upload: request.params.upload, entity: entityOf(entity), ...how };
      const language = requestLanguage(request);
      const host = { store, library, dataFolder: imports.dataFolder };
      const found = await previewUpload(host, actorOf(request.asker), { ...asked, language }).catch(refusedAsProblems);
      return reply.header('cache-control', 'no-store').send({ ...found });
    },
  );
}

const uploadRoute = routeOptions({
  id: 'beginUpload',
  summary: 'Begin to send a file, piece by piece',
  tag,
  serves: IMPORTERS,
  body: named,
  status: 201,
  answer: uploaded,
  refusals: [400, 404, 503],
});
const pieceRoute = routeOptions({
  id: 'addPiece',
  summary: 'The next piece of a file: its bytes from `at` on, 64 MB at most; where a piece broke off, it is sent again',
  tag,
  serves: IMPORTERS,
  params: pieceParams,
  body: { mediaType: BYTES },
  answer: uploaded,
  refusals: [400, 404, 409, 413, 415, 503],
});
const getRoute = routeOptions({
  id: 'getUpload',
  summary: 'How much of a file is there: a piece that follows begins at that byte',
  tag,
  serves: IMPORTERS,
  params,
  answer: uploaded,
  refusals: [400, 404],
});
const dropRoute = routeOptions({
  id: 'dropUpload',
  summary: 'Take a file away that is not to be imported',
  tag,
  serves: IMPORTERS,
  params,
  answer: null,
  status: 204,
  refusals: [400, 404],
});
const previewRoute = routeOptions({
  id: 'previewUpload',
  summary: 'The first rows of a file as an import would read them, and what it would refuse; nothing is kept',
  tag,
  serves: IMPORTERS,
  params,
  body: previewed,
  answer: preview,
  refusals: [400, 404, 413, 422, 503],
});
