import {
  decisionQuery,
  type Problem,
  type Regression,
  type RegressionDesign,
  regressionDesign,
} from '../../definitions/index.ts';
import type { BatchRequest } from '../batch/batch-request.ts';
import type { Duckdb } from '../batch/duckdb.ts';
import { quote } from '../batch/input/staged.ts';
import { keyNotes } from '../batch/key-notes.ts';
import { prepare } from '../batch/prepare.ts';
import { Refusal } from '../terminal.ts';
import type { ObservedColumn, Observations } from './design-matrix.ts';
import { type Discrimination, discriminationOf } from './discrimination.ts';
import { type Feature, fitFindings } from './fit-findings.ts';
import { type Estimate, fitModel } from './fit.ts';
import { fittedDocument, magnitudes } from './fitted-document.ts';
import { eventReading, numberReading, type OutcomeColumn, refuseOneSided, unreadableOutcomes } from './outcome.ts';
import { pValue } from './p-value.ts';
import { statisticsProblem } from './problems.ts';

/** An estimate with Wald's statistic (z, or t of least squares) and its two-sided p; null where there is no standard error. */
export interface TestedEstimate extends Estimate {
  readonly statistic: number | null;
  readonly p: number | null;
}
/** A coefficient as it was fitted. */
export interface FittedCoefficient extends Feature {
  /** Null where the data do not determine it, or where no finite figure is the best. */
  readonly estimate: TestedEstimate | null;
}
export interface FittedRegression {
  readonly rows: number;
  readonly used: number;
  /** Rows that were not used: refused, or lacking a fact that has to be there; and by what stands in the outcome. */
  readonly leftOut: { readonly noOutcome: number; readonly outcomeUnreadable: number; readonly noFacts: number };
  readonly events: number | null;
  readonly intercept: TestedEstimate | null;
  readonly coefficients: readonly FittedCoefficient[];
  readonly deviance: number;
  readonly nullDeviance: number;
  readonly degreesOfFreedom: number;
  readonly iterations: number;
  /** Null for least squares, and where the outcome is separated. */
  readonly discrimination: Discrimination | null;
  readonly problems: readonly Problem[];
  /** The regression with its figures; null where a problem makes them unsound. */
  readonly document: Regression | null;
}

export interface FitRequest
  extends Omit<BatchRequest, 'refs' | 'output' | 'decisions' | 'parts' | 'columns' | 'force'> {
  readonly document: Regression;
  readonly outcome: OutcomeColumn;
}

/**
 * Fits a regression's coefficients to a file that holds the outcome. The document says which facts and values have one. Throws a
 * Refusal where the outcome says nothing.
 */
export async function fitRegression(duckdb: Duckdb, request: FitRequest): Promise<FittedRegression> {
  const { document } = request;
  const { link } = document;
  const { observations, rows, leftOut, notes } = await observe(duckdb, request);
  const fit = fitModel(observations, link);
  const features = document.terms.map(featuresOf);
  const found = fitFindings(fit, observations, features, document);
  const isSound = !found.some(({ severity }) => severity === 'error');
  const test = (estimate: Estimate | null) => tested(estimate, link === 'identity' ? fit.degreesOfFreedom : null);
  const largest = magnitudes(observations);
  const columns = features.map((own, c) =>
    own.map((feature, i) => ({
      ...feature,
      largest: largest[c]?.[i] ?? 1,
      estimate: fit.estimates[(fit.starts[c] ?? 0) + i] ?? null,
    })),
  );
  const written = !isSound
    ? null
    : fittedDocument(
        document,
        fit.estimates[0]?.coefficient ?? 0,
        columns.map((own) => own.map((one) => ({ ...one, coefficient: one.estimate?.coefficient ?? 0 }))),
      );
  const isDocument = written !== null && 'kind' in written;
  return {
    rows,
    used: observations.count,
    leftOut,
    events: link === 'logit' ? observations.outcome.reduce((sum, y) => sum + y, 0) : null,
    intercept: test(fit.estimates[0] ?? null),
    coefficients: columns
      .flat()
      .map(({ largest: _, estimate, ...feature }) => ({ ...feature, estimate: test(estimate) })),
    deviance: fit.deviance,
    nullDeviance: fit.nullDeviance,
    degreesOfFreedom: fit.degreesOfFreedom,
    iterations: fit.iterations,
    discrimination:
      link === 'logit' && fit.separation === null ? discriminationOf(fit.predicted, observations.outcome) : null,
    problems: [...notes, ...found, ...(written === null || isDocument ? [] : [written])],
    document: isDocument ? written : null,
  };
}

type Term = Regression['terms'][number];

/** The dummies of a term: its values, and missing where a figure stands for it. A number has one feature. */
function featuresOf({ fact, values, ifMissing }: Term): readonly Feature[] {
  if (values === undefined) return [{ fact, value: null, isMissing: false }];
  const named = Object.keys(values).map((value) => ({ fact, value, isMissing: false }));
  return typeof ifMissing === 'number' ? [...named, { fact, value: null, isMissing: true }] : named;
}

const OUTCOME = '#outcome';

/** Reads the rows that can be used, and counts the others. */
async function observe(duckdb: Duckdb, request: FitRequest) {
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
  const query = decisionQuery({ ...prepared.spec, carried: [{ column: outcomeColumn, name: OUTCOME }] });
  const reading = document.link === 'logit' ? eventReading(outcome, OUTCOME) : numberReading(OUTCOME);
  const facts = design.terms.map(({ name, term }) =>
    term.values === undefined ? `CAST(${quote(name)} AS DOUBLE)` : `CAST(${quote(name)} AS VARCHAR)`,
  );
  const from = `(${query.sql})`;
  const read = await readRows(
    duckdb,
    `SELECT ${[reading.number, reading.isUnreadable, ...facts].join(', ')} FROM ${from}`,
    design,
  );
  const { observations, noOutcome, outcomeUnreadable } = read;
  const rows = prepared.staged.rows;
  const used = observations.count;
  const unreadable = await unreadableOutcomes(duckdb, from, outcome, reading, outcomeUnreadable);
  if (document.link === 'logit') {
    const events = observations.outcome.reduce((sum, y) => sum + y, 0);
    await refuseOneSided(duckdb, from, outcome, reading, { used, events });
  } else if (used === 0)
    throw new Refusal([
      statisticsProblem('no-usable-rows', { pointer: '' }, { rows, noOutcome, unreadable: outcomeUnreadable }),
    ]);
  return {
    observations,
    rows,
    leftOut: { noOutcome, outcomeUnreadable, noFacts: rows - used - noOutcome - outcomeUnreadable },
    notes: [...prepared.notes, ...(await keyNotes(duckdb, request.library, prepared)), ...unreadable],
  };
}

/** Rows with an outcome and with every fact that has to be there. */
async function readRows(duckdb: Duckdb, sql: string, { terms }: RegressionDesign) {
  const outcome: number[] = [];
  let [noOutcome, outcomeUnreadable] = [0, 0];
  const drafts = terms.map(({ term }) => ({ term, features: featuresOf(term), values: [] as number[] }));
  const places = drafts.map(({ features }) => new Map(features.map(({ value }, i) => [value, i])));
  const result = await duckdb.connection.stream(sql);
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (const [number, isUnreadable, ...facts] of chunk.getRows()) {
      if (number === null) {
        if (isUnreadable === true) outcomeUnreadable++;
        else noOutcome++;
        continue;
      }
      const read = drafts.map(({ term }, i) => {
        const fact = facts[i] ?? null;
        if (term.values === undefined)
          return fact === null ? (typeof term.ifMissing === 'number' ? term.ifMissing : undefined) : Number(fact);
        if (fact === null) return typeof term.ifMissing === 'number' ? places[i]?.get(null) : undefined;
        return places[i]?.get(String(fact)) ?? -1;
      });
      if (read.includes(undefined)) continue;
      outcome.push(Number(number));
      read.forEach((value, i) => drafts[i]?.values.push(value ?? 0));
    }
  }
  const columns = drafts.map(
    ({ term, features, values }): ObservedColumn =>
      term.values === undefined
        ? { kind: 'number', values: Float64Array.from(values) }
        : { kind: 'level', levels: Int32Array.from(values), features: features.length },
  );
  const observations: Observations = { count: outcome.length, outcome: Float64Array.from(outcome), columns };
  return { observations, noOutcome, outcomeUnreadable };
}

function tested(estimate: Estimate | null, degreesOfFreedom: number | null): TestedEstimate | null {
  if (estimate === null) return null;
  const { coefficient, standardError } = estimate;
  if (standardError === null) return { ...estimate, statistic: null, p: null };
  const statistic = coefficient / standardError;
  return { ...estimate, statistic, p: pValue(statistic, degreesOfFreedom) };
}
