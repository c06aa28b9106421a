import { createHash } from 'node:crypto';
import type { JsonObject, Language, TemplateChannels, TemplateDocument } from '../../../definitions/index.ts';
import { type Letter, sealedLetter } from '../../channels/letters.ts';
import type { Outcome } from '../../dispatch/delivery.ts';
import type { ServiceRequestTable } from '../../store/request-tables.ts';
import type { Store, Transaction } from '../../store/store.ts';
import { NOTIFIED } from '../requests/approvals/tell-approvers.ts';
import { subjectOf } from '../requests/life.ts';

/** What a message is about, and the key of the step that asks for it. */
interface About {
  readonly key: string;
  readonly row: ServiceRequestTable;
  readonly template: string;
}

/** Nothing would come of trying again; said in both languages, as names are. */
export const dead = (zh: string, en: string): Outcome & { readonly kind: 'dead' } => ({
  kind: 'dead',
  fault: `${zh} / ${en}`,
});

/** Puts a notice before each of the staff that it is for, once. What is for `approvers` is done with when they are not asked any more. */
export async function tellStaff(
  tx: Transaction,
  { key, row, template }: About,
  { desktop }: TemplateChannels,
  { to, people }: { readonly to: string; readonly people: readonly string[] },
): Promise<Outcome> {
  if (desktop === undefined) return dead(`${template} 没有站内消息`, `${template} has no notice`);
  if (people.length === 0) return dead('无人可通知', 'There is nobody to tell');
  for (const person of people) {
    const notice = {
      key: `${to === 'approvers' ? NOTIFIED : ''}${key}/${person}`,
      person,
      request: row.id,
      template,
      said: JSON.stringify(desktop),
    };
    await tx.database
      .insertInto('request_notice')
      .values({ ...notice, noticed_at: tx.now.toISOString(), read_at: null })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute();
  }
  await tx.audit({ subject: subjectOf(row.number), body: { template, people: [...people] } });
  return { kind: 'delivered' };
}

/** How a letter reaches the customer, and in which language. */
interface Way {
  readonly channel: 'email' | 'sms';
  readonly to: string;
  readonly language: Language;
}

/**
 * In the language that the request says is his: as a text message where he prefers them (`preferredChannel`), else by e-mail; where that
 * does not reach him, by the other.
 */
export function wayToCustomer(
  { channels: { email, sms } }: Pick<TemplateDocument, 'channels'>,
  facts: JsonObject,
): Way | ReturnType<typeof dead> {
  const language: Language = facts['language'] === 'en' ? 'en' : 'zh-CN';
  const address = contactIn(facts, 'email');
  const mobile = contactIn(facts, 'mobilePhone');
  const byLetter =
    email !== undefined && address !== undefined ? ({ channel: 'email', to: address, language } as const) : undefined;
  const byText =
    sms !== undefined && mobile !== undefined ? ({ channel: 'sms', to: mobile, language } as const) : undefined;
  const way = contactIn(facts, 'preferredChannel') === 'sms' ? (byText ?? byLetter) : (byLetter ?? byText);
  if (way !== undefined) return way;
  return dead('没有客户可用的邮箱或手机号', 'There is no address or number of the customer that the template can use');
}

/** How the customer can be reached: as the request itself says, or else as his record. */
function contactIn(facts: JsonObject, field: string): string | undefined {
  const customer = facts['customer'];
  const places = [facts, typeof customer === 'object' && customer !== null ? (customer as JsonObject) : {}];
  return places
    .map((place) => place[field])
    .find((found): found is string => typeof found === 'string' && found.trim() !== '');
}

/** Hands on a letter, once for each address: where one was wrong and was put right, the letter leaves for the right one. */
export async function writeToCustomer(
  tx: Transaction,
  { secrets }: Pick<Store, 'secrets'>,
  { key, row, template }: About,
  { email, sms }: TemplateChannels,
  { channel, to, language }: Way,
): Promise<Outcome> {
  const text = channel === 'email' ? email?.body[language] : sms?.[language];
  const letter: Letter = {
    to,
    request: row.id,
    template,
    text: text ?? '',
    ...(email && { subject: email.subject[language] }),
  };
  const recipient = createHash('sha256').update(to).digest('hex').slice(0, 16);
  const own = `${key}/${recipient}`;
  await tx.send({ type: channel, key: own, payload: sealedLetter(secrets, own, letter), stream: row.id });
  // Where it goes is the customer's own: that it went is enough.
  await tx.audit({ subject: subjectOf(row.number), body: { template, channel } });
  return { kind: 'delivered' };
}
