import type { Expression } from '../../model/expression.ts';
import { rescale } from '../../model/decimal.ts';
import type { Value } from '../../model/type.ts';
import { assignCalendar, assignText } from './assign-call.ts';
import { assignArithmetic, assignDivide } from './assign-number.ts';
import { realiseAggregate, realiseList } from './assign-rows.ts';
import { type RequestDraft, ordinaryValue, seatOf, setField, wireOf } from './request-builder.ts';

/**
 * Fills a draft so that an expression has a wanted value, as far as simple means go. It promises nothing: what comes out is always
 * evaluated before anybody sees it. False where it knows no means.
 */
export function assign(draft: RequestDraft, e: Expression, wanted: Value | null): boolean {
  switch (e.kind) {
    case 'named':
      return assign(draft, e.of, wanted);
    case 'field': {
      if (e.type.kind === 'row' && wanted !== null) return seatOf(draft, e) !== undefined;
      const seat =
        wanted === null && e.of !== null && e.of.missable && !e.field.optional ? undefined : seatOf(draft, e.of);
      // Of a list, a cell says no more than that it is there.
      const isAnyList = e.type.kind === 'list' && wanted !== null && !Array.isArray(wanted);
      if (seat !== undefined && !(isAnyList && Array.isArray(seat[e.field.name])))
        setField(seat, e.field, isAnyList ? ordinaryValue(e.type) : wanted);
      return seat !== undefined || (e.of !== null && assign(draft, e.of, null));
    }
    case 'input':
      return realiseInput(draft, e.name, wanted);
    case 'constant':
      return e.value === wanted;
    case 'round':
      if (wanted === null || e.of.type.kind !== 'number' || e.type.kind !== 'number') return assign(draft, e.of, null);
      return assign(draft, e.of, rescale(wanted as bigint, e.type.decimals, e.of.type.decimals));
    case 'arithmetic':
      return assignArithmetic(draft, e, wanted, assign);
    case 'divide':
      return assignDivide(draft, e, wanted, assign);
    case 'aggregate':
      return realiseAggregate(draft, e, wanted, { assign, holdTrue });
    case 'compare':
      return realiseCompare(draft, e, wanted);
    case 'listCall':
      return realiseList(draft, e, wanted, { assign, holdTrue });
    case 'text':
      return assignText(draft, e, wanted, assign);
    case 'calendar':
      return assignCalendar(draft, e, wanted, assign);
    case 'lookup': {
      const row = e.rows.find((one) => one.values[e.column] === wanted);
      return row !== undefined && e.keys.every((key, i) => assign(draft, key, row.keys[i] ?? null));
    }
    case 'if':
      return assign(draft, e.otherwise, wanted) || assign(draft, e.then, wanted);
    case 'coalesce':
      return e.items.some((item) => assign(draft, item, wanted));
    default:
      return false;
  }
}

function realiseInput(draft: RequestDraft, name: string, wanted: Value | null): boolean {
  if (name === '$asOf') {
    if (typeof wanted === 'bigint') draft.asOf = wanted;
    return wanted !== null;
  }
  const key = name.slice('$previous.'.length);
  const type = key === 'misses' ? 'number' : key === 'since' || key === 'run' ? 'date' : 'string';
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
export function holdTrue(e: Expression, draft: RequestDraft): void {
  if (e.kind === 'and') for (const item of e.items) holdTrue(item, draft);
  else if (e.kind === 'or' && e.items[0] !== undefined) holdTrue(e.items[0], draft);
  else if (e.kind === 'holds' || e.kind === 'named') holdTrue(e.of, draft);
  else if (e.kind === 'compare') realiseCompare(draft, e, true);
  else if (e.kind === 'oneOf') assign(draft, e.of, e.values[0] ?? null);
  else if (e.kind === 'within') assign(draft, e.of, e.range.low ?? e.range.high ?? 0n);
  else if (e.kind === 'not' && e.of.kind === 'isMissing') assign(draft, e.of.of, ordinaryValue(e.of.of.type));
  else if (e.kind === 'isMissing') assign(draft, e.of, null);
  else assign(draft, e, true);
}

function realiseCompare(draft: RequestDraft, e: Expression & { kind: 'compare' }, wanted: Value | null): boolean {
  if (wanted === null) return assign(draft, e.left, null) || assign(draft, e.right, null);
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
  if (e.left.kind === 'constant') return assign(draft, e.right, mirrored(base, onLeft));
  return (e.right.kind === 'constant' || assign(draft, e.right, base)) && assign(draft, e.left, onLeft);
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
