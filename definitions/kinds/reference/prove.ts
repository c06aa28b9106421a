import type { Decision } from '../../decision.ts';
import type { Budget, Proof, Surroundings } from '../kind.ts';
import type { ReferenceDocument } from './reference.ts';

/** Nothing is proved of this kind yet. */
export function proveReference(
  _document: ReferenceDocument,
  _decision: Decision | null,
  _around: Surroundings,
  _budget: Budget,
): readonly Proof[] {
  return [];
}
