import { type Regression, type RegressionDesign, decisionQuery, regressionDesign } from '../../definitions/index.ts';
import type { Duckdb } from '../batch/duckdb.ts';
import { areaUnderCurve, type Estimate, fitModel, type ObservedColumn } from './fit.ts';
import { numberSql, type OutcomeColumn, outcomeSql } from './outcome.ts';
import { prepare } from '../batch/prepare.ts';
import type { BatchRequest } from '../batch/batch-request.ts';
import { quote } from '../batch/input/staged.ts';

/** A coefficient as it was fitted. */
export interface FittedCoefficient {
  readonly fact: string;
  /** The value a dummy stands for; null for the coefficient of a number; `missing` tells the dummy of missing facts. */
  readonly value: string | null;
  readonly isMissing: boolean;
  /** Null where the data do not determine it. */
  readonly estimate: (Estimate & { readonly z: number; readonly p: number }) | null;
}
export interface FittedRegression {
  readonly rows: number;
  readonly used: number;
  /** Rows refused, without an outcome, or lacking a fact that has to be there. */
  readonly leftOut: number;
  readonly events: number | null;
  readonly intercept: Estimate & { readonly z: number; readonly p: number };
  readonly coefficients: readonly FittedCoefficient[];
  readonly deviance: number;
  readonly nullDeviance: number;
  readonly iterations: number;
  readonly hasConverged: boolean;
  /** Null for least squares. */
  readonly auc: number | null;
  readonly document: Regression;
}

export interface FitRequest
  extends Omit<BatchRequest, 'refs' | 'output' | 'decisions' | 'parts' | 'columns' | 'force'> {
  readonly document: Regression;
  readonly outcome: OutcomeColumn;
}

/** Fits a regression's coefficients to a file that holds the outcome. The document says which facts and values have one. */
export async function fitRegression(duckdb: Duckdb, request: FitRequest): Promise<FittedRegression> {
  const { document, outcome } = request;
  const design = regressionDesign(document, request.library.environment);
  const id = `regression/${document.name}`;
  const prepared = await prepare(duckdb, {
    ...request,
    refs: [id],
    decisions: new Map([[id, design.decision]]),
    output: '',
    columns: [outcome.column],
    parts: new Set(),
    force: true,
  });
  const outcomeColumn = prepared.spec.carried.find(({ name }) => name === outcome.column)?.column ?? outcome.column;
  const query = decisionQuery({ ...prepared.spec, carried: [{ column: outcomeColumn, name: '#outcome' }] });
  const event = document.link === 'logit' ? outcomeSql(outcome, '#outcome') : numberSql('#outcome');
  const facts = design.terms.map(({ name, term }) =>
    term.values === undefined ? `CAST(${quote(name)} AS DOUBLE)` : `CAST(${quote(name)} AS VARCHAR)`,
  );
  const observed = await observe(duckdb, `SELECT ${[event, ...facts].join(', ')} FROM (${query.sql})`, design);
  const fit = fitModel(observed.data, document.link);
  const events = observed.data.outcome.reduce((sum, y) => sum + y, 0);
  const coefficients = design.terms.flatMap(({ term }, c) =>
    featuresOf(term).map(
      (feature, i): FittedCoefficient => ({
        fact: term.fact,
        ...feature,
        estimate: tested(fit.columns[c]?.[i] ?? null),
      }),
    ),
  );
  const intercept = tested(fit.intercept);
  return {
    rows: prepared.staged.rows,
    used: observed.data.count,
    leftOut: prepared.staged.rows - observed.data.count,
    events: document.link === 'logit' ? events : null,
    intercept,
    coefficients,
    deviance: fit.deviance,
    nullDeviance: fit.nullDeviance,
    iterations: fit.iterations,
    hasConverged: fit.hasConverged,
    auc: document.link === 'logit' ? areaUnderCurve(fit.predicted, observed.data.outcome) : null,
    document: written(document, intercept.coefficient, coefficients),
  };
}

type Term = Regression['terms'][number];

/** The dummies of a term: its values, and missing where a figure stands for it. A number has one feature. */
function featuresOf(term: Term): readonly { readonly value: string | null; readonly isMissing: boolean }[] {
  if (term.values === undefined) return [{ value: null, isMissing: false }];
  const values = Object.keys(term.values).map((value) => ({ value, isMissing: false }));
  return typeof term.ifMissing === 'number' ? [...values, { value: null, isMissing: true }] : values;
}

/** Reads the rows that can be used: with an outcome, and with every fact that has to be there. */
async function observe(duckdb: Duckdb, sql: string, { terms }: RegressionDesign) {
  const outcome: number[] = [];
  const drafts = terms.map(({ term }) => ({ term, features: featuresOf(term), values: [] as number[] }));
  const places = drafts.map(({ features }) => new Map(features.map(({ value }, i) => [value, i])));
  const result = await duckdb.connection.stream(sql);
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (const [event, ...facts] of chunk.getRows()) {
      if (event === null) continue;
      const read = drafts.map(({ term }, i) => {
        const fact = facts[i] ?? null;
        if (term.values === undefined)
          return fact === null ? (typeof term.ifMissing === 'number' ? term.ifMissing : undefined) : Number(fact);
        if (fact === null) return typeof term.ifMissing === 'number' ? places[i]?.get(null) : undefined;
        return places[i]?.get(String(fact)) ?? -1;
      });
      if (read.includes(undefined)) continue;
      outcome.push(Number(event));
      read.forEach((value, i) => drafts[i]?.values.push(value ?? 0));
    }
  }
  const columns = drafts.map(
    ({ term, features, values }): ObservedColumn =>
      term.values === undefined
        ? { kind: 'number', values: Float64Array.from(values) }
        : { kind: 'level', levels: Int32Array.from(values), features: features.length },
  );
  return { data: { count: outcome.length, outcome: Float64Array.from(outcome), columns } };
}

/** Wald's z and its two-sided p. */
function tested<T extends Estimate | null>(
  estimate: T,
): T extends null ? null : Estimate & { readonly z: number; readonly p: number };
function tested(estimate: Estimate | null): (Estimate & { readonly z: number; readonly p: number }) | null {
  if (estimate === null) return null;
  const z = estimate.coefficient / estimate.standardError;
  return { ...estimate, z, p: tails(Math.abs(z)) };
}

/** P(|Z| > z) of a standard normal, to about 1e-7 (Abramowitz and Stegun 7.1.26 refined by Numerical Recipes' erfcc). */
function tails(z: number): number {
  const x = z / Math.SQRT2;
  const t = 1 / (1 + 0.5 * x);
  const series = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
    0.17087277,
  ];
  return t * Math.exp(-x * x + series.reduceRight((sum, coefficient) => coefficient + t * sum, 0));
}

/** The document with the fitted figures; a coefficient the data do not determine is 0. Nine significant digits, at most 12 decimals. */
function written(document: Regression, intercept: number, coefficients: readonly FittedCoefficient[]): Regression {
  const figure = (x: number) => Number(Number(x.toPrecision(9)).toFixed(12));
  const rest = [...coefficients];
  const terms = document.terms.map((term): Term => {
    const own = rest.splice(0, featuresOf(term).length);
    const of = (one: FittedCoefficient | undefined) => figure(one?.estimate?.coefficient ?? 0);
    if (term.values === undefined) return { ...term, coefficient: of(own[0]) };
    const values = Object.fromEntries(own.flatMap((one) => (one.value === null ? [] : [[one.value, of(one)]])));
    const missing = own.find((one) => one.isMissing);
    return { ...term, values, ...(missing === undefined ? {} : { ifMissing: of(missing) }) };
  });
  return { ...document, intercept: figure(intercept), terms };
}
