import type { Reader } from '../../store/store.ts';
import type { Database } from '../../store/tables.ts';
import type { PreparedQueues } from './prepared-queues.ts';
import { summaryOf } from './read-requests.ts';
import { isSeenBy, type RequestReader } from './seen-by.ts';

/** Whose requests are listed. */
export type RequestsOf =
  | { readonly kind: 'queue'; readonly queue: string }
  | { readonly kind: 'owner'; readonly owner: string }
  | { readonly kind: 'customer'; readonly customer: string };

export interface RequestsAsked extends RequestReader {
  readonly of: RequestsOf;
  readonly isOpen: boolean;
  /** The place behind which the page begins. */
  readonly after: RequestPlace | undefined;
  readonly limit: number;
}

/** A place in a list: the order key and the id. */
export type RequestPlace = readonly [orderKey: string, id: string];

type Reading = { readonly store: Pick<Reader, 'read'>; readonly queues: PreparedQueues };

/** One page of requests in the order of their queue; the total counts those that whoever asks may see. */
export async function listRequests({ store, queues }: Reading, asked: RequestsAsked) {
  const { of, rights, people, after, limit } = asked;
  return await store.read(async (database) => {
    const requests = listedBy(database, of, asked.isOpen);
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
    return { items: rows.map((row) => summaryOf(row)), total: Number(counted?.total ?? 0), next };
  });
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
