import type { SyntaxNode } from '@lezer/common';
import { Day, Moment, plusDays, plusMilliseconds, plusMonths, Span } from './calendar.ts';
import type { FeelFrame, Stated } from './feel-frame.ts';
import { keyOf } from './feel-look.ts';
import { Fraction, MOST_DECIMALS, product, rounded } from './figure.ts';
import { isSame, order, type RefereeValue } from './value.ts';

export type Sign = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** Missing where a side is. */
export function compareSigned(sign: Sign, left: RefereeValue, right: RefereeValue): RefereeValue {
  if (left === null || right === null) return null;
  if (left instanceof Span && right instanceof Span) return signed(sign, inUnits(left) - inUnits(right));
  if (sign === '=') return isSame(left, right);
  if (sign === '!=') return !isSame(left, right);
  return signed(sign, order(left, right));
}

function signed(sign: Sign, difference: number): boolean {
  switch (sign) {
    case '=':
      return difference === 0;
    case '!=':
      return difference !== 0;
    case '<':
      return difference < 0;
    case '<=':
      return difference <= 0;
    case '>':
      return difference > 0;
    case '>=':
      return difference >= 0;
  }
}

const inUnits = ({ unit, count }: Span) => (unit === 'days' ? count * 86_400_000 : count);

/** `left sign right`; a minus sign has no left side. Missing where an operand is. */
export function calculate(
  sign: string,
  left: RefereeValue,
  right: RefereeValue,
  frame: FeelFrame,
  node: SyntaxNode,
  stated: Stated | undefined,
): RefereeValue {
  if (right === null) return null;
  // A divisor of zero is told of, whatever stands before it.
  if (left === null && sign === '/' && isZero(right)) frame.flaws.push({ code: 'division-by-zero', refuses: false });
  if (left === null) return node.firstChild?.name === 'ArithOp' ? negated(right) : null;
  if (sign === '**') return power(left, right, frame, node);
  if (typeof left === 'number' || typeof right === 'number') return ofDoubles(sign, Number(left), Number(right), frame);
  if (left instanceof Fraction && right instanceof Fraction) return ofFigures(sign, left, right, frame, stated);
  if (typeof left === 'string' && typeof right === 'string') return left + right;
  return ofDays(sign, left, right, frame, stated);
}

const isZero = (value: RefereeValue) =>
  value instanceof Span ? value.count === 0 : value instanceof Fraction && value.isZero();

function negated(value: RefereeValue): RefereeValue {
  if (value instanceof Fraction) return value.negated().plus(0);
  if (value instanceof Span) return new Span(value.unit, 0 - value.count);
  return typeof value === 'number' ? -value : null;
}

function ofFigures(sign: string, a: Fraction, b: Fraction, frame: FeelFrame, stated: Stated | undefined): RefereeValue {
  if (sign === '+') return a.plus(b);
  if (sign === '-') return a.minus(b);
  if (sign === '*') return product(a, b);
  if (b.isZero()) {
    frame.flaws.push({ code: 'division-by-zero', refuses: false });
    return null;
  }
  return rounded(a.div(b), stated?.decimals ?? MOST_DECIMALS, stated?.mode);
}

function ofDoubles(sign: string, a: number, b: number, frame: FeelFrame): RefereeValue {
  const value = sign === '+' ? a + b : sign === '-' ? a - b : sign === '*' ? a * b : a / b;
  if (Number.isFinite(value)) return value;
  // Sums and products that leave what is finite are missing in silence: the rounding around them tells.
  if (sign === '/') frame.flaws.push({ code: 'not-finite', refuses: false });
  return null;
}

/** Exact where the formula's look says so, else a double. */
export function power(base: RefereeValue, exponent: RefereeValue, frame: FeelFrame, node: SyntaxNode): RefereeValue {
  if (base === null || exponent === null) return null;
  if (!frame.look.approximate.has(keyOf(node)) && base instanceof Fraction && exponent instanceof Fraction)
    return base.pow(exponent.toNumber());
  const value = Number(base) ** Number(exponent);
  if (Number.isFinite(value)) return value;
  frame.flaws.push({ code: 'not-finite', refuses: false });
  return null;
}

function ofDays(
  sign: string,
  left: RefereeValue,
  right: RefereeValue,
  frame: FeelFrame,
  stated: Stated | undefined,
): RefereeValue {
  if (left instanceof Day && right instanceof Day) return new Span('days', left.days - right.days);
  if (left instanceof Moment && right instanceof Moment)
    return new Span('milliseconds', left.milliseconds - right.milliseconds);
  if (right instanceof Span && (left instanceof Day || left instanceof Moment))
    return moved(left, sign === '-' ? new Span(right.unit, -right.count) : right);
  if (left instanceof Span && (right instanceof Day || right instanceof Moment)) return moved(right, left);
  if (left instanceof Span && right instanceof Span) return ofSpans(sign, left, right, frame, stated);
  const [span, times] = left instanceof Span ? [left, right] : [right, left];
  if (!(span instanceof Span) || !(times instanceof Fraction)) throw new Error('Values that do not go together');
  return new Span(span.unit, span.count * times.toNumber());
}

function moved(from: Day | Moment, by: Span): RefereeValue {
  if (from instanceof Moment) return plusMilliseconds(from, inUnits(by)) ?? null;
  return (by.unit === 'months' ? plusMonths(from, by.count) : plusDays(from, by.count)) ?? null;
}

function ofSpans(sign: string, left: Span, right: Span, frame: FeelFrame, stated: Stated | undefined): RefereeValue {
  const isMixed = left.unit !== right.unit;
  const [a, b] = isMixed ? [inUnits(left), inUnits(right)] : [left.count, right.count];
  if (sign === '/') return ofFigures('/', new Fraction(a), new Fraction(b), frame, stated);
  return new Span(isMixed ? 'milliseconds' : left.unit, sign === '+' ? a + b : a - b);
}
