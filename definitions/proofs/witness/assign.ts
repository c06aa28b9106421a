import type { Expression } from '../../model/expression.ts';
import { rescale } from '../../expression/decimal.ts';
import type { Value } from '../../model/type.ts';
import { realiseCalendar, realiseText } from './assign-call.ts';
import { realiseArithmetic, realiseDivide } from './assign-number.ts';
import { realiseAggregate } from './assign-rows.ts';
import { type Draft, ordinaryValue, seatOf, setField, wireOf } from './request-builder.ts';

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
      return realiseArithmetic(draft, e, wanted, realise);
    case 'divide':
      return realiseDivide(draft, e, wanted, realise);
    case 'aggregate':
      return realiseAggregate(draft, e, wanted, { realise, holdTrue });
    case 'compare':
      return realiseCompare(draft, e, wanted);
    case 'text':
      return realiseText(draft, e, wanted, realise);
    case 'calendar':
      return realiseCalendar(draft, e, wanted, realise);
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
