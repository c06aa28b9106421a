import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import type { Role } from '../../authority/role.ts';
import { actingPerson, needScope } from '../../operations/people/acting.ts';
import type { ImpactJobs } from '../../operations/impacts/impact-jobs.ts';
import { approveRelease, CodeRefused, countRefusedCode, takeBackApproval } from '../../operations/releases/approve.ts';
import { declineRelease, remarkOnRelease, withdrawRelease } from '../../operations/releases/decline.ts';
import type { Examiner } from '../../operations/releases/examine.ts';
import { goLive, settledBy } from '../../operations/releases/go-live.ts';
import type { Written } from '../../operations/releases/release-rows.ts';
import { beginRollBack, reviewRollBack, showRollBackImpact } from '../../operations/releases/roll-back.ts';
import type { Actor } from '../../store/actor.ts';
import type { ReleaseState } from '../../store/release-tables.ts';
import { OperationRefused, type Store } from '../../store/store.ts';
import { type Answer, actorOf, operate } from '../operate.ts';
import { strictJson } from '../plugins/json-body.ts';
import { tagOf, whyNotMatched } from '../precondition.ts';
import { type RouteDeclared, routeOptions } from '../route.ts';

const closed = { additionalProperties: false };
const words = Type.String({ minLength: 1, maxLength: 4000 });
const hash = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'The `hash` of the release as it was shown' });
const declined = Type.Object({ hash, reason: words }, closed);
const opened = Type.Array(
  Type.Object(
    {
      ref: Type.String({ maxLength: 200, description: 'The decision by which somebody moves' }),
      row: Type.Integer({ minimum: 0, description: 'His `rownum` among the movers of the impact' }),
    },
    closed,
  ),
  {
    maxItems: 200,
    description: 'Those who move whom the approver opened: at least one where the impact moves somebody',
  },
);
const approval = Type.Object({ hash, code: Type.String({ maxLength: 10 }), opened: Type.Optional(opened) }, closed);
const maybeReason = Type.Object({ reason: Type.Optional(words) }, closed);
const reason = Type.Object({ reason: words }, closed);
const remark = Type.Object(
  {
    text: words,
    ref: Type.Optional(Type.String({ maxLength: 200 })),
    pointer: Type.Optional(Type.String({ maxLength: 500 })),
  },
  closed,
);
const review = Type.Object({ text: words }, closed);
const nothing = Type.Object({}, closed);
export const params = Type.Object({ release: Type.String({ maxLength: 60 }) });
export const answer = Type.Object({
  id: Type.String(),
  state: Type.String(),
  hash: Type.Union([Type.String(), Type.Null()], {
    description: 'What an approval of it binds, where it waits for one',
  }),
});

export interface Parts {
  readonly store: Store;
  readonly examiner: Examiner;
  readonly impacts: ImpactJobs;
  /** Told of every fault of the program that a request met, with the id of the request. */
  readonly onFault: (error: Error, reference: string) => void;
}
export interface Of<Body> {
  Params: Static<typeof params>;
  Body: Body;
}

export const releaseTag = (id: string, rowVersion: number): string => tagOf(`release/${id}`, rowVersion);

/** What people decide about a release: that it may be, that it may not, that it is taken back, live or undone. */
export async function releaseDecisionRoutes(app: FastifyInstance, parts: Parts): Promise<void> {
  const { store } = parts;
  await app.register(async (scope) => {
    strictJson(scope);
    scope.post<Of<Static<typeof approval>>>(
      '/api/v1/releases/:release/approval',
      approveRoute,
      async (request, reply) => {
        const approve = (own: Store, actor: Actor) => approveRelease(own, actor, request.params.release, request.body);
        return await operate(request, reply, store, approve, answerOf(200)).catch(async (error: unknown) => {
          if (error instanceof CodeRefused) await countRefusedCode(store, actorOf(request.asker));
          throw error;
        });
      },
    );
    scope.post<Of<Static<typeof nothing>>>('/api/v1/releases/:release/go-live', goLiveRoute, async (request, reply) => {
      const id = request.params.release;
      const live = (own: Store, actor: Actor) =>
        goLive({ ...parts, store: own }, actor, id, async (tx, release) => {
          const acting = await actingPerson(tx, `release/${id}`);
          needScope(acting, ['author', 'approver'], release.node, `release/${id}`);
        });
      const told = (state: ReleaseState): Answer => ({ status: 200, body: { id, state, hash: null } });
      return await operate(request, reply, store, live, told, settledBy);
    });
    smallDecisions(scope, parts);
  });
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** Those that carry a reason or some words, and nothing that was seen. */
function smallDecisions(scope: FastifyInstance, { store, examiner, impacts, onFault }: Parts): void {
  const post = <Body>(
    path: string,
    route: Omit<RouteDeclared, 'tag' | 'params' | 'answer'>,
    run: (own: Store, actor: Actor, id: string, body: Body, request: FastifyRequest) => Promise<Written>,
  ) =>
    scope.post<Of<Body>>(`/api/v1/releases/:release/${path}`, declare(route), (request, reply) => {
      const { release } = request.params;
      const status = route.status === 201 ? 201 : 200;
      return operate(
        request,
        reply,
        store,
        (own, actor) => run(own, actor, release, request.body as Body, request),
        answerOf(status),
      );
    });
  for (const decision of ['return', 'refuse'] as const)
    post<Static<typeof declined>>(
      decision === 'return' ? 'return' : 'refusal',
      DECLINED[decision],
      (own, actor, id, body) => declineRelease(own, actor, id, { decision, ...body }),
    );
  post<Static<typeof maybeReason>>('withdrawal', WITHDRAWN, (own, actor, id, body, { headers }) =>
    withdrawRelease(own, actor, id, {
      reason: body.reason ?? null,
      whyNot: (rowVersion) => whyNotMatched(headers['if-match'], releaseTag(id, rowVersion)),
    }),
  );
  post<Static<typeof maybeReason>>('approval/taking-back', TAKEN_BACK, (own, actor, id, body) =>
    takeBackApproval(own, actor, id, body.reason ?? null),
  );
  post<Static<typeof reason>>('roll-back', ROLLED_BACK, async (own, actor, id, body, request) => {
    const begun = await beginRollBack({ store: own, examiner }, actor, id, body.reason);
    // It is begun, whatever becomes of what is only shown with it. That an impact was refused is in the audit.
    await showRollBackImpact(store, actor, begun.id, impacts).catch((error: unknown) => {
      if (!(error instanceof OperationRefused)) onFault(asError(error), request.id);
    });
    return begun;
  });
  post<Static<typeof review>>('review', REVIEWED, (own, actor, id, body) => reviewRollBack(own, actor, id, body.text));
  post<Static<typeof remark>>('remarks', REMARKED, (own, actor, id, { text, ref, pointer }) =>
    remarkOnRelease(own, actor, id, { words: text, ref: ref ?? null, pointer: pointer ?? null }),
  );
}

export const answerOf =
  (status: 200 | 201) =>
  ({ id, rowVersion, state, hash: bound }: Written): Answer => ({
    status,
    body: { id, state, hash: bound },
    tag: releaseTag(id, rowVersion),
    ...(status === 201 ? { location: `/api/v1/releases/${id}` } : {}),
  });

export const AUTHORS: readonly Role[] = ['author', 'integrator'];
const APPROVERS: readonly Role[] = ['approver'];
const EITHER: readonly Role[] = ['author', 'approver'];
export const declare = (route: Omit<RouteDeclared, 'tag' | 'params' | 'answer'>) =>
  routeOptions({ tag: 'releases', params, answer, refusals: [400, 404, 409], ...route });

const approveRoute = declare({
  id: 'approveRelease',
  summary: 'Approve what was shown, by its hash and a fresh code; never what one wrote in',
  serves: { roles: APPROVERS },
  body: approval,
  refusals: [400, 404, 409, 429],
});
const goLiveRoute = declare({
  id: 'goLive',
  summary: 'Do at once what the server does by itself: recheck what is due, and let it go live or hold it',
  serves: { roles: EITHER },
  body: nothing,
});
const DECLINED = {
  return: {
    id: 'returnRelease',
    summary: 'Give a release back to its authors',
    serves: { roles: APPROVERS },
    body: declined,
  },
  refuse: { id: 'refuseRelease', summary: 'Refuse a release for good', serves: { roles: APPROVERS }, body: declined },
} as const;
const WITHDRAWN = {
  id: 'withdrawRelease',
  summary: 'Take a release back, whatever it came to, while it is not live; a draft on what was seen of it (If-Match)',
  serves: { roles: AUTHORS },
  body: maybeReason,
  refusals: [400, 404, 409, 412, 428],
} as const;
const TAKEN_BACK = {
  id: 'takeBackApproval',
  summary: "Take one's own approval back, while the release is not live",
  serves: { roles: APPROVERS },
  body: maybeReason,
} as const;
const ROLLED_BACK = {
  id: 'rollBack',
  summary: 'Undo a release that is live: it takes one other person, and waits for no impact',
  serves: { roles: EITHER },
  body: reason,
  status: 201,
  refusals: [400, 404, 409, 422],
} as const;
const REVIEWED = {
  id: 'reviewRollBack',
  summary: 'Say why it came to a roll back',
  serves: { roles: EITHER },
  body: review,
} as const;
const REMARKED = {
  id: 'remarkOnRelease',
  summary: 'Say something of a release, or of a place in one of its definitions',
  serves: { roles: EITHER },
  body: remark,
  status: 201,
} as const;
