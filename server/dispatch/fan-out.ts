import { messageType, type WebhookEndpoint, wants } from '../channels/webhook-endpoints.ts';
import { systemActor } from '../store/actor.ts';
import type { Store } from '../store/store.ts';
import type { Delivery } from './delivery.ts';

/** Hands a CloudEvent on: a message of its own for each endpoint that wants it, so that one that fails or hangs delays no other. */
export function fanOut(store: Store, endpoints: readonly WebhookEndpoint[]): Delivery {
  return async ({ payload }) => {
    const event = JSON.parse(payload) as { readonly id: string; readonly type: string; readonly subject?: string };
    const wanting = endpoints.filter((endpoint) => wants(endpoint, event.type));
    if (wanting.length > 0)
      await store.write(systemActor('outbox'), 'fan-out', async (tx) => {
        for (const { id } of wanting)
          await tx.send({ type: messageType(id), key: event.id, payload: { ...event }, ...streamOf(event) });
      });
    return { kind: 'delivered' };
  };
}

/** Events about one thing, such as a request, come in their order. */
const streamOf = ({ subject }: { readonly subject?: string }) => (subject === undefined ? {} : { stream: subject });
