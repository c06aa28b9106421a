/** Searching in constant tables, as generated functions call it. */

/** How many of the ascending bounds are below `x` (each bound is the last value of its segment). NaN is above all. */
export function segmentOf(lastValues: Float64Array | readonly bigint[], x: number | bigint): number {
  let low = 0;
  let high = lastValues.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const last = lastValues[middle];
    if (last !== undefined && x <= last) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** A reference table by its keys, nested; the last level lists the rows of one key. */
export type LookupIndex = ReadonlyMap<unknown, LookupIndex | readonly LookupRow[]>;
export interface LookupRow {
  /** Days; −∞ and ∞ where open; `to` exclusive. */
  readonly from: number;
  readonly to: number;
  readonly value: unknown;
}

/** The value of the first row that is valid; `missing` where there is none. */
export function validAt(rows: LookupIndex | readonly LookupRow[] | undefined, day: number, missing: unknown): unknown {
  if (rows === undefined || !Array.isArray(rows)) return missing;
  for (const row of rows as readonly LookupRow[]) if (row.from <= day && day < row.to) return row.value;
  return missing;
}
