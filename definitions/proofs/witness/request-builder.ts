import type { Expression, Field, FieldRead } from '../../model/expression.ts';
import { decimalText, wire } from '../../model/decimal.ts';
import { dateText, instantText } from '../../expression/date-text.ts';
import type { Json } from '../../model/json.ts';
import type { Type, Value } from '../../model/type.ts';

/** A request under construction: plain objects that are filled in place. */
export interface RequestDraft {
  readonly facts: Record<string, Json>;
  asOf: bigint;
  readonly previous: Record<string, Json>;
  readonly products: Record<string, Json>[] | null;
  /** A new row for a relation, its required fields filled. */
  readonly newRow: (relation: FieldRead) => Record<string, Json>;
}

/** 2026-06-30: an ordinary day, the last of a quarter. */
export const ORDINARY_DAY = 20_634n;

/** A draft with these facts, about an ordinary day. */
export function draftOf(
  facts: Record<string, Json>,
  newRow: RequestDraft['newRow'],
  products: RequestDraft['products'] = null,
): RequestDraft {
  return { facts, asOf: ORDINARY_DAY, previous: {}, products, newRow };
}

/** The request as it goes over the wire. */
export function requestOf(draft: RequestDraft): Json {
  const previous = Object.keys(draft.previous).length > 0 ? { $previous: draft.previous } : {};
  const products = draft.products === null ? {} : { products: draft.products };
  return { facts: draft.facts, $asOf: dateText(draft.asOf), ...previous, ...products };
}

/** A value as facts carry it. */
export function wireOf(value: Value | null, type: Type): Json {
  if (value === null) return null;
  switch (type.kind) {
    case 'number':
      return wire(value as bigint, type.decimals);
    case 'date':
      return dateText(value as bigint);
    case 'instant':
      return instantText(value as bigint);
    case 'list':
      return (value as readonly Value[]).map((item) => wireOf(item, type.of));
    default:
      return typeof value === 'bigint' ? decimalText(value, 0) : (value as Json);
  }
}

/** The value of a type a reader would think of first. */
export function ordinaryValue(type: Type): Value {
  switch (type.kind) {
    case 'boolean':
      return false;
    case 'string':
      return type.enum?.[0] ?? '一';
    case 'date':
      return clamp(ORDINARY_DAY - 3653n, type.minimum, type.maximum);
    case 'instant':
      return clamp(ORDINARY_DAY * 86_400_000n, type.minimum, type.maximum);
    case 'number':
      return clamp(0n, type.minimum, type.maximum);
    case 'list':
      return [];
    default:
      return 0n;
  }
}

/** A value inside bounds, as near to `wanted` as they allow. */
export function clamp(wanted: bigint, low: bigint, high: bigint): bigint {
  return wanted < low ? low : wanted > high ? high : wanted;
}

/** What no type reads. */
const UNREADABLE = {};

/** The object that a field's facts stand in: the record's, or a related row's, made where it is not there yet. */
export function seatOf(draft: RequestDraft, of: Expression | null): Record<string, Json> | undefined {
  if (of === null) return draft.facts;
  if (of.kind === 'field' && of.of === null && draft.products !== null) {
    return of.field.name === 'product' ? (draft.products[0] ??= {}) : draft.facts;
  }
  if (of.kind === 'named') return seatOf(draft, of.of);
  if (of.kind !== 'field') return undefined;
  const seat = seatOf(draft, of.of);
  if (seat === undefined) return undefined;
  const known = seat[of.field.name];
  if (known !== undefined && known !== null && typeof known === 'object' && !Array.isArray(known))
    return known as Record<string, Json>;
  const made = draft.newRow(of);
  seat[of.field.name] = made;
  return made;
}

/** Sets a field, or leaves it out for missing; one that must be there is missing where it cannot be read. */
export function setField(seat: Record<string, Json>, field: Field, value: Value | null): void {
  if (value === null && !field.optional && field.unreadable === 'missing') seat[field.name] = UNREADABLE;
  else if (value === null) delete seat[field.name];
  else seat[field.name] = wireOf(value, field.type);
}
