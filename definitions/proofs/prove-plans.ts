import type { Decision } from '../model/decision.ts';
import type { Proof } from '../model/proof.ts';
import type { Environment } from '../model/environment.ts';
import type { Place } from '../model/problem.ts';
import type { Text } from '../model/text.ts';
import type { Expression } from '../model/expression.ts';
import { valueText } from '../expression/to-regions/gaps.ts';
import { provedProblem } from './problems.ts';
import { canHold } from './satisfiability.ts';
import { proved, refuted, undecided } from './verdict.ts';

/** Proves of a computation's own divisions that no divisor can be zero, or shows a record where one is. */
export function proveDivisions(decision: Decision, environment: Environment, nodes: number): readonly Proof[] {
  const place = { definition: decision.id, pointer: '' };
  const own = decision.problems.filter(
    (plan) => plan.code === 'division-by-zero' && plan.origin.definition === decision.id,
  );
  if (own.length === 0) return [proved('no-division-by-zero', place)];
  const answers = canHold(
    own.map((plan) => plan.when),
    { whole: decision, environment, nodes },
  );
  const found = answers.flatMap((answer, i): readonly Proof[] => {
    const at = own[i]?.origin ?? place;
    if (answer.verdict === 'never') return [];
    if (answer.verdict === 'open') return [undecided('no-division-by-zero', at, decision.title, answer.why)];
    const problem = provedProblem(
      'division-by-zero-possible',
      at,
      { title: decision.title },
      { witness: answer.request },
    );
    return [refuted('no-division-by-zero', problem)];
  });
  return found.length > 0 ? found : [proved('no-division-by-zero', place)];
}

/** The range of a number's results, by the bounds its type carries (interval arithmetic: it may be wider than what happens). */
export function rangeOf(of: Expression, title: Text, at: Place): readonly Proof[] {
  if (!('minimum' in of.type)) return [];
  const slots = { title, low: valueText(of.type.minimum, of.type), high: valueText(of.type.maximum, of.type) };
  return [
    {
      property: 'result-range',
      verdict: 'proved',
      pointer: at.pointer,
      problem: provedProblem('result-range', at, slots),
    },
  ];
}
