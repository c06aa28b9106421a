import type { Decision } from '../../model/decision.ts';
import { proveFigures, rangeOf } from '../../proofs/prove-plans.ts';
import { proved } from '../../proofs/verdict.ts';
import type { Budget, Proof } from '../../model/proof.ts';
import type { Environment } from '../../model/environment.ts';
import type { Matching } from './matching.ts';

/** Every pair of grades has a cell (the check refuses a grid that lacks one), no divisor of the rank can be zero, and its range. */
export function proveMatching(
  document: Matching,
  decision: Decision | null,
  environment: Environment,
  budget: Budget,
): readonly Proof[] {
  if (decision === null || decision.value.kind !== 'products') return [];
  const at = (pointer: string) => ({ definition: decision.id, pointer });
  const title = document.title ?? document.name;
  return [
    proved('grid-complete', at('/grid')),
    ...proveFigures(decision, environment, budget.nodes),
    ...rangeOf(decision.value.order, title, at('/rank')),
  ];
}
