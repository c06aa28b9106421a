import type { Decision } from '../../model/decision.ts';
import { proveFigures, rangeOf } from '../../proofs/prove-plans.ts';
import type { Budget, Proof } from '../../model/proof.ts';
import type { Environment } from '../../model/environment.ts';
import type { Regression } from './regression.ts';

/** The range of the regression's value, and that no derived field it reads divides by zero. */
export function proveRegression(
  document: Regression,
  decision: Decision | null,
  environment: Environment,
  budget: Budget,
): readonly Proof[] {
  const value = decision?.outputs['value'];
  if (decision === null || value === undefined) return [];
  const at = { definition: decision.id, pointer: '' };
  return [...proveFigures(decision, environment, budget.nodes), ...rangeOf(value, document.title ?? document.name, at)];
}
