import type { Decision, ProblemPlan } from '../model/decision.ts';
import type { Expression } from '../model/expression.ts';
import type { Lowering } from '../expression/lowering.ts';
import type { Problem } from '../model/problem.ts';

/** What lowering a document answers: its problems, and its decision; null where they refuse, or where its kind decides nothing. */
export interface Lowered {
  readonly decision: Decision | null;
  readonly problems: readonly Problem[];
}

/** Collects what the parts of a document bring along while it is lowered: problems of the definition, plans of its results. */
export interface Gathered {
  readonly problems: Problem[];
  readonly plans: ProblemPlan[];
  /** Keeps a lowering's problems and plans and hands its expression on. */
  take(lowering: Lowering): Expression | null;
}

/** An empty collection. */
export function gather(): Gathered {
  const problems: Problem[] = [];
  const plans: ProblemPlan[] = [];
  return {
    problems,
    plans,
    take(lowering) {
      problems.push(...lowering.problems);
      plans.push(...lowering.plans);
      return lowering.expression;
    },
  };
}
