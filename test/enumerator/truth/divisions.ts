import { isObject, type Json } from '../../../definitions/index.ts';
import { type Answers, type Claim, isOwn, listOf, never } from '../claim.ts';

/** No divisor is zero. An approximate one is told as a result that is not finite: that alone settles nothing. */
export function neverDividedByZero(id: string): Claim {
  const infinite = (answers: Answers) => tells(answers, id, 'not-finite');
  const byZero = never({ property: 'no-division-by-zero', scope: '' }, (answers) =>
    tells(answers, id, 'division-by-zero'),
  );
  return {
    ...byZero,
    truth: (all, isWhole) => {
      const truth = byZero.truth(all, isWhole);
      return truth === true && all.some(infinite) ? undefined : truth;
    },
    isShownBy: (witness) => witness.some((answers) => tells(answers, id, 'division-by-zero') || infinite(answers)),
  };
}

/** Whether a problem is told of the definition or, as a reason, of one of its products. */
export function tells(answers: Answers, id: string, code: string): boolean {
  const { value, problems } = answers.of(id);
  const products = Array.isArray(value) ? (value as readonly Json[]) : [];
  const reasons = products.flatMap((one) => (isObject(one) ? listOf(one, 'reasons') : []));
  return problems.some((one) => one.code === code && isOwn(one, id)) || reasons.some((one) => one['code'] === code);
}
