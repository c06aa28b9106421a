import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import type { Runtime } from '../../operations/definitions/runtime.ts';
import { apiSchemas } from '../api-schemas.ts';
import { decisionApi } from '../decision-schemas.ts';
import { sendPacked } from '../packed-reply.ts';

/**
 * The OpenAPI 3.1 document out of the routes that follow, and its pages at /docs; at /openapi.json with an address for each decision in
 * force, its request and its result typed.
 */
export async function openApi(app: FastifyInstance, runtime: Pick<Runtime, 'catalog'>): Promise<void> {
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
      tags: ['decisions', 'definitions', 'population', 'health'].map((name) => ({ name })),
    },
    refResolver: {
      buildLocalReference: (json, _base, _fragment, i) =>
        typeof json['$id'] === 'string' ? json['$id'] : `schema-${i}`,
    },
  });
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true });
  app.get('/openapi.json', { schema: { hide: true } }, async (request, reply) => {
    // Written as OpenAPI 3.1 above; the plugin's type knows older documents, too.
    const document = app.swagger() as { readonly paths?: object; readonly components?: { readonly schemas?: object } };
    const { paths, schemas } = await decisionApi(runtime.catalog);
    const { components } = document;
    const text = JSON.stringify({
      ...document,
      paths: { ...document.paths, ...paths },
      components: { ...components, schemas: { ...components?.schemas, ...schemas } },
    });
    return sendPacked(request, reply, { text });
  });
}
