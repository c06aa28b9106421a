import { power10 } from '../../../model/decimal.ts';
import type { Expression, WeightedMean } from '../../../model/expression.ts';

/** A number as a fraction; the divisor is above zero. */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

/** One summand of a score: what it adds is its value times a weight. */
export interface Summand {
  readonly weight: Fraction;
  readonly of: Expression;
  /** The roundings between it and the score but for those around the whole of it: summands of one rounding are added before it. */
  readonly roundings: readonly Expression[];
  /** A missing value leaves the sum, and changes what the others weigh. */
  readonly isSkipped: boolean;
}

/** Sums, means and roundings (which keep order) taken apart; anything else is one summand. */
export function summandsOf(e: Expression): readonly Summand[] {
  const all = apart(e, { over: 1n, under: 1n }, [], false);
  let common = 0;
  const [first] = all;
  while (
    first !== undefined &&
    all.every((one) => one.roundings[common] !== undefined && one.roundings[common] === first.roundings[common])
  )
    common++;
  return all.map((one) => ({ ...one, roundings: one.roundings.slice(common) }));
}

function apart(
  e: Expression,
  weight: Fraction,
  roundings: readonly Expression[],
  isSkipped: boolean,
): readonly Summand[] {
  switch (e.kind) {
    case 'named':
      return apart(e.of, weight, roundings, isSkipped);
    case 'round': {
      if (e.of.type.kind !== 'number' || e.type.kind !== 'number') break;
      const shift = e.type.decimals - e.of.type.decimals;
      return apart(e.of, times(weight, tenTo(shift)), shift < 0 ? [...roundings, e] : roundings, isSkipped);
    }
    case 'weightedSum':
      return e.terms.flatMap((term) => apart(term.of, times(weight, whole(term.weight)), roundings, isSkipped));
    case 'weightedMean':
      return ofMean(e, weight, roundings, isSkipped);
    case 'if':
      if (e.then.kind === 'missing') return apart(e.otherwise, weight, roundings, isSkipped);
      break;
    case 'arithmetic':
      if (e.type.kind !== 'number') break;
      if (e.operator === 'add') return e.items.flatMap((item) => apart(item, weight, roundings, isSkipped));
      break;
    default:
      break;
  }
  return [{ weight, of: e, roundings, isSkipped }];
}

function ofMean(
  e: WeightedMean,
  weight: Fraction,
  roundings: readonly Expression[],
  isSkipped: boolean,
): readonly Summand[] {
  const total = e.terms.reduce((sum, term) => sum + term.weight, 0n);
  return e.terms.flatMap((term) => {
    const shift =
      e.type.kind === 'number' && term.of.type.kind === 'number' ? e.type.decimals - term.of.type.decimals : 0;
    const share = times(times(weight, { over: term.weight, under: total }), tenTo(shift));
    return apart(term.of, share, [...roundings, e], isSkipped || (term.ifMissing === 'skip' && term.of.missable));
  });
}

const whole = (n: bigint): Fraction => ({ over: n, under: 1n });
const times = (a: Fraction, b: Fraction): Fraction => ({ over: a.over * b.over, under: a.under * b.under });
const tenTo = (shift: number): Fraction => (shift >= 0 ? whole(power10(shift)) : { over: 1n, under: power10(-shift) });
