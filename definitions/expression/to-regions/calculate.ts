import type { Arithmetic, WeightedMean, WeightedSum } from '../../model/expression.ts';
import { divideRounded, power10 } from '../../model/decimal.ts';
import type { Diagrams, Id } from './diagram.ts';
import type { Builder } from './builder.ts';

/** Exact arithmetic on values that come out of finite choices: terminals are added and multiplied. */
export function calculate(e: Arithmetic, b: Builder): Id {
  const d = b.diagrams;
  const operands = e.items.map((item) => b.of(item));
  const [first = d.missing, ...rest] = operands;
  if (rest.length === 0) return numbers(d, [first], ([n = 0n]) => unary(e.operator, n));
  return rest.reduce((l, r) => numbers(d, [l, r], ([x = 0n, y = 0n]) => binary(e.operator, x, y)), first);
}

function unary(operator: Arithmetic['operator'], n: bigint): bigint {
  if (operator === 'negate') return -n;
  return operator === 'absolute' && n < 0n ? -n : n;
}

function binary(operator: Arithmetic['operator'], x: bigint, y: bigint): bigint | null {
  switch (operator) {
    case 'add':
      return x + y;
    case 'subtract':
      return x - y;
    case 'multiply':
      return x * y;
    case 'minimum':
      return x < y ? x : y;
    case 'maximum':
      return x > y ? x : y;
    case 'modulo':
      return y === 0n ? null : ((x % y) + y) % y;
    case 'negate':
    case 'absolute':
      return null;
  }
}

/** A strict function of numbers: missing where an operand is. */
function numbers(d: Diagrams, ids: readonly Id[], of: (values: readonly bigint[]) => bigint | null): Id {
  return d.combine(ids, (terminals) => {
    const values: bigint[] = [];
    for (const id of terminals) {
      const at = d.at(id);
      if (at.kind !== 'value' || typeof at.value !== 'bigint') return d.missing;
      values.push(at.value);
    }
    const result = of(values);
    return result === null ? d.missing : d.value(result);
  });
}

/** A weighted sum or mean: one layer a term. */
export function weighted(e: WeightedSum | WeightedMean, b: Builder): Id {
  const d = b.diagrams;
  if (e.kind === 'weightedSum') {
    return e.terms.reduce(
      (sum, term) => numbers(d, [sum, b.of(term.of)], ([s = 0n, x = 0n]) => s + term.weight * x),
      d.value(e.initial),
    );
  }
  const pair = (sum: bigint, weights: bigint) => d.value([sum, weights]);
  const total = e.terms.reduce(
    (so, term) =>
      d.combine([so, b.of(term.of)], ([s = 0, x = 0]) => {
        const [sums, at] = [d.at(s), d.at(x)];
        if (sums.kind !== 'value') return d.missing;
        if (at.kind !== 'value') return term.ifMissing === 'skip' ? s : d.missing;
        const [sum, weights] = sums.value as readonly [bigint, bigint];
        return pair(sum + term.weight * (at.value as bigint), weights + term.weight);
      }),
    pair(0n, 0n),
  );
  const [first] = e.terms;
  const from = first?.of.type.kind === 'number' ? first.of.type.decimals : 0;
  const to = e.type.kind === 'number' ? e.type.decimals : 0;
  return d.combine([total], ([id = 0]) => {
    const at = d.at(id);
    if (at.kind !== 'value') return d.missing;
    const [sum, weights] = at.value as readonly [bigint, bigint];
    return weights === 0n ? d.missing : d.value(meanOf(sum, weights, from, to));
  });
}

function meanOf(sum: bigint, weights: bigint, from: number, to: number): bigint {
  const shift = to - from;
  return shift >= 0 ? divideRounded(sum * power10(shift), weights) : divideRounded(sum, weights * power10(-shift));
}
