/** Exact fixed-point decimals: integers scaled by a power of ten. No floating point decides anything here. */

/** How a quotient or a figure with too many decimals becomes one with fewer; `half-up` is away from zero. */
export type Rounding = 'half-up' | 'half-down' | 'half-even' | 'up' | 'down' | 'floor' | 'ceiling';

/** 10^exponent for 0 ≤ exponent. */
export function power10(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}

/**
 * The scaled integer of a JSON number with `decimals`, or undefined where the number has more decimals, is not finite, or has lost
 * digits. Up to 15 digits two figures of one scale are two doubles; beyond that, the number's shortest text of up to 15 digits is scaled.
 */
export function scaleNumber(x: number, decimals: number): bigint | undefined {
  const factor = 10 ** decimals;
  const scaled = Math.round(x * factor);
  if (Math.abs(scaled) <= MOST_COUNTED) return scaled / factor === x ? BigInt(scaled) : undefined;
  return keepsDigits(x) ? scaleText(plainText(x), decimals) : undefined;
}

const MOST_COUNTED = 999_999_999_999_999;
/** More digits than these a JSON number does not carry safely. */
const MOST_DIGITS = 15;

/** Whether a number is finite and its shortest text has at most 15 significant digits. */
export function keepsDigits(x: number): boolean {
  if (Number.isSafeInteger(x) && Math.abs(x) <= MOST_COUNTED) return true;
  return Number.isFinite(x) && significantDigits(String(x)) <= MOST_DIGITS;
}

/** How many digits of a number's text carry its value: leading and trailing zeros do not. */
export function significantDigits(text: string): number {
  const [mantissa = ''] = text.split(/e/i);
  return mantissa.replace(/[-.]/g, '').replace(/^0+/, '').replace(/0+$/, '').length;
}

/** A number's shortest text without an exponent. */
function plainText(x: number): string {
  const [mantissa = '', exponent = '0'] = String(x).split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const shift = Number(exponent);
  // Numbers as large as these have positive exponents only.
  return shift <= 0 ? mantissa : whole + fraction.padEnd(shift, '0');
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
