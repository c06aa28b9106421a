import type { ReadField } from '../expression/read-set.ts';
import type { Json } from '../model/json.ts';
import { wireOf } from '../proofs/witness/request-builder.ts';
import { type DomainCell, valueIn } from '../expression/to-regions/subjects.ts';
import type { Type, Value } from '../model/type.ts';
import { scaleNumber, scaleText } from '../expression/decimal.ts';
import { parseDate, parseInstant } from '../expression/date-text.ts';

/** A value a field could take instead, and how far away it is: 0 for the present value, 1 for the whole width of what matters. */
export interface Candidate {
  readonly value: Value;
  readonly wire: Json;
  readonly cost: number;
  /** Any text that no definition names; `value` is one. */
  readonly isAnyOther?: true;
}

/** A fact as a scaled value; undefined for what is not one value of the field's type. */
export function valueOf(fact: Json | undefined, { field }: ReadField): Value | null | undefined {
  if (fact === undefined || fact === null) return null;
  switch (field.type.kind) {
    case 'number':
      return typeof fact === 'number'
        ? scaleNumber(fact, field.type.decimals)
        : scaleText(String(fact), field.type.decimals);
    case 'date':
      return parseDate(String(fact));
    case 'instant':
      return parseInstant(String(fact));
    default:
      return typeof fact === 'string' || typeof fact === 'boolean' ? fact : undefined;
  }
}

/**
 * Per cell of the field's domain the value nearest to the present one, nearest first, the present one at the head. Numbers cost their
 * distance as a share of the span between the outermost cuts; a flag costs one, another text from one half (the next member of an enum)
 * to one (the farthest).
 */
export function candidatesOf(
  read: ReadField,
  cells: readonly DomainCell[],
  present: Value | null,
): readonly Candidate[] {
  const named = new Set(cells.flatMap((cell) => (cell.kind === 'value' ? [cell.value] : [])));
  const candidates = cells
    // Where the present text is one that nobody names, another such text changes nothing.
    .filter((cell) => cell.kind !== 'other' || typeof present !== 'string' || named.has(present))
    .map((cell) => {
      const candidate = candidateOf(read, cells, present, nearestIn(cell, present));
      return cell.kind === 'other' ? { ...candidate, isAnyOther: true as const } : candidate;
    });
  return candidates.filter(({ value }) => value !== present).sort((a, b) => a.cost - b.cost);
}

/** A value with its cost. */
export function candidateOf(
  read: ReadField,
  cells: readonly DomainCell[],
  present: Value | null,
  value: Value,
): Candidate {
  return {
    value,
    wire: wireOf(value, read.field.type),
    cost: costOf(value, present, read.field.type, spanOf(cells, value)),
  };
}

function nearestIn(cell: DomainCell, present: Value | null): Value {
  if (cell.kind !== 'range' || typeof present !== 'bigint') return valueIn(cell);
  return present < cell.low ? cell.low : present > cell.high ? cell.high : present;
}

/** Where the field has no cuts of its own, the value itself is the measure. */
function spanOf(cells: readonly DomainCell[], value: Value): number {
  const starts = cells.flatMap((cell) => (cell.kind === 'range' ? [cell.low] : [])).slice(1);
  const [first, last] = [starts[0], starts.at(-1)];
  if (first === undefined || last === undefined)
    return typeof value === 'bigint' ? Math.max(Math.abs(Number(value)), 1) : 1;
  const widest = Number(last - first);
  return widest > 0 ? widest : Math.max(Math.abs(Number(first)), 1);
}

function costOf(value: Value, present: Value | null, type: Type, span: number): number {
  if (typeof value === 'bigint' && typeof present === 'bigint') return Math.abs(Number(value - present)) / span;
  if (typeof value === 'boolean' || typeof value !== 'string' || typeof present !== 'string') return 1;
  const members = type.kind === 'string' ? (type.enum ?? []) : [];
  const steps = Math.abs(members.indexOf(value) - members.indexOf(present));
  return members.length < 3 ? 0.5 : 0.5 + (0.5 * (steps - 1)) / (members.length - 2);
}
