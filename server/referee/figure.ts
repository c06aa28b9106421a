import { Decimal } from 'decimal.js';

/**
 * Figures of the referee: exact ones by decimal.js (its own digits, its own roundings), approximate ones as doubles. 150 digits hold
 * every product of figures of 38 digits; a quotient is cut only there, far behind any place it is rounded at.
 */
export const Fraction = Decimal.clone({
  precision: 150,
  rounding: Decimal.ROUND_HALF_UP,
  toExpNeg: -200,
  toExpPos: 200,
});
export type Fraction = InstanceType<typeof Fraction>;

/** How FEEL's functions round; `half-up` is away from zero. */
export type RefereeRounding = keyof typeof MODES;
const MODES = {
  'half-up': Decimal.ROUND_HALF_UP,
  'half-down': Decimal.ROUND_HALF_DOWN,
  'half-even': Decimal.ROUND_HALF_EVEN,
  up: Decimal.ROUND_UP,
  down: Decimal.ROUND_DOWN,
  floor: Decimal.ROUND_FLOOR,
  ceiling: Decimal.ROUND_CEIL,
} as const;

/** The most decimals a product keeps. */
export const MOST_DECIMALS = 12;

export const ZERO = new Fraction(0);

/** A figure as it is written in JSON. */
export const figureOf = (written: number | string): Fraction => new Fraction(written);

/** A figure with fewer decimals, rounded as asked. */
export function rounded(of: Fraction, decimals: number, mode: RefereeRounding = 'half-up'): Fraction {
  return of.toDecimalPlaces(decimals, MODES[mode]);
}

/** A double as a figure: multiplied by 10^decimals as a double, then rounded; undefined beyond what a double counts exactly. */
export function roundedDouble(of: number, decimals: number, mode: RefereeRounding): Fraction | undefined {
  const units = new Fraction(of * 10 ** decimals).toDecimalPlaces(0, MODES[mode]);
  if (!Number.isSafeInteger(units.toNumber())) return undefined;
  return units.div(new Fraction(10).pow(decimals));
}

/** A product keeps 12 decimals. */
export function product(a: Fraction, b: Fraction): Fraction {
  return rounded(a.times(b), MOST_DECIMALS);
}

/** The remainder with the divisor's sign; the divisor is not zero. */
export function modulo(a: Fraction, b: Fraction): Fraction {
  return a.minus(b.times(a.div(b).floor()));
}

/** On the wire: a JSON number, or a decimal text of all decimals beyond 15 significant digits. */
export function wireFigure(of: Fraction, decimals: number): number | string {
  const digits = of.abs().times(new Fraction(10).pow(decimals)).toFixed(0);
  return digits.length > 15 ? of.toFixed(decimals) : of.toNumber() + 0;
}
