import type { AssignmentTurnTable } from './request-tables.ts';
import { statement } from './statement.ts';
import type { Database } from './tables.ts';

/** Somebody who could be given a request: how many open ones he works on, and when he was given one of this queue last; '' never. */
export interface Candidate {
  readonly person: string;
  readonly load: number;
  readonly lastAt: string;
}

/** Grants of some roles. */
export async function grantsOf(database: Database, roles: readonly string[]) {
  return await database
    .selectFrom('role_grant')
    .selectAll()
    .where('role', 'in', [...roles])
    .execute();
}

/** Those who are active, of some people and of all who belong to some places, by id. */
export async function activeAmong(database: Database, people: readonly string[], places: readonly string[]) {
  return await database
    .selectFrom('person')
    .select(['id', 'node'])
    .where('is_active', '=', 1)
    .where((where) =>
      where.or([
        ...(people.length === 0 ? [] : [where('id', 'in', [...people])]),
        ...(places.length === 0 ? [] : [where('node', 'in', [...places])]),
      ]),
    )
    .orderBy('id')
    .execute();
}

/** What some people work on, and when it was their turn in a queue last. */
export async function candidatesAmong(
  database: Database,
  queue: string,
  people: readonly string[],
): Promise<readonly Candidate[]> {
  if (people.length === 0) return [];
  const loads = await database
    .selectFrom('service_request')
    .select((each) => ['owner', each.fn.countAll().as('load')])
    .where('owner', 'in', [...people])
    .where('is_open', '=', 1)
    .groupBy('owner')
    .execute();
  const turns = await database
    .selectFrom('assignment_turn')
    .select(['person', 'at'])
    .where('queue', '=', queue)
    .where('person', 'in', [...people])
    .execute();
  const loadOf = new Map(loads.map(({ owner, load }) => [owner, Number(load)]));
  const turnOf = new Map(turns.map(({ person, at }) => [person, at]));
  return people.map((person) => ({ person, load: loadOf.get(person) ?? 0, lastAt: turnOf.get(person) ?? '' }));
}

/** Somebody is given a request of a queue. */
export const keepTurn = statement((database, given: AssignmentTurnTable) =>
  database
    .insertInto('assignment_turn')
    .values({ queue: given.queue, person: given.person, at: given.at })
    .onConflict((conflict) => conflict.columns(['queue', 'person']).doUpdateSet({ at: given.at })),
);

/** The key of the timer of a request that waits for somebody to be given it. */
export const WAITING = 'waiting';

/** So many that wait ahead are looked at, and so many are tried again when a place is free. */
const MOST_AHEAD = 50;

/** The requests of a queue that wait ahead of a place in its order, the first first. */
export async function waitingAhead(
  database: Database,
  queue: string,
  [orderKey, id]: readonly [orderKey: string, id: string],
) {
  return await waitingIn(database, queue)
    .select(['service_request.id', 'service_request.node', 'service_request.skill', 'service_request.previous_owner'])
    .where((each) =>
      each(each.refTuple('service_request.order_key', 'service_request.id'), '<', each.tuple(orderKey, id)),
    )
    .execute();
}

/** Lets the requests that wait in a queue be tried again at once. */
export async function wakeWaiting(database: Database, queue: string, now: Date): Promise<void> {
  const waiting = await waitingIn(database, queue).select(['service_request.id']).execute();
  if (waiting.length === 0) return;
  await database
    .updateTable('request_timer')
    .set({ due_at: now.toISOString(), lease_until: null, holder: null })
    .where('key', '=', WAITING)
    .where(
      'request',
      'in',
      waiting.map(({ id }) => id),
    )
    .execute();
}

const waitingIn = (database: Database, queue: string) =>
  database
    .selectFrom('service_request')
    .innerJoin('request_timer', 'request_timer.request', 'service_request.id')
    .where('service_request.queue', '=', queue)
    .where('service_request.is_open', '=', 1)
    .where('request_timer.key', '=', WAITING)
    .orderBy('service_request.order_key')
    .orderBy('service_request.id')
    .limit(MOST_AHEAD);

/** Whom some requests recuse: their rows. */
export async function recusedOf(database: Database, requests: readonly string[]) {
  if (requests.length === 0) return [];
  return await database
    .selectFrom('request_recused')
    .select(['request', 'person'])
    .where('request', 'in', [...requests])
    .execute();
}
