import { rescale } from '../../model/decimal.ts';
import type { Arithmetic, Divide, Expression } from '../../model/expression.ts';
import type { Value } from '../../model/type.ts';
import { clamp, type RequestDraft } from './request-builder.ts';
import type { Assign } from './assign-rows.ts';

/** The value of an operand that changes the result least: 0 for a sum, 1 for a product, as near as its domain allows. */
function neutralValue(e: Expression, isFactor: boolean): bigint {
  if (e.kind === 'constant') return e.value as bigint;
  if (e.kind === 'named' || (e.kind === 'round' && e.of.type === e.type)) return neutralValue(e.of, isFactor);
  if (e.kind === 'lookup') {
    const value = e.rows[0]?.values[e.column];
    return typeof value === 'bigint' ? value : 0n;
  }
  if (e.type.kind !== 'number') return 0n;
  const wanted = isFactor ? 10n ** BigInt(e.type.decimals) : 0n;
  const own = clamp(wanted, e.type.minimum, e.type.maximum);
  return own === 0n && isFactor ? (e.type.maximum === 0n ? e.type.minimum : e.type.maximum) : own;
}

/** All operands but one take the value that changes nothing; the other carries the wanted one. */
export function assignArithmetic(draft: RequestDraft, e: Arithmetic, wanted: Value | null, assign: Assign): boolean {
  const [first, ...rest] = e.items;
  if (first === undefined) return false;
  if (wanted === null) return e.items.some((item) => item.missable && assign(draft, item, null));
  const number = wanted as bigint;
  if (e.operator === 'negate') return assign(draft, first, -number);
  if (e.operator === 'absolute') return assign(draft, first, number);
  if (e.operator === 'minimum' || e.operator === 'maximum')
    return e.items.map((item) => assign(draft, item, number)).some(Boolean);
  for (const carrier of e.items) {
    const others = e.items.filter((item) => item !== carrier);
    const sign = e.operator === 'subtract' && carrier !== first ? -1n : 1n;
    const fixed = others.map((item) => neutralValue(item, e.operator === 'multiply'));
    const own =
      e.operator === 'multiply'
        ? number / (fixed.reduce((a, b) => a * b, 1n) || 1n)
        : sign * (number - offset(e.operator, first, others, fixed));
    if (others.every((item, i) => assign(draft, item, fixed[i] ?? 0n)) && assign(draft, carrier, own)) return true;
  }
  return rest.length === 0 && assign(draft, first, number);
}

/** What the other operands come to. */
function offset(operator: string, first: Expression, others: readonly Expression[], fixed: readonly bigint[]): bigint {
  return others.reduce(
    (sum, item, i) => sum + (operator === 'subtract' && item !== first ? -1n : 1n) * (fixed[i] ?? 0n),
    0n,
  );
}

/** A quotient: by a divisor that is given, or by one. */
export function assignDivide(draft: RequestDraft, e: Divide, wanted: Value | null, assign: Assign): boolean {
  if (e.right.type.kind !== 'number' || e.left.type.kind !== 'number' || e.type.kind !== 'number') return false;
  if (wanted === null) return assign(draft, e.right, 0n) || assign(draft, e.left, null);
  const divisor =
    e.right.kind === 'constant'
      ? (e.right.value as bigint)
      : clamp(10n ** BigInt(e.right.type.decimals), e.right.type.minimum, e.right.type.maximum);
  const dividend = rescale((wanted as bigint) * divisor, e.type.decimals + e.right.type.decimals, e.left.type.decimals);
  return assign(draft, e.right, divisor) && assign(draft, e.left, dividend);
}
