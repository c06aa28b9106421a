import type { Decision, ReasonPlan } from '../../definitions/model/decision.ts';
import { bins } from '../../definitions/expression/build-list.ts';
import { field, integer } from '../../definitions/expression/build-logic.ts';
import type { Expression } from '../../definitions/model/expression.ts';
import { numberType } from '../../definitions/model/type.ts';
import { compiledOf, decisionOf, declared, entityOf, ORIGIN } from './hand-built.ts';

/** Three optional numbers (whole, with one decimal, wider than a double) and what tests of results do with them. */

const a = declared('a', numberType(0, -100n, 100n), { optional: true });
const b = declared('b', numberType(1, 0n, 1_000n), { optional: true });
const c = declared('c', numberType(2, -(10n ** 20n), 10n ** 20n), { optional: true });
export const entities = [entityOf('entity/customer', [a, b, c])];
export const [A, B, C] = [field(a, null, { ...ORIGIN, pointer: '/a' }), field(b, null), field(c, null)];

/** The result of a decision with only what is stated. */
export function result(part: Partial<Decision>, facts: object, language: 'zh-CN' | 'en' = 'en', trace = false) {
  const found = compiledOf([decisionOf(part)], entities, { trace }).decide({ facts }, language)['formula/tried'];
  if (found === undefined) throw new Error('There is a result');
  return found;
}

/** A value as it stands. */
export const value = (of: Expression) => ({ kind: 'value' as const, of });

/** The position 0 or 1 of a number, missing for others. */
export function within01(of: Expression): Expression {
  const bin = (n: bigint) => ({ test: { kind: 'range' as const, range: { low: n, high: n } }, origin: ORIGIN });
  return bins(of, [bin(0n), bin(1n)], false);
}

/** A reason with one code. */
export const plan = (code: string, loss: Expression | null, index: Expression = integer(0)): ReasonPlan => ({
  codes: [{ code, text: { 'zh-CN': `${code}！`, en: `${code}!` } }],
  index,
  loss,
  origin: ORIGIN,
});
