import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../metrics.ts';

export interface Health {
  /** Why the server should get no requests now; undefined while it should. */
  readonly whyNotReady: () => string | undefined;
  readonly metrics: Metrics;
}

/** /livez: the process answers. /readyz: it should get requests. /metrics: Prometheus. */
export async function healthRoutes(app: FastifyInstance, { whyNotReady, metrics }: Health): Promise<void> {
  const schema = { hide: true };
  app.get('/livez', { schema }, (_request, reply) => reply.send({ status: 'ok' }));
  app.get('/readyz', { schema }, (_request, reply) => {
    const reason = whyNotReady();
    if (reason === undefined) return reply.send({ status: 'ok' });
    return reply.code(503).send({ status: 'not ready', reason });
  });
  app.get('/metrics', { schema }, async (_request, reply) =>
    reply.header('content-type', metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
}
