import type { Problem } from '../../../definitions/index.ts';
import type { Actor } from '../../store/actor.ts';
import { OperationRefused, type Store } from '../../store/store.ts';

/**
 * Writes into the audit that somebody known asked for an operation for which he has no role, or his key is not. The operation itself was
 * not reached, so that it could not say so. `operation`: its name in the API document.
 */
export async function refuseRequest(store: Store, actor: Actor, operation: string, problem: Problem): Promise<void> {
  await store
    .write(actor, 'ask-beyond-rights', () => Promise.reject(new OperationRefused(`operation/${operation}`, [problem])))
    .catch((error: unknown) => {
      if (!(error instanceof OperationRefused)) throw error;
    });
}
