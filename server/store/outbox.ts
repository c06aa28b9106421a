import { type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import { systemActor } from './actor.ts';
import { statement } from './statement.ts';
import type { OutboxMessage, Store } from './store.ts';
import type { Database, Tables } from './tables.ts';

/**
 * The outbox. A message is written in the transaction of what it tells and leaves after the commit, at least once: whoever delivers it
 * claims it for a while (`claimMessages`), and what is not settled by then can be claimed again. The key makes twice once. What is about
 * one thing leaves in its order: a message waits as long as an earlier one of its type and stream does.
 */
interface NewMessage {
  readonly type: string;
  readonly key: string;
  readonly payload: string;
  readonly line: string | null;
  readonly created_at: string;
  readonly due_at: string;
}

export const sendMessage = statement((database, given: NewMessage) =>
  database
    .insertInto('outbox')
    .values({
      type: given.type,
      key: given.key,
      payload: given.payload,
      line: given.line,
      state: 'waiting',
      created_at: given.created_at,
      due_at: given.due_at,
      attempts: 0,
      holder: null,
      lease_until: null,
      fault: null,
    })
    .onConflict((conflict) => conflict.columns(['type', 'key']).doNothing()),
);

export function messageRow({ type, key, payload, stream, dueAt }: OutboxMessage, now: Date): NewMessage {
  const created_at = now.toISOString();
  const due_at = dueAt?.toISOString() ?? created_at;
  return {
    type,
    key,
    payload: JSON.stringify(payload),
    line: stream === undefined ? null : `${type}/${stream}`,
    created_at,
    due_at,
  };
}

/** A message that was claimed: to be delivered before the lease ends. */
export interface ClaimedMessage {
  readonly number: number;
  readonly type: string;
  readonly key: string;
  readonly payload: string;
  readonly attempts: number;
}

interface Claim {
  readonly type: string;
  readonly holder: string;
  readonly most: number;
  readonly now: string;
  readonly until: string;
}

/**
 * What waits, is due and is nobody's, and stands first in its line. Only what waits has a line, and its name alone says which: whatever a
 * database believes of how much is waiting, the index of lines is all that answers.
 */
const claimable = (database: Database, type: string, now: string) =>
  database
    .selectFrom('outbox as due')
    .select('due.number')
    .where('due.state', '=', 'waiting')
    .where('due.type', '=', type)
    .where('due.due_at', '<=', now)
    .where((each) => each.or([each('due.lease_until', 'is', null), each('due.lease_until', '<', now)]))
    .where((each) => each.or([each('due.line', 'is', null), each('due.number', '=', firstInLine(each))]));

const firstInLine = ({ selectFrom }: ExpressionBuilder<Tables & { readonly due: Tables['outbox'] }, 'due'>) =>
  selectFrom('outbox as first')
    .select('first.number')
    .whereRef('first.line', '=', 'due.line')
    .orderBy('first.number')
    .limit(1);

const claim = statement((database, given: Claim, dialect) => {
  const due = claimable(database, given.type, given.now).orderBy('due.due_at').orderBy('due.number').limit(given.most);
  return (
    database
      .updateTable('outbox')
      .set((each) => ({ holder: given.holder, lease_until: given.until, attempts: each('attempts', '+', 1) }))
      // Where several write at a time, what another is about to claim is passed by; asked once, however the update is carried out.
      .where((each) =>
        dialect === 'postgresql'
          ? sql<SqlBool>`number = any(array(${due.forUpdate().skipLocked()}))`
          : each('number', 'in', due),
      )
      .returning(['number', 'type', 'key', 'payload', 'attempts'])
  );
});

/** Whether messages of a type can be claimed now: asked by a reader, so that nothing is written where there is nothing to do. */
export async function isAnythingDue(database: Database, type: string, now: Date): Promise<boolean> {
  return (await claimable(database, type, now.toISOString()).limit(1).executeTakeFirst()) !== undefined;
}

/** Claims messages that are due, for a while: whoever claimed them delivers them, or they can be claimed again. */
export async function claimMessages(
  store: Store,
  { type, holder, most, leaseSeconds }: { type: string; holder: string; most: number; leaseSeconds: number },
): Promise<readonly ClaimedMessage[]> {
  return await store.write(systemActor('outbox'), 'claim', async (tx) => {
    const until = new Date(tx.now.getTime() + leaseSeconds * 1000).toISOString();
    return await tx.all(claim, { type, holder, most, now: tx.now.toISOString(), until });
  });
}

interface Settlement {
  readonly number: number;
  readonly holder: string;
  readonly state: 'waiting' | 'delivered' | 'dead';
  /** Of a message that is to be tried again: not before. */
  readonly due_at: string;
  readonly fault: string | null;
}

const settle = statement((database, given: Settlement) =>
  database
    .updateTable('outbox')
    .set({
      state: given.state,
      due_at: given.due_at,
      fault: given.fault,
      holder: null,
      lease_until: null,
      // What is settled leaves its line.
      line: sql<string | null>`case when ${given.state} = 'waiting' then line end`,
    })
    .where('number', '=', given.number)
    .where('holder', '=', given.holder)
    .returning('number'),
);

/** What waits behind a message is not due before it, so that nobody looks at it meanwhile. */
const holdLine = statement((database, given: Settlement) =>
  database
    .updateTable('outbox')
    .set({ due_at: given.due_at })
    .where('line', '=', (each) => each.selectFrom('outbox').select('line').where('number', '=', given.number))
    .where('due_at', '<', given.due_at),
);

/** Says what became of a claimed message. False where it is its claimer's no more: another will say it. */
export async function settleMessage(store: Store, settlement: Settlement): Promise<boolean> {
  return await store.write(systemActor('outbox'), 'settle', async (tx) => {
    const isSettled = (await tx.first(settle, settlement)) !== undefined;
    if (isSettled && settlement.state === 'waiting') await tx.all(holdLine, settlement);
    return isSettled;
  });
}
