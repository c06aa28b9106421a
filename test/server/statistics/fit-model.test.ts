import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Observations } from '../../../server/statistics/design-matrix.ts';
import { discriminationOf } from '../../../server/statistics/discrimination.ts';
import { fitModel } from '../../../server/statistics/fit.ts';
import { pValue } from '../../../server/statistics/p-value.ts';
import { R_FIGURES, type RFigures } from './r-figures.ts';

const observationsOf = ({ outcome, columns }: Pick<RFigures, 'outcome' | 'columns'>): Observations => ({
  count: outcome.length,
  outcome: Float64Array.from(outcome),
  columns: columns.map((column) =>
    'values' in column
      ? { kind: 'number', values: Float64Array.from(column.values) }
      : { kind: 'level', levels: Int32Array.from(column.levels), features: column.features.length },
  ),
});

/** Where R has a figure, it is this one to six digits. */
function near(got: number | null | undefined, expected: number | null, what: string, most = 5e-7): void {
  if (expected === null) expect(got ?? null, what).toBeNull();
  else expect(Math.abs((got ?? Number.NaN) / expected - 1), `${what}: ${got} is not ${expected}`).toBeLessThan(most);
}

describe('fits of data sets that R has fitted', () => {
  /** R goes on until the weights vanish and warns; what it says of these features is no figure. */
  const SEPARATED: Readonly<Record<string, readonly number[]>> = {
    'a level that always happens': [2],
    'separated by a bound': [0, 1, 2],
  };
  it.each(R_FIGURES.map((one) => [one.name, one] as const))('%s', (name, one) => {
    const fit = fitModel(observationsOf(one), one.link);
    const separated = SEPARATED[name] ?? [];
    expect(one.warnings.length > 0).toBe(separated.length > 0);
    expect(fit.separation !== null).toBe(separated.length > 0);
    expect(fit.degreesOfFreedom).toBe(one.degreesOfFreedom);
    near(fit.nullDeviance, one.nullDeviance, 'null deviance');
    if (separated.length < one.figures.length) near(fit.deviance, one.deviance, 'deviance');
    one.figures.forEach(([term, coefficient, standardError, p], feature) => {
      const estimate = fit.estimates[feature] ?? null;
      if (separated.includes(feature)) return expect(estimate, term).toBeNull();
      near(estimate?.coefficient, coefficient, term);
      near(estimate?.standardError, standardError, `standard error of ${term}`);
      if (estimate === null || p === null) return;
      const freedom = one.link === 'identity' ? fit.degreesOfFreedom : null;
      near(pValue(estimate.coefficient / (estimate.standardError ?? 0), freedom), p, `p of ${term}`, 1e-5);
    });
  });

  it('names what a dependent column follows from', () => {
    const one = R_FIGURES.find(({ name }) => name === 'collinear and constant');
    if (one === undefined) throw new Error('R has fitted it');
    expect(fitModel(observationsOf(one), one.link).dependent).toEqual([
      { feature: 2, on: [1] },
      { feature: 3, on: [] },
    ]);
  });
});

/** Rows (1, a, b): a plane through the origin separates exactly where the cross product of two of them does, or its negative. */
function isSeparable(rows: readonly (readonly [number, number, boolean])[]): boolean {
  const signed = rows.map(([a, b, y]) => (y ? [1, a, b] : [-1, -a, -b]));
  const cross = ([a = 0, b = 0, c = 0]: number[], [d = 0, e = 0, f = 0]: number[]) => [
    b * f - c * e,
    c * d - a * f,
    a * e - b * d,
  ];
  const dot = (x: number[], y: number[]) => x.reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0);
  return signed.some((x, i) =>
    signed.slice(0, i).some((y) => {
      const normal = cross(x, y);
      const sides = signed.map((row) => dot(row, normal));
      return sides.some((side) => side !== 0) && (sides.every((side) => side >= 0) || sides.every((side) => side <= 0));
    }),
  );
}

test('field 26: separation is found exactly where a plane separates, over random rows', () => {
  const row = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 }), fc.boolean());
  const seen = { separable: 0, not: 0 };
  fc.assert(
    fc.property(fc.array(row, { minLength: 6, maxLength: 14 }), (rows) => {
      const outcome = rows.map(([, , y]) => Number(y));
      fc.pre(outcome.includes(0) && outcome.includes(1));
      const columns = [0, 1].map((i) => ({ name: `x${i}`, values: rows.map((one) => Number(one[i])) }));
      const fit = fitModel(observationsOf({ outcome, columns }), 'logit');
      fc.pre(fit.dependent.length === 0);
      const expected = isSeparable(rows);
      seen[expected ? 'separable' : 'not']++;
      expect(fit.separation !== null).toBe(expected);
      if (!expected) expect(fit.hasConverged).toBe(true);
    }),
    { numRuns: 1000, seed: 26 },
  );
  expect(Math.min(seen.separable, seen.not)).toBeGreaterThan(150);
});

test('field 27: levels beside a separated one keep their own rates, whichever level that is', () => {
  // Of ten rows each: a 2, b 4, c 10 happen; the base level is each of them in turn.
  const happened = [2, 4, 10];
  const outcome = happened.flatMap((events) => Array.from({ length: 10 }, (_, i) => Number(i < events)));
  for (const base of [0, 1, 2]) {
    const others = [0, 1, 2].filter((level) => level !== base);
    const levels = happened.flatMap((_, level) => Array.from({ length: 10 }, () => others.indexOf(level)));
    const fit = fitModel(
      observationsOf({ outcome, columns: [{ name: 'level', levels, features: others.map(String) }] }),
      'logit',
    );
    expect(fit.separation?.count).toBe(10);
    fit.predicted.forEach((eta, row) => {
      const rate = (happened[Math.floor(row / 10)] ?? 0) / 10;
      expect(1 / (1 + Math.exp(-eta))).toBeCloseTo(rate, 9);
    });
    const isFinite = (level: number) => level !== 2 && base !== 2;
    others.forEach((level, i) => expect(fit.estimates[i + 1] !== null).toBe(isFinite(level)));
  }
});

test('found 30: least squares have no standard errors without degrees of freedom, or where nothing is left over', () => {
  const line = (xs: readonly number[], ys: readonly number[]) =>
    fitModel(observationsOf({ outcome: ys, columns: [{ name: 'x', values: xs }] }), 'identity');
  for (const fit of [line([1, 2], [3, 5]), line([1, 2, 3, 4], [3, 5, 7, 9])]) {
    expect(fit.estimates[1]?.coefficient).toBeCloseTo(2, 12);
    expect(fit.estimates.map((estimate) => estimate?.standardError)).toEqual([null, null]);
  }
  expect(line([1, 2, 3], [3, 5, 8]).estimates[1]?.standardError).toBeGreaterThan(0.1);
});

/** Figures of R 4.2.2: 2 * pnorm(-z), 2 * pt(-t, df). */
test.each([
  [0, null, 1],
  [0.1, null, 0.92034432544594602],
  [1.2, null, 0.23013934044341655],
  [5, null, 5.7330314375838782e-7],
  [30, null, 9.8134278542963744e-198],
  [2, 1, 0.29516723530086642],
  [2.5, 10, 0.031446844236608776],
  [0.3, 45_000, 0.764178541327033],
  [7, 45_000, 2.595370775683988e-12],
  [-40, 5, 1.8411962171772952e-7],
])('found 30: the statistic %d with %s degrees of freedom has p = %d', (statistic, freedom, p) => {
  expect(pValue(statistic, freedom) / p).toBeCloseTo(1, 9);
});

test.each([
  [[1, 2, 3, 4], [0, 0, 1, 1], 1, 1],
  [[4, 3, 2, 1], [0, 0, 1, 1], 0, 1],
  [[1, 1, 1, 1], [0, 1, 0, 1], 0.5, 0],
  [[1, 2, 2, 3], [0, 0, 1, 1], 0.875, 0.5],
])('predictions %j of outcomes %j have AUC %d and KS %d', (predicted, outcome, auc, ks) => {
  const found = discriminationOf(Float64Array.from(predicted), Float64Array.from(outcome));
  expect(found).toEqual({ auc, gini: 2 * auc - 1, ks });
});

test('AUC is the share of pairs, and KS the largest distance of the shares, counted pair by pair', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.boolean()), { maxLength: 40 }), (rows) => {
      const [events, others] = [true, false].map((y) => rows.filter((row) => row[1] === y).map(([x]) => x));
      fc.pre(events !== undefined && others !== undefined && events.length > 0 && others.length > 0);
      const pairs = events.flatMap((a) => others.map((b): number => (a > b ? 1 : a === b ? 0.5 : 0)));
      const upTo = (xs: readonly number[], cut: number) => xs.filter((x) => x <= cut).length / xs.length;
      const found = discriminationOf(
        Float64Array.from(rows, ([x]) => x),
        Float64Array.from(rows, ([, y]) => Number(y)),
      );
      expect(found.auc).toBeCloseTo(pairs.reduce((sum, x) => sum + x, 0) / pairs.length, 12);
      expect(found.ks).toBeCloseTo(
        Math.max(...[...events, ...others].map((cut) => Math.abs(upTo(events, cut) - upTo(others, cut)))),
        12,
      );
    }),
    { seed: 5 },
  );
});
