import type { Decision } from '../../model/decision.ts';
import { proved } from '../../proofs/verdict.ts';
import type { Budget, Proof } from '../../model/proof.ts';
import type { Environment } from '../../model/environment.ts';
import type { ReferenceDocument } from './reference.ts';

/**
 * Every key has one row on every day, or none. The check has looked at all rows, and refuses a table of which this is not so: what comes
 * here is proved.
 */
export function proveReference(
  document: ReferenceDocument,
  _decision: Decision | null,
  _around: Environment,
  _budget: Budget,
): readonly Proof[] {
  const at = { definition: `reference/${document.name}`, pointer: '/rows' };
  return [proved('keys-unique', at), proved('validity-apart', at)];
}
