/** Symmetric positive definite systems, dense and small: the normal equations of a regression. Matrices are rows of one array. */

/**
 * Cholesky's factor of a matrix of `size` rows, or the first row that depends on those before it (with the factor down to that row):
 * what is left of its diagonal is no more than `tolerance` of it.
 */
export function cholesky(
  matrix: Float64Array,
  size: number,
  tolerance: number,
): { readonly factor: Float64Array } | { readonly factor: Float64Array; readonly dependent: number } {
  const factor = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = at(matrix, row * size + column);
      for (let k = 0; k < column; k++) sum -= at(factor, row * size + k) * at(factor, column * size + k);
      if (row !== column) factor[row * size + column] = sum / at(factor, column * size + column);
      else if (!(sum > at(matrix, row * size + row) * tolerance)) return { factor, dependent: row };
      else factor[row * size + row] = Math.sqrt(sum);
    }
  }
  return { factor };
}

/** Solves factor · factorᵀ · x = right. */
export function solve(factor: Float64Array, size: number, right: Float64Array): Float64Array {
  const x = Float64Array.from(right);
  for (let row = 0; row < size; row++) {
    for (let k = 0; k < row; k++) x[row] = at(x, row) - at(factor, row * size + k) * at(x, k);
    x[row] = at(x, row) / at(factor, row * size + row);
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let k = row + 1; k < size; k++) x[row] = at(x, row) - at(factor, k * size + row) * at(x, k);
    x[row] = at(x, row) / at(factor, row * size + row);
  }
  return x;
}

/** The weights by which the rows before a dependent one add up to it. */
export function solveTransposed(factor: Float64Array, size: number, dependent: number): Float64Array {
  const x = factor.slice(dependent * size, dependent * size + dependent);
  for (let row = dependent - 1; row >= 0; row--) {
    for (let k = row + 1; k < dependent; k++) x[row] = at(x, row) - at(factor, k * size + row) * at(x, k);
    x[row] = at(x, row) / at(factor, row * size + row);
  }
  return x;
}

/** The inverse of the matrix a factor is of. */
export function inverse(factor: Float64Array, size: number): Float64Array {
  const result = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    const unit = new Float64Array(size);
    unit[column] = 1;
    solve(factor, size, unit).forEach((value, row) => {
      result[row * size + column] = value;
    });
  }
  return result;
}

/** An element; outside the array 0, which does not happen. */
export const at = (array: Float64Array, index: number): number => array[index] ?? 0;
