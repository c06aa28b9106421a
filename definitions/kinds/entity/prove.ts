import type { Decision } from '../../model/decision.ts';
import type { Budget, Proof } from '../../model/proof.ts';
import type { Environment } from '../../model/environment.ts';
import type { EntityDocument } from './entity.ts';

/** Nothing is proved of this kind yet. */
export function proveEntity(
  _document: EntityDocument,
  _decision: Decision | null,
  _around: Environment,
  _budget: Budget,
): readonly Proof[] {
  return [];
}
