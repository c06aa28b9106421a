import { randomUUID } from 'node:crypto';
import { beginRequest, dueNext, type Json, turn } from '../../../definitions/index.ts';
import type { Actor } from '../../store/actor.ts';
import { namesOf, readOrganisation } from '../../store/people.ts';
import { findRequestNumbered } from '../../store/requests.ts';
import type { Transaction } from '../../store/store.ts';
import { actingImporter } from '../population/acting-importer.ts';
import { applyEffects, handlingOf } from './apply-effects.ts';
import { duplicatesOf, NEW, refuse, takeIn } from './intake.ts';
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
 * is past tells nobody: no message and no event leaves for it. What lies ahead of it fires from now on. By the host's operator, or
 * whoever imports populations.
 */
export async function importRequest(
  { store, queues }: RequestHost,
  actor: Actor,
  document: Json,
): Promise<ImportedRequest> {
  return await store.write(actor, 'import-request', async (tx) => {
    if (tx.actor.kind !== 'host-operator') await actingImporter(tx, NEW);
    const past = pastRequestOf(document, tx.now.getTime());
    const there = past.number === null ? undefined : await tx.first(findRequestNumbered, { number: past.number });
    if (there !== undefined) return { number: there.number, wasThere: true, isOpen: there.is_open === 1 };
    await needPlaces(tx, past);
    const taken = await takeIn(at(tx, past.registeredAt), queues, past);
    let lived = await begin(tx, past, taken);
    for (const [i, event] of past.events.entries()) {
      lived = await passTime(tx, taken.queue, lived, event.at);
      lived = await happen(tx, taken.queue, lived, event, `/events/${i}`);
    }
    lived = await passTime(tx, taken.queue, lived, tx.now.getTime());
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

/** Refuses a place or people that the bank does not have. */
async function needPlaces({ database }: Transaction, { node, events }: PastRequest): Promise<void> {
  const organisation = await readOrganisation(database);
  if (!organisation.has(node)) {
    refuse([requestProblem('request-import-unknown', { pointer: '/node' }, { found: node })]);
  }
  const known = new Set(
    (
      await namesOf(
        database,
        events.flatMap(({ by }) => by ?? []),
      )
    ).map(({ id }) => id),
  );
  const unknown = events.findIndex(({ by }) => by !== null && !known.has(by));
  const found = events[unknown]?.by ?? '';
  if (unknown >= 0) refuse([requestProblem('request-import-unknown', { pointer: `/events/${unknown}/by` }, { found })]);
}

async function begin(tx: Transaction, past: PastRequest, taken: Awaited<ReturnType<typeof takeIn>>): Promise<Lived> {
  const { type, number, queue, priority, skill, facts } = taken;
  const { customer, node, channel, registeredAt } = past;
  const { turn: begun, problems } = beginRequest(queue.rules, queue.id, { at: registeredAt, facts });
  if (begun === null) refuse(problems);
  if (begun === null) throw new Error(`${queue.id} cannot begin, and does not say why`);
  const then = at(tx, registeredAt);
  const { key } = await duplicatesOf(then, taken, customer);
  const registered = then.now.toISOString();
  const own = { id: randomUUID(), number, type: type.id, type_version: type.version ?? 0, customer, node, channel };
  const recusal = await recusalOf(tx, { before: null, queue, turn: begun });
  const around = { tx: then, person: null, recusal };
  return await keepRows(tx, {
    before: { kind: 'new', row: { ...own, skill, duplicate_key: key, registered_at: registered } },
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
async function passTime(tx: Transaction, queue: PreparedQueue, start: Lived, until: number): Promise<Lived> {
  let lived = start;
  let after = Number.NEGATIVE_INFINITY;
  for (;;) {
    const { snapshot, facts } = lived.life;
    const due = dueNext(queue.rules, snapshot, after);
    if (due === undefined || due > until) return lived;
    after = due;
    const timed = turn(queue.rules, snapshot, { kind: 'time' }, { at: due, facts });
    const name = snapshot.machine.timers.find(({ dueAt }) => Date.parse(dueAt) <= due)?.name;
    const ladder = lived.life.ladder?.name ?? '';
    lived = await keptAfter(tx, queue, lived, { turn: timed, kind: 'timer', event: name ?? ladder, at: due, by: null });
  }
}

async function happen(
  tx: Transaction,
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
  return await keptAfter(tx, queue, lived, { turn: stepped, kind: 'event', event, at: instant, by, data: brought });
}

interface Happened extends Pick<Kept, 'turn' | 'kind' | 'event'> {
  readonly at: number;
  readonly by: string | null;
  readonly data?: Kept['data'];
}

async function keptAfter(
  tx: Transaction,
  queue: PreparedQueue,
  { row, life }: Lived,
  { at: instant, by, data = {}, ...happened }: Happened,
): Promise<Lived> {
  const then = at(tx, instant);
  const [person] = by === null ? [] : await namesOf(tx.database, [by]);
  const recusal = await recusalOf(tx, {
    before: { row, life },
    queue: queue.beside(row.queue) ?? queue,
    turn: happened.turn,
  });
  const around = { tx: then, person: by, recusal };
  return await keepRows(
    tx,
    {
      before: { kind: 'kept', row, life },
      queue: queue.beside(row.queue) ?? queue,
      ...happened,
      ...(await applyEffects(handlingOf(row), happened.turn.effects, around)),
      recusal,
      occurredAt: then.now.toISOString(),
      data,
    },
    person && { kind: 'person', id: person.id, name: person.name },
  );
}
