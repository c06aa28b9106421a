import { power10 } from '../../model/decimal.ts';
import type { Expression, Weighted, WeightedMean, WeightedSum } from '../../model/expression.ts';
import { boundsOf } from './emit-logic.ts';
import {
  bigSource,
  type Bounds,
  decimalsOf,
  greatest,
  isSafeQuotient,
  quotientSource,
  times,
  toNumber,
} from './emit-number.ts';
import { type Emitter, joined, missingTest, presentTest } from './emitter.ts';
import { divideBigs, divideHalfUp } from './numbers.ts';
import { representation } from './representation.ts';

/** Source of initial + Σ weight × term. */
export function weightedSumSource(e: Emitter, node: WeightedSum): string {
  const form = representation(node.type);
  if (
    form === 'number' &&
    largestSum(node.initial, node.terms) <= Number.MAX_SAFE_INTEGER &&
    node.terms.every(isNumber)
  ) {
    const parts = node.terms.map(({ weight, of }) => times(e.value(of), weight));
    return sumOf(node.initial === 0n && parts.length > 0 ? parts : [`(${node.initial})`, ...parts]);
  }
  const sum = bigSource(
    e,
    node.terms.map((term) => term.of),
    form,
    (items) => sumOf([`(${node.initial}n)`, ...items.map((item, i) => `${item} * (${node.terms[i]?.weight ?? 0n}n)`)]),
  );
  return sum;
}

const sumOf = (parts: readonly string[]) => `(${parts.join(' + ')})`;
const isNumber = ({ of }: { readonly of: Expression }) => representation(of.type) === 'number';

/** No partial sum of the terms is larger than this. */
function largestSum(initial: bigint, terms: readonly Weighted[]): bigint {
  const size = (n: bigint) => (n < 0n ? -n : n);
  return terms.reduce((sum, { weight, of }) => sum + size(weight) * greatest(boundsOf(of)), size(initial));
}

/** Source of Σ weight × term / Σ weight, divided and rounded once. */
export function weightedMeanSource(e: Emitter, node: WeightedMean): string {
  const [first] = node.terms;
  const total = node.terms.reduce((sum, { weight }) => sum + weight, 0n);
  if (first === undefined) return representation(node.type) === 'number' ? 'NaN' : 'null';
  const shift = decimalsOf(node) - decimalsOf(first.of);
  const [up, down] = [power10(Math.max(shift, 0)), power10(Math.max(-shift, 0))];
  const largest = largestSum(0n, node.terms) * up;
  const isPlain =
    isSafeQuotient(largest, total * down) && node.terms.every(isNumber) && representation(node.type) === 'number';
  const canSkip = node.terms.some((term) => term.ifMissing === 'skip' && term.of.missable);
  if (!isPlain) return bigMean(e, node, up, down);
  if (canSkip) return skippingMean(e, node, up, down);
  if (total === 0n) return 'NaN';
  const sum = sumOf(node.terms.map(({ weight, of }) => times(e.value(of), weight)));
  // Weights that add up to 100, of whole points, need no division at 2 decimals.
  const common = commonDivisor(up, total * down);
  const bounds = meanBounds(node, largest / common);
  return quotientSource(e, times(sum, up / common), bounds, (total * down) / common, 'half-up');
}

function commonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : commonDivisor(b, a % b);
}

function meanBounds(node: WeightedMean, largest: bigint): Bounds {
  const isNegative = node.terms.some(({ of }) => boundsOf(of).minimum < 0n);
  return { minimum: isNegative ? -largest : 0n, maximum: largest };
}

function skippingMean(e: Emitter, node: WeightedMean, up: bigint, down: bigint): string {
  const terms = node.terms.map(({ weight, of, ifMissing }) => {
    const x = e.atom(of);
    const isSkipped = ifMissing === 'skip' && of.missable;
    const test = missingTest(x, 'number');
    return isSkipped
      ? [`(${test} ? 0 : ${times(x, weight)})`, `(${test} ? 0 : ${weight})`]
      : [times(x, weight), `${weight}`];
  });
  const sum = times(sumOf(terms.map(([part = '0']) => part)), up);
  const divisor = times(sumOf(terms.map(([, weight = '0']) => weight)), down);
  return `${e.slot(divideHalfUp)}(${sum}, ${divisor})`;
}

function bigMean(e: Emitter, node: WeightedMean, up: bigint, down: bigint): string {
  const terms = node.terms.map(({ weight, of, ifMissing }) => ({
    weight,
    of,
    x: e.asAtom(of, 'bigint'),
    isSkipped: ifMissing === 'skip' && of.missable,
  }));
  const required = terms.filter(({ of, isSkipped }) => of.missable && !isSkipped).map(({ x }) => `(${x} === null)`);
  const part = (x: string, isSkipped: boolean, value: string) =>
    isSkipped ? `(${presentTest(x, 'bigint')} ? ${value} : 0n)` : value;
  const sum = sumOf(terms.map(({ weight, x, isSkipped }) => part(x, isSkipped, `${x} * ${weight}n`)));
  const divisor = sumOf(terms.map(({ weight, x, isSkipped }) => part(x, isSkipped, `${weight}n`)));
  const quotient = `(${joined(required, '||', 'false')} ? null : ${e.slot(divideBigs)}(${sum} * ${up}n, ${divisor} * ${down}n, "half-up"))`;
  return representation(node.type) === 'number' ? toNumber(e, quotient) : quotient;
}
