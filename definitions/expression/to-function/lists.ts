/** Lists as generated functions call them. */

/** The whole numbers from..to, downwards where from > to; null where a side is missing or there would be more than `most`. */
export function sequence(from: number, to: number, most: number, isBig: boolean): readonly (number | bigint)[] | null {
  const length = Math.abs(to - from) + 1;
  if (!(length <= most)) return null;
  const step = from <= to ? 1 : -1;
  return Array.from({ length }, (_, i) => (isBig ? BigInt(from + i * step) : from + i * step));
}

/** FEEL's `list[index]`: from 1, negative from the end. */
export function itemAt(list: readonly unknown[] | null, index: number, missing: unknown): unknown {
  if (list === null || index !== index || index === 0) return missing;
  return list.at(index > 0 ? index - 1 : index) ?? missing;
}
