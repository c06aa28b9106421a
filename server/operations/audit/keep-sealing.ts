import { setTimeout as wait } from 'node:timers/promises';
import type { Store } from '../../store/store.ts';

/** An entry is sealed within a second: a look each half. */
const LOOK_MS = 500;

/**
 * Seals the audit entries of a store on which nodes write beside each other, until the server stops. A fault is left for the next look:
 * what cannot be sealed now stays as it is, and is counted already.
 */
export async function keepSealing(store: Store, isStopping: () => boolean): Promise<void> {
  if (store.address.kind === 'sqlite') return;
  while (!isStopping()) {
    await wait(LOOK_MS, undefined, { ref: false });
    await store.seal().catch(() => 0);
  }
}
