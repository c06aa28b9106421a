import type { ProblemPlan } from '../../model/decision.ts';
import type { Expression } from '../../model/expression.ts';
import type { Problem } from '../../model/problem.ts';
import { binProblem } from './problems.ts';

/** What is known before any record comes: a value that may be missing although no bin answers for it. */
export function missingBinProblems(on: Expression | null, plans: readonly ProblemPlan[]): readonly Problem[] {
  const plan = plans.find(({ code }) => code === 'missing-without-bin');
  if (plan === undefined || on === null) return [];
  const code = isOptionalField(on) ? 'missing-without-bin' : 'missing-perhaps-without-bin';
  return [binProblem.filled(code, plan.origin, plan.slots)];
}

/** A field that a record may lack; what is computed only may turn out missing. */
function isOptionalField(on: Expression): boolean {
  return on.kind === 'named' ? isOptionalField(on.of) : on.kind === 'field';
}
