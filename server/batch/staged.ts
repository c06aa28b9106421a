import { join } from 'node:path';
import { Refusal } from '../cli/terminal.ts';
import type { Duckdb } from './duckdb.ts';
import type { InputFile } from './input-file.ts';
import { pathLiteral } from './path-literal.ts';
import { firstLine } from './parquet-file.ts';
import { batchProblem } from './problems.ts';
import type { ColumnType } from '../../definitions/index.ts';

/** A file's rows ready to be scanned as often as needed: Parquet, each row with its number. */
export interface StagedFile {
  readonly input: InputFile;
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
  /** A relation with the column `#row`, counted from 1 among the rows that could be read. */
  readonly numbered: string;
  readonly plain: string;
  readonly rows: number;
  /** Lines that are no rows, by their number in the file. */
  readonly malformed: readonly { readonly line: number; readonly text: string; readonly reason: string }[];
}

/**
 * Text files are parsed once, into a Parquet file beside: a second look (at refused rows, at counts) is then cheap, words get a
 * dictionary, and row numbers stay. Only the columns that are used are kept.
 */
export async function stage(
  duckdb: Duckdb,
  input: InputFile,
  used: ReadonlySet<string>,
  name: string,
  options: { readonly onProgress?: (share: number) => void; readonly carried?: readonly string[] } = {},
): Promise<StagedFile> {
  if (input.format === 'parquet') return stagedParquet(duckdb, input);
  const file = join(duckdb.folder, `${name}.parquet`);
  const rejects = `rejects_${name}`;
  const columns = input.columns.filter((column) => used.has(column.name));
  const names = columns.map((column) => quote(column.name));
  // A JSON value that passes into the result passes as its text.
  const texts =
    input.format === 'ndjson'
      ? (options.carried ?? []).map((column) => `${quote(column)} ->> '$' AS ${quote(textColumn(column))}`)
      : [];
  const from = input.from({ numbered: true, ...(input.canReject ? { rejects } : {}) });
  await damagedUnless(
    input,
    duckdb.run(
      `COPY (SELECT ${[...names, ...texts, '"#row"'].join(', ')} FROM ${from}) TO ${pathLiteral(file)} (FORMAT parquet)`,
      options.onProgress,
    ),
  );
  const malformed = input.canReject ? await rejectedLines(duckdb, rejects) : await linesThatAreNoRecords(duckdb, input);
  const relation = `read_parquet(${pathLiteral(file)})`;
  return { input, columns, numbered: relation, plain: relation, rows: await rowsOf(duckdb, file), malformed };
}

/** The column of a staged JSON value's text. */
export const textColumn = (column: string) => `#text.${column}`;

async function stagedParquet(duckdb: Duckdb, input: InputFile): Promise<StagedFile> {
  const [[count] = [0n]] = await duckdb.rows(
    `SELECT sum(num_rows)::BIGINT FROM parquet_file_metadata(${pathLiteral(input.path)})`,
  );
  return {
    input,
    columns: input.columns,
    numbered: input.from({ numbered: true }),
    plain: input.from(),
    rows: Number(count),
    malformed: [],
  };
}

async function rowsOf(duckdb: Duckdb, file: string): Promise<number> {
  const [[count] = [0n]] = await duckdb.rows(
    `SELECT sum(num_rows)::BIGINT FROM parquet_file_metadata(${pathLiteral(file)})`,
  );
  return Number(count);
}

async function rejectedLines(duckdb: Duckdb, table: string): Promise<StagedFile['malformed']> {
  const rows = await duckdb.rows(`SELECT line, csv_line, error_message FROM ${table} ORDER BY line`);
  const byLine = new Map(
    rows.map(([line, text, reason]) => [
      Number(line),
      { line: Number(line), text: String(text), reason: firstLine(String(reason)) },
    ]),
  );
  return [...byLine.values()];
}

async function linesThatAreNoRecords(duckdb: Duckdb, { malformed }: InputFile): Promise<StagedFile['malformed']> {
  if (malformed === undefined) return [];
  const rows = await duckdb.rows(malformed);
  return rows.map(([line, text]) => ({ line: Number(line), text: String(text), reason: 'JSON' }));
}

async function damagedUnless(input: InputFile, work: Promise<void>): Promise<void> {
  await work.catch((error: unknown) => {
    const text = firstLine(error);
    if (!/CSV|JSON|Invalid Input/i.test(text)) throw error;
    throw new Refusal([
      batchProblem('file-damaged', { pointer: '' }, { path: input.path, format: input.format, reason: text }),
    ]);
  });
}

export const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** A column's value as text: of a JSON value, what it says without its quotes. */
export function textOf({ columns }: StagedFile, name: string, of = ''): string {
  const column = `${of}${quote(name)}`;
  return columns.find((one) => one.name === name)?.type.kind === 'json'
    ? `(${column} ->> '$')`
    : `CAST(${column} AS VARCHAR)`;
}
