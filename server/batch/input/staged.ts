import { join } from 'node:path';
import { Refusal } from '../../cli/terminal.ts';
import type { Duckdb } from '../duckdb.ts';
import { type InputFile, type MalformedLines, NO_LINES } from './input-file.ts';
import { pathLiteral } from './path-literal.ts';
import { firstLine } from './parquet-file.ts';
import { batchProblem } from '../problems.ts';
import type { ColumnType } from '../../../definitions/index.ts';

/** A file's rows ready to be scanned as often as needed: Parquet, each row with its number. */
export interface StagedFile {
  readonly input: InputFile;
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
  /** A relation with the column `#row`, counted from 1 among the rows that could be read. */
  readonly numbered: string;
  readonly plain: string;
  readonly rows: number;
  /** Lines that are no rows, by their number in the file. */
  readonly malformed: MalformedLines;
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
  const columns = input.columns.filter((column) => used.has(column.name));
  const names = columns.map((column) => quote(column.name));
  // A JSON value that passes into the result passes as its text.
  const texts =
    input.format === 'ndjson'
      ? (options.carried ?? []).map((column) => `${quote(column)} ->> '$' AS ${quote(textColumn(column))}`)
      : [];
  const copy = (from: string) =>
    duckdb.run(
      `COPY (SELECT ${[...names, ...texts, '"#row"'].join(', ')} FROM ${from}) TO ${pathLiteral(file)} (FORMAT parquet)`,
      options.onProgress,
    );
  const scanned = input.needsCare === true ? undefined : await scan(duckdb, input, copy, `rejects_${name}`);
  const malformed = scanned ?? (await readCarefully(input, copy));
  const relation = `read_parquet(${pathLiteral(file)})`;
  return { input, columns, numbered: relation, plain: relation, rows: await rowsOf(duckdb, file), malformed };
}

/** The column of a staged JSON value's text. */
export const textColumn = (column: string) => `#text.${column}`;

async function stagedParquet(duckdb: Duckdb, input: InputFile): Promise<StagedFile> {
  const [[count] = [0n]] = await duckdb.rows(
    `SELECT sum(num_rows)::BIGINT FROM parquet_file_metadata(${pathLiteral(input.real)})`,
  );
  return {
    input,
    columns: input.columns,
    numbered: input.from({ numbered: true }),
    plain: input.from(),
    rows: Number(count),
    malformed: NO_LINES,
  };
}

async function rowsOf(duckdb: Duckdb, file: string): Promise<number> {
  const [[count] = [0n]] = await duckdb.rows(
    `SELECT sum(num_rows)::BIGINT FROM parquet_file_metadata(${pathLiteral(file)})`,
  );
  return Number(count);
}

/** Copies a scan of the file; undefined where its lines have to be looked at one by one. */
async function scan(
  duckdb: Duckdb,
  input: InputFile,
  copy: (from: string) => Promise<void>,
  rejects: string,
): Promise<MalformedLines | undefined> {
  if (input.canReject) await duckdb.run(`DROP TABLE IF EXISTS ${rejects}; DROP TABLE IF EXISTS ${rejects}_scans`);
  const isScanned = await copy(input.from({ numbered: true, ...(input.canReject ? { rejects } : {}) })).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Refusal || !/CSV|JSON|Invalid Input/i.test(firstLine(error))) throw error;
      return false;
    },
  );
  if (!isScanned) return undefined;
  if (!input.canReject) return linesThatAreNoRecords(duckdb, input);
  const [found] = await duckdb.rows(`SELECT 1 FROM ${rejects} LIMIT 1`);
  return found === undefined ? NO_LINES : undefined;
}

async function readCarefully(input: InputFile, copy: (from: string) => Promise<void>): Promise<MalformedLines> {
  const clean = await input.careful?.();
  if (clean === undefined) throw new Error(`${input.path} cannot be read line by line`);
  await damagedUnless(input, copy(clean.from));
  return clean.malformed;
}

const NO_OBJECT = { 'zh-CN': '不是 JSON 对象', en: 'it is no JSON object' };

async function linesThatAreNoRecords(duckdb: Duckdb, { malformed }: InputFile): Promise<MalformedLines> {
  if (malformed === undefined) return NO_LINES;
  const [[count] = [0n]] = await duckdb.rows(`SELECT count(*) FROM (${malformed})`);
  return {
    count: Number(count),
    async *read() {
      const result = await duckdb.connection.stream(malformed);
      for (
        let chunk = await result.fetchChunk();
        chunk !== null && chunk.rowCount > 0;
        chunk = await result.fetchChunk()
      )
        for (const [line, text] of chunk.getRows()) yield { line: Number(line), text: String(text), reason: NO_OBJECT };
    },
  };
}

async function damagedUnless(input: InputFile, work: Promise<void>): Promise<void> {
  await work.catch((error: unknown) => {
    const text = firstLine(error);
    if (error instanceof Refusal || !/CSV|JSON|Invalid Input/i.test(text)) throw error;
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
