import { divideRounded, power10, rescale } from '../../model/decimal.ts';
import type { Arithmetic, Divide, Round, Transcendental, WeightedMean, WeightedSum } from '../../model/expression.ts';
import { LARGEST, type Type } from '../../model/type.ts';
import {
  anyOf,
  type DoubleSpan,
  isEmpty,
  isMissable,
  NOTHING,
  type NumberSpan,
  range,
  rangeOf,
  type Span,
} from './span.ts';

/** What can come out of a computation whose parts lie in spans. */

const decimalsOf = (type: Type): number => (type.kind === 'number' ? type.decimals : 0);
const missing = (missable: boolean): NumberSpan => ({ ...NOTHING, missable });

export function arithmeticSpan(e: Arithmetic, spans: readonly Span[]): Span {
  const missable = isMissable(spans);
  if (e.type.kind === 'approximate') return { ...doubles(e.operator, spans.map(doubleOf)), missable };
  const parts = spans.map(rangeOf);
  if (parts.some(isEmpty)) return missing(missable);
  const [first = NOTHING, ...rest] = parts;
  if (e.operator === 'negate') return range(-first.high, -first.low, missable);
  if (e.operator === 'absolute') return absolute(first, missable);
  return rest.reduce((a, b) => both(e.operator, a, b, missable), { ...first, missable });
}

function absolute({ low, high }: NumberSpan, missable: boolean): Span {
  if (low >= 0n) return range(low, high, missable);
  return high <= 0n ? range(-high, -low, missable) : range(0n, -low > high ? -low : high, missable);
}

function both(operator: Arithmetic['operator'], a: NumberSpan, b: NumberSpan, missable: boolean): NumberSpan {
  switch (operator) {
    case 'add':
      return range(a.low + b.low, a.high + b.high, missable);
    case 'subtract':
      return range(a.low - b.high, a.high - b.low, missable);
    case 'minimum':
      return range(least(a.low, b.low), least(a.high, b.high), missable);
    case 'maximum':
      return range(most(a.low, b.low), most(a.high, b.high), missable);
    case 'modulo':
      return modulo(a, b, missable);
    default:
      return corners([a.low, a.high], [b.low, b.high], missable, (x, y) => x * y);
  }
}

const least = (x: bigint, y: bigint): bigint => (x < y ? x : y);
const most = (x: bigint, y: bigint): bigint => (x > y ? x : y);

/** Of one divisor, what stays within one turn keeps its order. */
function modulo(a: NumberSpan, b: NumberSpan, missable: boolean): NumberSpan {
  const holdsZero = b.low <= 0n && b.high >= 0n;
  if (b.low === b.high && b.low !== 0n) {
    const rest = (x: bigint) => ((x % b.low) + b.low) % b.low;
    const turn = b.low < 0n ? -b.low : b.low;
    const [low, high] = [rest(a.low), rest(a.high)];
    if (a.high - a.low < turn && low <= high) return range(low, high, missable);
  }
  return range(b.low < 0n ? b.low + 1n : 0n, b.high > 0n ? b.high - 1n : 0n, missable || holdsZero);
}

function corners(
  xs: readonly bigint[],
  ys: readonly bigint[],
  missable: boolean,
  of: (x: bigint, y: bigint) => bigint,
): NumberSpan {
  const all = xs.flatMap((x) => ys.map((y) => of(x, y)));
  return range(all.reduce(least), all.reduce(most), missable);
}

export function divideSpan(e: Divide, left: Span, right: Span): Span {
  const missable = left.missable || right.missable;
  const [a, b] = [rangeOf(left), rangeOf(right)];
  if (isEmpty(a) || isEmpty(b)) return missing(missable);
  const shift = decimalsOf(e.type) + decimalsOf(e.right.type) - decimalsOf(e.left.type);
  const quotient = (x: bigint, y: bigint) =>
    shift >= 0 ? divideRounded(x * power10(shift), y, e.rounding) : divideRounded(x, y * power10(-shift), e.rounding);
  const holdsZero = b.low <= 0n && b.high >= 0n;
  const sides = [
    [b.low, least(b.high, -1n)],
    [most(b.low, 1n), b.high],
  ].filter(([low = 1n, high = 0n]) => low <= high);
  if (sides.length === 0) return missing(true);
  return corners([a.low, a.high], sides.flat(), missable || holdsZero, quotient);
}

export function roundSpan(e: Round, span: Span): Span {
  if (isEmpty(span)) return missing(span.missable);
  const to = decimalsOf(e.type);
  if (e.of.type.kind === 'approximate') {
    const { low, high } = doubleOf(span);
    const scaled = [low * 10 ** to, high * 10 ** to] as const;
    return range(whole(scaled[0], -1), whole(scaled[1], 1), true);
  }
  const { low, high } = rangeOf(span);
  const from = decimalsOf(e.of.type);
  return range(rescale(low, from, to, e.rounding), rescale(high, from, to, e.rounding), span.missable);
}

/** A whole number beyond a double, towards `side`. */
function whole(x: number, side: 1 | -1): bigint {
  if (!Number.isFinite(x)) return BigInt(Math.sign(x)) * LARGEST;
  return BigInt(side < 0 ? Math.floor(x - Math.abs(x) * SLACK - 1) : Math.ceil(x + Math.abs(x) * SLACK + 1));
}

/** Doubles are widened by this share of them: more than functions of different machines differ. */
const SLACK = 1e-9;

const wider = (low: number, high: number, missable: boolean): DoubleSpan =>
  Number.isNaN(low) || Number.isNaN(high)
    ? { kind: 'double', missable, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY }
    : {
        kind: 'double',
        missable,
        low: low - Math.abs(low) * SLACK - Number.MIN_VALUE,
        high: high + Math.abs(high) * SLACK + Number.MIN_VALUE,
      };

function doubleOf(span: Span): DoubleSpan {
  if (span.kind === 'double') return span;
  const { low, high, missable } = rangeOf(span);
  return wider(Number(low), Number(high), missable);
}

export function approximatelySpan(type: Type, span: Span): Span {
  const { low, high, missable } = rangeOf(span);
  const unit = 10 ** decimalsOf(type);
  return low > high
    ? { kind: 'double', missable, low: 1, high: 0 }
    : wider(Number(low) / unit, Number(high) / unit, missable);
}

function doubles(operator: Arithmetic['operator'], spans: readonly DoubleSpan[]): DoubleSpan {
  const [first, ...rest] = spans;
  if (first === undefined || spans.some(isEmpty)) return { kind: 'double', missable: true, low: 1, high: 0 };
  if (operator === 'negate') return wider(-first.high, -first.low, first.missable);
  if (operator === 'absolute') {
    const ends = [Math.abs(first.low), Math.abs(first.high)];
    return wider(first.low <= 0 && first.high >= 0 ? 0 : Math.min(...ends), Math.max(...ends), first.missable);
  }
  return rest.reduce((a, b) => {
    const of = DOUBLE[operator];
    if (of === undefined) return wider(Number.NaN, Number.NaN, true);
    const all = [a.low, a.high].flatMap((x) => [b.low, b.high].map((y) => of(x, y)));
    return wider(Math.min(...all), Math.max(...all), a.missable || b.missable);
  }, first);
}

/** Functions of two doubles whose ends lie at the ends of the operands. */
const DOUBLE: Partial<Record<Arithmetic['operator'], (x: number, y: number) => number>> = {
  add: (x, y) => x + y,
  subtract: (x, y) => x - y,
  multiply: (x, y) => x * y,
  minimum: Math.min,
  maximum: Math.max,
};

export function transcendentalSpan(e: Transcendental, spans: readonly Span[]): Span {
  const [x, y] = spans.map(doubleOf);
  if (x === undefined || spans.some(isEmpty)) return { kind: 'double', missable: true, low: 1, high: 0 };
  switch (e.function) {
    case 'exp':
      return wider(Math.exp(x.low), Math.exp(x.high), true);
    case 'logistic':
      return wider(1 / (1 + Math.exp(-x.low)), 1 / (1 + Math.exp(-x.high)), true);
    case 'ln':
      return wider(Math.log(Math.max(x.low, 0)), Math.log(Math.max(x.high, 0)), true);
    case 'sqrt':
      return wider(Math.sqrt(Math.max(x.low, 0)), Math.sqrt(Math.max(x.high, 0)), true);
    case 'power':
      return y === undefined || x.low <= 0 ? anyOf(e.type, true) : ends(x, y, (a, b) => a ** b);
    case 'divide':
      return y === undefined || (y.low <= 0 && y.high >= 0) ? anyOf(e.type, true) : ends(x, y, (a, b) => a / b);
  }
}

function ends(x: DoubleSpan, y: DoubleSpan, of: (a: number, b: number) => number): DoubleSpan {
  const all = [x.low, x.high].flatMap((a) => [y.low, y.high].map((b) => of(a, b)));
  return wider(Math.min(...all), Math.max(...all), true);
}

export function weightedSumSpan(e: WeightedSum, spans: readonly Span[]): Span {
  const parts = spans.map(rangeOf);
  if (parts.some(isEmpty)) return missing(isMissable(spans));
  const at = (end: 'low' | 'high') =>
    e.terms.reduce((sum, { weight }, i) => {
      const part = parts[i] ?? NOTHING;
      return sum + weight * (weight < 0n === (end === 'low') ? part.high : part.low);
    }, e.initial);
  return range(at('low'), at('high'), isMissable(spans));
}

/** With more terms that may be left out, the mean is only known to lie between the least and the greatest. */
const MOST_SKIPPED = 4;

export function weightedMeanSpan(e: WeightedMean, spans: readonly Span[]): Span {
  const terms = e.terms.map(({ weight, of, ifMissing }, i) => ({
    weight,
    decimals: decimalsOf(of.type),
    ifMissing,
    span: rangeOf(spans[i] ?? NOTHING),
  }));
  const isRefused = terms.some(({ ifMissing, span }) => ifMissing === 'missing' && isEmpty(span));
  if (isRefused) return missing(true);
  const sure = terms.filter(({ ifMissing, span }) => ifMissing === 'missing' || !span.missable);
  const unsure = terms.filter(({ ifMissing, span }) => ifMissing === 'skip' && span.missable && !isEmpty(span));
  const missable = isMissable(spans);
  const mean = (of: readonly (typeof terms)[number][], end: 'low' | 'high') => {
    const weights = of.reduce((sum, { weight }) => sum + weight, 0n);
    const total = of.reduce((sum, { weight, span }) => sum + weight * span[end], 0n);
    const shift = decimalsOf(e.type) - (of[0]?.decimals ?? 0);
    if (weights === 0n) return undefined;
    return shift >= 0
      ? divideRounded(total * power10(shift), weights)
      : divideRounded(total, weights * power10(-shift));
  };
  const chosen =
    unsure.length <= MOST_SKIPPED ? subsets(unsure).map((some) => [...sure, ...some]) : terms.map((term) => [term]);
  const found = chosen.flatMap((some) => {
    const [low, high] = [mean(some, 'low'), mean(some, 'high')];
    return low === undefined || high === undefined ? [] : [[low, high] as const];
  });
  if (found.length === 0) return missing(true);
  return range(found.map(([low]) => low).reduce(least), found.map(([, high]) => high).reduce(most), missable);
}

function subsets<T>(items: readonly T[]): readonly (readonly T[])[] {
  return items.reduce<readonly (readonly T[])[]>((all, item) => [...all, ...all.map((some) => [...some, item])], [[]]);
}
