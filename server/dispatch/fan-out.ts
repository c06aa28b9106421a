import { messageType, type WebhookEndpoint, wants } from '../channels/webhook-endpoints.ts';
import { systemActor } from '../store/actor.ts';
import type { Store } from '../store/store.ts';
import type { Delivery } from './delivery.ts';

interface Event {
  readonly id: string;
  readonly type: string;
  readonly subject?: string;
}

/**
 * Hands a CloudEvent on: a message of its own for each endpoint that wants it, so that one that fails or hangs delays no other. One `to` an
 * endpoint is for that alone; where it is not registered, the message waits in sight of administrators.
 */
export function fanOut(store: Store, endpoints: readonly WebhookEndpoint[]): Delivery {
  return async ({ payload }) => {
    const { to, ...event } = JSON.parse(payload) as Event & { readonly to?: string };
    const listening = endpoints.filter((endpoint) => wants(endpoint, event.type)).map(({ id }) => id);
    const wanting = to === undefined ? listening : [to];
    if (wanting.length > 0)
      await store.write(systemActor('outbox'), 'fan-out', async (tx) => {
        for (const id of wanting)
          await tx.send({ type: messageType(id), key: event.id, payload: { ...event }, ...streamOf(event) });
      });
    return { kind: 'delivered' };
  };
}

/** Events about one thing, such as a request, come in their order. */
const streamOf = ({ subject }: Event) => (subject === undefined ? {} : { stream: subject });
