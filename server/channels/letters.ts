import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import type { Delivery } from '../dispatch/delivery.ts';
import { post } from './webhook.ts';

/** What leaves by e-mail or as a text message, as the outbox holds it. */
export interface Letter {
  /** An address, or the number of a mobile phone. */
  readonly to: string;
  readonly request: string;
  readonly template: string;
  readonly subject?: string;
  /** HTML in an e-mail, plain text in a text message. */
  readonly text: string;
}

/** How long each step with a mail server may take: one that hangs is tried again later. */
const MOST_MS = 10_000;
const MOST_TOLD = 200;

/**
 * Hands letters to a mail server (RFC 5321). Their `Message-ID` is that of their key, however often they are sent. What the server refuses
 * for good (5yz) is dead; what it refuses for now, or a server that is not there, comes again.
 */
export function byEmail({ url, from }: { readonly url: string; readonly from: string }): Delivery {
  const waits = { connectionTimeout: MOST_MS, greetingTimeout: MOST_MS, socketTimeout: MOST_MS };
  // Nothing of a letter is read from files or addresses that it names.
  const transport = createTransport({ url, ...waits, disableFileAccess: true, disableUrlAccess: true });
  const [, host = 'localhost'] = from.split('@');
  return async ({ key, payload }) => {
    const { to, subject = '', text } = JSON.parse(payload) as Letter;
    const id = createHash('sha256').update(key).digest('hex').slice(0, 32);
    try {
      await transport.sendMail({
        from,
        to: { name: '', address: to },
        subject,
        html: text,
        messageId: `<${id}@${host}>`,
      });
      return { kind: 'delivered' };
    } catch (error) {
      const { responseCode, message } = error as { readonly responseCode?: number; readonly message: string };
      const isForGood = responseCode !== undefined && responseCode >= 500;
      return { kind: isForGood ? 'dead' : 'again', fault: message.slice(0, MOST_TOLD) };
    }
  };
}

/** Posts text messages to a gateway as `{ "id", "to", "text" }`; the id, also the `Idempotency-Key`, is the same however often it is sent. */
export function bySms(url: string, { now, mostMs }: { readonly now: () => Date; readonly mostMs?: number }): Delivery {
  return async ({ key, payload }, signal) => {
    const { to, text } = JSON.parse(payload) as Letter;
    const headers = { 'content-type': 'application/json', 'idempotency-key': key };
    const waits = mostMs === undefined ? {} : { mostMs };
    return await post(url, { headers, body: JSON.stringify({ id: key, to, text }) }, { now, signal, ...waits });
  };
}
