import type { Decision, ReasonPlan } from '../../model/decision.ts';
import { asNumber } from '../build-number.ts';
import { power10 } from '../../model/decimal.ts';
import { operand } from './emit-logic.ts';
import { type Emitter, unnamed } from './emitter.ts';
import { magnitude } from './number-size.ts';
import type { Sql } from './sql.ts';

/** What all reasons of a decision share. */
export interface Board {
  readonly plans: readonly ReasonPlan[];
  /** The code of every entry: each plan's codes, in the order of their declaration. */
  readonly codes: readonly string[];
  /** Where each plan's codes begin among the entries. */
  readonly starts: readonly number[];
  readonly mask: bigint;
  readonly decimals: number;
  /** Above every sum of losses. */
  readonly most: bigint;
  readonly isByLoss: boolean;
}

export function boardOf({ reasons, reasonOrder }: Decision): Board {
  const plans = reasons.filter((plan) => unnamed(plan.index).kind !== 'missing' && plan.codes.length > 0);
  const codes = plans.flatMap((plan) => plan.codes.map(({ code }) => code));
  const starts = plans.map((_, i) => plans.slice(0, i).reduce((sum, plan) => sum + plan.codes.length, 0));
  const decimals = Math.max(0, ...plans.flatMap((plan) => (plan.loss === null ? [] : [asNumber(plan.loss).decimals])));
  const most = plans.reduce(
    (sum, plan) => sum + (plan.loss === null ? 0n : magnitude(plan.loss) * factorOf(plan, decimals)),
    1n,
  );
  let mask = 1n;
  while (mask < BigInt(codes.length)) mask = mask * 2n + 1n;
  return { plans, codes, starts, mask, decimals, most, isByLoss: reasonOrder === 'greatest-loss' };
}

/** By what a plan's loss is multiplied to have the scale of all. */
export const factorOf = (plan: ReasonPlan, decimals: number): bigint =>
  power10(decimals - (plan.loss === null ? decimals : asNumber(plan.loss).decimals));

/** Whether a plan shows a code. */
export function isShown(e: Emitter, plan: ReasonPlan, code: string): Sql {
  const { g } = e;
  const positions = plan.codes.flatMap((one, i) => (one.code === code ? [i] : []));
  const isAlways = unnamed(plan.index).kind === 'constant' && positions.length === plan.codes.length;
  const isCode = isAlways ? g.leaf('TRUE') : g.sql`${operand(e, e.value(plan.index))} IN (${positions.join(', ')})`;
  return plan.loss === null ? isCode : g.sql`(${isCode} AND ${operand(e, e.value(plan.loss))} > 0)`;
}
