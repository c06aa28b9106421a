import { join } from 'node:path';
import type { Problem } from '../../definitions/index.ts';
import type { Duckdb } from '../batch/duckdb.ts';
import { pathLiteral } from '../batch/input/path-literal.ts';
import { oneOutput } from '../batch/one-output.ts';
import type { Discrimination } from './discrimination.ts';
import { eventReading, type OutcomeColumn, refuseOneSided, unreadableOutcomes } from './outcome.ts';
import { runBatch } from '../batch/run-batch.ts';
import type { BatchRequest } from '../batch/batch-request.ts';

/** One group of the population by score, the highest first. */
export interface DecileRow {
  readonly group: number;
  readonly size: number;
  readonly lowest: string;
  readonly highest: string;
  readonly events: number;
  /** events / size. */
  readonly rate: number;
  /** The group's rate over the population's. */
  readonly lift: number;
  /** The share of all events in this group and those before it. */
  readonly capture: number;
}
export interface DecileTable {
  readonly rows: readonly DecileRow[];
  readonly total: { readonly size: number; readonly events: number; readonly rate: number };
  /** Scores that stand at the end of a group and would go on in the next one: their rows stay together in the group they begin in. */
  readonly ties: readonly { readonly score: string; readonly rows: number; readonly group: number }[];
  readonly discrimination: Discrimination;
  /** Rows without a score or without an outcome. */
  readonly leftOut: number;
  /** Rows that were refused, or whose outcome cannot be read. */
  readonly refused: number;
  readonly problems: readonly Problem[];
}

export interface DecileRequest
  extends Omit<BatchRequest, 'refs' | 'output' | 'decisions' | 'parts' | 'columns' | 'force'> {
  readonly ref: string;
  readonly outcome: OutcomeColumn;
  readonly groups: number;
}

/**
 * Groups by a score, of equal size but for ties: group = floor((rank − 1) · groups / N) + 1, rank 1 the highest. Equal scores have one
 * rank, so that they share a group whatever the rows are called; a group that others reach into is smaller, or there is none.
 */
export async function decileTable(duckdb: Duckdb, request: DecileRequest): Promise<DecileTable> {
  const { ref, outcome, groups } = request;
  const file = join(duckdb.folder, 'scored.parquet');
  const decisions = new Map([[ref, oneOutput(request.library, ref)]]);
  const report = await runBatch(duckdb, {
    ...request,
    refs: [ref],
    decisions,
    output: file,
    columns: [outcome.column],
    parts: new Set(),
    force: true,
  });
  const from = `read_parquet(${pathLiteral(file)})`;
  const reading = eventReading(outcome, outcome.column);
  const scored = `SELECT "value" AS score, ${reading.number} AS event FROM ${from}`;
  const ranked = `SELECT score, event, rank() OVER (ORDER BY score DESC) AS r, row_number() OVER (ORDER BY score DESC) AS place, count(*) OVER () AS n FROM (${scored}) WHERE score IS NOT NULL AND event IS NOT NULL`;
  const group = (rank: string) => `(${rank} - 1) * ${groups} // n + 1`;
  const grouped = await duckdb.rows(
    `SELECT ${group('r')} AS g, count(*), min(score)::VARCHAR, max(score)::VARCHAR, sum(event)::BIGINT FROM (${ranked}) GROUP BY g ORDER BY g`,
  );
  const tied = await duckdb.rows(
    `SELECT score::VARCHAR, count(*), min(${group('r')}) FROM (${ranked}) GROUP BY score HAVING min(${group('place')}) < max(${group('place')}) ORDER BY score DESC`,
  );
  const size = grouped.reduce((sum, row) => sum + Number(row[1]), 0);
  const events = grouped.reduce((sum, row) => sum + Number(row[4]), 0);
  const [[unread] = []] = await duckdb.rows(`SELECT count(*) FROM ${from} WHERE ${reading.isUnreadable}`);
  const unreadable = Number(unread);
  const problems = await unreadableOutcomes(duckdb, from, outcome, reading, unreadable);
  await refuseOneSided(duckdb, from, outcome, reading, { used: size, events });
  const rate = size === 0 ? 0 : events / size;
  let captured = 0;
  const rows = grouped.map(([number, count, lowest, highest, found]): DecileRow => {
    captured += Number(found);
    const own = Number(found) / Number(count);
    return {
      group: Number(number),
      size: Number(count),
      lowest: String(lowest),
      highest: String(highest),
      events: Number(found),
      rate: own,
      lift: rate === 0 ? 0 : own / rate,
      capture: events === 0 ? 0 : captured / events,
    };
  });
  const ties = tied.map(([score, count, at]) => ({ score: String(score), rows: Number(count), group: Number(at) }));
  return {
    rows,
    total: { size, events, rate },
    ties,
    discrimination: await discrimination(duckdb, ranked),
    leftOut: report.decided - size - unreadable,
    refused: report.refused + unreadable,
    problems,
  };
}

/** By scores, the lowest first: e events and n others at a score, N′ others below it: AUC = Σ e · (N′ + n / 2) / (E · N). */
async function discrimination(duckdb: Duckdb, ranked: string): Promise<Discrimination> {
  const byScore = `SELECT score, sum(event) AS e, count(*) - sum(event) AS n FROM (${ranked}) GROUP BY score`;
  const running = `SELECT e, n, sum(e) OVER below AS es, sum(n) OVER below AS ns, sum(e) OVER () AS events, sum(n) OVER () AS others FROM (${byScore}) WINDOW below AS (ORDER BY score)`;
  const [[area, distance] = []] = await duckdb.rows(
    `SELECT sum(e * (2 * ns - n))::DOUBLE / (2 * any_value(events) * any_value(others))::DOUBLE, max(abs(es / events - ns / others)) FROM (${running})`,
  );
  const auc = Number(area);
  return { auc, gini: 2 * auc - 1, ks: Number(distance) };
}
