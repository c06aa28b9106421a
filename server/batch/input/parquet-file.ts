import { Refusal } from '../../cli/terminal.ts';
import { columnTypeOf } from './column-type.ts';
import type { Duckdb } from '../duckdb.ts';
import type { InputFile } from './input-file.ts';
import { pathLiteral } from './path-literal.ts';
import { batchProblem } from '../problems.ts';

/** A Parquet file: its columns have types, and its rows a number. */
export async function openParquet(duckdb: Duckdb, path: string, real: string): Promise<InputFile> {
  const literal = pathLiteral(real);
  const columns = await duckdb.columns(`read_parquet(${literal})`).catch((error: unknown) => {
    const reason = firstLine(error).replace(real, path);
    throw new Refusal([batchProblem('file-damaged', { pointer: '' }, { path, format: 'Parquet', reason })]);
  });
  return {
    path,
    real,
    format: 'parquet',
    columns: columns.map(({ name, type }) => ({ name, type: columnTypeOf(type) })),
    canReject: false,
    notes: [],
    from: ({ numbered = false } = {}) =>
      numbered
        ? `(SELECT * EXCLUDE (file_row_number), file_row_number + 1 AS "#row" FROM read_parquet(${literal}, file_row_number = true))`
        : `read_parquet(${literal})`,
  };
}

/** The first line of an error's message: DuckDB appends the query. */
export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n')[0] ?? text;
}
