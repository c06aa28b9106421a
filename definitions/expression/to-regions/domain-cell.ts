import type { Value } from '../../model/type.ts';

/** A part of a subject's domain, told by one value in it (numbers: the least); `high` is its last value. */
export type DomainCell =
  | { readonly kind: 'range'; readonly low: bigint; readonly high: bigint }
  | { readonly kind: 'value'; readonly value: string | boolean }
  /** Any text but the ones mentioned. */
  | { readonly kind: 'other'; readonly value: string };

/** A value of the cell. */
export function valueIn(cell: DomainCell): Value {
  return cell.kind === 'range' ? cell.low : cell.value;
}
