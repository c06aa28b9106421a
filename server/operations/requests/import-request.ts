import { randomUUID } from 'node:crypto';
import { beginRequest, dueNext, type Json, turn } from '../../../definitions/index.ts';
import type { Actor } from '../../store/actor.ts';
import { namesOf, readOrganisation } from '../../store/people.ts';
import { findRequestNumbered } from '../../store/requests.ts';
import type { Transaction } from '../../store/store.ts';
import { notFound } from '../people/acting.ts';
import { applyEffects, handlingOf } from './apply-effects.ts';
import { beginApproval } from './approvals/settle-approval.ts';
import { duplicateKey, NEW, refuse, takeIn } from './intake.ts';
import { keepRows, type Kept } from './keep-step.ts';
import { type Lived, subjectOf } from './life.ts';
import { type PastEvent, type PastRequest, pastRequestOf } from './past-request.ts';
import type { PreparedQueue } from './prepared-queues.ts';
import { requestProblem } from './problems.ts';
import { recusalOf } from './recusal.ts';
import { type RequestHost, UNTOUCHED } from './register.ts';

export interface ImportedRequest {
  readonly number: string;
  /** It was there already, and stays as it is. */
  readonly wasThere: boolean;
  readonly isOpen: boolean;
}

/**
 * Brings a request over from another system, whole or not at all: it is registered when it was registered there, what happened to it
 * happens in its order by the step of its queue, timers fire between, and so its clocks have counted what they would have counted here. What
 * is past tells nobody: no message and no event leaves for it. What lies ahead of it fires from now on. By the host's operator alone.
 */
export async function importRequest(
  { store, queues }: RequestHost,
  actor: Actor,
  document: Json,
): Promise<ImportedRequest> {
  return await store.write(actor, 'import-request', async (tx) => {
    if (tx.actor.kind !== 'host-operator') throw notFound(NEW);
    const past = pastRequestOf(document, tx.now.getTime());
    const there = past.number === null ? undefined : await tx.first(findRequestNumbered, { number: past.number });
    if (there !== undefined) return { number: there.number, wasThere: true, isOpen: there.is_open === 1 };
    const moving = { tx, people: await placesOf(tx, past), fired: 0 };
    const taken = await takeIn(at(tx, past.registeredAt), queues, past);
    let lived = await begin(tx, past, taken);
    for (const [i, event] of past.events.entries()) {
      lived = await passTime(moving, taken.queue, lived, event.at);
      lived = await happen(moving, taken.queue, lived, event, `/events/${i}`);
    }
    lived = await passTime(moving, taken.queue, lived, tx.now.getTime());
    await beginApproval(tx, { queue: taken.queue.beside(lived.row.queue) ?? taken.queue, ...lived });
    const { number, state, is_open: open, revision } = lived.row;
    const body = {
      registeredAt: new Date(past.registeredAt).toISOString(),
      state: JSON.parse(state) as Json,
      revision,
    };
    await tx.audit({ subject: subjectOf(number), body });
    return { number, wasThere: false, isOpen: open === 1 };
  });
}

/** The transaction as of an instant that is past. */
const at = (tx: Transaction, instant: number): Transaction => ({ ...tx, now: new Date(instant) });

/** What a request is moved on in: its transaction, the people who had to do with it, and how many timers fired by now. */
interface Moving {
  readonly tx: Transaction;
  readonly people: ReadonlyMap<string, string>;
  fired: number;
}

/** So many timers may fire in what is past of one request: one that starts itself anew would fire for ever. */
const MOST_FIRED = 2000;

/** How the people are called who had to do with a request. Refuses a place or people that the bank does not have. */
async function placesOf({ database }: Transaction, { node, events }: PastRequest): Promise<Moving['people']> {
  const organisation = await readOrganisation(database);
  if (!organisation.has(node)) {
    refuse([requestProblem('request-import-unknown', { pointer: '/node' }, { found: node })]);
  }
  const named = await namesOf(
    database,
    events.flatMap(({ by }) => by ?? []),
  );
  const known = new Map(named.map(({ id, name }) => [id, name]));
  const unknown = events.findIndex(({ by }) => by !== null && !known.has(by));
  const found = events[unknown]?.by ?? '';
  if (unknown >= 0) refuse([requestProblem('request-import-unknown', { pointer: `/events/${unknown}/by` }, { found })]);
  return known;
}

async function begin(tx: Transaction, past: PastRequest, taken: Awaited<ReturnType<typeof takeIn>>): Promise<Lived> {
  const { type, number, queue, priority, skill, facts } = taken;
  const { customer, node, channel, registeredAt } = past;
  const { turn: begun, problems } = beginRequest(queue.rules, queue.id, { at: registeredAt, facts });
  if (begun === null) refuse(problems);
  if (begun === null) throw new Error(`${queue.id} cannot begin, and does not say why`);
  const then = at(tx, registeredAt);
  const registered = then.now.toISOString();
  const own = { id: randomUUID(), number, type: type.id, type_version: type.version ?? 0, customer, node, channel };
  const recusal = await recusalOf(tx, { before: null, queue, turn: begun });
  const around = { tx: then, person: null, recusal };
  return await keepRows(tx, {
    before: {
      kind: 'new',
      row: { ...own, skill, duplicate_key: duplicateKey(taken, customer), registered_at: registered },
    },
    queue,
    turn: begun,
    ...(await applyEffects({ node, priority, ...UNTOUCHED }, begun.effects, around)),
    recusal,
    kind: 'registered',
    event: null,
    occurredAt: registered,
    data: facts,
  });
}

/** Timers and rungs fire one after another up to an instant, each an entry of the timeline. */
async function passTime(moving: Moving, queue: PreparedQueue, start: Lived, until: number): Promise<Lived> {
  let lived = start;
  let after = Number.NEGATIVE_INFINITY;
  for (;;) {
    const { snapshot, facts } = lived.life;
    const due = dueNext(queue.rules, snapshot, after);
    if (due === undefined || due > until) return lived;
    after = due;
    moving.fired += 1;
    if (moving.fired > MOST_FIRED) {
      const slots = { most: MOST_FIRED, at: new Date(due).toISOString() };
      refuse([requestProblem('request-import-endless', { pointer: '/registeredAt' }, slots)]);
    }
    const timed = turn(queue.rules, snapshot, { kind: 'time' }, { at: due, facts });
    const name = snapshot.machine.timers.find(({ dueAt }) => Date.parse(dueAt) <= due)?.name;
    const ladder = lived.life.ladder?.name ?? '';
    lived = await keptAfter(moving, queue, lived, {
      turn: timed,
      kind: 'timer',
      event: name ?? ladder,
      at: due,
      by: null,
    });
  }
}

async function happen(
  moving: Moving,
  queue: PreparedQueue,
  lived: Lived,
  { at: instant, event, by, data, facts }: PastEvent,
  pointer: string,
): Promise<Lived> {
  const { snapshot, facts: known } = lived.life;
  const now = { at: instant, facts: { ...known, ...facts } };
  const stepped = turn(queue.rules, snapshot, { kind: 'event', name: event, data }, now);
  if (!stepped.isAccepted) refuse(stepped.problems.map((one) => ({ ...one, pointer: `${pointer}/event` })));
  refuse(queue.whyNot(stepped.facts).map((one) => ({ ...one, pointer: `${pointer}${one.pointer}` })));
  const brought = { ...(Object.keys(data).length > 0 && { data }), ...(Object.keys(facts).length > 0 && { facts }) };
  return await keptAfter(moving, queue, lived, { turn: stepped, kind: 'event', event, at: instant, by, data: brought });
}

interface Happened extends Pick<Kept, 'turn' | 'kind' | 'event'> {
  readonly at: number;
  readonly by: string | null;
  readonly data?: Kept['data'];
}

async function keptAfter(
  { tx, people }: Moving,
  began: PreparedQueue,
  { row, life }: Lived,
  { at: instant, by, data = {}, ...happened }: Happened,
): Promise<Lived> {
  const then = at(tx, instant);
  const queue = began.beside(row.queue) ?? began;
  const recusal = await recusalOf(tx, { before: { row, life }, queue, turn: happened.turn });
  const around = { tx: then, person: by, recusal };
  const applied = await applyEffects(handlingOf(row), happened.turn.effects, around);
  const before = { kind: 'kept', row, life } as const;
  const kept = { before, queue, ...happened, ...applied, recusal, occurredAt: then.now.toISOString(), data };
  return await keepRows(tx, kept, by === null ? undefined : { kind: 'person', id: by, name: people.get(by) ?? by });
}
