import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { claimMessages, isAnythingDue, settleMessage } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';
import { type Delivery, settlementOf } from './delivery.ts';

/** Longer than any attempt may take: what a node that died had claimed is another's after it. */
const LEASE_SECONDS = 60;
const AT_ONCE = 16;
const LOOK_MS = 500;

export interface DispatchParts {
  readonly store: Store;
  readonly now: () => Date;
}

/**
 * Delivers once what is due now of a type: claims some messages for this node, delivers them side by side, and settles each as its outcome
 * says. Answers how many were claimed. A delivery that throws counts as one that failed, so that a fault of the program holds up nothing
 * else.
 */
export async function dispatchDue(
  { store, now }: DispatchParts,
  type: string,
  deliver: Delivery,
  { holder, signal }: { readonly holder: string; readonly signal: AbortSignal },
): Promise<number> {
  if (!(await isAnythingDue(store.database, type, now()))) return 0;
  const claimed = await claimMessages(store, { type, holder, most: AT_ONCE, leaseSeconds: LEASE_SECONDS });
  await Promise.all(
    claimed.map(async (message) => {
      const outcome = await deliver(message, signal).catch((error: unknown) => ({
        kind: 'again' as const,
        fault: error instanceof Error ? error.message : String(error),
      }));
      // An attempt that the stop of this node ended is nobody's fault: its lease ends, and another makes it.
      if (signal.aborted && outcome.kind !== 'delivered') return;
      const settlement = settlementOf(outcome, message.attempts, now());
      await settleMessage(store, { number: message.number, holder, ...settlement });
    }),
  );
  return claimed.length;
}

/**
 * Keeps at it until the signal says stop, each type of messages by itself: what hangs holds up its own kind alone. What there is no
 * delivery for waits. A fault of the store is told, once until it is over.
 */
export async function dispatchOutbox(
  parts: DispatchParts,
  deliveries: Readonly<Record<string, Delivery>>,
  signal: AbortSignal,
  tell: (fault: Error) => void,
): Promise<void> {
  const holder = randomUUID();
  let isTold = false;
  const keepDelivering = async (type: string, deliver: Delivery): Promise<void> => {
    while (!signal.aborted) {
      let count = 0;
      try {
        count = await dispatchDue(parts, type, deliver, { holder, signal });
        isTold = false;
      } catch (error) {
        if (!isTold && !signal.aborted) tell(error instanceof Error ? error : new Error(String(error)));
        isTold = true;
      }
      // What waited for its turn may be next.
      if (count === 0) await wait(LOOK_MS, undefined, { signal, ref: false }).catch(() => {});
    }
  };
  await Promise.all(Object.entries(deliveries).map(([type, deliver]) => keepDelivering(type, deliver)));
}
