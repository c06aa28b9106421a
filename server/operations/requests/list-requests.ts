import { namesOf } from '../../store/people.ts';
import type { Store } from '../../store/store.ts';
import type { Database } from '../../store/tables.ts';
import type { PreparedQueues } from './prepared-queues.ts';
import { summaryOf } from './read-requests.ts';
import { isSeenBy, type RequestReader } from './seen-by.ts';

/** Whose requests are listed. */
export type RequestsOf =
  | { readonly kind: 'queue'; readonly queue: string }
  | { readonly kind: 'owner'; readonly owner: string }
  | { readonly kind: 'customer'; readonly customer: string };

/** An open request that is late, will be within four hours, or that nobody works on. */
export const STANDINGS = ['late', 'soon', 'unassigned'] as const;
export type RequestStanding = (typeof STANDINGS)[number];

export interface RequestsAsked extends RequestReader {
  readonly of: RequestsOf;
  readonly isOpen: boolean;
  /** Only those that stand so; undefined: all. */
  readonly standing?: RequestStanding | undefined;
  /** The place behind which the page begins. */
  readonly after: RequestPlace | undefined;
  readonly limit: number;
}

/** A place in a list: the order key and the id. */
export type RequestPlace = readonly [orderKey: string, id: string];

type Reading = { readonly store: Pick<Store, 'read' | 'now'>; readonly queues: PreparedQueues };

/** One page of requests in the order of their queue; the total counts those that whoever asks may see, the names are those of who works on them. */
export async function listRequests({ store, queues }: Reading, asked: RequestsAsked) {
  const { of, rights, people, after, limit, standing } = asked;
  const now = standing === undefined ? undefined : (await store.now()).getTime();
  return await store.read(async (database) => {
    const all = listedBy(database, of, asked.isOpen);
    const requests = now === undefined ? all : standingSo(all, standing, now);
    const queue = of.kind === 'queue' ? of.queue : null;
    const listed = requests.where(await isSeenBy(database, queues, { rights, people }, { requests, queue }));
    const counted = await listed.select((each) => each.fn.countAll().as('total')).executeTakeFirst();
    const [key, id] = after ?? ['', ''];
    const rows = await listed
      .selectAll()
      .where((each) => each(each.refTuple('order_key', 'id'), '>', each.tuple(key, id)))
      .orderBy('order_key')
      .orderBy('id')
      .limit(limit)
      .execute();
    const last = rows.at(-1);
    const next: RequestPlace | null = rows.length < limit || last === undefined ? null : [last.order_key, last.id];
    const names = await namesOf(
      database,
      rows.flatMap(({ owner }) => owner ?? []),
    );
    return { items: rows.map((row) => summaryOf(row)), total: Number(counted?.total ?? 0), next, names };
  });
}

const SOON_MS = 4 * 3_600_000;

function standingSo(
  requests: ReturnType<typeof listedBy>,
  standing: RequestStanding | undefined,
  now: number,
): ReturnType<typeof listedBy> {
  const at = (milliseconds: number) => new Date(milliseconds).toISOString();
  switch (standing) {
    case 'late':
      return requests.where('due_at', '<', at(now));
    case 'soon':
      return requests.where('due_at', '>=', at(now)).where('due_at', '<', at(now + SOON_MS));
    case 'unassigned':
      return requests.where('owner', 'is', null);
    case undefined:
      return requests;
  }
}

function listedBy(database: Database, of: RequestsOf, isOpen: boolean) {
  const all = database.selectFrom('service_request').where('is_open', '=', isOpen ? 1 : 0);
  switch (of.kind) {
    case 'queue':
      return all.where('queue', '=', of.queue);
    case 'owner':
      return all.where('owner', '=', of.owner);
    case 'customer':
      return all.where('customer', '=', of.customer);
  }
}
