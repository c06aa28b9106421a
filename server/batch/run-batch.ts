import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import {
  type AskedDecision,
  type Cuts,
  type Decision,
  decisionQuery,
  duckdb as dialect,
  type Language,
  type Library,
  type Problem,
  type Query,
  type QuerySpec,
  type ReadSet,
  readSet,
  type ResultPart,
} from '../../definitions/index.ts';
import { Refusal } from '../cli/terminal.ts';
import { redecide } from './doubts.ts';
import type { Duckdb } from './duckdb.ts';
import { type Format, formatOf, type InputFile, openInput, pathLiteral } from './input-file.ts';
import { type OutputFile, outputFile } from './output-file.ts';
import { type PreviousFile, withPrevious } from './previous.ts';
import { batchProblem } from './problems.ts';
import { writeRefusals } from './refused-rows.ts';
import { gapProblems, type Mapping, relatedSources, sourceOf } from './sources.ts';
import { quote, stage, type StagedFile } from './staged.ts';
import { type Counts, countsOf } from './counts.ts';

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
      frozen: request.cuts,
      notes: prepared.notes,
    };
  } finally {
    output.discard();
    refusedFile.discard();
  }
}

const ROW = { column: '#row', name: '#row' };

/** A batch whose files are open and whose query is written. */
export interface Prepared {
  readonly spec: QuerySpec;
  /** The same over rows that know their number; it is carried last, as `#row`. */
  readonly numbered: QuerySpec;
  readonly query: Query;
  readonly staged: StagedFile;
  readonly notes: readonly Problem[];
}

/** Opens the files and writes the query. Throws a Refusal. */
export async function prepare(duckdb: Duckdb, request: BatchRequest, told: Told = () => {}): Promise<Prepared> {
  const { library, mapping } = request;
  const asked = request.refs.map((ref) => askedFor(library, ref, request.decisions?.get(ref)));
  const entity = entityOf(asked);
  const reads = readSet(
    asked.map((one) => one.decision),
    (id) => library.around.entity(id),
  );
  const fields = reads.fields.map(({ field }) => field.name);
  const relationKeys = [...(library.around.entity(entity)?.relations.values() ?? [])].map(({ by }) => by);
  const keyField = library.around.entity(entity)?.key;
  const back = new Map(Object.entries(mapping).map(([column, field]) => [field, column]));
  const asColumn = (field: string) => back.get(field) ?? field;
  const wanted = [
    ...new Set([...fields, ...relationKeys, ...(keyField === undefined ? [] : [keyField])].map(asColumn)),
    ...request.columns,
  ];
  const input = await openInput(duckdb, request.input, { wanted, nulls: request.nulls, encoding: request.encoding });
  const staged = await stage(
    duckdb,
    input,
    new Set([...wanted, ...(request.key === undefined ? [] : [request.key])]),
    'input',
    (share) => told('reading', share),
  );
  const keyColumn = keyOf(request, input, keyField === undefined ? undefined : asColumn(keyField));
  checkColumns(input, [...request.columns, ...Object.keys(mapping)]);
  const previous: PreviousFile | null =
    request.previous === undefined ? null : await withPrevious(duckdb, request.previous, request);
  const relation = (rows: string) => (previous === null ? rows : previous.join(rows, keyColumn));
  const base = sourceOf(staged, mapping, relation(keyColumn === '#row' ? staged.numbered : staged.plain));
  const carried = [...new Set([keyColumn, ...request.columns])].map((column) => ({
    column,
    name: column === '#row' ? 'rownum' : column,
  }));
  const related = await relatedSources(duckdb, library, reads.fields, {
    files: request.related,
    nulls: request.nulls,
    encoding: request.encoding,
  });
  const spec: QuerySpec = {
    context: {
      dialect,
      asOf: request.asOf,
      cuts: request.cuts,
      hasPrevious: previous !== null,
      entity: (id) => library.around.entity(id),
      related,
    },
    asked,
    reads,
    source: base,
    carried,
    parts: request.parts,
    language: request.language,
  };
  const first = decisionQuery(spec);
  const numbered: QuerySpec = {
    ...spec,
    source: { ...base, from: relation(staged.numbered) },
    carried: [...carried, ROW],
  };
  // Rows that the function may have to decide are found again by their number.
  const query = first.doubt === null ? first : { ...decisionQuery(numbered), columns: first.columns };
  const names = input.columns.map(({ name }) => name);
  if (query.gaps.length > 0) throw new Refusal(gapProblems(query.gaps, request.input, names));
  const taken = query.columns.find((name, i) => query.columns.indexOf(name) !== i);
  if (taken !== undefined) throw new Refusal([batchProblem('column-name-taken', { pointer: '' }, { column: taken })]);
  const used = new Set([...wanted, keyColumn, ...Object.keys(mapping)]);
  const ignored = names.filter((name) => !used.has(name));
  const notes = [
    ...input.notes,
    ...(ignored.length === 0
      ? []
      : [batchProblem('columns-ignored', { pointer: '' }, { path: request.input, columns: ignored.join(', ') })]),
  ];
  return { spec, numbered, query, staged, notes };
}

function askedFor(
  library: Library,
  ref: string,
  own: Decision | undefined,
): AskedDecision & { readonly reads: ReadSet } {
  const decision = own ?? library.around.decision(ref);
  if (decision === undefined) throw new Error(`${ref} has no decision`);
  return { ref, decision, reads: readSet([decision], (id) => library.around.entity(id)) };
}

function entityOf(asked: readonly AskedDecision[]): string {
  const [first] = asked;
  const other = asked.find(
    ({ decision }) =>
      decision.facts.kind !== 'entity' ||
      (first?.decision.facts.kind === 'entity' && decision.facts.entity !== first.decision.facts.entity),
  );
  if (other !== undefined)
    throw new Refusal([batchProblem('facts-not-for-batch', { pointer: '' }, { ref: other.ref })]);
  return first?.decision.facts.kind === 'entity' ? first.decision.facts.entity : '';
}

function keyOf({ key }: BatchRequest, input: InputFile, keyField: string | undefined): string {
  if (key === 'rownum') return '#row';
  if (key !== undefined) {
    checkColumns(input, [key]);
    return key;
  }
  return keyField !== undefined && input.columns.some(({ name }) => name === keyField) ? keyField : '#row';
}

function checkColumns({ path, columns }: InputFile, asked: readonly string[]): void {
  const names = columns.map(({ name }) => name);
  const unknown = asked.filter((name) => !names.includes(name));
  if (unknown.length === 0) return;
  throw new Refusal(
    unknown.map((column) =>
      batchProblem('column-not-found', { pointer: '' }, { path, column, columns: names.join(', ') }),
    ),
  );
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
