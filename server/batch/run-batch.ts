import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Cuts, Decision, Json, Language, Library, Problem, ResultPart } from '../../definitions/index.ts';
import { type Counts, countsOf } from './counts.ts';
import { redecide } from './doubts.ts';
import type { Duckdb } from './duckdb.ts';
import { type Format, formatOf } from './input-file.ts';
import { pathLiteral } from './path-literal.ts';
import { type OutputFile, outputFile } from './output-file.ts';
import { prepare } from './prepare.ts';
import { writeRefusals } from './refused-rows.ts';
import type { Mapping } from './sources.ts';
import { quote } from './staged.ts';

/** What a batch is asked to do. */
export interface BatchRequest {
  readonly library: Library;
  readonly refs: readonly string[];
  readonly input: string;
  readonly output: string;
  /** Decisions that are not the library's own, by reference: one output of a decision, or a regression's terms. */
  readonly decisions?: ReadonlyMap<string, Decision> | undefined;
  /** Entity name → file. */
  readonly related: Readonly<Record<string, string>>;
  readonly previous?: string | undefined;
  /** Days since 1970-01-01. */
  readonly asOf: bigint;
  readonly cuts: Cuts;
  readonly mapping: Mapping;
  /** Matching: the products of every row. */
  readonly products?: readonly Json[] | undefined;
  /** A column, or `rownum`; absent: the entity's key where the file has it, else `rownum`. */
  readonly key?: string | undefined;
  readonly nulls?: readonly string[] | undefined;
  readonly columns: readonly string[];
  readonly encoding?: string | undefined;
  readonly force: boolean;
  readonly language: Language;
  readonly parts: ReadonlySet<ResultPart>;
}

export interface BatchReport {
  readonly rows: number;
  readonly decided: number;
  readonly refused: number;
  readonly seconds: number;
  readonly output: string;
  /** The side file of refused rows; null where there are none. */
  readonly refusedRows: string | null;
  /** How often each value of the result's words and conditions stands, by column. */
  readonly counts: Counts;
  /** Rows that stood so near a rounding tie that the compiled function decided them. */
  readonly redecided: number;
  /** The cuts of segmentations by share that this run made or was given. */
  readonly frozen: Cuts;
  readonly notes: readonly Problem[];
}

export type Told = (step: 'reading' | 'deciding' | 'writing', share: number) => void;

/** Decides every row of a file. Throws a Refusal for whatever is wrong with files or options; rows never stop it. */
export async function runBatch(duckdb: Duckdb, request: BatchRequest, told: Told = () => {}): Promise<BatchReport> {
  const started = performance.now();
  const inputs = [
    request.input,
    ...Object.values(request.related),
    ...(request.previous === undefined ? [] : [request.previous]),
  ];
  const format = formatOf(request.output);
  const output = outputFile(request.output, { force: request.force, inputs });
  const refusedFile = outputFile(`${request.output}.refused.csv`, { force: true, inputs });
  try {
    const prepared = await prepare(duckdb, request, told);
    const { query, staged } = prepared;
    const isDirect = format === 'parquet' && query.doubt === null;
    const result = isDirect ? output.partial : join(duckdb.folder, 'result.parquet');
    await duckdb.run(`COPY (${query.sql}) TO ${pathLiteral(result)} (FORMAT parquet)`, (share) =>
      told('deciding', share),
    );
    const redecided = query.doubt === null ? null : await redecide(duckdb, prepared, request, result);
    if (!isDirect)
      await convert(
        duckdb,
        redecided?.relation ?? `read_parquet(${pathLiteral(result)})`,
        query.columns,
        output,
        format,
        told,
      );
    const decided = await rowsOf(duckdb, result);
    const refused = await writeRefusals(duckdb, prepared, request, refusedFile, staged.rows - decided);
    const counts = await countsOf(
      duckdb,
      redecided?.relation ?? `read_parquet(${pathLiteral(result)})`,
      query.columns.slice(prepared.spec.carried.length),
    );
    output.commit();
    return {
      rows: staged.rows + staged.malformed.length,
      decided,
      refused: refused.rows,
      seconds: (performance.now() - started) / 1000,
      output: request.output,
      refusedRows: refused.rows === 0 ? null : refusedFile.path,
      counts,
      redecided: redecided?.rows ?? 0,
      frozen: { ...request.cuts, ...prepared.frozen },
      notes: prepared.notes,
    };
  } finally {
    output.discard();
    refusedFile.discard();
  }
}

/** The result in the asked format; lists stand in CSV as JSON. */
async function convert(
  duckdb: Duckdb,
  relation: string,
  columns: readonly string[],
  output: OutputFile,
  format: Format,
  told: Told,
): Promise<void> {
  const types = new Map((await duckdb.columns(relation)).map(({ name, type }) => [name, type.toString()]));
  const isNested = (name: string) => /\[\]$|^STRUCT/.test(types.get(name) ?? '');
  const shown = columns.map((name) => {
    const column = quote(name);
    return format === 'csv' && isNested(name) ? `CAST(to_json(${column}) AS VARCHAR) AS ${column}` : column;
  });
  const options = { parquet: 'FORMAT parquet', csv: "FORMAT csv, HEADER, NULLSTR ''", ndjson: 'FORMAT json' }[format];
  await duckdb.run(
    `COPY (SELECT ${shown.join(', ')} FROM ${relation}) TO ${pathLiteral(output.partial)} (${options})`,
    (share) => told('writing', share),
  );
}

/** Writes a relation to a file in the format of its name. Throws a Refusal where something stands there. */
export async function writeRelation(
  duckdb: Duckdb,
  relation: string,
  path: string,
  options: { readonly force: boolean; readonly inputs: readonly string[] },
): Promise<void> {
  const format = formatOf(path);
  const output = outputFile(path, options);
  try {
    const columns = (await duckdb.columns(relation)).map(({ name }) => name);
    await convert(duckdb, relation, columns, output, format, () => {});
    output.commit();
  } finally {
    output.discard();
  }
}

async function rowsOf(duckdb: Duckdb, file: string): Promise<number> {
  const [[count] = [0n]] = await duckdb.rows(
    `SELECT sum(num_rows)::BIGINT FROM parquet_file_metadata(${pathLiteral(file)})`,
  );
  return Number(count ?? 0n);
}
