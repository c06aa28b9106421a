import type { Decision } from '../../model/decision.ts';
import type { Budget, Proof, Surroundings } from '../kind.ts';
import type { EntityDocument } from './entity.ts';

/** Nothing is proved of this kind yet. */
export function proveEntity(
  _document: EntityDocument,
  _decision: Decision | null,
  _around: Surroundings,
  _budget: Budget,
): readonly Proof[] {
  return [];
}
