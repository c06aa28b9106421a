import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { decisionQuery, type Query, type QuerySpec } from '../../definitions/index.ts';
import type { BatchRequest, PreparedBatch, ProgressListener } from './batch-request.ts';
import type { Duckdb } from './duckdb.ts';
import { formatOf } from './input/input-file.ts';
import { pathLiteral, targetLiteral } from './input/path-literal.ts';
import { quote, rowsOf } from './input/staged.ts';
import type { OutputFile } from './output/output-file.ts';
import { parquetOptions } from './output/parquet-options.ts';
import { isOutOfMemory } from './output/write-fault.ts';
import { writeAs } from './output/write-relation.ts';
import { writeBeside } from './passed-columns.ts';
import { redecide } from './recheck-rows.ts';
import type { RelatedGroups } from './related-groups.ts';

/** Grouping related rows takes about so much of the time of deciding. */
const SHARE_OF_GROUPS = 0.7;
/** Into how many slices of the file's rows a joined query is divided that does not fit the buffers: the next number where the one before was too small. */
const SLICES = [1, 4, 16, 64];

/** Runs the query, decides again what stands on a tie, and writes the result in its format. */
export async function decideRows(
  duckdb: Duckdb,
  prepared: PreparedBatch,
  groups: RelatedGroups,
  request: BatchRequest,
  output: OutputFile,
  told: ProgressListener,
): Promise<{ readonly file: string; readonly relation: string; readonly redecided: number }> {
  const { query, isJoined, passed, columns } = prepared;
  const format = formatOf(request.output);
  const isPlain = format === 'parquet' && query.doubt === null && passed === null;
  const file = isPlain ? output.partial : join(duckdb.folder, 'result.parquet');
  if (isJoined && (await isJoinedAtOnce(duckdb, prepared, request, isPlain, file, told))) {
    // All of it went through the buffers in one pass.
  } else if (isJoined) {
    const spec = groups.over(prepared.numbered);
    // What is grouped is known once the query is written.
    decisionQuery(spec);
    await groups.compute((share) => told('deciding', share * SHARE_OF_GROUPS));
    await joinRows(duckdb, prepared, { ...request, spec, isPlain, file }, (share) =>
      told('deciding', SHARE_OF_GROUPS + share * (1 - SHARE_OF_GROUPS)),
    );
  } else await copy(duckdb, query.sql, query, file, (share) => told('deciding', share));
  const again = query.doubt === null ? null : await redecide(duckdb, prepared, request, file);
  const relation = again?.relation ?? `read_parquet(${pathLiteral(file)})`;
  const writing = (share: number) => told('writing', share);
  if (passed !== null) {
    const rows = await rowsOf(duckdb, file);
    await writeBeside(duckdb, passed, { relation, rows, columns }, output, format, writing);
  } else if (!isPlain) await writeAs(duckdb, relation, columns, output, format, writing);
  return { file, relation, redecided: again?.rows ?? 0 };
}

/**
 * Joins rows with the groups of related ones in one pass, nothing being kept in between, where the rows may stand in any order and it
 * all fits the buffers; answers whether it did.
 */
async function isJoinedAtOnce(
  duckdb: Duckdb,
  { query, numbered }: PreparedBatch,
  { isInAnyOrder = false, rowsAtOnce }: BatchRequest,
  isPlain: boolean,
  file: string,
  told: ProgressListener,
): Promise<boolean> {
  if (!isInAnyOrder || !isPlain || rowsAtOnce !== undefined) return false;
  const sql = `SELECT ${query.columns.map(quote).join(', ')} FROM (${decisionQuery(numbered).sql})`;
  try {
    await copy(duckdb, sql, query, file, (share) => told('deciding', share));
    return true;
  } catch (error) {
    if (!isOutOfMemory(error)) throw error;
    return false;
  }
}

const copy = (duckdb: Duckdb, sql: string, { columns }: Query, file: string, told: (share: number) => void) =>
  duckdb.run(`COPY (${sql}) TO ${targetLiteral(file)} ${parquetOptions(columns.length)}`, told);

interface Joined extends Pick<BatchRequest, 'rowsAtOnce' | 'isInAnyOrder'> {
  readonly spec: QuerySpec;
  /** Whether the file is the result, and shows nothing else. */
  readonly isPlain: boolean;
  readonly file: string;
}

/**
 * Joins what rows need beside them, and puts them into the order of the file. What a join keeps and a sort holds back grows with the
 * rows: where the buffers are too small for all, one slice of the file's rows after the other.
 */
async function joinRows(
  duckdb: Duckdb,
  { query, staged }: PreparedBatch,
  { spec, isPlain, file, rowsAtOnce, isInAnyOrder = false }: Joined,
  told: (share: number) => void,
): Promise<void> {
  const shown = isPlain ? query.columns.map(quote).join(', ') : '*';
  const order = isInAnyOrder && isPlain ? '' : ' ORDER BY "#row"';
  const ordered = (of: QuerySpec) => `SELECT ${shown} FROM (${decisionQuery(of).sql})${order}`;
  const slices = rowsAtOnce === undefined ? SLICES : [Math.max(1, Math.ceil(staged.rows / rowsAtOnce))];
  for (const [i, count] of slices.entries()) {
    try {
      if (count === 1) await copy(duckdb, ordered(spec), query, file, told);
      else await inSlices(duckdb, query, file, count, (at) => ordered(sliceOf(spec, staged.rows, count, at)), told);
      return;
    } catch (error) {
      if (!isOutOfMemory(error) || i === slices.length - 1) throw error;
    }
  }
}

/** The same query over the rows of one slice. */
function sliceOf(spec: QuerySpec, rows: number, count: number, at: number): QuerySpec {
  const [first, last] = [Math.floor((rows * at) / count) + 1, Math.floor((rows * (at + 1)) / count)];
  const from = `(SELECT * FROM ${spec.source.from} AS slice WHERE "#row" BETWEEN ${first} AND ${last})`;
  return { ...spec, source: { ...spec.source, from } };
}

async function inSlices(
  duckdb: Duckdb,
  query: Query,
  file: string,
  count: number,
  slice: (at: number) => string,
  told: (share: number) => void,
): Promise<void> {
  const files = Array.from({ length: count }, (_, at) => join(duckdb.folder, `slice-${at}.parquet`));
  try {
    for (const [at, one] of files.entries())
      await copy(duckdb, slice(at), query, one, (share) => told((at + share) / count));
    await copy(duckdb, `FROM read_parquet([${files.map(pathLiteral).join(', ')}])`, query, file, () => told(1));
  } finally {
    for (const one of files) rmSync(one, { force: true });
  }
}
