import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Delivery, Outcome } from '../dispatch/delivery.ts';
import type { WebhookEndpoint } from './webhook-endpoints.ts';
import { within } from './time-limit.ts';

/** How long a receiver may take altogether; one that hangs is tried again later. */
const MOST_MS = 15_000;
const MOST_TOLD = 200;

/**
 * Posts CloudEvents (structured JSON) to an endpoint, signed as Standard Webhooks ask: the id of the event is the same however often it is
 * sent, so that a receiver can tell what it has; with two secrets, while one replaces the other, both signatures stand.
 * `2xx`: delivered. `410`: the receiver wants no more of it. Anything else, a redirect included: again later, not before `Retry-After`.
 */
export function webhook(
  { url, secrets }: Pick<WebhookEndpoint, 'url' | 'secrets'>,
  { now, mostMs = MOST_MS }: { readonly now: () => Date; readonly mostMs?: number },
): Delivery {
  // The payload is the event, as the fan-out wrote it.
  return async ({ payload: body }, signal) => {
    const { id } = JSON.parse(body) as { readonly id: string };
    const seconds = Math.floor(now().getTime() / 1000);
    const headers = {
      'content-type': 'application/cloudevents+json',
      'webhook-id': id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': secrets.map((secret) => signature(secret, id, seconds, body)).join(' '),
    };
    return await post(url, { headers, body }, { now, mostMs, signal });
  };
}

/** Posts once, follows no redirect, and waits for no receiver that hangs. */
export async function post(
  url: string,
  { headers, body }: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
  {
    now,
    signal,
    mostMs = MOST_MS,
  }: { readonly now: () => Date; readonly signal: AbortSignal; readonly mostMs?: number },
): Promise<Outcome> {
  try {
    return await within(signal, mostMs, async (timed) => {
      const reply = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal: timed });
      await reply.body?.cancel();
      return outcomeOf(reply, now());
    });
  } catch (error) {
    return { kind: 'again', fault: faultOf(error) };
  }
}

/** `secret`: base64 after `whsec_`, as Standard Webhooks write it. */
function signature(secret: string, id: string, seconds: number, body: string | Buffer): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.`).update(body).digest('base64')}`;
}

/** How far the clock of a sender may be from ours: what was signed longer ago may be somebody else's, sent again. */
const MOST_APART_SECONDS = 300;

/** Whether what came is signed by one of these secrets, as Standard Webhooks ask, and not long ago. */
export function isSigned(
  secrets: readonly string[],
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  body: Buffer,
  now: Date,
): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signed } = headers;
  if (typeof id !== 'string' || typeof at !== 'string' || typeof signed !== 'string') return false;
  if (id === '' || !/^\d{1,12}$/.test(at)) return false;
  if (Math.abs(now.getTime() / 1000 - Number(at)) > MOST_APART_SECONDS) return false;
  const found = signed.split(' ').map((one) => Buffer.from(one));
  return secrets.some((secret) => {
    const right = Buffer.from(signature(secret, id, Number(at), body));
    return found.some((one) => one.length === right.length && timingSafeEqual(one, right));
  });
}

function outcomeOf({ status, ok, headers }: Response, now: Date): Outcome {
  if (ok) return { kind: 'delivered' };
  const fault = `answered ${status}`;
  if (status === 410) return { kind: 'dead', fault };
  const asked = headers.get('retry-after') ?? '';
  const at = /^\d{1,6}$/.test(asked) ? now.getTime() + Number(asked) * 1000 : Date.parse(asked);
  return { kind: 'again', fault, ...(Number.isFinite(at) && { notBefore: new Date(at) }) };
}

/** Why nobody answered: Node tells it in the cause. */
function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'no answer in time';
  const { cause } = error;
  return (cause instanceof Error && cause.message !== '' ? cause.message : error.message).slice(0, MOST_TOLD);
}
