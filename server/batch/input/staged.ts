import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { type CellReading, duckdb as dialect, type Field, readCell } from '../../../definitions/index.ts';
import { EXIT, Refusal } from '../../terminal.ts';
import type { Duckdb } from '../duckdb.ts';
import { batchProblem } from '../problems.ts';
import { type InputColumn, type InputFile, type MalformedLines, NO_LINES } from './rows.ts';
import { parquetRows } from './parquet-file.ts';
import { parquetOptions } from '../output/parquet-options.ts';
import { firstLine } from '../output/write-fault.ts';
import { pathLiteral, targetLiteral } from './path-literal.ts';

/** A file's rows ready to be scanned as often as needed: Parquet, each row with its number. */
export interface StagedFile {
  readonly input: InputFile;
  readonly columns: readonly InputColumn[];
  /** A relation with the column `#row`, counted from 1 among the rows that could be read. */
  readonly numbered: string;
  readonly plain: string;
  /** The rows once more, as they stand in the file itself; where `rejects` is a table's name, a scan notes in it the lines it cannot read. */
  readonly source: { readonly from: string; readonly rejects: string | null };
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
  options: StageOptions = {},
): Promise<StagedFile> {
  if (input.lines === undefined) return stagedParquet(duckdb, input);
  const file = join(duckdb.folder, `${name}.parquet`);
  const columns = input.columns.filter((column) => used.has(column.name));
  const read = columns.map((column) => ({ column, as: cellsOf(input, column, options.fields) }));
  const names = read.flatMap(({ column: { id, found, type }, as }) => [
    as === undefined ? named(cellOf(input, id, type), quote(id)) : readOf(id),
    ...(found === undefined ? [] : [quote(found.id)]),
  ]);
  const cells = read.flatMap(({ column: { id, type }, as }): ReadCell[] =>
    as === undefined ? [] : [{ id, as, type: input.format === 'ndjson' && type.kind === 'json' ? 'JSON' : 'VARCHAR' }],
  );
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
  const unsure = input.lines.isPlain === undefined ? [] : [UNSURE];
  const kept = [
    ...names,
    ...unreadCells(cells),
    ...texts,
    ...nameless.map(({ id }) => `${id} IS NOT NULL AS ${id}`),
    ...unsure,
  ];
  const plain = read.flatMap(({ column: { id }, as }) => (as === undefined ? [] : [{ id, ...as.plain(quote(id)) }]));
  const castOf = (id: string) => quote(`#cast.${id}`);
  const casts = plain.flatMap(({ id, cast }) => (cast === null ? [] : [`${cast} AS ${castOf(id)}`]));
  const values = plain.map(({ id, value }) => `${value(castOf(id))} AS ${readOf(id)}`);
  const withValues = (from: string) =>
    [casts, values].reduce((of, more) => (more.length === 0 ? of : `(SELECT *, ${more.join(', ')} FROM ${of})`), from);
  const copy = (from: string) =>
    duckdb.run(
      `COPY (SELECT ${kept.length === 0 ? 'TRUE AS "#here"' : kept.join(', ')} FROM ${withValues(from)}) TO ${targetLiteral(file)} ${parquetOptions(kept.length)}`,
      options.onProgress,
    );
  const { malformed, source } =
    (await scan(duckdb, input, file, copy, `rejects_${name}`)) ?? (await readCarefully(duckdb, input, file, copy));
  const left = await readTheRest(duckdb, file, cells);
  const rows = await rowsOf(duckdb, file);
  const empty = cells
    .filter((cell) => !left.includes(cell))
    .map(({ id, type }) => `CAST(NULL AS ${type}) AS ${quote(id)}`);
  const relations = parquetRows(file, { constants: empty });
  const unnamed = await valuesIn(duckdb, relations.from(), nameless);
  return {
    input,
    columns: read.map(({ column, as }) => (as === undefined ? column : { ...column, read: readId(column.id) })),
    numbered: relations.numbered(),
    plain: relations.from(),
    source,
    rows,
    malformed,
    unnamed,
  };
}

export interface StageOptions {
  readonly onProgress?: (share: number) => void;
  readonly carried?: readonly string[];
  /** Columns, by name, that are of use only as fields: they are read as such while the file is taken in. */
  readonly fields?: ReadonlyMap<string, Field>;
}

const readId = (id: string) => `#read.${id}`;
const readOf = (id: string) => quote(readId(id));

/** The text of a line that a scan is not sure of. */
export const UNSURE = '"#unsure"';

/** A column that is read as its field; a feed reads its cells itself. */
function cellsOf(input: InputFile, { name, type, found }: InputColumn, fields: StageOptions['fields']) {
  const field = fields?.get(name);
  if (field === undefined || found !== undefined || input.typed !== undefined) return undefined;
  return readCell(dialect, field, type.kind);
}

/** A cell that is read as its field while the file is taken in. */
interface ReadCell {
  readonly id: string;
  readonly as: CellReading;
  /** The type of what is left of it where it is not read. */
  readonly type: 'JSON' | 'VARCHAR';
}

const UNREAD = '"#unread"';

/** The texts of a row's cells that were not written plainly, in a list: few rows have any, so that they are no columns of their own. */
function unreadCells(cells: readonly ReadCell[]): readonly string[] {
  if (cells.length === 0) return [];
  const isUnread = ({ id }: ReadCell) => `(${readOf(id)} IS NULL AND ${quote(id)} IS NOT NULL)`;
  const texts = cells.map(({ id }) => `CASE WHEN ${readOf(id)} IS NULL THEN ${quote(id)} END`);
  return [`CASE WHEN ${cells.map(isUnread).join(' OR ')} THEN [${texts.join(', ')}] END AS ${UNREAD}`];
}

/**
 * Reads the cells that were not written plainly, and answers those columns that have any: what could not be read then is a column of the
 * file. It is a pass of its own, since an engine may compute a CASE's branch for rows that do not reach it.
 */
async function readTheRest(duckdb: Duckdb, file: string, cells: readonly ReadCell[]): Promise<readonly ReadCell[]> {
  if (cells.length === 0) return [];
  const from = `read_parquet(${pathLiteral(file)})`;
  const textAt = (i: number) => `${UNREAD}[${i + 1}]`;
  const counted = cells.map((_, i) => `count(${textAt(i)})`).join(', ');
  const [counts = []] = await duckdb.rows(`SELECT ${counted} FROM ${from} WHERE ${UNREAD} IS NOT NULL`);
  const left = cells.filter((_, i) => Number(counts[i]) > 0);
  if (left.length === 0) return [];
  const again = `${file}.again`;
  const texts = left.map((cell) => `CAST(${textAt(cells.indexOf(cell))} AS ${cell.type}) AS ${quote(cell.id)}`);
  const values = left.map(({ id, as }) => `COALESCE(${readOf(id)}, ${as.any(quote(id))}) AS ${readOf(id)}`);
  const odd = left.map(({ id }) => `CASE WHEN ${readOf(id)} IS NULL THEN ${quote(id)} END AS ${quote(id)}`);
  const unpacked = `(SELECT *, ${texts.join(', ')} FROM ${from})`;
  await duckdb.run(
    `COPY (SELECT * EXCLUDE (${UNREAD}) REPLACE (${odd.join(', ')}) FROM (SELECT * REPLACE (${values.join(', ')}) FROM ${unpacked})) TO ${targetLiteral(again)} ${parquetOptions(cells.length * 2)}`,
  );
  renameSync(again, file);
  return left;
}

/** A cell as it is staged: NDJSON is scanned as text, since values of JSON cost more, and most cells are wanted as something else. */
const cellOf = ({ format }: InputFile, id: string, { kind }: InputColumn['type']) =>
  format === 'ndjson' && kind === 'json' ? `CAST(${quote(id)} AS JSON)` : quote(id);
const named = (sql: string, name: string) => (sql === name ? sql : `${sql} AS ${name}`);

/** The column of a staged JSON value's text. */
export const textColumn = (id: string) => `#text.${id}`;

async function stagedParquet(duckdb: Duckdb, input: InputFile): Promise<StagedFile> {
  return {
    input,
    columns: input.columns,
    numbered: input.numbered?.() ?? input.from(),
    plain: input.from(),
    source: { from: input.from(), rejects: null },
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

type Copy = (from: string) => Promise<number>;
type Scanned = Pick<StagedFile, 'malformed' | 'source'>;

/** Copies a scan of the file while its lines are counted; undefined where it has to be read line by line. */
async function scan(
  duckdb: Duckdb,
  input: InputFile,
  file: string,
  copy: Copy,
  rejects: string,
): Promise<Scanned | undefined> {
  if ((await input.lines?.canScan?.()) === false) return undefined;
  const canReject = input.lines?.canReject === true;
  if (canReject) await duckdb.run(`DROP TABLE IF EXISTS ${rejects}; DROP TABLE IF EXISTS ${rejects}_scans`);
  const from = input.from(canReject ? rejects : undefined);
  const [isScanned, count] = await Promise.all([
    copy(from).then(
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
  return found === undefined && (await areAllPlain(duckdb, input, file))
    ? { malformed: NO_LINES, source: { from, rejects: canReject ? rejects : null } }
    : undefined;
}

/** Looks itself at the lines that the scan was not sure of. */
async function areAllPlain(duckdb: Duckdb, { lines }: InputFile, file: string): Promise<boolean> {
  if (lines?.isPlain === undefined) return true;
  const unsure = `SELECT ${UNSURE} FROM read_parquet(${pathLiteral(file)}) WHERE ${UNSURE} IS NOT NULL`;
  const result = await duckdb.connection.stream(unsure);
  let areAll = true;
  // The rest is fetched all the same: a stream that is left ends no query.
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk())
    areAll &&= chunk.getColumnValues(0).every((line) => lines.isPlain?.(String(line)) === true);
  return areAll;
}

async function readCarefully(duckdb: Duckdb, input: InputFile, file: string, copy: Copy): Promise<Scanned> {
  const read = await input.lines?.carefully();
  if (read === undefined) throw new Error(`${input.path} cannot be read line by line`);
  await damagedUnless(input, copy(read.from));
  const found = await rowsOf(duckdb, file);
  if (found === read.rows) return { malformed: read.malformed, source: { from: read.from, rejects: null } };
  throw unaccounted(input.path, { expected: read.rows, found });
}

/** Rows that were read and were neither decided nor refused, or the other way round: nothing that was computed can be trusted. */
export function unaccounted(path: string, counts: { readonly expected: number; readonly found: number }): Refusal {
  return new Refusal([batchProblem('rows-unaccounted', { pointer: '' }, { path, ...counts })], EXIT.failed);
}

const isOfLines = (error: unknown) => /CSV|JSON|Invalid Input/i.test(firstLine(error));

async function damagedUnless(input: InputFile, work: Promise<unknown>): Promise<void> {
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
