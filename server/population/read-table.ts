import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Feed, type Language, type Library, ownFacts, type Problem } from '../../definitions/index.ts';
import { batchProblem } from '../batch/problems.ts';
import type { ProgressListener } from '../batch/batch-request.ts';
import type { Duckdb } from '../batch/duckdb.ts';
import { quote } from '../batch/input/staged.ts';
import { pathLiteral } from '../batch/input/path-literal.ts';
import { runBatch } from '../batch/run-batch.ts';
import { Refusal } from '../terminal.ts';
import { populationProblem } from './problems.ts';
import type { SnapshotSource } from '../store/snapshots.ts';
import { watchFile } from './source-file.ts';

/** A file whose rows are an entity's. */
export interface TableRequest {
  readonly library: Library;
  readonly entity: string;
  readonly path: string;
  readonly feed: Feed | undefined;
  readonly encoding: string | undefined;
  readonly sheet: string | number | undefined;
  readonly language: Language;
  /** The folder that its rows and the refused ones are written into. */
  readonly folder: string;
}

/** The rows of a file as they were read: every field in its own type, beside the number that a row has in the file. */
export interface ReadTable {
  readonly entity: string;
  readonly path: string;
  /** A relation: `rownum`, then the fields. */
  readonly rows: string;
  readonly rowsFile: string;
  readonly fields: readonly string[];
  readonly refused: number;
  /** The side file of refused rows; whether it is there, `refused` and what comes later say. */
  readonly refusals: string;
  readonly source: SnapshotSource;
  readonly notes: readonly Problem[];
}

/** Reads a file as a batch reads it, every field of the entity, not only those that some decision asks for. Throws a Refusal. */
export async function readTable(duckdb: Duckdb, request: TableRequest, told: ProgressListener): Promise<ReadTable> {
  const { library, entity: id, path, feed, folder } = request;
  const entity = library.environment.entity(id);
  if (entity === undefined) throw new Refusal([populationProblem('entity-unknown', { pointer: '' }, { entity: id })]);
  if (path === '-') throw new Refusal([populationProblem('file-from-stdin', { pointer: '' })]);
  if (!existsSync(path)) throw new Refusal([batchProblem('file-not-found', { pointer: '' }, { path })]);
  const watched = watchFile(path);
  const output = join(folder, `${entity.id.slice('entity/'.length)}.rows.parquet`);
  const report = await runBatch(
    duckdb,
    {
      library,
      refs: [id],
      decisions: new Map([[id, ownFacts(entity)]]),
      input: path,
      output,
      related: {},
      asOf: 0n,
      cuts: {},
      mapping: {},
      feeds: feed === undefined ? undefined : new Map([[id, feed]]),
      encoding: request.encoding,
      sheet: request.sheet,
      columns: [],
      isNumbered: true,
      isCounted: false,
      force: true,
      language: request.language,
      parts: new Set(),
    },
    told,
  );
  const source = await watched.settled();
  return {
    entity: id,
    path,
    rows: `read_parquet(${pathLiteral(output)})`,
    rowsFile: output,
    fields: [...entity.fields.keys()],
    refused: report.refused,
    refusals: `${output}.refused.csv`,
    source: { ...source, feed: feed?.id ?? null },
    notes: report.notes,
  };
}

/** What a field of refused rows held, as far as it could be read: `rownum` and the field, a relation. */
export async function refusedValues(
  duckdb: Duckdb,
  request: TableRequest,
  table: ReadTable,
  field: string,
): Promise<string> {
  const entity = request.library.environment.entity(request.entity);
  const declared = entity?.fields.get(field);
  if (entity === undefined || declared === undefined) throw new Error(`${request.entity} has no ${field}`);
  const only = ownFacts({ ...entity, key: undefined, fields: new Map([[field, declared]]) });
  const output = join(request.folder, 'values.parquet');
  await runBatch(duckdb, {
    library: request.library,
    refs: [request.entity],
    decisions: new Map([[request.entity, only]]),
    input: request.path,
    output,
    related: {},
    asOf: 0n,
    cuts: {},
    mapping: {},
    feeds: request.feed === undefined ? undefined : new Map([[request.entity, request.feed]]),
    encoding: request.encoding,
    sheet: request.sheet,
    key: 'rownum',
    columns: [],
    isCounted: false,
    force: true,
    language: request.language,
    parts: new Set(),
  });
  const name = `refused_${request.entity.slice('entity/'.length).replaceAll('-', '_')}_${field}`;
  await duckdb.run(
    `CREATE OR REPLACE TABLE ${quote(name)} AS SELECT * FROM read_parquet(${pathLiteral(output)}) WHERE rownum NOT IN (SELECT rownum FROM ${table.rows})`,
  );
  return quote(name);
}
