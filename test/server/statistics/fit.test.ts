import { afterAll, beforeAll, expect, test } from 'vitest';
import { link } from '../../../definitions/index.ts';
import type { Regression } from '../../../definitions/index.ts';
import { type Duckdb, openDuckdb } from '../../../server/batch/duckdb.ts';
import { decileTable } from '../../../server/statistics/deciles.ts';
import { areaUnderCurve, fitModel } from '../../../server/statistics/fit.ts';
import { fitRegression, type FittedRegression } from '../../../server/statistics/fit-regression.ts';
import { packSources } from '../../support/packs.ts';
import { describeShared } from '../../support/shared.ts';
import { GLM, GLM_AUC, GLM_DEVIANCE, GLM_NULL_DEVIANCE, LM } from './glm.ts';

const library = link(packSources('bank-marketing'));
const rows = {
  library,
  related: {},
  asOf: 20_454n,
  cuts: {},
  mapping: { day_of_week: 'dayOfWeek' },
  key: 'rownum',
  nulls: ['NaN'],
  language: 'en',
} as const;
const subscription = library.definitions.get('regression/subscription')?.document as Regression;

let duckdb: Duckdb;
beforeAll(async () => {
  duckdb = await openDuckdb();
});
afterAll(() => duckdb.close());

const termsOf = ({ intercept, coefficients }: FittedRegression) =>
  new Map([
    ['(Intercept)', intercept],
    ...coefficients.map(
      (one) =>
        [
          one.isMissing ? `${one.fact}=missing` : one.value === null ? one.fact : `${one.fact}=${one.value}`,
          one.estimate,
        ] as const,
    ),
  ]);

const sixDigits = (got: number | undefined, expected: number, what: string) =>
  expect(
    Math.abs((got ?? Number.NaN) - expected) / Math.abs(expected),
    `${what}: ${got} is not ${expected}`,
  ).toBeLessThan(5e-7);

describeShared('on the UCI data', 'cases/data/uci_bank_marketing_full.csv', (input) => {
  test('a logistic fit agrees with glm of R to six digits', async () => {
    const fitted = await fitRegression(duckdb, {
      ...rows,
      input,
      document: subscription,
      outcome: { column: 'y', value: null },
    });
    expect([fitted.rows, fitted.used, fitted.events, fitted.hasConverged]).toEqual([45_211, 45_211, 5289, true]);
    const terms = termsOf(fitted);
    expect(terms.size).toBe(GLM.length);
    for (const [term, coefficient, standardError] of GLM) {
      sixDigits(terms.get(term)?.coefficient, coefficient, term);
      sixDigits(terms.get(term)?.standardError, standardError, `standard error of ${term}`);
    }
    sixDigits(fitted.deviance, GLM_DEVIANCE, 'deviance');
    sixDigits(fitted.nullDeviance, GLM_NULL_DEVIANCE, 'null deviance');
    sixDigits(fitted.auc ?? undefined, GLM_AUC, 'AUC');
  });

  test('least squares agree with lm of R to six digits', async () => {
    const job = subscription.terms.find((term) => term.fact === 'job');
    if (job === undefined) throw new Error('The pack has a term for the job');
    const document: Regression = {
      ...subscription,
      link: 'identity',
      terms: [
        { fact: 'balance', coefficient: 0 },
        { fact: 'campaign', coefficient: 0 },
        { fact: 'age', coefficient: 0 },
        job,
      ],
    };
    const fitted = await fitRegression(duckdb, {
      ...rows,
      input,
      document,
      outcome: { column: 'duration', value: null },
    });
    const terms = termsOf(fitted);
    for (const [term, coefficient, standardError] of LM) {
      sixDigits(terms.get(term)?.coefficient, coefficient, term);
      sixDigits(terms.get(term)?.standardError, standardError, `standard error of ${term}`);
    }
    expect(fitted.auc).toBeNull();
  });

  test('the fitted document holds the figures the pack ships', async () => {
    const { document } = await fitRegression(duckdb, {
      ...rows,
      input,
      document: { ...subscription, intercept: 0 },
      outcome: { column: 'y', value: 'yes' },
    });
    expect(document.intercept).toBeCloseTo(Number(subscription.intercept), 7);
    document.terms.forEach((term, i) => {
      for (const [value, figure] of Object.entries(term.values ?? {}))
        expect(figure).toBeCloseTo(Number(subscription.terms[i]?.values?.[value]), 7);
    });
  });

  test('ten groups by a score hold every row once and all events', async () => {
    const table = await decileTable(duckdb, {
      ...rows,
      input,
      ref: 'regression/subscription#value',
      outcome: { column: 'y', value: null },
      groups: 10,
    });
    expect(table.rows.map(({ size }) => size)).toEqual([4522, 4521, 4521, 4521, 4521, 4521, 4521, 4521, 4521, 4521]);
    expect(table.total).toEqual({ size: 45_211, events: 5289, rate: 5289 / 45_211 });
    expect(table.rows[0]).toMatchObject({ group: 1, events: 2176, highest: '0.944882' });
    expect(table.rows.at(-1)?.capture).toBe(1);
    expect(table.rows[0]?.lift).toBeCloseTo(2176 / 4522 / (5289 / 45_211), 12);
  });
});

test('a column that others determine gets no coefficient, and the others keep theirs', () => {
  const x = Float64Array.from([1, 2, 3, 4, 5, 6]);
  const outcome = Float64Array.from([3, 5, 7, 9, 11, 13.5]);
  const alone = fitModel({ count: 6, outcome, columns: [{ kind: 'number', values: x }] }, 'identity');
  const doubled = fitModel(
    {
      count: 6,
      outcome,
      columns: [
        { kind: 'number', values: x },
        { kind: 'number', values: x.map((value) => 2 * value) },
      ],
    },
    'identity',
  );
  expect(doubled.columns[1]).toEqual([null]);
  expect(doubled.columns[0]?.[0]?.coefficient).toBeCloseTo(alone.columns[0]?.[0]?.coefficient ?? Number.NaN, 10);
});

test.each([
  [[1, 2, 3, 4], [0, 0, 1, 1], 1],
  [[4, 3, 2, 1], [0, 0, 1, 1], 0],
  [[1, 1, 1, 1], [0, 1, 0, 1], 0.5],
  [[1, 2, 2, 3], [0, 0, 1, 1], 0.875],
])('predictions %j of outcomes %j have the area %d under their curve', (predicted, outcome, area) => {
  expect(areaUnderCurve(Float64Array.from(predicted), Float64Array.from(outcome))).toBe(area);
});
