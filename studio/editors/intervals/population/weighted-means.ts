import type { WeightedScore } from './protocol.ts';

/** A score of everybody, in whole units of 10^-decimals; NaN: missing. */
export interface ScoreColumn {
  readonly decimals: number;
  readonly values: Float64Array;
}

/**
 * The composite of everybody, in whole units of 10^-decimals, as the definition reckons it: Σ weight · score / Σ weight, divided once and
 * rounded once, half away from zero. A score that is missing leaves both sums where the others are reweighed; else there is no composite.
 */
export function weightedMeans(
  columns: readonly ScoreColumn[],
  scores: readonly WeightedScore[],
  decimals: number,
): Float64Array {
  const weightDecimals = Math.max(0, ...scores.map(({ weight }) => (weight.split('.')[1] ?? '').length));
  const weights = scores.map(({ weight }) => Math.round(Number(`${weight}e${weightDecimals}`)));
  const finest = Math.max(decimals, ...columns.map((one) => one.decimals));
  // Each weight with what brings its score to the finest scale.
  const factors = columns.map((one, i) => (weights[i] ?? 0) * 10 ** (finest - one.decimals));
  const scale = 10 ** (finest - decimals);
  const count = columns[0]?.values.length ?? 0;
  const means = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    let [sum, all, isMissing] = [0, 0, false];
    for (let i = 0; i < columns.length; i++) {
      const weight = weights[i] ?? 0;
      // A weight of 0 takes no part.
      if (weight === 0) continue;
      const score = columns[i]?.values[row] ?? Number.NaN;
      if (!Number.isNaN(score)) {
        sum += score * (factors[i] ?? 0);
        all += weight;
      } else if (scores[i]?.isLeftOut !== true) isMissing = true;
    }
    means[row] = isMissing || all === 0 ? Number.NaN : quotient(sum, all * scale);
  }
  return means;
}

/** Half away from zero; beyond what a number holds exactly the last place may be another. */
function quotient(sum: number, by: number): number {
  const size = Math.abs(sum);
  const whole = Math.floor(size / by);
  const rest = size - whole * by;
  return Math.sign(sum) * (2 * rest >= by ? whole + 1 : whole) + 0;
}
