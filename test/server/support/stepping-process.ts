import { setTimeout as wait } from 'node:timers/promises';
import { messageType } from '../../../server/channels/webhook-endpoints.ts';
import { webhook } from '../../../server/channels/webhook.ts';
import { systemClock } from '../../../server/clock.ts';
import { dispatchOutbox } from '../../../server/dispatch/dispatch-outbox.ts';
import { fanOut } from '../../../server/dispatch/fan-out.ts';
import { createRuntime } from '../../../server/operations/definitions/runtime.ts';
import { keepTimers } from '../../../server/operations/requests/fire-timers.ts';
import { preparedQueues } from '../../../server/operations/requests/prepared-queues.ts';
import { registerRequest } from '../../../server/operations/requests/register.ts';
import { sendRequestEvent } from '../../../server/operations/requests/send-event.ts';
import { noLog } from '../../../server/store/decision-log.ts';
import type { StoreAddress } from '../../../server/store/address.ts';
import { openStore } from '../../../server/store/open-store.ts';
import { as } from './people.ts';

/**
 * A node that registers requests, steps them, fires their timers and delivers what is told of them, and says on a line what was answered of
 * each: to be killed while it does. `node --import tsx stepping-process.ts ADDRESS '{"url", "prefix"}'`
 */
const [address = '', asked = ''] = process.argv.slice(2);
const { url, prefix } = JSON.parse(asked) as { readonly url: string; readonly prefix: string };
// The key that tests seal the secrets of a store by.
const secretKey = () => Buffer.alloc(32, 7);
const store = await openStore(JSON.parse(address) as StoreAddress, { secretKey });
const runtime = await createRuntime({ database: store.database, log: noLog, clock: systemClock });
const host = { store, queues: preparedQueues(runtime, store.database) };
const tell = (fault: unknown) => void process.stderr.write(`${String(fault)}\n`);
const says = (line: string) => process.stdout.write(`${line}\n`);

const endpoint = { id: 'receiver', url, secrets: [`whsec_${'A'.repeat(32)}`] };
const now = () => new Date();
void keepTimers(host, () => false, tell);
void dispatchOutbox(
  { store, now },
  { 'cloud-event': fanOut(store, [endpoint]), [messageType(endpoint.id)]: webhook(endpoint, { now }) },
  new AbortController().signal,
  tell,
);

/** Eight people at once, so that several requests are written together: some fifty steps a second. */
await Promise.all(
  Array.from({ length: 8 }, async (_, person) => {
    for (let i = 0; ; i += 1) {
      const customer = `${prefix}-${person}-${i}`;
      const given = { type: 'request-type/inquiry', facts: { topic: 'cards' }, channel: 'phone', node: 'east' };
      const { id, revision } = await registerRequest(host, as('amy'), { ...given, customer });
      says(`${id} ${revision}`);
      for (const [event, data] of [
        ['claim', {}],
        ['note', { reply: 'Done.' }],
        ['answer', {}],
      ] as const) {
        const sent = { event, data, facts: {}, occurredAt: null, whyNot: () => undefined };
        const moved = await sendRequestEvent(host, as('amy'), id, sent);
        says(`${id} ${moved.revision}`);
        await wait(100);
      }
    }
  }),
);
