import { existsSync } from 'node:fs';
import { join } from 'node:path';
import helmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { sendProblem } from '../problem-reply.ts';
import { httpProblem } from '../problems.ts';
import { PAGE, servesEveryone } from '../route.ts';
import { notFound, requestLanguage } from './refusals.ts';

/** Only this file of the studio may make functions of text: it runs in a worker, under the policy of its own response. */
const EVALUATOR = /^\/assets\/evaluator[^/]*\.js$/;
const EVALUATOR_POLICY = "default-src 'none'; script-src 'self' 'unsafe-eval'; connect-src 'none'";

/** The page at `/`, under a strict policy; addresses that are no file are the page's own, so that its links can be opened directly. */
export async function studio(app: FastifyInstance, { folder }: { folder: string }): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) {
    app.get('/', PAGE, (request, reply) =>
      sendProblem(reply, [httpProblem('studio-not-built', { pointer: '' })], requestLanguage(request)),
    );
    return;
  }
  await app.register(async (scope) => {
    servesEveryone(scope);
    await scope.register(helmet, {
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          'default-src': ["'self'"],
          'script-src': ["'self'"],
          'worker-src': ["'self'"],
          'style-src': ["'self'", "'unsafe-inline'"],
          'img-src': ["'self'", 'data:'],
          'font-src': ["'self'", 'data:'],
          'connect-src': ["'self'"],
          'object-src': ["'none'"],
          'base-uri': ["'none'"],
          'form-action': ["'self'"],
          'frame-ancestors': ["'none'"],
        },
      },
      // The server speaks plain HTTP on loopback.
      strictTransportSecurity: false,
    });
    await scope.register(fastifyStatic, {
      root: folder,
      wildcard: false,
      cacheControl: false,
      // The build puts the brotli and gzip form of each text beside it.
      preCompressed: true,
      globIgnore: ['**/*.br', '**/*.gz'],
      setHeaders(response, path) {
        const isHashed = path.slice(folder.length).startsWith('/assets/');
        void response.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
    scope.addHook('onSend', (request, reply, payload, done) => {
      if (EVALUATOR.test(request.url.split('?')[0] ?? ''))
        void reply.header('content-security-policy', EVALUATOR_POLICY);
      done(null, payload);
    });
    scope.get('/*', PAGE, (request, reply) => {
      const path = request.url.split('?')[0] ?? '';
      const isPage =
        request.headers.accept?.includes('text/html') && !/^\/(api|schemas|assets|problems|docs)(\/|$)/.test(path);
      return isPage ? reply.sendFile('index.html') : notFound(request, reply);
    });
  });
}
