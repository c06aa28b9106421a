import type { Expression } from '../expression.ts';
import { rescale } from '../decimal.ts';
import type { Value } from '../type.ts';
import { civil } from '../date.ts';
import { realiseAggregate } from './realise-rows.ts';
import { clamp, type Draft, ordinaryValue, seatOf, setField, wireOf } from './draft.ts';

/**
 * Fills a draft so that an expression has a wanted value, as far as simple means go. It promises nothing: what comes out is always
 * evaluated before anybody sees it. False where it knows no means.
 */
export function realise(draft: Draft, e: Expression, wanted: Value | null): boolean {
  switch (e.kind) {
    case 'named':
      return realise(draft, e.of, wanted);
    case 'field': {
      const seat =
        wanted === null && e.of !== null && e.of.missable && !e.field.optional ? undefined : seatOf(draft, e.of);
      if (seat !== undefined) setField(seat, e.field, wanted);
      return seat !== undefined || (e.of !== null && realise(draft, e.of, null));
    }
    case 'input':
      return realiseInput(draft, e.name, wanted);
    case 'constant':
      return e.value === wanted;
    case 'round':
      if (wanted === null || e.of.type.kind !== 'number' || e.type.kind !== 'number') return realise(draft, e.of, null);
      return realise(draft, e.of, rescale(wanted as bigint, e.type.decimals, e.of.type.decimals));
    case 'arithmetic':
      return realiseArithmetic(draft, e, wanted);
    case 'divide':
      return realiseDivide(draft, e, wanted);
    case 'aggregate':
      return realiseAggregate(draft, e, wanted, { realise, holdTrue });
    case 'compare':
      return realiseCompare(draft, e, wanted);
    case 'text':
      return realiseText(draft, e, wanted);
    case 'calendar':
      return realiseCalendar(draft, e, wanted);
    case 'lookup': {
      const row = e.rows.find((one) => one.values[e.column] === wanted);
      return row !== undefined && e.keys.every((key, i) => realise(draft, key, row.keys[i] ?? null));
    }
    case 'if':
      return realise(draft, e.otherwise, wanted) || realise(draft, e.then, wanted);
    case 'coalesce':
      return e.items.some((item) => realise(draft, item, wanted));
    default:
      return false;
  }
}

function realiseInput(draft: Draft, name: string, wanted: Value | null): boolean {
  if (name === '$asOf') {
    if (typeof wanted === 'bigint') draft.asOf = wanted;
    return wanted !== null;
  }
  const key = name.slice('$previous.'.length);
  const type = key === 'misses' ? 'number' : key === 'since' ? 'date' : 'string';
  if (wanted === null) delete draft.previous[key];
  else
    draft.previous[key] =
      type === 'number'
        ? Number(wanted)
        : type === 'date'
          ? wireOf(wanted, { kind: 'date', minimum: 0n, maximum: 0n })
          : String(wanted);
  return true;
}

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
function realiseArithmetic(draft: Draft, e: Expression & { kind: 'arithmetic' }, wanted: Value | null): boolean {
  const [first, ...rest] = e.items;
  if (first === undefined) return false;
  if (wanted === null) return e.items.some((item) => item.missable && realise(draft, item, null));
  const number = wanted as bigint;
  if (e.operator === 'negate') return realise(draft, first, -number);
  if (e.operator === 'absolute') return realise(draft, first, number);
  if (e.operator === 'minimum' || e.operator === 'maximum')
    return e.items.map((item) => realise(draft, item, number)).some(Boolean);
  for (const carrier of e.items) {
    const others = e.items.filter((item) => item !== carrier);
    const sign = e.operator === 'subtract' && carrier !== first ? -1n : 1n;
    const fixed = others.map((item) => neutralValue(item, e.operator === 'multiply'));
    const own =
      e.operator === 'multiply'
        ? number / (fixed.reduce((a, b) => a * b, 1n) || 1n)
        : sign * (number - offset(e.operator, first, carrier, others, fixed));
    if (others.every((item, i) => realise(draft, item, fixed[i] ?? 0n)) && realise(draft, carrier, own)) return true;
  }
  return rest.length === 0 && realise(draft, first, number);
}

function offset(
  operator: string,
  first: Expression,
  carrier: Expression,
  others: readonly Expression[],
  fixed: readonly bigint[],
): bigint {
  return others.reduce(
    (sum, item, i) => sum + (operator === 'subtract' && item !== first ? -1n : 1n) * (fixed[i] ?? 0n),
    carrier === first ? 0n : 0n,
  );
}

function realiseDivide(draft: Draft, e: Expression & { kind: 'divide' }, wanted: Value | null): boolean {
  if (e.right.type.kind !== 'number' || e.left.type.kind !== 'number' || e.type.kind !== 'number') return false;
  if (wanted === null) return realise(draft, e.right, 0n) || realise(draft, e.left, null);
  const divisor =
    e.right.kind === 'constant'
      ? (e.right.value as bigint)
      : clamp(10n ** BigInt(e.right.type.decimals), e.right.type.minimum, e.right.type.maximum);
  const dividend = rescale((wanted as bigint) * divisor, e.type.decimals + e.right.type.decimals, e.left.type.decimals);
  return realise(draft, e.right, divisor) && realise(draft, e.left, dividend);
}

/** Makes a simple condition true: conjunctions, equalities, ranges and members. */
export function holdTrue(e: Expression, draft: Draft): void {
  if (e.kind === 'and') for (const item of e.items) holdTrue(item, draft);
  else if (e.kind === 'or' && e.items[0] !== undefined) holdTrue(e.items[0], draft);
  else if (e.kind === 'holds' || e.kind === 'named') holdTrue(e.of, draft);
  else if (e.kind === 'compare') realiseCompare(draft, e, true);
  else if (e.kind === 'oneOf') realise(draft, e.of, e.values[0] ?? null);
  else if (e.kind === 'within') realise(draft, e.of, e.range.low ?? e.range.high ?? 0n);
  else if (e.kind === 'not' && e.of.kind === 'isMissing') realise(draft, e.of.of, ordinaryValue(e.of.of.type));
  else if (e.kind === 'isMissing') realise(draft, e.of, null);
  else realise(draft, e, true);
}

function realiseCompare(draft: Draft, e: Expression & { kind: 'compare' }, wanted: Value | null): boolean {
  if (wanted === null) return realise(draft, e.left, null) || realise(draft, e.right, null);
  if (wanted === '≠') return realiseCompare(draft, { ...e, operator: '=' }, false);
  if (wanted === '<' || wanted === '=' || wanted === '>')
    return realiseCompare(draft, { ...e, operator: wanted }, true);
  const base =
    e.right.kind === 'constant'
      ? e.right.value
      : e.left.kind === 'constant'
        ? e.left.value
        : ordinaryValue(e.left.type);
  const [lower, upper] = [shifted(base, -1n, e.left), shifted(base, 1n, e.left)];
  const isEqualTrue = e.operator === '=' || e.operator === '<=' || e.operator === '>=';
  const other = e.operator === '<' ? lower : upper;
  const onLeft = wanted === isEqualTrue ? base : e.operator === '<=' ? upper : e.operator === '>=' ? lower : other;
  if (e.left.kind === 'constant') return realise(draft, e.right, mirrored(base, onLeft));
  return (e.right.kind === 'constant' || realise(draft, e.right, base)) && realise(draft, e.left, onLeft);
}

function shifted(value: Value, by: bigint, like: Expression): Value {
  if (typeof value === 'bigint') return value + by;
  if (typeof value === 'boolean') return !value;
  return like.type.kind === 'string'
    ? (like.type.enum?.find((member) => member !== value) ?? `${String(value)}+`)
    : value;
}

function mirrored(base: Value, onLeft: Value): Value {
  return typeof base === 'bigint' && typeof onLeft === 'bigint' ? base - (onLeft - base) : onLeft;
}

function realiseText(draft: Draft, e: Expression & { kind: 'text' }, wanted: Value | null): boolean {
  const [subject, part] = e.items;
  if (subject === undefined) return false;
  if (wanted === null) return realise(draft, subject, null);
  if (e.function === 'length') return realise(draft, subject, '一'.repeat(Math.min(Number(wanted), 1000)));
  if (typeof wanted !== 'boolean') return realise(draft, subject, wanted);
  if (part?.kind !== 'constant') return false;
  const literal = e.function === 'matches' ? String(part.value).replace(/[\^$()?*+\\[\]{}|]/g, '') : part.value;
  return realise(draft, subject, wanted ? literal : '一');
}

function realiseCalendar(draft: Draft, e: Expression & { kind: 'calendar' }, wanted: Value | null): boolean {
  const [first, second] = e.items;
  if (first === undefined) return false;
  if (typeof wanted !== 'bigint')
    return wanted === null && e.items.some((item) => item.missable && realise(draft, item, null));
  const days =
    e.function === 'daysBetween'
      ? wanted
      : e.function === 'monthsBetween'
        ? (wanted * 3044n) / 100n + (wanted > 0n ? 2n : 0n)
        : undefined;
  if (days !== undefined && second !== undefined)
    return realise(draft, first, draft.asOf - days) && (second.kind === 'input' || realise(draft, second, draft.asOf));
  const today = civil(Number(draft.asOf));
  if (e.function === 'year') return realise(draft, first, draft.asOf + (wanted - BigInt(today.year)) * 365n);
  if (e.function === 'day') return realise(draft, first, draft.asOf + (wanted - BigInt(today.day)));
  if (e.function === 'month') return realise(draft, first, draft.asOf + (wanted - BigInt(today.month)) * 30n);
  return realise(draft, first, wanted);
}
