import type { ReasonPlan } from '../../../../model/decision.ts';
import { pickNumber } from '../../../../expression/build-list.ts';
import { isMissing, missing, when } from '../../../../expression/build-logic.ts';
import { asNumber, round, weightedSum } from '../../../../expression/build-number.ts';
import type { Expression } from '../../../../model/expression.ts';
import type { Exact } from '../../../figure.ts';
import type { Score } from '../../segmentation.ts';
import type { MethodContext } from '../method.ts';

/** A score that goes into the composite. */
export interface CompositePart {
  readonly written: Score;
  readonly of: Expression;
  readonly weight: Exact;
  readonly position: number;
}

/** The reasons of the scorecards a composite is made of, each loss times the weight of its score (exact, not divided). */
export function partReasons(parts: readonly CompositePart[], { environment }: MethodContext): readonly ReasonPlan[] {
  const reasons = parts.flatMap(({ written, of, weight }) => {
    const [id = '', output] = written.of.split('#');
    const decision = environment.decision(id);
    return (decision?.lossesOf === output ? (decision?.reasons ?? []) : []).flatMap((reason) => {
      if (reason.loss === null || weight.scaled === 0n) return [];
      // Where the score itself is missing, what its parts lost says nothing.
      const loss = times(weight, reason.loss);
      return [{ ...reason, loss: of.missable ? when(isMissing(of), missing(loss.type), loss) : loss }];
    });
  });
  const decimals = reasons.reduce((most, { loss }) => Math.max(most, asNumber(loss).decimals), 0);
  return reasons.map((reason) => ({ ...reason, loss: round(reason.loss, decimals) }));
}

/** weight × loss; a loss known per bin stays one. */
function times(weight: Exact, loss: Expression): Expression {
  if (loss.kind !== 'pick') return weightedSum(0n, weight.decimals, [{ weight: weight.scaled, of: loss }]);
  const values = loss.values.map((value) => (typeof value === 'bigint' ? value * weight.scaled : 0n));
  return pickNumber(loss.index, values, weight.decimals + asNumber(loss).decimals);
}
