import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { hash } from '../../../definitions/index.ts';
import { rootOf } from '../../authority/organisation.ts';
import { holdsOver, type Right } from '../../authority/rights.ts';
import type { Role } from '../../authority/role.ts';
import { messageType } from '../../channels/webhook-endpoints.ts';
import { type Actor, systemActor } from '../../store/actor.ts';
import { findAnswer, keepAnswer } from '../../store/kept-answers.ts';
import { readOrganisation } from '../../store/people.ts';
import type { Reader, Store } from '../../store/store.ts';
import type { Tables } from '../../store/tables.ts';
import { MESSAGES } from '../requests/send-out.ts';
import { actingPerson, needRole, needScope, notFound } from '../people/acting.ts';

/** Who may see what leaves the bank for other systems, and have it sent again. */
export const SEES_DELIVERIES: readonly Role[] = ['system-administrator', 'auditor'];
type Where = (each: ExpressionBuilder<Tables, 'outbox'>) => Expression<SqlBool>;

/** Messages to any endpoint, as SQL's `like` says it. */
const TO_ENDPOINTS = messageType('%');
/** What people are told of requests: still to be made, and on its way by e-mail and as text messages. */
const TO_PEOPLE = [MESSAGES, 'email', 'sms'];
/** Whether a message leaves the bank's own store. */
const leaves: Where = (each) => each.or([each('type', 'like', TO_ENDPOINTS), each('type', 'in', TO_PEOPLE)]);
const SENDS_AGAIN: readonly Role[] = ['system-administrator'];

/** A message to another system: what is told, to whom, and what became of it. */
export interface DeliveryRow {
  readonly number: number;
  /** The id of an endpoint; `email`, `sms`, or `request-message` where people are told of a request. */
  readonly endpoint: string;
  readonly event: { readonly id: string; readonly type: string; readonly time: string };
  readonly state: 'waiting' | 'delivered' | 'dead';
  readonly attempts: number;
  /** Of one that waits: not before. */
  readonly dueAt: string;
  /** Why the last attempt failed. */
  readonly fault: string | null;
}

/** One page of what left by webhook, newest first; for whoever holds such a role over the whole bank. */
export async function listDeliveries(
  { read }: Pick<Reader, 'read'>,
  rights: readonly Right[],
  page: {
    readonly state: DeliveryRow['state'] | undefined;
    readonly before: number | undefined;
    readonly limit: number;
  },
): Promise<{ readonly items: readonly DeliveryRow[]; readonly total: number; readonly next: number | null }> {
  return await read(async (database) => {
    const organisation = await readOrganisation(database);
    if (!holdsOver(organisation, rights, SEES_DELIVERIES, rootOf(organisation))) throw notFound('deliveries');
    const asked = database
      .selectFrom('outbox')
      .where(leaves)
      .$if(page.state !== undefined, (query) => query.where('state', '=', page.state ?? 'dead'));
    const counted = await asked.select((of) => of.fn.countAll().as('total')).executeTakeFirst();
    const rows = await asked
      .select(['number', 'type', 'key', 'payload', 'created_at', 'state', 'attempts', 'due_at', 'fault'])
      .$if(page.before !== undefined, (query) => query.where('number', '<', page.before ?? 0))
      .orderBy('number', 'desc')
      .limit(page.limit)
      .execute();
    const items = rows.map(({ type: to, key, payload, created_at, due_at, ...row }) => {
      if (TO_PEOPLE.includes(to)) {
        const event = { id: key, type: 'request.told', time: created_at };
        return { ...row, endpoint: to, event, dueAt: due_at };
      }
      // Written by the fan-out.
      const { id, type, time } = JSON.parse(payload) as DeliveryRow['event'];
      return { ...row, endpoint: to.slice(messageType('').length), event: { id, type, time }, dueAt: due_at };
    });
    const next = rows.length === page.limit ? (rows.at(-1)?.number ?? null) : null;
    return { items, total: Number(counted?.total ?? 0), next };
  });
}

/**
 * Has a message delivered again, from its first attempt: one that is dead, or one that was delivered and that the other side lost. One
 * that waits is tried at once. Its key stays, so that whoever has it already can tell.
 */
export async function deliverAgain(store: Store, actor: Actor, number: number): Promise<void> {
  await store.write(actor, 'deliver-again', async (tx) => {
    const subject = `delivery/${number}`;
    const acting = await actingPerson(tx, subject);
    needRole(acting, SENDS_AGAIN, subject);
    needScope(acting, SENDS_AGAIN, rootOf(acting.organisation), subject);
    const found = tx.database
      .selectFrom('outbox')
      .where('number', '=', number)
      .where(leaves)
      .where('lease_until', 'is', null);
    const message = await found.select(['line', 'due_at']).executeTakeFirst();
    if (message === undefined) throw notFound(subject);
    const due_at = tx.now.toISOString();
    const again = { state: 'waiting', attempts: 0, due_at, fault: null } as const;
    await tx.database.updateTable('outbox').set(again).where('number', '=', number).execute();
    // What waits behind it was due with it.
    const behind = tx.database.updateTable('outbox').set({ due_at }).where('due_at', '=', message.due_at);
    if (message.line !== null) await behind.where('line', '=', message.line).execute();
    await tx.audit({ subject });
  });
}

/** What the gateway says became of a text message that it took. */
export interface Receipt {
  /** The id under which it was posted. */
  readonly id: string;
  readonly status: 'delivered' | 'failed';
  readonly reason?: string;
}

/**
 * Keeps a receipt in the audit; a text message that did not arrive is dead by it, with the reason, and stands where it can be sent again.
 * Answers whether it says anything new. Refused, so that it comes again, where the message is not known to have left yet. One that comes
 * twice under `webhookId` within a day is taken once: the message may have been sent anew since, and what it tells is of the time before.
 */
export async function takeReceipt(store: Store, receipt: Receipt, webhookId: string): Promise<boolean> {
  const { id, status, reason = '' } = receipt;
  const key = hash([webhookId, id, status, reason]);
  const space = { actor: 'system/sms', method: 'POST', path: '/api/v1/receipts/sms', key };
  return await store.write(systemActor('outbox'), 'take-receipt', async (tx) => {
    if ((await findAnswer(tx, space)) !== undefined) return false;
    const texts = tx.database.selectFrom('outbox').select(['number', 'state']).where('type', '=', 'sms');
    const found = await texts.where('key', '=', id).executeTakeFirst();
    if (found === undefined || found.state === 'waiting') throw notFound(`delivery/${id}`);
    if (status === 'failed' && found.state === 'delivered')
      await tx.database
        .updateTable('outbox')
        .set({ state: 'dead', fault: reason === '' ? status : reason })
        .where('number', '=', found.number)
        .execute();
    await tx.audit({ subject: `delivery/${found.number}`, body: { status, reason } });
    await keepAnswer(tx, { ...space, body: '', answer: '' });
    return found.state === 'delivered';
  });
}
