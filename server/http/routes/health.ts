import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../metrics.ts';
import { routeOptions } from '../route.ts';

export interface Health {
  /** Why the server should get no requests now; undefined while it should. */
  readonly whyNotReady: () => string | undefined;
  readonly metrics: Metrics;
}

/** /livez: the process answers. /readyz: it should get requests. /metrics: Prometheus. */
export async function healthRoutes(app: FastifyInstance, { whyNotReady, metrics }: Health): Promise<void> {
  app.get('/livez', liveRoute, (_request, reply) => reply.send({ status: 'ok' }));
  app.get('/readyz', readyRoute, (_request, reply) => {
    const reason = whyNotReady();
    if (reason === undefined) return reply.send({ status: 'ok' });
    return reply.code(503).send({ status: 'not ready', reason });
  });
  app.get('/metrics', metricsRoute, async (_request, reply) =>
    reply.header('content-type', metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
}

const health = { tag: 'health', serves: 'everyone', answer: 'Health', refusals: [] } as const;
const liveRoute = routeOptions({ ...health, id: 'isLive', summary: 'Whether the process answers' });
const readyRoute = routeOptions({
  ...health,
  id: 'isReady',
  summary: 'Whether the server should get requests',
  unavailable: 'Health',
});
const metricsRoute = routeOptions({
  ...health,
  id: 'getMetrics',
  summary: 'Figures for Prometheus',
  answer: { mediaType: 'text/plain' },
});
