import { at } from './linear-algebra.ts';

/** What a model is fitted to. */
export interface Observations {
  readonly count: number;
  /** 0 or 1 for `logit`. */
  readonly outcome: Float64Array;
  readonly columns: readonly ObservedColumn[];
}
/** A number of every row, or the feature a row has among those of a term (−1: the base level). */
export type ObservedColumn =
  | { readonly kind: 'number'; readonly values: Float64Array }
  | { readonly kind: 'level'; readonly levels: Int32Array; readonly features: number };

/** The rows' features: the intercept at 0, then those of each column. Numbers are centred and scaled, so that sums keep their digits. */
export interface DesignMatrix {
  readonly rows: number;
  readonly size: number;
  /** Where each column's features begin. */
  readonly starts: readonly number[];
  /** What is taken off each column's numbers and what they are divided by. */
  readonly scales: readonly { readonly mean: number; readonly spread: number }[];
  /** Writes the features of a row that are not zero; answers how many. */
  read(row: number, features: Int32Array, xs: Float64Array): number;
  /** As many as a row can have. */
  readonly most: number;
}

export function designMatrix({ columns, count }: Observations): DesignMatrix {
  let size = 1;
  const starts = columns.map((column) => {
    const start = size;
    size += column.kind === 'number' ? 1 : column.features;
    return start;
  });
  const scales = columns.map((column) => {
    if (column.kind === 'level') return { mean: 0, spread: 1 };
    const first = column.values.reduce((sum, x) => sum + x / count, 0);
    const mean = first + column.values.reduce((sum, x) => sum + (x - first), 0) / count;
    const spread = Math.sqrt(column.values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / count);
    // Below this, what is left of equal numbers is the rounding of their mean.
    return { mean, spread: spread > 1e-15 * Math.abs(mean) ? spread : Number.POSITIVE_INFINITY };
  });
  const read = (row: number, features: Int32Array, xs: Float64Array): number => {
    features[0] = 0;
    xs[0] = 1;
    let found = 1;
    for (let c = 0; c < columns.length; c++) {
      const column = columns[c];
      const start = starts[c] ?? 0;
      if (column === undefined) continue;
      if (column.kind === 'number') {
        const scale = scales[c];
        features[found] = start;
        xs[found++] = scale === undefined ? 0 : (at(column.values, row) - scale.mean) / scale.spread;
      } else if ((column.levels[row] ?? -1) >= 0) {
        features[found] = start + (column.levels[row] ?? 0);
        xs[found++] = 1;
      }
    }
    return found;
  };
  return { rows: count, size, starts, scales, read, most: columns.length + 1 };
}

/** Σ feature × coefficient of every row. */
export function linearPredictor(matrix: DesignMatrix, coefficients: Float64Array): Float64Array {
  const features = new Int32Array(matrix.most);
  const xs = new Float64Array(matrix.most);
  return Float64Array.from({ length: matrix.rows }, (_, row) => {
    const count = matrix.read(row, features, xs);
    let eta = 0;
    for (let i = 0; i < count; i++) eta += at(xs, i) * at(coefficients, features[i] ?? 0);
    return eta;
  });
}

/** Some rows of the observations. */
export function onlyRows({ outcome, columns }: Observations, rows: readonly number[]): Observations {
  return {
    count: rows.length,
    outcome: Float64Array.from(rows, (row) => at(outcome, row)),
    columns: columns.map((column) =>
      column.kind === 'number'
        ? { kind: 'number', values: Float64Array.from(rows, (row) => at(column.values, row)) }
        : { ...column, levels: Int32Array.from(rows, (row) => column.levels[row] ?? -1) },
    ),
  };
}
