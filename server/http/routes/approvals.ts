import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { actOnApproval, type ApprovalDeed } from '../../operations/requests/approvals/act-on-approval.ts';
import { listWaiting, readApprovals } from '../../operations/requests/approvals/read-approvals.ts';
import type { PreparedQueues } from '../../operations/requests/prepared-queues.ts';
import { WORKING } from '../../operations/requests/queue-access.ts';
import type { Store } from '../../store/store.ts';
import { operate, requestReaderOf } from '../operate.ts';
import { cursorAfter, keyIn, namesShown, pageOf, pageQuery } from '../page.ts';
import { strictJson } from '../plugins/json-body.ts';
import { whyNotMatched } from '../precondition.ts';
import { routeOptions } from '../route.ts';
import { requestAnswer, requestTag } from './request-deeds.ts';
import { requestMoved } from './request-schemas.ts';

const closed = { additionalProperties: false };
const params = Type.Object({ request: Type.String({ maxLength: 60 }) });
const words = Type.String({ minLength: 1, maxLength: 4000 });
const person = Type.String({ minLength: 1, maxLength: 200 });
const act = <Name extends string>(name: Name, description: string) => Type.Literal(name, { description });
const deed = Type.Union([
  Type.Object(
    { act: act('approve', 'Signs; for whom one stands in where that is so'), reason: Type.Optional(words) },
    closed,
  ),
  Type.Object(
    {
      act: act('reject', 'Rejects; the state where the approval offers several'),
      to: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
      reason: words,
    },
    closed,
  ),
  Type.Object(
    {
      act: act('add', 'Another signs as well'),
      person,
      where: Type.Enum(['before', 'after', 'beside']),
      reason: words,
    },
    closed,
  ),
  Type.Object({ act: act('take-back', 'The own signature, while nobody has signed since'), reason: words }, closed),
  Type.Object({ act: act('withdraw', 'Whoever asked for it asks no more'), reason: words }, closed),
  Type.Object({ act: act('urge', 'Reminds those whose turn it is') }, closed),
  Type.Object({ act: act('copy', 'Tells somebody who sees the request'), person }, closed),
]);

interface Parts {
  readonly store: Store;
  readonly queues: PreparedQueues;
}

/** What waits for the approval of whoever asks, the approvals of a request, and what is done with the one that is open. */
export async function approvalRoutes(app: FastifyInstance, { store, queues }: Parts): Promise<void> {
  app.get<{ Querystring: Static<typeof pageQuery> }>('/api/v1/approvals', listRoute, async (request, reply) => {
    const { cursor, limit } = request.query;
    const asked = { after: keyIn(cursor, 'string', 'string'), limit };
    const page = await listWaiting(store, requestReaderOf(request.asker), asked);
    const next = page.next === null ? null : cursorAfter(page.next);
    return reply.header('cache-control', 'no-store').send({ ...page, next });
  });
  const at = '/api/v1/requests/:request/approvals';
  app.get<{ Params: Static<typeof params> }>(at, readRoute, async (request, reply) => {
    const asked = { id: request.params.request, ...requestReaderOf(request.asker) };
    return reply.header('cache-control', 'no-store').send(await readApprovals({ store, queues }, asked));
  });
  await app.register(async (scope) => {
    strictJson(scope);
    scope.post<{ Params: Static<typeof params>; Body: Static<typeof deed> }>(at, actRoute, (request, reply) => {
      const { request: id } = request.params;
      const whyNot = (revision: number) => whyNotMatched(request.headers['if-match'], requestTag(id, revision));
      const asked = { deed: deedOf(request.body), whyNot };
      return operate(
        request,
        reply,
        store,
        (own, actor) => actOnApproval({ store: own, queues }, actor, id, asked),
        requestAnswer,
      );
    });
  });
}

function deedOf(body: Static<typeof deed>): ApprovalDeed {
  switch (body.act) {
    case 'approve':
      return { ...body, reason: body.reason ?? null };
    case 'reject':
      return { ...body, to: body.to ?? null };
    default:
      return body;
  }
}

const text = Type.String();
const whole = Type.Integer();
const orNull = <Of extends Type.TSchema>(of: Of) => Type.Union([of, Type.Null()]);
const instant = Type.String({ description: 'An instant, in UTC' });
const signature = {
  by: Type.String({ description: 'Who signed: whose place it is, or his stand-in' }),
  at: instant,
  decision: Type.Enum(['approved', 'rejected']),
  reason: orNull(text),
  order: whole,
};
const approval = Type.Object({
  number: whole,
  state: Type.String({ description: 'The state that requires it' }),
  rules: Type.Object({
    mode: Type.Enum(['all', 'any']),
    atLeast: orNull(Type.String({ examples: ['2/3'] })),
    sequence: Type.Boolean(),
    mayAdd: Type.Boolean(),
    rejectTo: Type.Array(text),
    delegate: Type.Enum(['absence', 'never']),
    once: Type.Boolean(),
  }),
  beganAt: instant,
  endedAt: orNull(instant),
  outcome: Type.Union([Type.Enum(['approved', 'rejected', 'withdrawn', 'left']), Type.Null()]),
  askedBy: Type.Array(text, { description: 'Whose request it is: none of them signs' }),
  places: Type.Array(
    Type.Object({
      id: whole,
      role: Type.Union([text, Type.Null()], { description: 'The role that signs; null: a signer who was added' }),
      person: Type.Union([text, Type.Null()], { description: 'Null: there is nobody yet' }),
      addedBy: orNull(text),
      signed: Type.Union([Type.Object(signature), Type.Null()]),
      isAsked: Type.Boolean({ description: 'It is his turn' }),
      standIn: Type.Union([text, Type.Null()], { description: 'Who signs while he is absent' }),
    }),
  ),
  voided: Type.Array(Type.Object({ ...signature, person: orNull(text) }), {
    description: 'Signatures that count no more, because what was signed has changed',
  }),
});
const waiting = Type.Object({
  request: text,
  number: Type.String({ examples: ['SRV-2026-17'] }),
  type: text,
  queue: text,
  customer: orNull(text),
  askedAt: instant,
  onBehalfOf: Type.Union([text, Type.Null()], { description: 'For whom the reader stands in' }),
});
const tag = 'requests';
const serves = { roles: WORKING };
const listRoute = routeOptions({
  id: 'listWaitingApprovals',
  summary: 'The requests that wait for the approval of whoever asks, as a stand-in too; the longest waiting first',
  tag,
  serves,
  query: pageQuery,
  answer: Type.Object({ ...pageOf(waiting).properties, names: namesShown }),
});
const readRoute = routeOptions({
  id: 'listRequestApprovals',
  summary: 'The approvals of a request, the newest first: who is asked, who signed, and what the reader may do',
  tag,
  serves,
  params,
  answer: Type.Object({
    items: Type.Array(approval),
    acts: Type.Array(Type.Enum(['approve', 'reject', 'add', 'take-back', 'withdraw', 'urge', 'copy'])),
    names: namesShown,
  }),
  refusals: [404],
});
const actRoute = routeOptions({
  id: 'actOnApproval',
  summary:
    'Sign or reject the open approval of a request, add a signer, take a signature back, withdraw, urge or copy, on what was seen of it (If-Match)',
  tag,
  serves,
  params,
  body: deed,
  answer: requestMoved,
  refusals: [404, 409, 412, 422, 428],
});
