import type { Emitter } from './emitter.ts';
import type { Sql } from './sql.ts';

/**
 * Numbers sorted downwards without a list: Batcher's odd-even merge sort as comparisons of columns. In DuckDB 1.5 fifteen numbers a
 * row are in order five times sooner than by list_sort. The numbers are not missing; each comparator's results become columns.
 */
export function sortedDown({ g }: Emitter, items: readonly Sql[]): readonly Sql[] {
  const wires = [...items];
  const width = Math.max(0, ...items.map((item) => item.width));
  for (const [high, low] of comparators(items.length)) {
    const [a, b] = [wires[high], wires[low]];
    if (a === undefined || b === undefined) continue;
    wires[high] = g.wide(width, g.sql`GREATEST(${a}, ${b})`);
    wires[low] = g.wide(width, g.sql`LEAST(${a}, ${b})`);
  }
  return wires;
}

/** Pairs of wires to be compared, in order (K. E. Batcher, 1968); wires beyond `count` are left out. */
function comparators(count: number): readonly (readonly [number, number])[] {
  const pairs: [number, number][] = [];
  for (let p = 1; p < count; p *= 2) {
    for (let k = p; k >= 1; k = Math.floor(k / 2)) {
      for (let j = k % p; j <= count - 1 - k; j += 2 * k) {
        for (let i = 0; i <= Math.min(k - 1, count - j - k - 1); i++) {
          if (Math.floor((i + j) / (p * 2)) === Math.floor((i + j + k) / (p * 2))) pairs.push([i + j, i + j + k]);
        }
      }
    }
  }
  return pairs;
}
