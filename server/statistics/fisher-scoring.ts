import type { DesignMatrix } from './design-matrix.ts';
import { at, cholesky, inverse, solve, solveTransposed } from './linear-algebra.ts';

export type LinkName = 'logit' | 'identity';

/** Coefficients of the scaled features in use, and what is known of them. */
export interface Solution {
  readonly coefficients: Float64Array;
  readonly covariance: Float64Array;
  readonly deviance: number;
  readonly iterations: number;
  readonly hasConverged: boolean;
  /** By how much the last iteration changed the coefficients: along a direction that separates they go on for ever. */
  readonly lastStep: Float64Array;
}

const MOST_ITERATIONS = 50;
/** Least squares are solved once, and twice more for the digits that the normal equations lose. */
const REFINEMENTS = 3;

/**
 * Maximum likelihood by Fisher scoring (iteratively reweighted least squares), or least squares. Steps that raise the deviance are
 * halved. Where weights vanish, it stops as not converged: which features can have a coefficient is asked of `independentFeatures`,
 * whose weights are all alike.
 */
export function maximiseLikelihood(
  matrix: DesignMatrix,
  outcome: Float64Array,
  used: readonly number[],
  link: LinkName,
): Solution {
  const size = used.length;
  let coefficients: Float64Array = new Float64Array(size);
  let lastStep: Float64Array = new Float64Array(size);
  let covariance: Float64Array = new Float64Array(size * size);
  let now = derivatives(matrix, outcome, used, coefficients, link);
  for (let iteration = 1; ; iteration++) {
    const made = cholesky(now.information, size, 0);
    const stopped = {
      coefficients,
      covariance,
      deviance: now.deviance,
      iterations: iteration,
      hasConverged: false,
      lastStep,
    };
    if ('dependent' in made) return stopped;
    covariance = inverse(made.factor, size);
    const step = solve(made.factor, size, now.score);
    let next: Float64Array = coefficients.map((value, i) => value + at(step, i));
    let after = derivatives(matrix, outcome, used, next, link);
    const isWorse = () => !(after.deviance <= now.deviance + 1e-9 * Math.abs(now.deviance));
    for (let halvings = 0; isWorse() && halvings < 30; halvings++) {
      next = next.map((value, i) => (value + at(coefficients, i)) / 2);
      after = derivatives(matrix, outcome, used, next, link);
    }
    const change = Math.abs(after.deviance - now.deviance) / (Math.abs(after.deviance) + 0.1);
    lastStep = next.map((value, i) => value - at(coefficients, i));
    [coefficients, now] = [next, after];
    const isLast = link === 'identity' ? iteration === REFINEMENTS : change <= 1e-13 || iteration === MOST_ITERATIONS;
    if (!isLast) continue;
    const last = cholesky(now.information, size, 0);
    if (!('dependent' in last)) covariance = inverse(last.factor, size);
    const hasConverged = !('dependent' in last) && (link === 'identity' || change <= 1e-8);
    return { coefficients, covariance, deviance: now.deviance, iterations: iteration, hasConverged, lastStep };
  }
}

/** A feature that is a sum of others, each times something; none: of the intercept alone. */
export interface Dependence {
  readonly feature: number;
  readonly on: readonly number[];
}

/** The features whose coefficients the rows determine, every row weighing the same; the first of those that hang together stay. */
export function independentFeatures(matrix: DesignMatrix): {
  readonly used: readonly number[];
  readonly dependent: readonly Dependence[];
} {
  const used = Array.from({ length: matrix.size }, (_, i) => i);
  const dependent: Dependence[] = [];
  for (;;) {
    const size = used.length;
    const { information } = derivatives(
      matrix,
      new Float64Array(matrix.rows),
      used,
      new Float64Array(size),
      'identity',
    );
    const made = cholesky(information, size, 1e-11);
    if (!('dependent' in made)) return { used, dependent };
    const first = made.dependent;
    const weights = solveTransposed(made.factor, size, first);
    const scale = (i: number) => Math.sqrt(at(information, i * size + i));
    const counts = (i: number) => Math.abs(at(weights, i)) * scale(i) > 1e-6 * scale(first);
    const on = used.filter((feature, i) => feature > 0 && i < first && counts(i));
    dependent.push({ feature: used[first] ?? 0, on });
    used.splice(first, 1);
  }
}

/** Score Xᵀ(y − μ), information XᵀWX and deviance at some coefficients. */
function derivatives(
  matrix: DesignMatrix,
  outcome: Float64Array,
  used: readonly number[],
  coefficients: Float64Array,
  link: LinkName,
) {
  const size = used.length;
  const place = new Int32Array(matrix.size).fill(-1);
  used.forEach((feature, i) => {
    place[feature] = i;
  });
  const score = new Float64Array(size);
  const information = new Float64Array(size * size);
  const features = new Int32Array(matrix.most);
  const xs = new Float64Array(matrix.most);
  let deviance = 0;
  for (let row = 0; row < matrix.rows; row++) {
    let kept = 0;
    const count = matrix.read(row, features, xs);
    let eta = 0;
    for (let i = 0; i < count; i++) {
      const position = place[features[i] ?? 0] ?? -1;
      if (position < 0) continue;
      features[kept] = position;
      xs[kept] = at(xs, i);
      eta += at(xs, kept) * at(coefficients, position);
      kept++;
    }
    const y = at(outcome, row);
    const mu = link === 'identity' ? eta : 1 / (1 + Math.exp(-eta));
    deviance += link === 'identity' ? (y - mu) ** 2 : 2 * softplus(y === 1 ? -eta : eta);
    const weight = link === 'identity' ? 1 : mu * (1 - mu);
    for (let i = 0; i < kept; i++) {
      const a = features[i] ?? 0;
      score[a] = at(score, a) + at(xs, i) * (y - mu);
      const wx = weight * at(xs, i);
      for (let k = 0; k < kept; k++)
        information[a * size + (features[k] ?? 0)] = at(information, a * size + (features[k] ?? 0)) + wx * at(xs, k);
    }
  }
  return { score, information, deviance };
}

/** ln(1 + e^x) without overflow. */
const softplus = (x: number) => (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x)));
