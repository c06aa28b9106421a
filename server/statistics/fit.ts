import { designMatrix, linearPredictor, type DesignMatrix, type Observations, onlyRows } from './design-matrix.ts';
import {
  type Dependence,
  independentFeatures,
  type LinkName,
  maximiseLikelihood,
  type Solution,
} from './fisher-scoring.ts';
import { at } from './linear-algebra.ts';
import { findSeparation, type Separation } from './separation.ts';

/** Of the deviance without terms, so little is left only by rounding. */
const PERFECT = Number('1e-20');

/** A linear model as fitted. Features are numbered: 0 the intercept, then a number's one and each level's, column by column. */
export interface Fit {
  /** By feature: null where the data do not determine it, or where no finite figure is the best. */
  readonly estimates: readonly (Estimate | null)[];
  /** Where each column's features begin. */
  readonly starts: readonly number[];
  readonly deviance: number;
  readonly nullDeviance: number;
  readonly degreesOfFreedom: number;
  readonly iterations: number;
  readonly hasConverged: boolean;
  readonly dependent: readonly Dependence[];
  readonly separation: Separation | null;
  /** The linear predictor of every row; of separated rows it has no bound and stands as infinite. */
  readonly predicted: Float64Array;
}
export interface Estimate {
  readonly coefficient: number;
  /** Null where nothing is left to judge it by: no degrees of freedom, or no residuals. */
  readonly standardError: number | null;
}

/** A settled fit moves no row's predictor by so much in its last step; rows that are separated move by about 1. */
const STILL = 0.01;

export function fitModel(observations: Observations, link: LinkName): Fit {
  const matrix = designMatrix(observations);
  const { outcome } = observations;
  const { used, dependent } = independentFeatures(matrix);
  const found = maximiseLikelihood(matrix, outcome, used, link);
  const predicted = linearPredictor(matrix, spreadOut(matrix, used, found.coefficients));
  const moved = linearPredictor(matrix, spreadOut(matrix, used, found.lastStep));
  const isSuspicious = !found.hasConverged || moved.some((step) => Math.abs(step) > STILL);
  const separation = link === 'logit' && isSuspicious ? findSeparation(matrix, outcome, used) : null;
  const whole = {
    starts: matrix.starts,
    nullDeviance: nullDeviance(observations, link),
    degreesOfFreedom: matrix.rows - used.length,
    iterations: found.iterations,
    dependent,
    separation,
  };
  if (separation !== null) return { ...whole, ...besideSeparation(observations, separation) };
  const isPerfect = found.deviance <= whole.nullDeviance * PERFECT;
  const dispersion =
    link === 'logit' ? 1 : whole.degreesOfFreedom === 0 || isPerfect ? null : found.deviance / whole.degreesOfFreedom;
  return {
    ...whole,
    estimates: naturalEstimates(matrix, used, found, dispersion),
    deviance: found.deviance,
    hasConverged: found.hasConverged,
    predicted,
  };
}

/** Rows that are separated tell nothing of the others: these are fitted alone, and the features that separate get no figure. */
function besideSeparation(
  observations: Observations,
  { isSeparated, features }: Separation,
): Pick<Fit, 'estimates' | 'deviance' | 'hasConverged' | 'predicted'> {
  const { outcome, count } = observations;
  const rows = Array.from({ length: count }, (_, row) => row).filter((row) => isSeparated[row] === 0);
  const rest = onlyRows(observations, rows);
  const matrix = designMatrix(rest);
  const { used } = rows.length === 0 ? { used: [] } : independentFeatures(matrix);
  const found = maximiseLikelihood(matrix, rest.outcome, used, 'logit');
  const natural = naturalEstimates(matrix, used, found, 1);
  const eta = linearPredictor(matrix, spreadOut(matrix, used, found.coefficients));
  const predicted = Float64Array.from(outcome, (y) => (y === 1 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY));
  rows.forEach((row, i) => {
    predicted[row] = at(eta, i);
  });
  return {
    estimates: natural.map((estimate, feature) => (features.includes(feature) ? null : estimate)),
    deviance: found.deviance,
    hasConverged: true,
    predicted,
  };
}

function spreadOut(matrix: DesignMatrix, used: readonly number[], coefficients: Float64Array): Float64Array {
  const all = new Float64Array(matrix.size);
  used.forEach((feature, i) => {
    all[feature] = at(coefficients, i);
  });
  return all;
}

/** The estimates of the features as they were given: a scaled one divided by its spread; the intercept also gives back the means. */
function naturalEstimates(
  { size: all, starts, scales }: DesignMatrix,
  used: readonly number[],
  { coefficients, covariance }: Solution,
  dispersion: number | null,
): readonly (Estimate | null)[] {
  const size = used.length;
  const error = (variance: number) => (dispersion === null ? null : Math.sqrt(dispersion * variance));
  const estimates: (Estimate | null)[] = Array.from({ length: all }, () => null);
  const weights = new Float64Array(size);
  let [intercept, variance] = [0, 0];
  used.forEach((feature, i) => {
    const column = starts.findLastIndex((start) => start <= feature);
    const { mean, spread } = scales[column] ?? { mean: 0, spread: 1 };
    weights[i] = feature === 0 ? 1 : -mean / spread;
    estimates[feature] = {
      coefficient: at(coefficients, i) / spread,
      standardError: error(at(covariance, i * size + i) / spread ** 2),
    };
  });
  for (let i = 0; i < size; i++) {
    intercept += at(weights, i) * at(coefficients, i);
    for (let k = 0; k < size; k++) variance += at(weights, i) * at(weights, k) * at(covariance, i * size + k);
  }
  if (size > 0) estimates[0] = { coefficient: intercept, standardError: error(variance) };
  return estimates;
}

function nullDeviance({ outcome, count }: Observations, link: LinkName): number {
  const mean = outcome.reduce((sum, y) => sum + y, 0) / count;
  if (link === 'identity') return outcome.reduce((sum, y) => sum + (y - mean) ** 2, 0);
  const events = mean * count;
  const part = (n: number, share: number) => (n === 0 ? 0 : n * Math.log(share));
  return -2 * (part(events, mean) + part(count - events, 1 - mean));
}
