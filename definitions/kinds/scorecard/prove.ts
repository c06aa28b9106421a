import type { Decision } from '../../decision.ts';
import type { Budget, Proof, Surroundings } from '../kind.ts';
import type { Scorecard } from './scorecard.ts';

/** What is proved about a scorecard. */
export function proveScorecard(
  _document: Scorecard,
  _decision: Decision | null,
  _around: Surroundings,
  _budget: Budget,
): readonly Proof[] {
  return [];
}
