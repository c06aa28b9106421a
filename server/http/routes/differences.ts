import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import type { Comparer } from '../../operations/definitions/comparer.ts';
import { notFound } from '../../operations/people/acting.ts';
import { SEES_RELEASES } from '../../operations/releases/release-view.ts';
import { releaseDifference } from '../../operations/review/release-difference.ts';
import { listVersions, versionDifference } from '../../operations/review/versions.ts';
import type { Store } from '../../store/store.ts';
import { rightsOf } from '../operate.ts';
import { routeOptions } from '../route.ts';

const text = Type.String();
const whole = Type.Integer();
const message = Type.Object({ 'zh-CN': text, en: text });
const orNull = <Of extends Type.TSchema>(of: Of) => Type.Union([of, Type.Null()]);
const inBoth = <Of extends Type.TSchema>(of: Of) => Type.Object({ 'zh-CN': of, en: of });
const verdict = orNull(Type.Enum(['proved', 'refuted', 'undecided']));
const told = Type.Object({ ref: text, name: text, title: message, words: message });

const compared = {
  differences: Type.Array(
    Type.Object({
      ref: text,
      title: message,
      kind: Type.Enum(['reached', 'changed', 'added', 'removed']),
      by: Type.Array(text, { description: 'Of one that is reached: what it stands on that changed' }),
      words: inBoth(Type.Array(text)),
      lines: inBoth(Type.Array(Type.Object({ before: orNull(text), after: orNull(text) }))),
      before: Type.Unknown({
        description: 'Of one that changed, the text that its changes begin with, one by one; else null',
      }),
      changes: Type.Array(
        Type.Object({
          op: Type.Enum(['add', 'remove', 'replace', 'move']),
          path: text,
          from: Type.Optional(text),
          before: Type.Optional(Type.Unknown()),
          value: Type.Optional(Type.Unknown()),
        }),
      ),
    }),
  ),
  proofs: Type.Array(
    Type.Object({
      ref: text,
      title: message,
      question: message,
      pointer: text,
      before: verdict,
      after: verdict,
      told: orNull(message),
    }),
  ),
  cases: Type.Object({
    changed: Type.Array(told),
    failing: Type.Array(told),
    texts: Type.Array(Type.Object({ ...told.properties, what: Type.Enum(['added', 'removed', 'rewritten']) }), {
      description: 'Cases whose own text is changed, but for those that were accepted as they come out',
    }),
  }),
  errors: Type.Array(Type.Object({ pointer: text, message })),
};
const releaseParams = Type.Object({ release: Type.String({ maxLength: 60 }) });
const definitionParams = Type.Object({ kind: Type.String({ maxLength: 100 }), name: Type.String({ maxLength: 200 }) });
const between = Type.Object({
  from: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: 'A version of the definition' }),
  to: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
});
type Definition = { Params: Static<typeof definitionParams> };

interface Parts {
  readonly store: Store;
  readonly comparer: Comparer;
}

/** What changes, and what changed, in words: of a release, and between two versions of a definition. */
export async function differenceRoutes(app: FastifyInstance, { store, comparer }: Parts): Promise<void> {
  app.get<{ Params: Static<typeof releaseParams> }>(
    '/api/v1/releases/:release/difference',
    releaseRoute,
    async (request, reply) => {
      const found = await releaseDifference(store, rightsOf(request.asker), request.params.release, comparer);
      return reply.header('cache-control', 'no-store').send(found);
    },
  );
  app.get<Definition>('/api/v1/definitions/:kind/:name/versions', versionsRoute, async ({ params }, reply) => {
    const id = `${params.kind}/${params.name}`;
    const items = await listVersions(store.database, id);
    if (items.length === 0) throw notFound(id);
    return reply.header('cache-control', 'no-store').send({ items });
  });
  app.get<Definition & { Querystring: Static<typeof between> }>(
    '/api/v1/definitions/:kind/:name/difference',
    betweenRoute,
    async ({ params, query }, reply) => {
      const { from, to } = query;
      const id = `${params.kind}/${params.name}`;
      return reply.send(await versionDifference(store.database, id, { from, to }, comparer));
    },
  );
}

const SEE = { roles: SEES_RELEASES } as const;
const releaseRoute = routeOptions({
  id: 'getReleaseDifference',
  summary: 'What a release changes, in words: its definitions clause by clause, cases that come out otherwise, proofs',
  tag: 'releases',
  serves: SEE,
  params: releaseParams,
  answer: Type.Object({
    release: text,
    revision: whole,
    content: Type.String({ description: 'The hash of what the release says, which is told of here' }),
    base: whole,
    ...compared,
  }),
  refusals: [404],
});
const versionsRoute = routeOptions({
  id: 'listVersions',
  summary: 'The versions of a definition that were in force, newest first',
  tag: 'definitions',
  serves: SEE,
  params: definitionParams,
  answer: Type.Object({
    items: Type.Array(
      Type.Object({
        version: whole,
        hash: text,
        since: whole,
        until: orNull(whole),
        publishedAt: text,
        release: orNull(text),
        title: orNull(text),
      }),
    ),
  }),
  refusals: [404],
});
const betweenRoute = routeOptions({
  id: 'getVersionDifference',
  summary: 'What became of a definition from one of its versions to another, in words',
  tag: 'definitions',
  serves: SEE,
  params: definitionParams,
  query: between,
  answer: Type.Object({ from: whole, to: whole, ...compared }),
  refusals: [400, 404],
});
