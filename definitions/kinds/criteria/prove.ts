import type { Decision } from '../../model/decision.ts';
import { not } from '../../expression/build-logic.ts';
import { provedProblem } from '../../proofs/problems.ts';
import { canHold } from '../../proofs/satisfiability.ts';
import { proved, refuted, undecided } from '../../proofs/verdict.ts';
import type { Budget, Proof } from '../../model/proof.ts';
import type { Environment } from '../../model/environment.ts';
import type { Criteria } from './criteria.ts';

/** It can hold and it can fail: each with a record that was evaluated, or refuted because no record does. */
export function proveCriteria(
  document: Criteria,
  decision: Decision | null,
  environment: Environment,
  budget: Budget,
): readonly Proof[] {
  const holds = decision?.outputs['holds'];
  if (decision === null || holds === undefined) return [];
  const title = document.title ?? document.name;
  const at = { definition: decision.id, pointer: '/when' };
  const answers = canHold([holds, not(holds)], { whole: decision, environment, nodes: budget.nodes }, 'any');
  return (['can-hold', 'can-fail'] as const).map((property, i): Proof => {
    const answer = answers[i];
    if (answer?.verdict === 'can') return proved(property, at);
    if (answer?.verdict === 'open') return undecided(property, at, title, answer.why);
    return refuted(property, provedProblem(i === 0 ? 'criteria-never' : 'criteria-always', at, { title }));
  });
}
