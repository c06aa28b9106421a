import type { DesignMatrix } from './design-matrix.ts';
import { at, cholesky, solve } from './linear-algebra.ts';

/*
 * Separation: a direction d with (2y − 1) · x·d ≥ 0 in every row and more in some. Along it the likelihood grows for ever, so that
 * there are no finite coefficients (Albert and Anderson 1984). With a = (2y − 1) · x and g the sum of all a, Farkas' lemma says that
 * there is such a d exactly where no λ ≥ 0 has Σ λ a = −g. The nearest Σ λ a is found by non-negative least squares (Lawson and
 * Hanson 1974), and what it lacks, g + Σ λ a, is a d. Rows that d separates are taken out, and the rest is asked again.
 */

/** The rows of no finite predictor, and the features whose coefficients are not finite. */
export interface Separation {
  readonly isSeparated: Uint8Array;
  readonly count: number;
  readonly features: readonly number[];
}

/** A row counts as separated where it stands so far from the plane, of directions and rows of length 1. */
const CLEARLY = 1e-6;

/** Whether some features separate the outcome, and which rows; null where they do not. */
export function findSeparation(
  matrix: DesignMatrix,
  outcome: Float64Array,
  used: readonly number[],
): Separation | null {
  const rows = signedRows(matrix, outcome, used);
  const isSeparated = new Uint8Array(matrix.rows);
  const features = new Set<number>();
  let count = 0;
  for (;;) {
    const direction = separating(rows, isSeparated);
    if (direction === null) break;
    let more = 0;
    for (let row = 0; row < matrix.rows; row++) {
      if (isSeparated[row] === 1 || rows.times(row, direction) <= CLEARLY) continue;
      isSeparated[row] = 1;
      more++;
    }
    if (more === 0) break;
    count += more;
    direction.forEach((weight, i) => {
      if (Math.abs(weight) > CLEARLY) features.add(used[i] ?? 0);
    });
  }
  return count === 0 ? null : { isSeparated, count, features: [...features] };
}

/** The rows a = (2y − 1) · x of length 1, of the features in use. */
interface SignedRows {
  readonly count: number;
  readonly size: number;
  /** a · direction. */
  times(row: number, direction: Float64Array): number;
  /** Adds a · weight. */
  add(row: number, weight: number, to: Float64Array): void;
}

function signedRows(matrix: DesignMatrix, outcome: Float64Array, used: readonly number[]): SignedRows {
  const place = new Int32Array(matrix.size).fill(-1);
  used.forEach((feature, i) => {
    place[feature] = i;
  });
  const features = new Int32Array(matrix.most);
  const xs = new Float64Array(matrix.most);
  /** Into `features` and `xs`; answers how many. */
  const read = (row: number): number => {
    const found = matrix.read(row, features, xs);
    let [kept, square] = [0, 0];
    for (let i = 0; i < found; i++) {
      const position = place[features[i] ?? 0] ?? -1;
      if (position < 0) continue;
      features[kept] = position;
      xs[kept] = at(xs, i);
      square += at(xs, kept++) ** 2;
    }
    const by = (at(outcome, row) === 1 ? 1 : -1) / Math.sqrt(square);
    for (let i = 0; i < kept; i++) xs[i] = at(xs, i) * by;
    return kept;
  };
  return {
    count: matrix.rows,
    size: used.length,
    times: (row, direction) => {
      const kept = read(row);
      let sum = 0;
      for (let i = 0; i < kept; i++) sum += at(xs, i) * at(direction, features[i] ?? 0);
      return sum;
    },
    add: (row, weight, to) => {
      const kept = read(row);
      for (let i = 0; i < kept; i++) to[features[i] ?? 0] = at(to, features[i] ?? 0) + weight * at(xs, i);
    },
  };
}

/** What is left of the sum of all rows by non-negative least squares, of length 1; null where nothing is left. */
function separating(rows: SignedRows, isLeftOut: Uint8Array): Float64Array | null {
  const sum = new Float64Array(rows.size);
  for (let row = 0; row < rows.count; row++) if (isLeftOut[row] === 0) rows.add(row, 1 / rows.count, sum);
  const passed = new Set<number>();
  let active: { readonly row: number; readonly a: Float64Array; readonly weight: number }[] = [];
  let rest: Float64Array = sum;
  for (let round = 0; round < 10 * rows.size + 100; round++) {
    const against = furthestAgainst(rows, rest, isLeftOut, passed);
    if (against < 0) break;
    const a = new Float64Array(rows.size);
    rows.add(against, 1, a);
    const next = nonNegative([...active, { row: against, a, weight: 0 }], sum);
    if (next === null || !next.some(({ row }) => row === against)) {
      passed.add(against);
      continue;
    }
    active = next;
    passed.clear();
    rest = left(sum, active);
  }
  const length = Math.hypot(...rest);
  return length > 1e-10 ? rest.map((x) => x / length) : null;
}

/** The row that speaks most against a direction; −1 where none does. */
function furthestAgainst(rows: SignedRows, rest: Float64Array, isLeftOut: Uint8Array, passed: Set<number>): number {
  const length = Math.hypot(...rest);
  let [found, least] = [-1, -CLEARLY / 100];
  if (length <= 1e-10) return found;
  for (let row = 0; row < rows.count; row++) {
    if (isLeftOut[row] === 1 || passed.has(row)) continue;
    const speaks = rows.times(row, rest) / length;
    if (speaks < least) [found, least] = [row, speaks];
  }
  return found;
}

type Active = readonly { readonly row: number; readonly a: Float64Array; readonly weight: number }[];

/** The weights ≥ 0 of some rows that come nearest to −sum: weights that would be negative leave on the way. Null: rows that depend. */
function nonNegative(rows: Active, sum: Float64Array): Active[number][] | null {
  let active = [...rows];
  for (;;) {
    const size = active.length;
    const dot = (a: Float64Array, b: Float64Array) => a.reduce((total, x, i) => total + x * at(b, i), 0);
    const products = Float64Array.from({ length: size * size }, (_, i) =>
      dot(active[Math.floor(i / size)]?.a ?? sum, active[i % size]?.a ?? sum),
    );
    const made = cholesky(products, size, 1e-12);
    if ('dependent' in made) return null;
    const best = solve(
      made.factor,
      size,
      Float64Array.from(active, ({ a }) => -dot(a, sum)),
    );
    if (best.every((weight) => weight > 0)) return active.map((one, i) => ({ ...one, weight: at(best, i) }));
    const share = active.reduce(
      (least, { weight }, i) => (at(best, i) > 0 ? least : Math.min(least, weight / (weight - at(best, i)))),
      1,
    );
    active = active
      .map((one, i) => ({ ...one, weight: one.weight + share * (at(best, i) - one.weight), goes: at(best, i) <= 0 }))
      .filter(({ weight, goes }) => !goes || weight > 1e-15)
      .map(({ row, a, weight }) => ({ row, a, weight }));
    if (active.length === 0) return active;
  }
}

function left(sum: Float64Array, active: Active): Float64Array {
  return sum.map((x, i) => active.reduce((total, { a, weight }) => total + weight * at(a, i), x));
}
