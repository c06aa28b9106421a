import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compile, isObject, type Json, type JsonObject, link } from '../../../definitions/index.ts';
import type { Regression } from '../../../definitions/index.ts';
import { type Duckdb, openDuckdb } from '../../../server/batch/duckdb.ts';
import { decileTable } from '../../../server/statistics/deciles.ts';
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

const sixDigits = (got: number | null | undefined, expected: number, what: string) =>
  expect(
    Math.abs((got ?? Number.NaN) - expected) / Math.abs(expected),
    `${what}: ${got} is not ${expected}`,
  ).toBeLessThan(5e-7);

/** Every row of the file with its score by the compiled function, and whether it is an event. */
function scoredRows(path: string): readonly { readonly score: number; readonly isEvent: boolean }[] {
  const [header = '', ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  const names = header.split(',').map((name) => (name === 'day_of_week' ? 'dayOfWeek' : name));
  const types = library.environment.entity('entity/client')?.fields;
  const compiled = compile(library, ['regression/subscription'], { unknown: 'ignore' });
  return lines.map((line) => {
    const cells = line.split(',');
    const facts = names.flatMap((name, i): readonly [string, Json][] => {
      const cell = cells[i] ?? 'NaN';
      return cell === 'NaN' ? [] : [[name, types?.get(name)?.type.kind === 'number' ? Number(cell) : cell]];
    });
    const { value } = compiled.decide({ facts: Object.fromEntries(facts) }, 'en')['regression/subscription'] ?? {};
    const score = isObject(value ?? null) ? (value as JsonObject)['value'] : value;
    return { score: Number(score), isEvent: cells[names.indexOf('y')] === 'yes' };
  });
}

/** The group of a row is told by how many score higher: ⌊higher · groups / all⌋ + 1. */
function groupsOf(scored: ReturnType<typeof scoredRows>, groups: number) {
  const sorted = scored.toSorted((a, b) => b.score - a.score);
  const found = new Map<number, { group: number; size: number; events: number }>();
  let higher = 0;
  sorted.forEach(({ score, isEvent }, i) => {
    if (sorted[i - 1]?.score !== score) higher = i;
    const group = Math.floor((higher * groups) / sorted.length) + 1;
    const own = found.get(group) ?? { group, size: 0, events: 0 };
    found.set(group, { group, size: own.size + 1, events: own.events + Number(isEvent) });
  });
  return [...found.values()];
}

describeShared('on the UCI data', 'cases/data/uci_bank_marketing_full.csv', (input) => {
  test('a logistic fit agrees with glm of R to six digits', async () => {
    const fitted = await fitRegression(duckdb, {
      ...rows,
      input,
      document: subscription,
      outcome: { column: 'y', value: null },
    });
    expect([fitted.rows, fitted.used, fitted.events]).toEqual([45_211, 45_211, 5289]);
    expect(fitted.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const terms = termsOf(fitted);
    expect(terms.size).toBe(GLM.length);
    for (const [term, coefficient, standardError] of GLM) {
      sixDigits(terms.get(term)?.coefficient, coefficient, term);
      sixDigits(terms.get(term)?.standardError, standardError, `standard error of ${term}`);
    }
    sixDigits(fitted.deviance, GLM_DEVIANCE, 'deviance');
    sixDigits(fitted.nullDeviance, GLM_NULL_DEVIANCE, 'null deviance');
    sixDigits(fitted.discrimination?.auc, GLM_AUC, 'AUC');
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
    expect(fitted.discrimination).toBeNull();
  });

  test('the fitted document holds the figures the pack ships', async () => {
    const { document } = await fitRegression(duckdb, {
      ...rows,
      input,
      document: { ...subscription, intercept: 0 },
      outcome: { column: 'y', value: 'yes' },
    });
    expect(document?.intercept).toBeCloseTo(Number(subscription.intercept), 7);
    document?.terms.forEach((term, i) => {
      for (const [value, figure] of Object.entries(term.values ?? {}))
        expect(figure).toBeCloseTo(Number(subscription.terms[i]?.values?.[value]), 7);
    });
  });

  test('ten groups by a score hold every row once and all events, equal scores together', async () => {
    const table = await decileTable(duckdb, {
      ...rows,
      input,
      ref: 'regression/subscription#value',
      outcome: { column: 'y', value: null },
      groups: 10,
    });
    const expected = groupsOf(scoredRows(input), 10);
    expect(table.rows.map(({ group, size, events }) => ({ group, size, events }))).toEqual(expected);
    expect(table.discrimination.auc).toBeCloseTo(GLM_AUC, 5);
    expect(table.total).toEqual({ size: 45_211, events: 5289, rate: 5289 / 45_211 });
    expect(table.rows[0]?.highest).toBe('0.944882');
    expect(table.rows.at(-1)?.capture).toBe(1);
    const [{ size, events } = { size: 0, events: 0 }] = expected;
    expect(table.rows[0]?.lift).toBeCloseTo(events / size / (5289 / 45_211), 12);
    expect(table.ties.length).toBeGreaterThan(0);
  });
});
