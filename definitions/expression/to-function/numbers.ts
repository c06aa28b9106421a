import { divideRounded, type Rounding } from '../../model/decimal.ts';

/**
 * Exact arithmetic as generated functions call it. Of integers below 2^53 a double's quotient truncates exactly: where the true
 * quotient is no integer it is at least 1/divisor away from the next one, which is more than the rounding error. A missing number is NaN
 * and makes NaN by itself.
 */

/** dividend / divisor, rounded; both are integers and 2 × |dividend| + |divisor| < 2^53. NaN for a zero divisor. */
export function divideHalfUp(dividend: number, divisor: number): number {
  if (divisor === 0) return Number.NaN;
  const quotient = Math.trunc(dividend / divisor);
  const rest = Math.abs(dividend % divisor);
  if (rest * 2 < Math.abs(divisor)) return quotient;
  return dividend < 0 === divisor < 0 ? quotient + 1 : quotient - 1;
}

/** As `divideHalfUp`, rounded as asked. */
export function divideNumbers(dividend: number, divisor: number, rounding: Rounding): number {
  if (divisor === 0 || dividend !== dividend || divisor !== divisor) return Number.NaN;
  const quotient = Math.trunc(dividend / divisor);
  const rest = Math.abs(dividend % divisor);
  if (rest === 0) return quotient;
  const isNegative = dividend < 0 !== divisor < 0;
  return isAway(rounding, quotient, rest * 2 - Math.abs(divisor), isNegative)
    ? quotient + (isNegative ? -1 : 1)
    : quotient;
}

/** `aboveHalf`: twice the rest less the divisor. */
function isAway(rounding: Rounding, quotient: number, aboveHalf: number, isNegative: boolean): boolean {
  switch (rounding) {
    case 'half-up':
      return aboveHalf >= 0;
    case 'half-down':
      return aboveHalf > 0;
    case 'half-even':
      return aboveHalf > 0 || (aboveHalf === 0 && quotient % 2 !== 0);
    case 'up':
      return true;
    case 'down':
      return false;
    case 'floor':
      return isNegative;
    case 'ceiling':
      return !isNegative;
  }
}

/** As `divideNumbers` for BigInts; null for a zero divisor or a missing side. */
export function divideBigs(dividend: bigint | null, divisor: bigint | null, rounding: Rounding): bigint | null {
  return dividend === null || divisor === null || divisor === 0n ? null : divideRounded(dividend, divisor, rounding);
}

/** A number as BigInt. */
export function big(n: number): bigint | null {
  return n === n ? BigInt(n) : null;
}

/** The rest with the divisor's sign; NaN for a zero divisor. */
export function modulo(a: number, b: number): number {
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
}

/** As `modulo`, for doubles. */
export function moduloDoubles(a: number, b: number): number {
  return ((a % b) + b) % b;
}

/** The rest with the divisor's sign; null for a zero divisor. */
export function moduloBigs(a: bigint | null, b: bigint): bigint | null {
  return a === null || b === 0n ? null : ((a % b) + b) % b;
}

/** An approximate that is not finite is missing. */
export function finite(x: number): number {
  return x - x === 0 ? x : Number.NaN;
}

/** base ^ exponent; a missing base is missing even to the power of 0. */
export function power(base: number, exponent: number): number {
  return base === base ? finite(base ** exponent) : Number.NaN;
}

/** An approximate as an integer of 10^-decimals; missing beyond ±(2^53 − 1), where a double says nothing exact. */
export function roundApproximate(x: number, decimals: number, rounding: Rounding): number {
  const scaled = x * 10 ** decimals;
  const size = Math.abs(scaled);
  const whole = Math.floor(size);
  const isUp = size > whole && isAway(rounding, whole, (size - whole) * 2 - 1, scaled < 0);
  const rounded = isUp ? whole + 1 : whole;
  if (!(rounded <= Number.MAX_SAFE_INTEGER)) return Number.NaN;
  return scaled < 0 ? -rounded : rounded;
}
