import type { Decision } from '../../decision.ts';
import type { Budget, Proof, Surroundings } from '../kind.ts';
import type { Criteria } from './criteria.ts';

/** Nothing is proved of this kind yet. */
export function proveCriteria(
  _document: Criteria,
  _decision: Decision | null,
  _around: Surroundings,
  _budget: Budget,
): readonly Proof[] {
  return [];
}
