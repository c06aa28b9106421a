import type { Decision } from '../../decision.ts';
import type { Budget, Proof, Surroundings } from '../kind.ts';
import type { DecisionTable } from './decision-table.ts';

/** Nothing is proved of this kind yet. */
export function proveDecisionTable(
  _document: DecisionTable,
  _decision: Decision | null,
  _around: Surroundings,
  _budget: Budget,
): readonly Proof[] {
  return [];
}
