import type { Message } from '../../../definitions/index.ts';
import type { Actor } from '../../store/actor.ts';
import type { Reader, Store } from '../../store/store.ts';
import type { Database } from '../../store/tables.ts';

/** What somebody was told of a request. */
export interface RequestNotice {
  readonly number: number;
  /** Its id, and what people call it. */
  readonly request: string;
  readonly requestNumber: string;
  readonly said: Message;
  readonly noticedAt: string;
  readonly isRead: boolean;
}

/** What a person was told of requests, newest first, and how much of it is unread; nothing of those he is recused from by now. */
export async function listRequestNotices(
  { read }: Pick<Reader, 'read'>,
  person: string,
  page: { readonly before: number | undefined; readonly limit: number },
): Promise<{ readonly items: readonly RequestNotice[]; readonly unread: number; readonly next: number | null }> {
  return await read(async (database) => {
    const counted = await noticesFor(database, person)
      .select((of) => of.fn.countAll().as('unread'))
      .where('notice.read_at', 'is', null)
      .executeTakeFirst();
    const rows = await noticesFor(database, person)
      .innerJoin('service_request as request', 'request.id', 'notice.request')
      .select(['notice.number', 'notice.request', 'request.number as requestNumber'])
      .select(['notice.said', 'notice.noticed_at', 'notice.read_at'])
      .$if(page.before !== undefined, (query) => query.where('notice.number', '<', page.before ?? 0))
      .orderBy('notice.number', 'desc')
      .limit(page.limit)
      .execute();
    const items = rows.map(({ said, noticed_at: noticedAt, read_at, ...row }) => ({
      ...row,
      said: JSON.parse(said) as Message,
      noticedAt,
      isRead: read_at !== null,
    }));
    const next = rows.length === page.limit ? (rows.at(-1)?.number ?? null) : null;
    return { items, unread: Number(counted?.unread ?? 0), next };
  });
}

/** What a person was told, of requests that he may know of now. */
const noticesFor = (database: Database, person: string) =>
  database
    .selectFrom('request_notice as notice')
    .where('notice.person', '=', person)
    .where(({ exists, not, selectFrom }) =>
      not(
        exists(
          selectFrom('request_recused as recused')
            .select('recused.person')
            .whereRef('recused.request', '=', 'notice.request')
            .whereRef('recused.person', '=', 'notice.person'),
        ),
      ),
    );

/** Marks a notice as read, by whom it was for; false where it is none of his, or was read before. */
export async function markNoticeRead(store: Store, actor: Actor, number: number): Promise<boolean> {
  return await store.write(actor, 'mark-notice-read', async (tx) => {
    const marked = await tx.database
      .updateTable('request_notice')
      .set({ read_at: tx.now.toISOString() })
      .where('number', '=', number)
      .where('person', '=', actor.id)
      .where('read_at', 'is', null)
      .executeTakeFirst();
    const isDone = marked.numUpdatedRows > 0n;
    if (isDone) await tx.audit({ subject: `request-notice/${number}` });
    return isDone;
  });
}
