import Fastify, { type FastifyInstance } from 'fastify';
import { createMetrics } from './http/metrics.ts';
import { authority } from './http/plugins/authority.ts';
import { loopback } from './http/plugins/loopback.ts';
import { bytesRefuser, refuseUnserved } from './http/plugins/malformed.ts';
import { otherMethods } from './http/plugins/methods.ts';
import { openApi } from './http/plugins/openapi.ts';
import { requestId, requestIds } from './http/plugins/request-ids.ts';
import { MOST_BODY_BYTES, refuseAddress, refusals } from './http/plugins/refusals.ts';
import { studio } from './http/plugins/studio.ts';
import { signInPages } from './http/pages/sign-in-page.ts';
import { signIns, untilBegun } from './http/plugins/sign-ins.ts';
import { absenceRoutes } from './http/routes/absences.ts';
import { administrationRoutes } from './http/routes/administration.ts';
import { approvalRoutes } from './http/routes/approvals.ts';
import { authorityChangeRoutes } from './http/routes/authority-changes.ts';
import { impactRoutes } from './http/routes/impacts.ts';
import { importRoutes } from './http/routes/imports.ts';
import { uploadRoutes } from './http/routes/uploads.ts';
import { noticeRoutes } from './http/routes/notices.ts';
import { deliveryRoutes } from './http/routes/deliveries.ts';
import { keyRoutes } from './http/routes/keys.ts';
import { peopleRoutes } from './http/routes/people.ts';
import { releaseRoutes } from './http/routes/releases.ts';
import { sessionRoutes } from './http/routes/sessions.ts';
import { settingsRoutes } from './http/routes/settings.ts';
import { inboundRoutes } from './http/routes/inbound.ts';
import type { InboundSource } from './channels/webhook-endpoints.ts';
import type { Clock } from './clock.ts';
import type { Store } from './store/store.ts';
import { checkRoutes } from './http/routes/check.ts';
import { differenceRoutes } from './http/routes/differences.ts';
import { customerRoutes } from './http/routes/customers.ts';
import { decisionRoutes } from './http/routes/decisions.ts';
import { definitionListRoutes } from './http/routes/definition-list.ts';
import { definitionRoutes } from './http/routes/definitions.ts';
import { healthRoutes } from './http/routes/health.ts';
import { populationRoutes } from './http/routes/population.ts';
import { recordRoutes } from './http/routes/records.ts';
import { binsRoutes } from './http/routes/bins.ts';
import { requestRoutes } from './http/routes/requests.ts';
import { regressionRoutes } from './http/routes/regressions.ts';
import { surveyRoutes } from './http/routes/surveys.ts';
import { sampleRoutes } from './http/routes/samples.ts';
import { schemaRoutes } from './http/routes/schemas.ts';
import { refuseUnsaidRoles } from './http/route.ts';
import type { Language } from '../definitions/index.ts';
import type { Checker } from './operations/definitions/checker.ts';
import type { Comparer } from './operations/definitions/comparer.ts';
import type { Runtime } from './operations/definitions/runtime.ts';
import type { ImpactJobs } from './operations/impacts/impact-jobs.ts';
import type { ImportJobs } from './operations/population/import-jobs.ts';
import type { Examiner } from './operations/releases/examine.ts';
import type { Fitter } from './operations/regressions/fitter.ts';
import type { PreparedQueues } from './operations/requests/prepared-queues.ts';
import type { Pace } from './operations/notices/follow-notices.ts';
import { type Access, openAccess } from './operations/people/access.ts';

/** The store of people, where the server has one, and who they are to it. */
export interface PeopleParts {
  readonly store: Store;
  readonly access: Access;
  readonly clock: Clock;
  readonly impacts: ImpactJobs;
  readonly imports: ImportJobs;
  readonly examiner: Examiner;
  readonly comparer: Comparer;
  readonly fitter: Fitter;
  readonly queues: PreparedQueues;
  /** Who may send requests, signed; nobody unless given. */
  readonly inbound?: readonly InboundSource[];
  /** By what the gateway of text messages signs its receipts. */
  readonly smsSecrets?: readonly string[];
  /** How often notices are looked for; as the feed itself says, unless given. */
  readonly noticePace?: Pace;
}

export interface AppParts {
  readonly runtime: Runtime;
  readonly checker: Checker;
  /** Where the built page stands; where it does not, `/` says so. */
  readonly studioFolder: string;
  /** A server that knows of no people is open for trying, and writes nothing. */
  readonly people?: PeopleParts;
  /** Whether it listens beyond this machine: under whatever name it is known there. */
  readonly isPublic?: boolean;
  /** Whose word on where a request came from counts: addresses of proxies. */
  readonly trustedProxies?: readonly string[];
  /** Whether the server is about to stop. */
  readonly isStopping?: () => boolean;
  /** What is spoken to whoever names no language. */
  readonly language?: Language;
  /** How long a request may take to arrive; of a stream, each line of it. */
  readonly requestMs?: number;
  /** Told of every fault of the program that a request met, with the id of the request. */
  readonly onFault?: (error: Error, reference: string) => void;
}

/** How long a connection may say nothing, and how long the headers of a request, and a whole one, may take to arrive. */
const MOST_SILENT_MS = 300_000;
const MOST_HEADERS_MS = 20_000;
const MOST_REQUEST_MS = 30_000;

/** The HTTP application, ready to listen or to be injected into. */
export async function buildApp(parts: AppParts): Promise<FastifyInstance> {
  const { runtime, checker, studioFolder, isStopping = () => false, onFault = () => {} } = parts;
  const { people, isPublic = false, trustedProxies = [] } = parts;
  const access = people?.access ?? openAccess;
  const { language = 'zh-CN', requestMs = MOST_REQUEST_MS } = parts;
  const app = Fastify({
    bodyLimit: MOST_BODY_BYTES,
    routerOptions: { maxParamLength: 300 },
    frameworkErrors: refuseAddress,
    clientErrorHandler: bytesRefuser(language),
    genReqId: requestId,
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    requestTimeout: requestMs,
    connectionTimeout: MOST_SILENT_MS,
    // A request without a host is answered by `loopback`.
    http: {
      requireHostHeader: false,
      headersTimeout: Math.min(MOST_HEADERS_MS, requestMs),
      connectionsCheckingInterval: Math.min(5000, requestMs),
    },
  });
  app.setSerializerCompiler(() => (value) => JSON.stringify(value));
  app.decorate('defaultLanguage', language);
  requestIds(app);
  refusals(app, onFault);
  loopback(app, { isPublic, isOpen: access.isOpen });
  if (people !== undefined) {
    untilBegun(app, access.isBegun);
    await signIns(app);
  }
  refuseUnserved(app);
  authority(app, access, people?.store);
  refuseUnsaidRoles(app);
  const methods = otherMethods(app);
  const metrics = createMetrics({
    publication: () => runtime.catalog.publication.number,
    isLogFine: () => runtime.log.fault === undefined,
  });
  await openApi(app, runtime);
  await app.register(decisionRoutes, { runtime, metrics, requestMs, people: people?.store });
  await app.register(definitionListRoutes, { runtime });
  await app.register(definitionRoutes, { runtime });
  await app.register(checkRoutes, { runtime, checker, store: people?.store });
  await app.register(populationRoutes, { runtime });
  if (people !== undefined) await registerPeople(app, people, parts);
  await app.register(schemaRoutes);
  await app.register(healthRoutes, {
    metrics,
    whyNotReady: () => {
      if (isStopping()) return 'stopping';
      if (runtime.log.fault !== undefined) return 'decision log';
      return runtime.isUnseen ? 'store' : undefined;
    },
  });
  await app.register(studio, { folder: studioFolder });
  methods.complete();
  return app;
}

/** What only a server that knows of people answers. */
async function registerPeople(
  app: FastifyInstance,
  people: PeopleParts,
  { runtime, onFault = () => {} }: AppParts,
): Promise<void> {
  await app.register(sessionRoutes, people);
  await app.register(peopleRoutes, people);
  await app.register(authorityChangeRoutes, people);
  await app.register(settingsRoutes, people);
  await app.register(keyRoutes, people);
  await app.register(impactRoutes, people);
  await app.register(uploadRoutes, { ...people, runtime });
  await app.register(importRoutes, { ...people, runtime });
  await app.register(recordRoutes, { store: people.store, runtime });
  await app.register(customerRoutes, { store: people.store, runtime, impacts: people.impacts });
  await app.register(sampleRoutes, { store: people.store, runtime, impacts: people.impacts });
  await app.register(binsRoutes, { store: people.store, runtime, impacts: people.impacts });
  await app.register(releaseRoutes, { ...people, onFault });
  await app.register(differenceRoutes, people);
  await app.register(regressionRoutes, { runtime, fitter: people.fitter, clock: people.clock });
  await app.register(requestRoutes, { store: people.store, queues: people.queues });
  await app.register(surveyRoutes, { store: people.store, queues: people.queues });
  await app.register(inboundRoutes, people);
  await app.register(approvalRoutes, { store: people.store, queues: people.queues });
  await app.register(absenceRoutes, people);
  await app.register(administrationRoutes, people);
  await app.register(deliveryRoutes, people);
  await app.register(noticeRoutes, people);
  await app.register(signInPages, people);
}
