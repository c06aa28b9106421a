import type { BatchRequest, ProgressListener, BatchReport } from './batch-request.ts';
import { rmSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { Refusal } from '../terminal.ts';
import { countsOf } from './counts.ts';
import { decideRows } from './decide-rows.ts';
import type { Duckdb } from './duckdb.ts';
import { formatOf } from './input/input-file.ts';
import { type OutputFile, outputFile } from './output/output-file.ts';
import { firstLine } from './output/write-fault.ts';
import { keyNotes } from './key-notes.ts';
import { PassedRowsDiffer } from './passed-columns.ts';
import { prepare } from './prepare.ts';
import { batchProblem } from './problems.ts';
import { nextColumns, writeNext } from './output/next-run.ts';
import { relatedGroups } from './related-groups.ts';
import { writeRefusals } from './output/refused-rows.ts';
import { rowsOf, unaccounted } from './input/staged.ts';
import { writeText } from './output/text-file.ts';

/** Decides every row of a file. Throws a Refusal for whatever is wrong with files or options; rows never stop it. */
export async function runBatch(
  duckdb: Duckdb,
  request: BatchRequest,
  told: ProgressListener = () => {},
): Promise<BatchReport> {
  try {
    return await run(duckdb, request, told, true);
  } catch (error) {
    if (error instanceof PassedRowsDiffer) return run(duckdb, request, told, false);
    throw error;
  }
}

async function run(
  duckdb: Duckdb,
  request: BatchRequest,
  told: ProgressListener,
  isPassedLast: boolean,
): Promise<BatchReport> {
  const started = performance.now();
  const outputs = outputsOf(request);
  const groups = relatedGroups(duckdb, request.rowsAtOnce);
  try {
    const prepared = await prepare(duckdb, request, told, isPassedLast);
    const { query, staged } = prepared;
    const handing = outputs.next === null ? null : nextColumns(prepared);
    const result = await decideRows(duckdb, prepared, groups, request, outputs.result, told);
    const keys = request.isKeyNoted === false ? [] : await keyNotes(duckdb, request.library, prepared, groups.sizes);
    const decided = await rowsOf(duckdb, result.file);
    const refused = await writeRefusals(duckdb, prepared, request, outputs.refused.partial, staged.rows - decided);
    const rows = staged.rows + staged.malformed.count;
    if (decided + refused.rows !== rows)
      throw unaccounted(request.input, { expected: rows, found: decided + refused.rows });
    const answers = query.columns.slice(prepared.spec.carried.length);
    const counts = await countsOf(duckdb, result.relation, request.isCounted === false ? [] : answers);
    const frozen = { ...request.cuts, ...prepared.frozen };
    if (outputs.cuts !== null) await writeText(duckdb.folder, outputs.cuts, `${JSON.stringify(frozen, null, 2)}\n`);
    const next =
      outputs.next === null || handing === null
        ? null
        : await writeNext(duckdb, prepared, { ...result, columns: handing }, request.input, outputs.next);
    // All are complete: they get their names together, the result last.
    if (refused.lines > 0) outputs.refused.commit();
    else rmSync(outputs.refused.path, { force: true });
    outputs.cuts?.commit();
    outputs.next?.commit();
    outputs.result.commit();
    return {
      rows,
      decided,
      refused: refused.rows,
      seconds: (performance.now() - started) / 1000,
      output: request.output,
      refusedRows: refused.lines === 0 ? null : outputs.refused.path,
      counts,
      redecided: result.redecided,
      frozen,
      next: next === null ? null : { path: outputs.next?.path ?? '', ...next },
      notes: [...prepared.notes, ...keys],
      carried: prepared.columns.slice(0, prepared.columns.length - answers.length),
      results: query.results,
    };
  } catch (error) {
    throw damageOf(error, request);
  } finally {
    // Where the run was stopped the engine goes away with all it has.
    await groups.remove().catch(() => {});
    for (const file of [outputs.result, outputs.refused, outputs.cuts, outputs.next]) file?.discard();
  }
}

/** The files a batch writes; none of them is there until all are complete. */
function outputsOf({ input, related, previous, output, freeze, next, force }: BatchRequest) {
  const inputs = [input, ...Object.values(related), ...(previous === undefined ? [] : [previous])];
  formatOf(output);
  const result = outputFile(output, { force, inputs });
  const refused = outputFile(`${output}.refused.csv`, { force, inputs });
  return {
    result,
    refused,
    cuts: freeze === undefined ? null : outputFile(freeze, { force, inputs: [...inputs, output] }),
    next: next === undefined ? null : nextFile(next, { force, inputs: [...inputs, output] }),
  };
}

function nextFile(path: string, options: Parameters<typeof outputFile>[1]): OutputFile {
  formatOf(path);
  return outputFile(path, options);
}

/** A Parquet file may be damaged behind a sound beginning and end: its rows cannot be read then. */
function damageOf(error: unknown, { input, related, previous }: BatchRequest): unknown {
  const reason = firstLine(error);
  if (
    error instanceof Refusal ||
    !/parquet|snappy|zstd|gzip|lz4|brotli|thrift|TProtocol|corrupt|decompress|out of buffer/i.test(reason)
  )
    return error;
  const files = [input, ...Object.values(related), previous ?? ''].filter((path) => /\.(parquet|pq)$/i.test(path));
  const path = files.find((one) => reason.includes(one)) ?? files.join(', ');
  return path === ''
    ? error
    : new Refusal([batchProblem('file-damaged', { pointer: '' }, { path, format: 'Parquet', reason })]);
}
