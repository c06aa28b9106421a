import { join } from 'node:path';
import { EXIT, Refusal } from '../../terminal.ts';
import type { Duckdb } from '../duckdb.ts';
import { batchProblem } from '../problems.ts';
import { type InputColumn, type InputFile, type MalformedLines, NO_LINES } from './rows.ts';
import { parquetRows } from './parquet-file.ts';
import { firstLine } from '../output/write-fault.ts';
import { pathLiteral, targetLiteral } from './path-literal.ts';

/** A file's rows ready to be scanned as often as needed: Parquet, each row with its number. */
export interface StagedFile {
  readonly input: InputFile;
  readonly columns: readonly InputColumn[];
  /** A relation with the column `#row`, counted from 1 among the rows that could be read. */
  readonly numbered: string;
  readonly plain: string;
  readonly rows: number;
  /** Lines that are no rows, by their number in the file. */
  readonly malformed: MalformedLines;
  /** Of CSV: the columns without a name, by their place, and whether they have any value; null where every name is one. */
  readonly unnamed: ReadonlyMap<number, boolean> | null;
}

/**
 * Text files are parsed once, into a Parquet file beside: a second look (at refused rows, at counts) is then cheap, words get a
 * dictionary, and rows have numbers. Only the columns that are used, by name, are kept.
 *
 * Rows are counted twice: the engine scans the file while the program counts its lines. Where the two counts differ, or either met a
 * line that is not plain, the program reads the file line by line and the engine gets what it wrote; if they differ even then, the
 * file is refused as not read.
 */
export async function stage(
  duckdb: Duckdb,
  input: InputFile,
  used: ReadonlySet<string>,
  name: string,
  options: { readonly onProgress?: (share: number) => void; readonly carried?: readonly string[] } = {},
): Promise<StagedFile> {
  if (input.lines === undefined) return stagedParquet(duckdb, input);
  const file = join(duckdb.folder, `${name}.parquet`);
  const columns = input.columns.filter((column) => used.has(column.name));
  const names = columns.flatMap(({ id, found }) => [quote(id), ...(found === undefined ? [] : [quote(found.id)])]);
  // A JSON value that passes into the result passes as its text.
  const texts =
    input.format === 'ndjson'
      ? columns
          .filter(({ name: own, type }) => type.kind === 'json' && options.carried?.includes(own) === true)
          .map(({ id }) => `${quote(id)} ->> '$' AS ${quote(textColumn(id))}`)
      : [];
  const nameless = input.columns.flatMap(({ name: own, id }, i) =>
    input.format === 'csv' && own === '' ? [{ i, id: quote(id) }] : [],
  );
  const kept = [...names, ...texts, ...nameless.map(({ id }) => `${id} IS NOT NULL AS ${id}`)];
  const copy = (from: string) =>
    duckdb.run(
      `COPY (SELECT ${kept.length === 0 ? 'TRUE AS "#here"' : kept.join(', ')} FROM ${from}) TO ${targetLiteral(file)} (FORMAT parquet)`,
      options.onProgress,
    );
  const malformed =
    (await scan(duckdb, input, file, copy, `rejects_${name}`)) ?? (await readCarefully(duckdb, input, file, copy));
  const rows = await rowsOf(duckdb, file);
  const relations = parquetRows(file);
  const plain = relations.from();
  const unnamed = await valuesIn(duckdb, plain, nameless);
  return { input, columns, numbered: relations.numbered(), plain, rows, malformed, unnamed };
}

/** The column of a staged JSON value's text. */
export const textColumn = (id: string) => `#text.${id}`;

async function stagedParquet(duckdb: Duckdb, input: InputFile): Promise<StagedFile> {
  return {
    input,
    columns: input.columns,
    numbered: input.numbered?.() ?? input.from(),
    plain: input.from(),
    rows: await rowsOf(duckdb, input.real),
    malformed: NO_LINES,
    unnamed: null,
  };
}

/** Which columns have a value in any row. */
async function valuesIn(
  duckdb: Duckdb,
  from: string,
  columns: readonly { readonly i: number; readonly id: string }[],
): Promise<ReadonlyMap<number, boolean> | null> {
  if (columns.length === 0) return null;
  const [found = []] = await duckdb.rows(`SELECT ${columns.map(({ id }) => `bool_or(${id})`).join(', ')} FROM ${from}`);
  return new Map(columns.map(({ i }, at) => [i, found[at] === true]));
}

/** How many rows a Parquet file says it has. */
export async function rowsOf(duckdb: Duckdb, file: string): Promise<number> {
  const [[count] = [0n]] = await duckdb.rows(
    `SELECT sum(num_rows)::BIGINT FROM parquet_file_metadata(${pathLiteral(file)})`,
  );
  return Number(count ?? 0n);
}

type Copy = (from: string) => Promise<void>;

/** Copies a scan of the file while its lines are counted; undefined where it has to be read line by line. */
async function scan(
  duckdb: Duckdb,
  input: InputFile,
  file: string,
  copy: Copy,
  rejects: string,
): Promise<MalformedLines | undefined> {
  const canReject = input.lines?.canReject === true;
  if (canReject) await duckdb.run(`DROP TABLE IF EXISTS ${rejects}; DROP TABLE IF EXISTS ${rejects}_scans`);
  const [isScanned, count] = await Promise.all([
    copy(input.from(canReject ? rejects : undefined)).then(
      () => true,
      (error: unknown) => {
        if (error instanceof Refusal || !isOfLines(error)) throw error;
        return false;
      },
    ),
    input.lines?.count(),
  ]);
  if (!isScanned || count === undefined || count !== (await rowsOf(duckdb, file))) return undefined;
  const [found] = canReject ? await duckdb.rows(`SELECT 1 FROM ${rejects} LIMIT 1`) : [];
  return found === undefined ? NO_LINES : undefined;
}

async function readCarefully(duckdb: Duckdb, input: InputFile, file: string, copy: Copy): Promise<MalformedLines> {
  const read = await input.lines?.carefully();
  if (read === undefined) throw new Error(`${input.path} cannot be read line by line`);
  await damagedUnless(input, copy(read.from));
  const found = await rowsOf(duckdb, file);
  if (found === read.rows) return read.malformed;
  throw unaccounted(input.path, { expected: read.rows, found });
}

/** Rows that were read and were neither decided nor refused, or the other way round: nothing that was computed can be trusted. */
export function unaccounted(path: string, counts: { readonly expected: number; readonly found: number }): Refusal {
  return new Refusal([batchProblem('rows-unaccounted', { pointer: '' }, { path, ...counts })], EXIT.failed);
}

const isOfLines = (error: unknown) => /CSV|JSON|Invalid Input/i.test(firstLine(error));

async function damagedUnless(input: InputFile, work: Promise<void>): Promise<void> {
  await work.catch((error: unknown) => {
    const text = firstLine(error);
    if (error instanceof Refusal || !isOfLines(error)) throw error;
    throw new Refusal([
      batchProblem('file-damaged', { pointer: '' }, { path: input.path, format: input.format, reason: text }),
    ]);
  });
}

export const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** What the engine calls a column. */
export function idOf({ columns }: Pick<StagedFile, 'columns'>, name: string): string {
  return columns.find((one) => one.name === name)?.id ?? name;
}

/** A column's value as text: of a JSON value, what it says without its quotes. */
export function textOf({ columns }: StagedFile, name: string, of = ''): string {
  const column = `${of}${quote(idOf({ columns }, name))}`;
  return columns.find((one) => one.name === name)?.type.kind === 'json'
    ? `(${column} ->> '$')`
    : `CAST(${column} AS VARCHAR)`;
}
