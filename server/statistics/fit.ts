import { at, cholesky, inverse, solve } from './linear-algebra.ts';

/**
 * Fits a linear model by iteratively reweighted least squares (Fisher scoring): the maximum likelihood of a logistic regression, or
 * least squares. Numbers are centred and scaled inside, so that the normal equations keep their digits; steps that raise the deviance
 * are halved. Columns that depend on others get no coefficient.
 */
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

export interface Fit {
  readonly intercept: Estimate;
  /** By column: one for a number, one for each feature of levels; null where the data do not determine it. */
  readonly columns: readonly (readonly (Estimate | null)[])[];
  readonly deviance: number;
  readonly nullDeviance: number;
  readonly iterations: number;
  readonly hasConverged: boolean;
  readonly predicted: Float64Array;
}
export interface Estimate {
  readonly coefficient: number;
  readonly standardError: number;
}

export function fitModel(data: Observations, link: 'logit' | 'identity'): Fit {
  const layout = layoutOf(data);
  const used: number[] = Array.from({ length: layout.size }, (_, i) => i);
  for (;;) {
    const found = iterate(data, layout, used, link);
    if (!('dependent' in found)) return describe(data, layout, used, found, link);
    used.splice(found.dependent, 1);
  }
}

/** Where each column's features stand among the coefficients; 0 is the intercept. */
interface Layout {
  readonly size: number;
  readonly starts: readonly number[];
  /** Of number columns: what is taken off and divided by. */
  readonly centres: readonly { readonly mean: number; readonly spread: number }[];
}

function layoutOf({ columns, count }: Observations): Layout {
  let size = 1;
  const starts = columns.map((column) => {
    const start = size;
    size += column.kind === 'number' ? 1 : column.features;
    return start;
  });
  const centres = columns.map((column) => {
    if (column.kind === 'level') return { mean: 0, spread: 1 };
    const mean = column.values.reduce((sum, x) => sum + x, 0) / count;
    const spread = Math.sqrt(column.values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / count);
    return { mean, spread: spread > 0 ? spread : 1 };
  });
  return { size, starts, centres };
}

/** The features of a row that are not zero, written into `features` and `xs`; answers how many. */
function rowOf(
  { columns }: Observations,
  { starts, centres }: Layout,
  row: number,
  features: Int32Array,
  xs: Float64Array,
): number {
  features[0] = 0;
  xs[0] = 1;
  let count = 1;
  for (let c = 0; c < columns.length; c++) {
    const column = columns[c];
    const start = starts[c] ?? 0;
    if (column === undefined) continue;
    if (column.kind === 'number') {
      const centre = centres[c];
      features[count] = start;
      xs[count++] = centre === undefined ? 0 : (at(column.values, row) - centre.mean) / centre.spread;
    } else if ((column.levels[row] ?? -1) >= 0) {
      features[count] = start + (column.levels[row] ?? 0);
      xs[count++] = 1;
    }
  }
  return count;
}

interface Solution {
  readonly beta: Float64Array;
  readonly covariance: Float64Array;
  readonly deviance: number;
  readonly iterations: number;
  readonly hasConverged: boolean;
}

const MOST_ITERATIONS = 50;

function iterate(
  data: Observations,
  layout: Layout,
  used: readonly number[],
  link: 'logit' | 'identity',
): Solution | { readonly dependent: number } {
  const size = used.length;
  let beta = new Float64Array(size);
  let now = derivatives(data, layout, used, beta, link);
  for (let iteration = 1; ; iteration++) {
    const made = cholesky(now.information, size);
    if ('dependent' in made) return made;
    const step = solve(made.factor, size, now.score);
    let next = beta.map((value, i) => value + at(step, i));
    let after = derivatives(data, layout, used, next, link);
    for (
      let halvings = 0;
      !(after.deviance <= now.deviance + 1e-9 * Math.abs(now.deviance)) && halvings < 30;
      halvings++
    ) {
      next = next.map((value, i) => (value + at(beta, i)) / 2);
      after = derivatives(data, layout, used, next, link);
    }
    const change = Math.abs(after.deviance - now.deviance) / (Math.abs(after.deviance) + 0.1);
    [beta, now] = [Float64Array.from(next), after];
    if (change > 1e-13 && iteration < MOST_ITERATIONS && link === 'logit') continue;
    const last = cholesky(now.information, size);
    if ('dependent' in last) return last;
    return {
      beta,
      covariance: inverse(last.factor, size),
      deviance: now.deviance,
      iterations: iteration,
      hasConverged: change <= 1e-8 || link === 'identity',
    };
  }
}

/** Score Xᵀ(y − μ), information XᵀWX and deviance at some coefficients. */
function derivatives(
  data: Observations,
  layout: Layout,
  used: readonly number[],
  beta: Float64Array,
  link: 'logit' | 'identity',
) {
  const size = used.length;
  const place = new Int32Array(layout.size).fill(-1);
  used.forEach((feature, i) => {
    place[feature] = i;
  });
  const score = new Float64Array(size);
  const information = new Float64Array(size * size);
  const features = new Int32Array(data.columns.length + 1);
  const xs = new Float64Array(data.columns.length + 1);
  let deviance = 0;
  for (let row = 0; row < data.count; row++) {
    let kept = 0;
    const count = rowOf(data, layout, row, features, xs);
    let eta = 0;
    for (let i = 0; i < count; i++) {
      const position = place[features[i] ?? 0] ?? -1;
      if (position < 0) continue;
      features[kept] = position;
      xs[kept] = at(xs, i);
      eta += at(xs, kept) * at(beta, position);
      kept++;
    }
    const y = at(data.outcome, row);
    const mu = link === 'identity' ? eta : 1 / (1 + Math.exp(-eta));
    deviance += link === 'identity' ? (y - mu) ** 2 : 2 * (softplus(eta) - y * eta);
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

function describe(
  data: Observations,
  layout: Layout,
  used: readonly number[],
  found: Solution,
  link: 'logit' | 'identity',
): Fit {
  const size = used.length;
  const freedom = Math.max(data.count - size, 1);
  const dispersion = link === 'identity' ? found.deviance / freedom : 1;
  const { starts, centres } = layout;
  // Each natural coefficient is a sum of scaled ones: itself divided by its spread; the intercept also gives back the means.
  const weights = new Float64Array(size);
  weights[0] = 1;
  const estimates = new Map<number, Estimate>();
  used.forEach((feature, i) => {
    const column = starts.findIndex((start, c) => feature >= start && feature < (starts[c + 1] ?? layout.size));
    const centre = feature === 0 ? undefined : centres[column];
    if (centre === undefined) return;
    weights[i] = -centre.mean / centre.spread;
    const variance = at(found.covariance, i * size + i) / centre.spread ** 2;
    estimates.set(feature, {
      coefficient: at(found.beta, i) / centre.spread,
      standardError: Math.sqrt(dispersion * variance),
    });
  });
  let [intercept, variance] = [0, 0];
  for (let i = 0; i < size; i++) {
    intercept += at(weights, i) * at(found.beta, i);
    for (let k = 0; k < size; k++) variance += at(weights, i) * at(weights, k) * at(found.covariance, i * size + k);
  }
  const columns = data.columns.map((column, c) =>
    Array.from(
      { length: column.kind === 'number' ? 1 : column.features },
      (_, i) => estimates.get((starts[c] ?? 0) + i) ?? null,
    ),
  );
  return {
    intercept: { coefficient: intercept, standardError: Math.sqrt(dispersion * variance) },
    columns,
    deviance: found.deviance,
    nullDeviance: nullDeviance(data, link),
    iterations: found.iterations,
    hasConverged: found.hasConverged,
    predicted: predictions(data, layout, used, found.beta),
  };
}

function nullDeviance({ outcome, count }: Observations, link: 'logit' | 'identity'): number {
  const mean = outcome.reduce((sum, y) => sum + y, 0) / count;
  if (link === 'identity') return outcome.reduce((sum, y) => sum + (y - mean) ** 2, 0);
  const events = mean * count;
  const part = (n: number, share: number) => (n === 0 ? 0 : n * Math.log(share));
  return -2 * (part(events, mean) + part(count - events, 1 - mean));
}

function predictions(data: Observations, layout: Layout, used: readonly number[], beta: Float64Array): Float64Array {
  const coefficient = new Float64Array(layout.size);
  used.forEach((feature, i) => {
    coefficient[feature] = at(beta, i);
  });
  const features = new Int32Array(data.columns.length + 1);
  const xs = new Float64Array(data.columns.length + 1);
  return Float64Array.from({ length: data.count }, (_, row) => {
    const count = rowOf(data, layout, row, features, xs);
    let eta = 0;
    for (let i = 0; i < count; i++) eta += at(xs, i) * at(coefficient, features[i] ?? 0);
    return eta;
  });
}

/** The share of pairs of an event and a non-event in which the event is predicted higher; ties count half. */
export function areaUnderCurve(predicted: Float64Array, outcome: Float64Array): number {
  const order = Uint32Array.from({ length: predicted.length }, (_, i) => i).sort(
    (a, b) => at(predicted, a) - at(predicted, b),
  );
  let [ranks, events, i] = [0, 0, 0];
  while (i < order.length) {
    let end = i;
    while (end < order.length && at(predicted, order[end] ?? 0) === at(predicted, order[i] ?? 0)) end++;
    for (let k = i; k < end; k++) {
      if (at(outcome, order[k] ?? 0) !== 1) continue;
      ranks += (i + end + 1) / 2;
      events += 1;
    }
    i = end;
  }
  return (ranks - (events * (events + 1)) / 2) / (events * (order.length - events));
}
