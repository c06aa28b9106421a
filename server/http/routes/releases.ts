import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import type { JsonObject } from '../../../definitions/index.ts';
import type { AskedMember, ReleaseContent } from '../../operations/releases/content.ts';
import { keptImpactOf } from '../../operations/impacts/fitting-impact.ts';
import { CasesChange, submitRelease } from '../../operations/releases/submit.ts';
import { beginRelease, editRelease } from '../../operations/releases/write-release.ts';
import type { Actor } from '../../store/actor.ts';
import type { Store } from '../../store/store.ts';
import { operate } from '../operate.ts';
import { strictJson } from '../plugins/json-body.ts';
import { requestLanguage } from '../plugins/refusals.ts';
import { whyNotMatched } from '../precondition.ts';
import { sendProblem } from '../problem-reply.ts';
import { routeOptions } from '../route.ts';
import {
  answer,
  answerOf,
  AUTHORS,
  declare,
  type Of,
  type params,
  type Parts,
  releaseDecisionRoutes,
  releaseTag,
} from './release-decisions.ts';
import { releaseReadingRoutes } from './releases-reading.ts';

const closed = { additionalProperties: false };
const member = Type.Union([
  Type.Object(
    {
      document: Type.Object(
        { kind: Type.String(), name: Type.String() },
        { description: 'The definition as it is to be' },
      ),
      replaces: Type.Optional(
        Type.String({ maxLength: 64, description: 'The hash of the published text that it was written on' }),
      ),
    },
    closed,
  ),
  Type.Object({ retire: Type.String({ maxLength: 200, description: 'A definition that is to go' }) }, closed),
]);
const content = {
  title: Type.String({ minLength: 1, maxLength: 200 }),
  note: Type.Optional(Type.String({ maxLength: 10_000 })),
  goLiveAt: Type.Optional(
    Type.Union([Type.String({ maxLength: 60 }), Type.Null()], {
      description: 'An instant with its zone; absent or null: at once when it is approved',
    }),
  ),
  members: Type.Array(member, { maxItems: 1000 }),
};
const written = Type.Object(content, closed);
const release = Type.String({ maxLength: 60 });
const copyOf = Type.Union([release, Type.Array(release, { minItems: 1, maxItems: 100, uniqueItems: true })], {
  description:
    'Releases whose texts it begins with, each still written on what it was, and whose writers never approve it',
});
const begun = Type.Object({ ...content, copyOf: Type.Optional(copyOf) }, closed);
const submission = Type.Object({ acceptsCases: Type.Optional(Type.String({ maxLength: 64 })) }, closed);
/** Changes of definitions on their way: written, handed in, decided by another person, live, undone. */
export async function releaseRoutes(app: FastifyInstance, parts: Parts): Promise<void> {
  const { store, examiner } = parts;
  const impactOf = keptImpactOf(store, parts.impacts);
  await app.register(releaseReadingRoutes, { store });
  await app.register(releaseDecisionRoutes, parts);
  await app.register(async (scope) => {
    strictJson(scope);
    scope.post<{ Body: Static<typeof begun> }>('/api/v1/releases', beginRoute, (request, reply) => {
      const sources = request.body.copyOf ?? [];
      const asked = { ...contentOf(request.body), copyOf: typeof sources === 'string' ? [sources] : sources };
      return operate(request, reply, store, (own, actor) => beginRelease(own, actor, asked), answerOf(201));
    });
    scope.put<Of<Static<typeof written>>>('/api/v1/releases/:release', editRoute, (request, reply) => {
      const asked = { ...contentOf(request.body), whyNot: unseenOf(request) };
      const id = request.params.release;
      return operate(request, reply, store, (own, actor) => editRelease(own, actor, id, asked), answerOf(200));
    });
    scope.post<Of<Static<typeof submission>>>('/api/v1/releases/:release/submission', submitRoute, (request, reply) => {
      const asked = { acceptsCases: request.body.acceptsCases ?? null, whyNot: unseenOf(request) };
      const submit = (own: Store, actor: Actor) =>
        submitRelease({ store: own, examiner, impactOf }, actor, request.params.release, asked);
      return operate(request, reply, store, submit, answerOf(200)).catch((error: unknown) =>
        toldCases(request, reply, error),
      );
    });
  });
}

const contentOf = ({ title, note = '', goLiveAt = null, members }: Static<typeof written>): ReleaseContent => ({
  title,
  note,
  goLiveAt,
  // What stands in a document its kind says, when it is handed in.
  members: members as unknown as readonly AskedMember[],
});

/** Why a release is not what a request saw of it. */
const unseenOf = (request: FastifyRequest<{ Params: Static<typeof params> }>) => (rowVersion: number) =>
  whyNotMatched(request.headers['if-match'], releaseTag(request.params.release, rowVersion));

/** Tells which cases come out otherwise, and by what they are accepted together. */
function toldCases(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  if (!(error instanceof CasesChange)) throw error;
  const caseChanges = error.changes.map(
    ({ words: told, ...change }): JsonObject => ({ ...change, words: { ...told } }),
  );
  return sendProblem(reply, error.problems, requestLanguage(request), { caseChanges, acceptsCases: error.digest });
}

const beginRoute = routeOptions({
  id: 'beginRelease',
  summary: 'Begin a change of definitions, as a draft',
  tag: 'releases',
  serves: { roles: AUTHORS },
  body: begun,
  status: 201,
  answer,
  refusals: [400, 404, 409],
});
const editRoute = declare({
  id: 'editRelease',
  summary: 'Write a release anew, on what was seen of it (If-Match); what was approved of it is void',
  serves: { roles: AUTHORS },
  body: written,
  refusals: [400, 404, 409, 412, 428],
});
const submitRoute = declare({
  id: 'submitRelease',
  summary: 'Hand a release in, on what was seen of it (If-Match): checked, proved, its cases run, its impact computed',
  serves: { roles: AUTHORS },
  body: submission,
  refusals: [400, 404, 409, 412, 422, 428],
});
