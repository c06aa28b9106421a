import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nearestHint, parseDays } from '../../../definitions/index.ts';
import { openDuckdb } from '../../batch/duckdb.ts';
import { bankDay, systemClock } from '../../clock.ts';
import { confine } from '../../population/confine.ts';
import { drawRows } from '../../population/draw-rows.ts';
import { MOST_SAMPLED } from '../../population/draw-sample.ts';
import { verifySnapshot } from '../../population/open-snapshot.ts';
import { binOutcomes, type BinsFound, dividedBy } from '../../statistics/bin-outcomes.ts';
import { type OutcomeColumn, outcomeOf } from '../../statistics/outcome.ts';
import { statisticsProblem } from '../../statistics/problems.ts';
import type { BinRules } from '../../statistics/propose-bins.ts';
import { Refusal } from '../../terminal.ts';
import { isSensitive } from './read-records.ts';
import { type RequestedSample, requestSample, type SampleAsked, type SampleHost, textAsked } from './sample-request.ts';

export interface BinsAsked extends SampleAsked {
  /** `/bands`, `/characteristics/0/bins`. */
  readonly list: string;
  /** A field of the population, or `field=value` where one value means that it happened. */
  readonly outcome: string;
  readonly rules: BinRules;
  /** Rows that were brought, as CSV with a head, in place of the population: fields by their names, and the outcome's column. */
  readonly file?: string | undefined;
}

/** What happened in the bins of a list, over a sample of the population or over the rows that were brought. */
export interface ReadBins extends BinsFound {
  /** Null: rows were brought. */
  readonly snapshot: string | null;
  readonly asOf: string;
  readonly customers: number;
  readonly sampled: number;
  readonly within: readonly string[] | null;
}

/** Throws a Refusal. What lies outside the scope of whoever asks is not counted. */
export async function readBins(host: SampleHost, asked: BinsAsked): Promise<ReadBins> {
  const { list, rules, document, file } = asked;
  if (file !== undefined) return await binsOfFile(host, { ...asked, file });
  const requested = await requestSample(host, asked);
  const { request, folder, nodes } = requested;
  const { library, ref, snapshot } = request;
  const figure = dividedBy({ library, ref, list });
  const outcome = outcomeIn(requested, asked.outcome);
  const fields = document === undefined ? figure.fields : figure.fieldsThroughBins;
  if (fields.some(({ entity, name }) => isSensitive(library, entity, name))) throw withheld(outcome.column);
  await verifySnapshot(folder, snapshot, (file) => file.endsWith('.parquet'));
  const duckdb = await openDuckdb({ threads: 2 });
  try {
    await confine(duckdb, { files: request.files, folders: [] });
    const rows = await drawRows(duckdb, request, MOST_SAMPLED);
    const found = await binOutcomes(duckdb, {
      library,
      ref,
      list,
      outcome,
      rules,
      input: rows.file,
      related: rows.related,
      asOf: BigInt(parseDays(snapshot.manifest.asOf) ?? 0),
      cuts: request.cuts,
      mapping: {},
      isKeyNoted: false,
      language: 'en',
    });
    const { customers } = rows;
    const sampled = Math.min(customers, MOST_SAMPLED);
    return { ...found, snapshot: snapshot.id, asOf: snapshot.manifest.asOf, customers, sampled, within: nodes };
  } finally {
    duckdb.close();
  }
}

/** Of rows that whoever asks brought himself: nothing of the population is told by them. */
async function binsOfFile(
  host: SampleHost,
  { id, document, list, outcome, rules, file }: BinsAsked & { readonly file: string },
): Promise<ReadBins> {
  const { catalog } = host.runtime;
  const { library } = textAsked(catalog.library, id, document);
  dividedBy({ library, ref: id, list });
  const asOf = bankDay(systemClock);
  const duckdb = await openDuckdb({ threads: 2 });
  try {
    const input = join(duckdb.folder, 'brought.csv');
    writeFileSync(input, file);
    await confine(duckdb, { files: [], folders: [] });
    const found = await binOutcomes(duckdb, {
      library,
      ref: id,
      list,
      outcome: outcomeOf(outcome),
      rules,
      input,
      related: {},
      asOf: BigInt(parseDays(asOf) ?? 0),
      cuts: catalog.frozenCuts,
      mapping: {},
      key: 'rownum',
      isKeyNoted: false,
      language: 'en',
    });
    const { noOutcome, unreadable, refused } = found.leftOut;
    const rows = found.used + noOutcome + unreadable + refused;
    return { ...found, snapshot: null, asOf, customers: rows, sampled: rows, within: null };
  } finally {
    duckdb.close();
  }
}

/** The field that says what happened. Throws a Refusal where the population has none such, or it may not be told of. */
function outcomeIn({ request: { library, snapshot } }: RequestedSample, asked: string): OutcomeColumn {
  const outcome = outcomeOf(asked);
  const columns = snapshot.manifest.tables[0]?.fields ?? [];
  if (!columns.includes(outcome.column)) {
    const slots = { column: outcome.column.slice(0, 100), hint: nearestHint(outcome.column, columns, 8) };
    throw new Refusal([statisticsProblem('outcome-not-known', { pointer: '/outcome' }, slots)]);
  }
  if (isSensitive(library, snapshot.manifest.entity, outcome.column)) throw withheld(outcome.column);
  return outcome;
}

const withheld = (column: string): Refusal =>
  new Refusal([statisticsProblem('outcome-withheld', { pointer: '' }, { column })]);
