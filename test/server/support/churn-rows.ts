/** A customer as a file of outcomes tells it: what the churn regression reads, and whether the customer left. */
export interface ChurnRow {
  readonly ratio: number;
  readonly days: number;
  readonly complaints: number;
  readonly left: boolean;
}

/** Rows drawn without chance: who left follows a logistic law whose figures are other than the pack's. */
export function churnRows(count: number): readonly ChurnRow[] {
  let state = 12_345;
  const draw = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  return Array.from({ length: count }, () => {
    const [ratio, days, complaints] = [Math.round(draw() * 300) / 100, Math.floor(draw() * 91), Math.floor(draw() * 5)];
    const z = -1 + 1.1 * ratio - 0.05 * days + 0.6 * complaints;
    return { ratio, days, complaints, left: draw() < 1 / (1 + Math.exp(-z)) };
  });
}

export const churnFile = (rows: readonly ChurnRow[]): string =>
  `outflowRatio3m,activeDays90,complaints12m,left\n${rows
    .map(({ ratio, days, complaints, left }) => `${ratio},${days},${complaints},${left ? 'yes' : 'no'}\n`)
    .join('')}`;

/** Logistic regression by plain Newton steps on the normal equations: intercept, ratio, days, complaints. */
export function plainFit(rows: readonly ChurnRow[]): readonly number[] {
  let beta = [0, 0, 0, 0];
  for (let step = 0; step < 40; step += 1) {
    const gradient = [0, 0, 0, 0];
    const hessian = gradient.map(() => [0, 0, 0, 0]);
    for (const row of rows) {
      const x = [1, row.ratio, row.days, row.complaints];
      const p = probability(beta, row);
      x.forEach((a, i) => {
        gradient[i] = (gradient[i] ?? 0) + a * ((row.left ? 1 : 0) - p);
        x.forEach((b, j) => {
          const line = hessian[i];
          if (line !== undefined) line[j] = (line[j] ?? 0) + a * b * p * (1 - p);
        });
      });
    }
    const move = solve(hessian, gradient);
    beta = beta.map((b, i) => b + (move[i] ?? 0));
  }
  return beta;
}

export const probability = ([a = 0, b = 0, c = 0, d = 0]: readonly number[], row: ChurnRow): number =>
  1 / (1 + Math.exp(-(a + b * row.ratio + c * row.days + d * row.complaints)));

/** The share of pairs of one who left and one who stayed in which the former has the higher score, ties for half. */
export function plainAuc(scores: readonly number[], rows: readonly ChurnRow[]): number {
  let [won, pairs] = [0, 0];
  rows.forEach((one, i) => {
    if (!one.left) return;
    rows.forEach((other, j) => {
      if (other.left) return;
      pairs += 1;
      const [a = 0, b = 0] = [scores[i], scores[j]];
      won += a > b ? 1 : a === b ? 0.5 : 0;
    });
  });
  return won / pairs;
}

/** Gaussian elimination with the largest pivot. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): readonly number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  for (let i = 0; i < rows.length; i += 1) {
    const pivot = rows.slice(i).reduce((best, row) => (Math.abs(row[i] ?? 0) > Math.abs(best[i] ?? 0) ? row : best));
    rows.splice(rows.indexOf(pivot), 1);
    rows.splice(i, 0, pivot);
    for (const row of rows) {
      if (row === pivot) continue;
      const share = (row[i] ?? 0) / (pivot[i] ?? 1);
      row.forEach((value, j) => {
        row[j] = value - share * (pivot[j] ?? 0);
      });
    }
  }
  return rows.map((row, i) => (row.at(-1) ?? 0) / (row[i] ?? 1));
}
