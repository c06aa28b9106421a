import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import type { Delivery } from '../dispatch/delivery.ts';
import type { ClaimedMessage } from '../store/outbox.ts';
import type { Secrets } from '../store/secrets.ts';
import { plainText } from './plain-text.ts';
import { post } from './webhook.ts';
import { within } from './time-limit.ts';

/** What leaves by e-mail or as a text message. */
export interface Letter {
  /** An address, or the number of a mobile phone. */
  readonly to: string;
  readonly request: string;
  readonly template: string;
  readonly subject?: string;
  /** HTML in an e-mail, plain text in a text message. */
  readonly text: string;
}

/**
 * A letter as the outbox holds it, under a key: sealed, because it says what somebody is told and where he is reached, and may hold a link
 * that is a secret.
 */
export const sealedLetter = (
  secrets: Pick<Secrets, 'seal'>,
  key: string,
  letter: Letter,
): { readonly sealed: string } => ({
  sealed: secrets.seal(JSON.stringify(letter), key),
});

/** The letter of a message. Throws a StoreError where it was sealed by another key. One that an older program wrote stands open. */
export function letterIn(
  secrets: Pick<Secrets, 'open'>,
  { key, payload }: Pick<ClaimedMessage, 'key' | 'payload'>,
): Letter {
  const kept = JSON.parse(payload) as Letter | ReturnType<typeof sealedLetter>;
  return 'sealed' in kept ? (JSON.parse(secrets.open(kept.sealed, key)) as Letter) : kept;
}

/** How long each step with a mail server may take, and all of them together, less than a claim lasts: one that hangs is tried again later. */
const STEP_MS = 10_000;
const MOST_MS = 45_000;
const MOST_TOLD = 200;

/** Said of every letter, so that what answers mail by itself does not answer (RFC 3834): two such could write to each other for ever. */
const AUTOMATIC = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };

/**
 * Hands letters to a mail server (RFC 5321), as HTML and as the plain text of it. Their `Message-ID` is that of their key, however often they are sent. What the server refuses
 * of the letter itself for good (5yz) is dead; what it refuses for now, a server that is not there or will not have us, comes again.
 */
export function byEmail(
  secrets: Pick<Secrets, 'open'>,
  { url, from }: { readonly url: string; readonly from: string },
  { mostMs = MOST_MS }: { readonly mostMs?: number } = {},
): Delivery {
  const waits = { connectionTimeout: STEP_MS, greetingTimeout: STEP_MS, socketTimeout: STEP_MS };
  // Nothing of a letter is read from files or addresses that it names.
  const transport = createTransport({ url, ...waits, disableFileAccess: true, disableUrlAccess: true });
  const [, host = 'localhost'] = from.split('@');
  return async (message, signal) => {
    const { to, subject = '', text } = letterIn(secrets, message);
    const id = createHash('sha256').update(message.key).digest('hex').slice(0, 32);
    try {
      const mail = {
        from,
        to: { name: '', address: to },
        subject,
        text: plainText(text),
        html: text,
        headers: AUTOMATIC,
        messageId: `<${id}@${host}>`,
      };
      await within(signal, mostMs, async (timed) => await transport.sendMail({ ...mail, signal: timed }));
      return { kind: 'delivered' };
    } catch (error) {
      const fault = error as MailFault;
      return { kind: isForGood(fault) ? 'dead' : 'again', fault: fault.message.slice(0, MOST_TOLD) };
    }
  };
}

interface MailFault {
  readonly code?: string;
  /** What the server answered, where it did. */
  readonly responseCode?: number;
  readonly message: string;
}

/** Whether it lies in the letter: its address or its text. A greeting or a sign-in that is refused lies in the server or its settings. */
function isForGood({ code = '', responseCode = 500 }: MailFault): boolean {
  return (code === 'EENVELOPE' || code === 'EMESSAGE') && responseCode >= 500;
}

/** Posts text messages to a gateway as `{ "id", "to", "text" }`; the id, also the `Idempotency-Key`, is the same however often it is sent. */
export function bySms(secrets: Pick<Secrets, 'open'>, url: string, { now }: { readonly now: () => Date }): Delivery {
  return async (message, signal) => {
    const { key } = message;
    const { to, text } = letterIn(secrets, message);
    const headers = { 'content-type': 'application/json', 'idempotency-key': key };
    return await post(url, { headers, body: JSON.stringify({ id: key, to, text }) }, { now, signal });
  };
}
