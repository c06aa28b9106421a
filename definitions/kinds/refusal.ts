import type { ProblemPlan } from '../model/decision.ts';
import { missing, or, when } from '../expression/build-logic.ts';
import type { Expression } from '../model/expression.ts';

/** An output as other definitions may read it: missing where a refusing plan of its own decision holds. */
export function unlessRefused(of: Expression, plans: readonly ProblemPlan[]): Expression {
  const refusing = plans.filter((plan) => plan.refuses).map((plan) => plan.when);
  const [only, ...rest] = refusing;
  if (only === undefined) return of;
  return when(rest.length === 0 ? only : or(refusing), missing(of.type), of);
}

/** Plans without repetition: the same plan may arrive by several ways. */
export function distinctPlans(plans: readonly ProblemPlan[]): readonly ProblemPlan[] {
  const seen = new Map<Expression, ProblemPlan[]>();
  return plans.filter((plan) => {
    const same = seen.get(plan.when) ?? [];
    if (same.some((other) => other.code === plan.code && other.refuses === plan.refuses)) return false;
    seen.set(plan.when, [...same, plan]);
    return true;
  });
}
