import type {
  Arithmetic,
  Divide,
  Expression,
  Origin,
  Transcendental,
  Weighted,
  WeightedMean,
  WeightedSum,
} from '../model/expression.ts';
import { divideRounded, power10, rescale, type Rounding } from '../model/decimal.ts';
import { APPROXIMATE, INTERMEDIATE_DECIMALS, numberType, type NumberType } from '../model/type.ts';

/** Constructors of exact arithmetic: each computes scale and bounds of its result from those of its operands. */

/** A rounded approximate is missing beyond ±(2^53 − 1) units: a double says nothing exact there. */
export const APPROXIMATE_BOUND = BigInt(Number.MAX_SAFE_INTEGER);

const at = (origin: Origin | undefined) => (origin === undefined ? {} : { origin });
const anyMissable = (items: readonly Expression[]) => items.some((item) => item.missable);
const least = (values: readonly bigint[]) => values.reduce((a, b) => (b < a ? b : a));
const greatest = (values: readonly bigint[]) => values.reduce((a, b) => (b > a ? b : a));

/** The number type of an expression that is known to be a number. */
export function asNumber(of: Expression): NumberType {
  if (of.type.kind !== 'number') throw new Error(`A number was expected, not ${of.type.kind}`);
  return of.type;
}

/** A number with other decimals: widening is exact, narrowing rounds. An approximate needs the decimals, too. */
export function round(of: Expression, decimals: number, rounding: Rounding = 'half-up', origin?: Origin): Expression {
  if (of.type.kind === 'approximate') {
    const isProbability = of.kind === 'transcendental' && of.function === 'logistic';
    const type = isProbability
      ? numberType(decimals, 0n, power10(decimals))
      : numberType(decimals, -APPROXIMATE_BOUND, APPROXIMATE_BOUND);
    const missable = isProbability ? of.missable : true;
    return { kind: 'round', type, missable, of, rounding, ...at(origin) };
  }
  const from = asNumber(of);
  if (from.decimals === decimals && origin === undefined) return of;
  const bound = (n: bigint) => rescale(n, from.decimals, decimals, rounding);
  const type = numberType(decimals, bound(from.minimum), bound(from.maximum));
  if (of.kind === 'constant' && origin === undefined) return { ...of, type, value: bound(of.value as bigint) };
  return { kind: 'round', type, missable: of.missable, of, rounding, ...at(origin) };
}

/** Numbers brought to the finest scale among them; approximates make all approximate; other types are left alone. */
export function alignScales(items: readonly Expression[]): readonly Expression[] {
  if (items.some((item) => item.type.kind === 'approximate')) return items.map(approximately);
  const decimals = items.map((item) => (item.type.kind === 'number' ? item.type.decimals : -1));
  const finest = Math.max(...decimals);
  return items.map((item, i) => (decimals[i] === -1 ? item : round(item, finest)));
}

/** A number as a double. */
export function approximately(of: Expression): Expression {
  if (of.type.kind !== 'number') return of;
  return { kind: 'approximately', type: APPROXIMATE, missable: of.missable, of };
}

type Operator = Arithmetic['operator'];

/** Arithmetic on numbers (aligned where the operator needs it), or on doubles where an operand is approximate. */
export function arithmetic(operator: Operator, operands: readonly Expression[], origin?: Origin): Expression {
  const items =
    operator === 'multiply' && !operands.some((x) => x.type.kind === 'approximate') ? operands : alignScales(operands);
  const missable = anyMissable(items) || operator === 'modulo';
  if (items[0]?.type.kind === 'approximate') {
    // Sums and products of doubles can leave what is finite, and are missing then.
    const canOverflow = operator === 'add' || operator === 'subtract' || operator === 'multiply';
    return { kind: 'arithmetic', type: APPROXIMATE, missable: missable || canOverflow, operator, items, ...at(origin) };
  }
  const type = resultType(operator, items.map(asNumber));
  const node: Arithmetic = { kind: 'arithmetic', type, missable, operator, items, ...at(origin) };
  return type.decimals > INTERMEDIATE_DECIMALS ? round(node, INTERMEDIATE_DECIMALS) : node;
}

function resultType(operator: Operator, [first, ...rest]: readonly NumberType[]): NumberType {
  if (first === undefined) throw new Error(`${operator} of nothing`);
  return rest.length === 0 ? unary(operator, first) : rest.reduce((a, b) => binary(operator, a, b), first);
}

function unary(operator: Operator, { decimals, minimum, maximum }: NumberType): NumberType {
  if (operator === 'negate') return numberType(decimals, -maximum, -minimum);
  if (operator !== 'absolute') return numberType(decimals, minimum, maximum);
  const ends = [minimum, maximum].map((n) => (n < 0n ? -n : n));
  return numberType(decimals, minimum <= 0n && maximum >= 0n ? 0n : least(ends), greatest(ends));
}

function binary(operator: Operator, a: NumberType, b: NumberType): NumberType {
  const d = a.decimals;
  switch (operator) {
    case 'add':
      return numberType(d, a.minimum + b.minimum, a.maximum + b.maximum);
    case 'subtract':
      return numberType(d, a.minimum - b.maximum, a.maximum - b.minimum);
    case 'minimum':
      return numberType(d, least([a.minimum, b.minimum]), least([a.maximum, b.maximum]));
    case 'maximum':
      return numberType(d, greatest([a.minimum, b.minimum]), greatest([a.maximum, b.maximum]));
    case 'multiply': {
      const corners = [a.minimum * b.minimum, a.minimum * b.maximum, a.maximum * b.minimum, a.maximum * b.maximum];
      return numberType(d + b.decimals, least(corners), greatest(corners));
    }
    case 'modulo': {
      const size = greatest([b.maximum, -b.minimum]);
      return numberType(d, b.minimum < 0n ? -size : 0n, b.maximum > 0n ? size : 0n);
    }
    case 'negate':
    case 'absolute':
      throw new Error(`${operator} takes one operand`);
  }
}

/** left / right rounded at `decimals`; missing for a zero divisor. With an approximate operand: double division. */
export function divide(
  left: Expression,
  right: Expression,
  decimals: number,
  rounding: Rounding = 'half-up',
  origin?: Origin,
): Expression {
  if (left.type.kind === 'approximate' || right.type.kind === 'approximate') {
    return transcendental('divide', [left, right], origin);
  }
  const [l, r] = [asNumber(left), asNumber(right)];
  const isZeroPossible = r.minimum <= 0n && r.maximum >= 0n;
  const shift = decimals + r.decimals - l.decimals;
  const largest = greatest([l.maximum, -l.minimum]) * power10(Math.max(shift, 0));
  const divisor =
    (isZeroPossible ? 1n : least([r.minimum, r.maximum].map((n) => (n < 0n ? -n : n)))) * power10(Math.max(-shift, 0));
  const bound = divideRounded(largest, divisor, 'up');
  const canBeNegative = l.minimum < 0n || r.minimum < 0n;
  const type = numberType(decimals, canBeNegative ? -bound : 0n, bound);
  const node: Divide = {
    kind: 'divide',
    type,
    missable: left.missable || right.missable || isZeroPossible,
    left,
    right,
    rounding,
    ...at(origin),
  };
  return node;
}

/** A function on doubles; its result is missing where it is not finite. */
export function transcendental(
  name: Transcendental['function'],
  items: readonly Expression[],
  origin?: Origin,
): Expression {
  const missable = name !== 'logistic' || anyMissable(items);
  return {
    kind: 'transcendental',
    type: APPROXIMATE,
    missable,
    function: name,
    items: items.map(approximately),
    ...at(origin),
  };
}

/** initial + Σ weight × term, exact. `initial` is scaled like the result (weightDecimals + the terms' decimals). */
export function weightedSum(
  initial: bigint,
  weightDecimals: number,
  terms: readonly Weighted[],
  origin?: Origin,
): WeightedSum {
  const of = alignScales(terms.map((term) => term.of));
  const aligned = terms.map((term, i) => ({ ...term, of: of[i] ?? term.of }));
  const ends = aligned.map(({ weight, of: x }) => [weight * asNumber(x).minimum, weight * asNumber(x).maximum]);
  const total = (pick: (values: readonly bigint[]) => bigint) => ends.reduce((sum, end) => sum + pick(end), initial);
  const [first] = of;
  const type = numberType(
    weightDecimals + (first === undefined ? 0 : asNumber(first).decimals),
    total(least),
    total(greatest),
  );
  return {
    kind: 'weightedSum',
    type,
    missable: anyMissable(of),
    initial,
    weightDecimals,
    terms: aligned,
    ...at(origin),
  };
}

/** Σ weight × term / Σ weight at `decimals`, rounded once; weights are not negative. */
export function weightedMean(
  decimals: number,
  weightDecimals: number,
  terms: WeightedMean['terms'],
  origin?: Origin,
): WeightedMean {
  const of = alignScales(terms.map((term) => term.of));
  const aligned = terms.map((term, i) => ({ ...term, of: of[i] ?? term.of }));
  const bounds = of.map(asNumber);
  const bound = (n: bigint, mode: Rounding) => rescale(n, bounds[0]?.decimals ?? 0, decimals, mode);
  const type = numberType(
    decimals,
    bound(least(bounds.map((b) => b.minimum)), 'half-up'),
    bound(greatest(bounds.map((b) => b.maximum)), 'half-up'),
  );
  const sureWeight = aligned.reduce((sum, t) => (t.of.missable ? sum : sum + t.weight), 0n);
  const missable = aligned.some((t) => t.of.missable && t.ifMissing === 'missing') || sureWeight === 0n;
  return { kind: 'weightedMean', type, missable, weightDecimals, terms: aligned, ...at(origin) };
}
