import { join } from 'node:path';
import {
  type Decision,
  type DividedFigure,
  figuresDesign,
  type JsonObject,
  pointerSteps,
  type Problem,
  stepInto,
} from '../../definitions/index.ts';
import type { BatchRequest } from '../batch/batch-request.ts';
import type { Duckdb } from '../batch/duckdb.ts';
import { pathLiteral } from '../batch/input/path-literal.ts';
import { runBatch } from '../batch/run-batch.ts';
import { Refusal } from '../terminal.ts';
import { eventReading, type OutcomeColumn, refuseOneSided, unreadableOutcomes } from './outcome.ts';
import { statisticsProblem } from './problems.ts';
import type { BinRules, Proposal } from './propose-bins.ts';
import { proposeIntervals } from './propose-intervals.ts';
import type { FigureCounts } from './round-cuts.ts';
import { type Evidence, evidenceOf, informationValue, type OutcomeCounts, summed } from './weight-of-evidence.ts';

/** A bin with what happened to the customers in it. */
export interface BinFound extends OutcomeCounts, Evidence {
  /** Its interval as it is written; null: it is none. */
  readonly in: string | null;
  /** Where it stands in the document; null: it is proposed, or it is the part that no item takes. */
  readonly pointer: string | null;
  readonly rate: number;
}

export interface BinsFound {
  /** Rows with an outcome that can be read: all counts are of these. */
  readonly used: number;
  readonly events: number;
  readonly leftOut: { readonly noOutcome: number; readonly unreadable: number; readonly refused: number };
  /** Every item of the list as it is written, in its order. */
  readonly today: readonly BinFound[];
  /** Of those that no item takes; null: there are none. */
  readonly nowhere: BinFound | null;
  /** Intervals, rising; null where no two bins keep the rules. */
  readonly proposed: readonly BinFound[] | null;
  readonly direction: Proposal['direction'];
  /** Over the items of today; over the proposed ones with the items that are no intervals. */
  readonly informationValue: { readonly today: number; readonly proposed: number | null };
  readonly problems: readonly Problem[];
}

export interface BinsRequest
  extends Omit<BatchRequest, 'refs' | 'output' | 'decisions' | 'parts' | 'columns' | 'force'> {
  readonly ref: string;
  /** The list that is divided anew: `/bands`, `/characteristics/0/bins`. */
  readonly list: string;
  readonly outcome: OutcomeColumn;
  readonly rules: BinRules;
}

/** The figure that a list divides. Throws a Refusal where it divides none. */
export function dividedBy({ library, ref, list }: Pick<BinsRequest, 'library' | 'ref' | 'list'>): DividedFigure {
  const decision = library.environment.decision(ref);
  const figures = decision === undefined ? [] : figuresDesign(decision).figures;
  const found = figures.find(({ pointer }) => pointer === list);
  if (found !== undefined) return found;
  const known = figures.map(({ pointer }) => pointer).join(', ') || '–';
  throw new Refusal([statisticsProblem('not-divided-by-figures', { pointer: list }, { ref, list, known })]);
}

/**
 * What happened in the bins of a list, and the bins that would tell most of it. Missing values and items that are no intervals (special
 * codes, all others) keep what they take; intervals reach from the lowest end to the highest of today's. Throws a Refusal.
 */
export async function binOutcomes(duckdb: Duckdb, request: BinsRequest): Promise<BinsFound> {
  const { library, ref, outcome, rules } = request;
  const figure = dividedBy(request);
  const decision = library.environment.decision(ref);
  if (decision === undefined) throw new Error(`${ref} has no decision`);
  const design = figuresDesign(decision);
  const place = design.figures.findIndex(({ pointer }) => pointer === figure.pointer);
  const file = join(duckdb.folder, 'divided.parquet');
  const report = await runBatch(duckdb, {
    ...request,
    refs: [ref],
    decisions: new Map([[ref, alone(design.decision, place)]]),
    output: file,
    columns: [outcome.column],
    isCounted: false,
    parts: new Set(),
    force: true,
  });
  const from = `read_parquet(${pathLiteral(file)})`;
  const reading = eventReading(outcome, outcome.column);
  const read = `SELECT CAST(f${place} AS DOUBLE) AS f, CAST(b${place} AS INTEGER) AS b, ${reading.number} AS y, ${reading.isUnreadable} AS u FROM ${from}`;
  const { items, ...counts } = await countItems(duckdb, read, figure);
  const all = summed([...items, ...(counts.nowhere === null ? [] : [counts.nowhere])]);
  const problems = await unreadableOutcomes(duckdb, from, outcome, reading, counts.unreadable);
  await refuseOneSided(duckdb, from, outcome, reading, { used: all.count, events: all.events });
  const texts = textsOf(library.definitions.get(ref)?.document, figure);
  const found = (own: OutcomeCounts, at: Pick<BinFound, 'in' | 'pointer'>): BinFound => ({
    ...at,
    ...own,
    rate: own.count === 0 ? 0 : own.events / own.count,
    ...evidenceOf(own, all),
  });
  const proposal = proposeIntervals(await figureCounts(duckdb, read, figure), figure.decimals, all, rules, texts);
  const apart = items.filter((_, i) => figure.items[i]?.isInterval === false);
  const parts = proposal?.bins.map(({ counts: own }) => own) ?? [];
  const { noOutcome, unreadable } = counts;
  return {
    used: all.count,
    events: all.events,
    leftOut: { noOutcome, unreadable, refused: report.refused },
    today: items.map((own, i) => found(own, { in: texts[i] ?? null, pointer: figure.items[i]?.pointer ?? null })),
    nowhere: counts.nowhere === null ? null : found(counts.nowhere, { in: null, pointer: null }),
    proposed: proposal?.bins.map((one) => found(one.counts, { in: one.text, pointer: null })) ?? null,
    direction: proposal?.direction ?? null,
    informationValue: {
      today: informationValue(items, all),
      proposed: proposal === null ? null : informationValue([...parts, ...apart], all),
    },
    problems: [...report.notes, ...problems],
  };
}

/** A figure and the item that takes it: rows need to have nothing else than it is reckoned from. */
function alone(decision: Decision, place: number): Decision {
  const { value } = decision;
  if (value.kind !== 'object') return decision;
  const members = value.members.filter(({ name }) => name === `f${place}` || name === `b${place}`);
  return { ...decision, value: { ...value, members }, reads: [] };
}

/** Counts of every item, of those whom none takes, and of rows whose outcome is not there or cannot be read. */
async function countItems(duckdb: Duckdb, read: string, { items }: DividedFigure) {
  const rows = await duckdb.rows(
    `SELECT b, f IS NULL, count(*) FILTER (y IS NOT NULL), sum(y)::BIGINT, count(*) FILTER (y IS NULL AND u), count(*) FILTER (y IS NULL AND NOT u) FROM (${read}) GROUP BY ALL`,
  );
  const counts = items.map(() => ({ count: 0, events: 0 }));
  let [nowhere, unreadable, noOutcome] = [{ count: 0, events: 0 }, 0, 0];
  for (const [position, , count, events, unread, without] of rows) {
    unreadable += Number(unread);
    noOutcome += Number(without);
    const own = { count: Number(count), events: Number(events ?? 0) };
    const item = position === null ? undefined : counts[Number(position)];
    if (item === undefined) nowhere = summed([nowhere, own]);
    else Object.assign(item, summed([item, own]));
  }
  return { items: counts, nowhere: nowhere.count === 0 ? null : nowhere, unreadable, noOutcome };
}

/** Every figure that an interval takes, or that none takes though it is one, rising. */
async function figureCounts(
  duckdb: Duckdb,
  read: string,
  { items, decimals }: DividedFigure,
): Promise<readonly FigureCounts[]> {
  const intervals = items.flatMap(({ isInterval }, i) => (isInterval ? [i] : []));
  const rows = await duckdb.rows(
    `SELECT f, count(*), sum(y)::BIGINT FROM (${read}) WHERE y IS NOT NULL AND f IS NOT NULL AND (b IS NULL OR b IN (${intervals.join(', ')})) GROUP BY f ORDER BY f`,
  );
  return rows.map(([at, count, events]) => ({
    at: Math.round(Number(at) * 10 ** decimals),
    count: Number(count),
    events: Number(events),
  }));
}

/** The intervals of the items as they are written. */
function textsOf(document: object | undefined, { items }: DividedFigure): readonly (string | null)[] {
  return items.map(({ pointer }) => {
    // A document whose schema holds is JSON.
    const item = pointerSteps(pointer).reduce(stepInto, document as JsonObject | undefined) as JsonObject | undefined;
    const text = item?.['in'];
    return typeof text === 'string' ? text : null;
  });
}
