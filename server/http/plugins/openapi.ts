import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Runtime } from '../../operations/definitions/runtime.ts';
import { apiSchemas } from '../api-schemas.ts';
import { decisionApi } from '../decision-schemas.ts';
import { SESSION_COOKIE } from './authority.ts';
import { sendPacked } from '../packed-reply.ts';
import { PAGE, servesEveryone } from '../route.ts';

/**
 * The OpenAPI 3.1 document out of the routes that follow, with an address for each decision in force, its request and its result
 * typed: at /openapi.json, and as pages at /docs.
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
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE },
          key: { type: 'http', scheme: 'bearer' },
        },
      },
      tags: ['decisions', 'definitions', 'population', 'people', 'health'].map((name) => ({ name })),
    },
    refResolver: {
      buildLocalReference: (json, _base, _fragment, i) =>
        typeof json['$id'] === 'string' ? json['$id'] : `schema-${i}`,
    },
  });
  const describe = async (request: FastifyRequest, reply: FastifyReply) => {
    // Written as OpenAPI 3.1 above; the plugin's type knows older documents, too.
    const document = app.swagger() as { readonly paths?: object; readonly components?: { readonly schemas?: object } };
    const { paths, schemas } = await decisionApi(runtime.catalog);
    const { components } = document;
    const text = JSON.stringify({
      ...document,
      paths: { ...document.paths, ...paths },
      components: { ...components, schemas: { ...components?.schemas, ...schemas } },
    });
    return await sendPacked(request, reply, { text });
  };
  await app.register(async (pages) => {
    servesEveryone(pages);
    await pages.register(swaggerUi, {
      routePrefix: '/docs',
      staticCSP: true,
      // The pages show what they find here: by itself the plugin knows the routes alone.
      uiHooks: {
        preHandler(request, reply, done) {
          if (request.routeOptions.url !== '/docs/json') return done();
          describe(request, reply).catch(done);
        },
      },
    });
  });
  app.get('/openapi.json', PAGE, describe);
}
