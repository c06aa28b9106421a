import type { Decision } from '../../decision.ts';
import type { Budget, Proof, Surroundings } from '../kind.ts';
import type { Matching } from './matching.ts';

/** Nothing is proved of this kind yet. */
export function proveMatching(
  _document: Matching,
  _decision: Decision | null,
  _around: Surroundings,
  _budget: Budget,
): readonly Proof[] {
  return [];
}
