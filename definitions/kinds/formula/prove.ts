import type { Decision } from '../../model/decision.ts';
import { proveFigures, rangeOf } from '../../proofs/prove-plans.ts';
import type { Budget, Proof } from '../../model/proof.ts';
import type { Environment } from '../../model/environment.ts';
import type { Formula } from './formula.ts';

/** No divisor can be zero (or a record where one is), and the range of each output. Overflow is refused by check already. */
export function proveFormula(
  document: Formula,
  decision: Decision | null,
  environment: Environment,
  budget: Budget,
): readonly Proof[] {
  if (decision === null) return [];
  const ranges = document.lines.flatMap((line, i) => {
    const output = decision.outputs[line.name];
    const at = { definition: decision.id, pointer: `/lines/${i}` };
    return output === undefined ? [] : rangeOf(output, line.title ?? line.name, at);
  });
  return [...proveFigures(decision, environment, budget.nodes), ...ranges];
}
