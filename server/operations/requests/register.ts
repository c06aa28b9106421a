import { randomUUID } from 'node:crypto';
import { beginRequest } from '../../../definitions/index.ts';
import type { Actor } from '../../store/actor.ts';
import { recusedAmong } from '../../store/recusals.ts';
import { OperationRefused, type Store } from '../../store/store.ts';
import { actingWorker, needWork } from './acting.ts';
import { mayRead } from './queue-access.ts';
import { applyEffects } from './apply-effects.ts';
import { duplicatesOf, NEW, refuse, type RequestAsked, takeIn } from './intake.ts';
import { keepStep } from './keep-step.ts';
import type { PreparedQueues } from './prepared-queues.ts';
import { recusalOf } from './recusal.ts';
import { requestProblem } from './problems.ts';
import { policyOf } from './seen-by.ts';

/** Where requests are kept, and by what they are stepped. */
export interface RequestHost {
  readonly store: Store;
  readonly queues: PreparedQueues;
}

/** What whoever registers a request is told. */
export interface Registered {
  readonly id: string;
  readonly number: string;
  readonly revision: number;
  /** `queue/complaints`. */
  readonly queue: string;
  readonly state: readonly string[];
  /** Requests of the same customer about the same, of those that whoever registers this may see; the newest first. */
  readonly duplicates: readonly { readonly id: string; readonly number: string; readonly isOpen: boolean }[];
  /** What its type says is to become of them. */
  readonly duplicatesDo: 'offer-merge' | 'warn' | null;
}

/** Nobody has worked on it. */
export const UNTOUCHED = { owner: null, previous_owner: null, assigned_at: null } as const;

/**
 * Registers a request: read strictly by its entity, routed by its type's table, numbered, and begun by the step of its queue, in one
 * transaction. Requests that it may be a duplicate of are told, or refuse it where its type says so.
 */
export async function registerRequest(host: RequestHost, actor: Actor, asked: RequestAsked): Promise<Registered> {
  return await inTurn(host.queues, async () => await register(host, actor, asked));
}

/** The registration under way on this node, for each of its sets of queues. */
const underWay = new WeakMap<PreparedQueues, Promise<unknown>>();

/**
 * Registers one after the other on a node: all count and give places by the same rows, so that two at once are put in an order by the
 * database anyhow, by doing one of them anew.
 */
async function inTurn<T>(queues: PreparedQueues, run: () => Promise<T>): Promise<T> {
  const mine = (underWay.get(queues) ?? Promise.resolve()).then(run);
  underWay.set(
    queues,
    mine.catch(() => {}),
  );
  return await mine;
}

async function register({ store, queues }: RequestHost, actor: Actor, asked: RequestAsked): Promise<Registered> {
  return await store.write(actor, 'register-request', async (tx) => {
    const worker = await actingWorker(tx, NEW);
    const node = asked.node ?? worker.home;
    needWork(worker, node, NEW);
    const taken = await takeIn(tx, queues, asked);
    const { type, number, queue, priority, skill, facts } = taken;
    const duplicates = await duplicatesOf(tx, taken, asked.customer);
    const { do: what = 'warn' } = type.document.duplicates ?? {};
    const recused = await recusedAmong(
      tx.database,
      duplicates.found.map(({ id }) => id),
      worker.people,
    );
    // To whoever is recused from one there is none, even where it would refuse what he registers.
    const known = duplicates.found.filter(({ id }) => !recused.has(id));
    const seen = [];
    for (const one of known) if (mayRead(await policyOf(tx.database, queues, one), worker, one)) seen.push(one);
    if (what === 'refuse' && known.length > 0) throw refusedFor(seen);
    const { turn, problems } = beginRequest(queue.rules, queue.id, { at: tx.now.getTime(), facts });
    if (turn === null) refuse(problems);
    if (turn === null) throw new Error(`${queue.id} cannot begin, and does not say why`);
    const person = worker.kind === 'person' ? worker.id : null;
    const recusal = await recusalOf(tx, { before: null, queue, turn });
    const applied = await applyEffects({ node, priority, ...UNTOUCHED }, turn.effects, { tx, person, recusal });
    const { customer, channel } = asked;
    const at = tx.now.toISOString();
    const own = { id: randomUUID(), number, type: type.id, type_version: type.version ?? 0, customer, node, channel };
    const row = await keepStep(tx, {
      before: { kind: 'new', row: { ...own, skill, duplicate_key: duplicates.key, registered_at: at } },
      queue,
      turn,
      ...applied,
      recusal,
      kind: 'registered',
      event: null,
      occurredAt: at,
      data: facts,
    });
    return {
      id: row.id,
      number,
      revision: row.revision,
      queue: row.queue,
      state: JSON.parse(row.state) as string[],
      duplicates: seen.map((one) => ({ id: one.id, number: one.number, isOpen: one.is_open === 1 })),
      duplicatesDo: seen.length === 0 ? null : what === 'refuse' ? null : what,
    };
  });
}

/** The refusal of a duplicate: it names those alone that whoever registers may see. */
function refusedFor(seen: readonly { readonly number: string }[]): OperationRefused {
  const at = { pointer: '' };
  const found = seen.map(({ number }) => number).join(', ');
  const problem =
    found === '' ? requestProblem('request-duplicate-unseen', at) : requestProblem('request-duplicate', at, { found });
  return new OperationRefused(NEW, [problem]);
}
