import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { nodesWithin } from '../../authority/organisation.ts';
import { namesOf, type Named, readOrganisation } from '../../store/people.ts';
import {
  askedOfRows,
  closedCounts,
  type Dimension,
  type Figured,
  handledCounts,
  openCounts,
  registeredCounts,
  type Span,
  stoppedCounts,
} from '../../store/request-analyses.ts';
import type { Database, Tables } from '../../store/tables.ts';
import { MOST_DAYS, spansOf, type SpanUnit } from './analysis-spans.ts';
import { refuse } from './intake.ts';
import { requestProblem } from './problems.ts';
import type { RequestReading } from './read-requests.ts';
import { isSeenBy, type RequestReader } from './seen-by.ts';

/** What is asked of the requests that somebody sees. */
export const ANALYSES = ['volume', 'workload', 'outcome', 'tracking', 'efficiency'] as const;
export type AnalysisName = (typeof ANALYSES)[number];

export const DIMENSIONS: readonly Dimension[] = ['period', 'organisation', 'queue', 'person', 'type'];

export interface AnalysisAsked extends RequestReader {
  readonly analysis: AnalysisName;
  readonly by: Dimension;
  /** Days of the bank, both included. */
  readonly from: string;
  readonly to: string;
  /** What the period is divided into, where figures are put side by side by it. */
  readonly unit: SpanUnit;
  /** Only requests of this type and queue, of a place or one within it, and of this person; null: of all. */
  readonly type: string | null;
  readonly queue: string | null;
  readonly organisation: string | null;
  readonly person: string | null;
}

/**
 * Figures of one group: `key` is the span, the place, the queue, the person or the type, null of nobody; `part` what the group is divided into:
 * the type, the state or the clock, null where it is not. Counts are of requests, of clocks or of what was done; times in milliseconds.
 */
export interface AnalysisRow {
  readonly key: string | null;
  readonly part: string | null;
  readonly figures: Readonly<Record<string, number>>;
}

export interface Analysis {
  /** By key and part; a span in which nothing was has a row without figures. */
  readonly items: readonly AnalysisRow[];
  /** All groups together, by part. */
  readonly totals: readonly AnalysisRow[];
  /** How the people or the places of the keys are called. */
  readonly names: readonly Named[];
}

/**
 * One of the analyses, of what whoever asks sees and nothing else:
 * `volume` the requests that came in, by type; `workload` what people did, and how many requests were closed by or lie with them;
 * `outcome` the requests that were closed, by the state they ended in; `tracking` the open ones as they stand now, by state;
 * `efficiency` what clocks came to that stopped in the period: met or missed, and the time they counted.
 */
export async function analyseRequests({ store, queues }: RequestReading, asked: AnalysisAsked): Promise<Analysis> {
  const { by, from, to, unit, rights, people } = asked;
  const spans = spansOf(from, to, by === 'period' ? unit : null);
  if (spans === undefined)
    refuse([requestProblem('analysis-days-malformed', { pointer: '/from' }, { from, to, most: MOST_DAYS })], SUBJECT);
  const now = (await store.now()).toISOString();
  return await store.read(async (database) => {
    const chosen = await chosenBy(database, asked);
    const requests = database.selectFrom('service_request').where(chosen);
    const isSeen = await isSeenBy(database, queues, { rights, people }, { requests, queue: asked.queue });
    const seen = database
      .selectFrom('service_request')
      .where((each) => askedOfRows(each, each.and([chosen(each), isSeen(each)])));
    const figured = { seen, spans: spans ?? [], isOfPeriod: by === 'period' };
    const figures = async (of: Dimension | null) => await figuresOf(database, asked, { ...figured, by: of }, now);
    const found = await figures(by);
    const totals = SUMS.has(asked.analysis) ? summed(found) : await figures(null);
    const items = by === 'period' && asked.analysis !== 'efficiency' ? withEmpty(found, figured.spans) : found;
    const keys = [...new Set(items.flatMap(({ key }) => key ?? []))];
    return { items: inOrder(items), totals: inOrder(totals), names: await namesIn(database, by, keys) };
  });
}

/** Of these all together is the sum of the groups; one request may be with several people, and a median is no sum. */
const SUMS: ReadonlySet<AnalysisName> = new Set(['volume', 'outcome', 'tracking']);

function summed(rows: readonly AnalysisRow[]): readonly AnalysisRow[] {
  const sums = new Map<string | null, Record<string, number>>();
  for (const { part, figures } of rows) {
    const sum = sums.get(part) ?? {};
    for (const [name, figure] of Object.entries(figures)) sum[name] = (sum[name] ?? 0) + figure;
    sums.set(part, sum);
  }
  return [...sums].map(([part, figures]) => ({ key: null, part, figures }));
}

/** Spans in which nothing was have a row too where others have one. A share of nothing would be none: of clocks there is no such row. */
function withEmpty(rows: readonly AnalysisRow[], spans: readonly Span[]): readonly AnalysisRow[] {
  if (rows.length === 0) return rows;
  const known = new Set(rows.map(({ key }) => key));
  const empty = spans.filter(({ key }) => !known.has(key));
  return [...rows, ...empty.map(({ key }) => ({ key, part: null, figures: {} }))];
}

async function namesIn(database: Database, by: Dimension, keys: readonly string[]): Promise<readonly Named[]> {
  if (by === 'person') return await namesOf(database, keys);
  if (by !== 'organisation' || keys.length === 0) return [];
  const places = database
    .selectFrom('organisation_node')
    .select(['id', 'title as name'])
    .where('id', 'in', [...keys]);
  return await places.orderBy('id').execute();
}

const SUBJECT = 'request-analyses';

async function chosenBy(
  database: Database,
  { type, queue, organisation, person, analysis }: AnalysisAsked,
): Promise<(each: ExpressionBuilder<Tables, 'service_request'>) => Expression<SqlBool>> {
  const within = organisation === null ? null : nodesWithin(await readOrganisation(database), organisation);
  // What somebody did he may have done with the requests of others.
  const owner = analysis === 'workload' ? null : person;
  return (each) =>
    each.and([
      ...(type === null ? [] : [each('type', '=', type)]),
      ...(queue === null ? [] : [each('queue', '=', queue)]),
      ...(owner === null ? [] : [each('owner', '=', owner)]),
      ...(within === null ? [] : [within.length === 0 ? each.or([]) : each('node', 'in', [...within])]),
    ]);
}

async function figuresOf(
  database: Database,
  { analysis, person }: AnalysisAsked,
  figured: Figured,
  now: string,
): Promise<readonly AnalysisRow[]> {
  switch (analysis) {
    case 'volume':
      return (await registeredCounts(database, figured)).map(rowOf);
    case 'workload':
      return await workload(database, figured, person, now);
    case 'outcome':
      return (await closedCounts(database, figured)).map(rowOf);
    case 'tracking':
      return (await openCounts(database, figured, now)).map(rowOf);
    case 'efficiency':
      return (await stoppedCounts(database, figured)).map(({ key, part, ...counts }) => {
        const { stopped, missed, consumed, median, ninth } = counts;
        const mean = Math.round(consumed / stopped);
        return { key, part, figures: { stopped, met: stopped - missed, missed, mean, median, ninth } };
      });
  }
}

const rowOf = <Row extends Pick<AnalysisRow, 'key' | 'part'>>({ key, part, ...figures }: Row): AnalysisRow => ({
  key,
  part,
  figures: figures as unknown as Readonly<Record<string, number>>,
});

/** What people did in the period beside what they closed in it and what lies with them now. */
async function workload(
  database: Database,
  figured: Figured,
  person: string | null,
  now: string,
): Promise<readonly AnalysisRow[]> {
  const of =
    person === null ? figured.seen : figured.seen.where((each) => askedOfRows(each, each('owner', '=', person)));
  const handled = await handledCounts(database, figured, person);
  const closed = await closedCounts(database, { ...figured, seen: of });
  const open = await openCounts(database, { ...figured, seen: of }, now);
  const rows = new Map<string | null, Record<string, number>>();
  const add = (key: string | null, figures: Readonly<Record<string, number>>) => {
    const row = rows.get(key) ?? { handled: 0, requests: 0, closed: 0, open: 0 };
    for (const [name, figure] of Object.entries(figures)) row[name] = (row[name] ?? 0) + figure;
    rows.set(key, row);
  };
  for (const { key, handled: deeds, requests } of handled) add(key, { handled: deeds, requests });
  for (const { key, closed: count } of closed) add(key, { closed: count });
  for (const { key, open: count } of open) add(key, { open: count });
  return [...rows].map(([key, figures]) => ({ key, part: null, figures }));
}

const inOrder = (rows: readonly AnalysisRow[]): readonly AnalysisRow[] =>
  rows.toSorted((one, other) => compare(one.key, other.key) || compare(one.part, other.part));

/** Nobody comes last. */
const compare = (one: string | null, other: string | null): number =>
  one === other ? 0 : one === null ? 1 : other === null ? -1 : one < other ? -1 : 1;
