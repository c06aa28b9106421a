import type { FastifyReply, FastifyRequest } from 'fastify';
import { hash, type Json, type JsonObject, isObject } from '../../definitions/index.ts';
import type { Right } from '../authority/rights.ts';
import type { Asker } from '../operations/people/access.ts';
import type { RequestReader } from '../operations/requests/seen-by.ts';
import type { ReleaseReader } from '../operations/releases/release-reader.ts';
import type { Actor } from '../store/actor.ts';
import { type KeptAnswer, findAnswer, keepAnswer } from '../store/kept-answers.ts';
import type { Store, Transaction } from '../store/store.ts';
import { requestLanguage } from './plugins/refusals.ts';
import { RefusedRequest, sendProblem } from './problem-reply.ts';
import { httpProblem } from './problems.ts';

/** What an operation is answered with. */
export interface Answer {
  readonly status: 200 | 201 | 202 | 204;
  readonly body?: JsonObject;
  /** Of the document as it is now. */
  readonly tag?: string;
  /** Where what was made stands. */
  readonly location?: string;
  /** Members of the body that are shown this once: they are never kept, and null where the request is sent again. */
  readonly once?: Readonly<Record<string, string | null>>;
}

/** Operations that are under way with a key, on this node. */
const inFlight = new Set<string>();
const AT = { pointer: '' };

/**
 * Carries an operation out for whoever asks: `operate(request, reply, store, (store, actor) => operation(…), (result) => answer)`.
 *
 * With an `Idempotency-Key` its answer is written in the transaction of what it did, under actor, method, concrete path and key: sent
 * again with the same body, it is answered the same and done once; with another body it is refused, with what differs. Authority was
 * checked before, as for every request. A refusal is not kept: the same request may do better later.
 *
 * An operation of several transactions says by `settles` which of their results is its own: the answer is kept in that one.
 */
export async function operate<T>(
  request: FastifyRequest,
  reply: FastifyReply,
  store: Store,
  run: (store: Store, actor: Actor) => Promise<T>,
  answerOf: (result: T) => Answer,
  settles?: (written: unknown) => T | undefined,
): Promise<FastifyReply> {
  const actor = actorOf(request.asker);
  const key = request.headers['idempotency-key'];
  if (key === undefined || request.method !== 'POST') return send(reply, answerOf(await run(store, actor)));
  if (typeof key !== 'string' || !/^[\x21-\x7E]{1,200}$/.test(key))
    throw new RefusedRequest([httpProblem('idempotency-key-malformed', AT)]);
  const space = {
    actor: `${actor.kind}/${actor.id}`,
    method: request.method,
    path: concretePath(request),
    key,
  };
  const name = JSON.stringify(space);
  if (inFlight.has(name)) return sendProblem(reply, [httpProblem('key-in-flight', AT)], requestLanguage(request));
  inFlight.add(name);
  try {
    const keeping = { ...space, body: JSON.stringify(memberHashes(request.body)) };
    return send(reply, answerOf(await run(keepingStore(store, keeping, settles, answerOf), actor)));
  } catch (error) {
    if (!(error instanceof Replayed)) throw error;
    return replay(request, reply, error.kept);
  } finally {
    inFlight.delete(name);
  }
}

/** The address as its route reads it: however it was spelled (`%63ore`, `core`), it is one. */
const concretePath = ({ routeOptions: { url = '' }, params }: FastifyRequest): string =>
  url.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent((params as Readonly<Record<string, string>>)[name] ?? ''),
  );

/** Whoever asks, as one who reads releases. */
export const readerOf = (asker: Asker): ReleaseReader => ({
  person: asker.kind === 'person' ? asker.id : null,
  rights: rightsOf(asker),
});

/** Whoever asks, as one who reads requests, and who is behind it: a person, or whose key it is. */
export const requestReaderOf = (asker: Asker): RequestReader => ({
  rights: rightsOf(asker),
  people: asker.kind === 'visitor' ? [] : asker.kind === 'key' ? asker.people : [asker.id],
});

/** What whoever asks may do, and where; a visitor nothing. */
export const rightsOf = (asker: Asker): readonly Right[] => (asker.kind === 'visitor' ? [] : asker.rights);

export function actorOf(asker: Asker): Actor {
  if (asker.kind === 'visitor') throw new Error('A visitor carries out no operation');
  const name = asker.kind === 'key' ? `${asker.name} (${asker.owner})` : asker.name;
  return { kind: asker.kind, id: asker.id, name };
}

/** An operation was carried out before under this key. */
class Replayed extends Error {
  readonly kept: KeptAnswer;
  constructor(kept: KeptAnswer) {
    super('Answered before');
    this.kept = kept;
  }
}

/** A store in which the writing of an operation looks for a kept answer first and keeps its own last, in one transaction. */
function keepingStore<T>(
  store: Store,
  space: Omit<KeptAnswer, 'answer'>,
  settles: ((written: unknown) => T | undefined) | undefined,
  answerOf: (result: T) => Answer,
): Store {
  const write: Store['write'] = (actor, operation, work) =>
    store.write(actor, operation, async (tx: Transaction) => {
      const kept = await findAnswer(tx, space);
      if (kept !== undefined) throw new Replayed(kept);
      const result = await work(tx);
      // Without `settles` there is one transaction, and what it answers is the operation's result.
      const settled = settles === undefined ? (result as unknown as T) : settles(result);
      if (settles !== undefined && settled === undefined) return result;
      const { once, ...answer } = answerOf(settled as T);
      const shown = Object.fromEntries(Object.keys(once ?? {}).map((name) => [name, null]));
      await keepAnswer(tx, { ...space, answer: JSON.stringify({ ...answer, body: { ...answer.body, ...shown } }) });
      return result;
    });
  // All else it answers as the store itself does.
  return Object.assign(Object.create(store) as Store, { write });
}

function replay(request: FastifyRequest, reply: FastifyReply, kept: KeptAnswer): FastifyReply {
  const before = JSON.parse(kept.body) as Readonly<Record<string, string>>;
  const now = memberHashes(request.body);
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])].filter(
    (name) => before[name] !== now[name],
  );
  if (names.length > 0) {
    const found = names.map((name) => (name === '' ? '/' : `/${name}`)).join(', ');
    return sendProblem(reply, [httpProblem('key-used-otherwise', AT, { found })], requestLanguage(request));
  }
  // Written by `keepingStore`.
  return send(reply.header('idempotent-replayed', 'true'), JSON.parse(kept.answer) as Answer);
}

/** What a body says, member by member, without what it says: the order of its keys means nothing. */
function memberHashes(body: unknown): Readonly<Record<string, string>> {
  const json = (body ?? null) as Json;
  if (!isObject(json)) return { '': hash(json) };
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, hash(value)]));
}

function send(reply: FastifyReply, { status, body, tag, location, once }: Answer): FastifyReply {
  void reply.code(status).header('cache-control', 'no-store');
  if (tag !== undefined) void reply.header('etag', tag);
  if (location !== undefined) void reply.header('location', location);
  return status === 204 ? reply.send() : reply.send({ ...body, ...once });
}
