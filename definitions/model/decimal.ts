/** Exact fixed-point decimals: integers scaled by a power of ten. No floating point decides anything here. */

/** How a quotient or a figure with too many decimals becomes one with fewer; `half-up` is away from zero. */
export type Rounding = 'half-up' | 'half-down' | 'half-even' | 'up' | 'down' | 'floor' | 'ceiling';

/** 10^exponent for 0 ≤ exponent. */
export function power10(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}

/** The scaled integer of a JSON number with `decimals`, or undefined where the number has more decimals or is not finite. */
export function scaleNumber(x: number, decimals: number): bigint | undefined {
  const factor = 10 ** decimals;
  const scaled = Math.round(x * factor);
  if (!Number.isSafeInteger(scaled) || scaled / factor !== x) return undefined;
  return BigInt(scaled);
}

const DECIMAL_TEXT = /^(-?)(\d{1,60})(?:\.(\d{1,60}))?$/;

/** The scaled integer of a decimal text such as `-12.50`; undefined where it is no decimal or has non-zero digits beyond `decimals`. */
export function scaleText(text: string, decimals: number): bigint | undefined {
  const match = DECIMAL_TEXT.exec(text);
  if (match === null) return undefined;
  const [, sign = '', whole = '', fraction = ''] = match;
  if (fraction.length > decimals && /[1-9]/.test(fraction.slice(decimals))) return undefined;
  const digits = BigInt(whole + (decimals === 0 ? '' : fraction.slice(0, decimals).padEnd(decimals, '0')));
  return sign === '-' ? -digits : digits;
}

/** The decimal text of a scaled integer, always with all its decimals: `1234, 2` is `12.34`. */
export function decimalText(scaled: bigint, decimals: number): string {
  if (decimals === 0) return String(scaled);
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(decimals + 1, '0');
  return `${scaled < 0n ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** The decimal text of a scaled integer without needless zeros: `1230, 2` is `12.3`. */
export function shortDecimal(scaled: bigint | number, decimals: number): string {
  const text = decimalText(BigInt(scaled), decimals);
  return decimals === 0 ? text : text.replace(/\.?0+$/, '');
}

/** The text of a decimal number that `number` reads: at most 15 digits before the point and 12 behind it, zeros aside. */
export const NUMBER_TEXT = '-?0*[0-9]{1,15}(?:\\.[0-9]{1,12}0*)?';

/** The figure on the wire: a JSON number, or a decimal string where it has more than 15 significant digits. */
export function wire(scaled: bigint, decimals: number): number | string {
  const magnitude = scaled < 0n ? -scaled : scaled;
  if (magnitude <= 999_999_999_999_999n) return Number(scaled) / 10 ** decimals;
  return decimalText(scaled, decimals);
}

/** `dividend / divisor` as an integer, rounded as asked. The divisor is not zero. */
export function divideRounded(dividend: bigint, divisor: bigint, rounding: Rounding = 'half-up'): bigint {
  const [n, d] = divisor < 0n ? [-dividend, -divisor] : [dividend, divisor];
  const quotient = n / d;
  const rest = n % d;
  if (rest === 0n) return quotient;
  return quotient + (isAway(rounding, quotient, rest, d) ? (n < 0n ? -1n : 1n) : 0n);
}

/** Whether the magnitude grows by one: `quotient` is truncated towards zero, `rest` has the dividend's sign. */
function isAway(rounding: Rounding, quotient: bigint, rest: bigint, divisor: bigint): boolean {
  const isNegative = rest < 0n;
  const twice = (isNegative ? -rest : rest) * 2n;
  switch (rounding) {
    case 'half-up':
      return twice >= divisor;
    case 'half-down':
      return twice > divisor;
    case 'half-even':
      return twice > divisor || (twice === divisor && quotient % 2n !== 0n);
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

/** A scaled integer with other decimals: widening is exact, narrowing rounds. */
export function rescale(scaled: bigint, from: number, to: number, rounding: Rounding = 'half-up'): bigint {
  if (to >= from) return scaled * power10(to - from);
  return divideRounded(scaled, power10(from - to), rounding);
}
