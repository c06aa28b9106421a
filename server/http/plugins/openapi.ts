import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { apiSchemas } from '../api-schemas.ts';

/** The OpenAPI 3.1 document out of the routes that follow, at /openapi.json, and its pages at /docs. */
export async function openApi(app: FastifyInstance): Promise<void> {
  for (const [name, schema] of Object.entries(apiSchemas)) app.addSchema({ $id: name, ...schema });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Guiju',
        description: 'Decisions, definitions and the population they are shown on',
        version: '1',
      },
      servers: [{ url: '/' }],
      tags: ['decisions', 'definitions', 'population'].map((name) => ({ name })),
    },
    refResolver: {
      buildLocalReference: (json, _base, _fragment, i) =>
        typeof json['$id'] === 'string' ? json['$id'] : `schema-${i}`,
    },
  });
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true });
  app.get('/openapi.json', { schema: { hide: true } }, (_request, reply) => reply.send(app.swagger()));
}
