import type { ProblemPlan } from '../model/decision.ts';
import type { Problem } from '../model/problem.ts';
import type { Expression } from '../model/expression.ts';

/** What a front door answers: a written text or condition as an expression. */
export interface Lowering {
  /** Null where the problems refuse. */
  readonly expression: Expression | null;
  readonly problems: readonly Problem[];
  /** What may go wrong while it is evaluated, of the expression and of all it reads; each plan once. */
  readonly plans: readonly ProblemPlan[];
}
