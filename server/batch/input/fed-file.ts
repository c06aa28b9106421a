import { join } from 'node:path';
import { BOOLEAN, DuckDBScalarFunction, VARCHAR } from '@duckdb/node-api';
import {
  type CellReader,
  expectation,
  type Feed,
  type FeedColumn,
  isStrictFormat,
  isValue,
  type Problem,
} from '../../../definitions/index.ts';
import { Refusal } from '../../terminal.ts';
import type { Duckdb } from '../duckdb.ts';
import { batchProblem } from '../problems.ts';
import { columnIds } from './column-ids.ts';
import type { InputColumn, InputFile } from './rows.ts';
import { alike } from './likely-column.ts';
import { parquetRows } from './parquet-file.ts';
import { targetLiteral } from './path-literal.ts';
import { quote, type StagedFile, UNSURE } from './staged.ts';

/**
 * A file as a feed reads it: its columns are fields of the feed's entity, in the strict form that every reader takes. The one reader of
 * cells runs inside the scan, as a function of the engine; a column that is strict already costs nothing. Throws a Refusal where the file
 * lacks a column of the feed.
 */
export async function fed(duckdb: Duckdb, input: InputFile, feed: Feed, wanted: WantedColumns): Promise<InputFile> {
  refuseAbsent(input, feed);
  const byName = new Map(input.columns.map((column) => [column.name, column]));
  const fields = feed.columns.flatMap((column): readonly ColumnOfFile[] => {
    const from = byName.get(column.name);
    return from === undefined || !wanted.fields.has(column.field.name) ? [] : [{ column, from }];
  });
  const taken = new Set(fields.map(({ column }) => column.field.name));
  const own = input.columns.filter(({ name }) => wanted.columns.has(name) && !taken.has(name) && name !== '');
  const names = [...taken, ...own.map(({ name }) => name)];
  const ids = columnIds(names);
  const read = fields.map((one, i) => readColumn(duckdb, input, feed, one, ids[i] ?? ''));
  const passed = own.map(({ id }, i) => `${quote(id)} AS ${quote(ids[fields.length + i] ?? '')}`);
  const shown = [...read.flatMap(({ sql }) => sql), ...passed];
  const unsure = input.lines?.isPlain === undefined ? [] : [UNSURE];
  const over = (from: string) =>
    `(SELECT ${shown.length === 0 ? 'TRUE AS "#here"' : shown.join(', ')}${unsure.map((one) => `, ${one}`).join('')} FROM ${from})`;
  const columns: readonly InputColumn[] = [
    ...read.map(({ column }) => column),
    ...own.map(({ name, type }, i) => ({ name, id: ids[fields.length + i] ?? '', type })),
  ];
  const made: InputFile = {
    ...input,
    columns,
    fields: taken,
    notes: [...input.notes, ...unnamed(input, feed, wanted)],
    from: (rejects) => over(input.from(rejects)),
  };
  if (input.lines === undefined) return materialised(duckdb, made, input);
  const seen = input.seen === undefined ? {} : { seen: new Set(names) };
  return { ...made, ...withLines(input, over), ...seen };
}

/** What is asked of a file that is fed. */
export interface WantedColumns {
  readonly fields: ReadonlySet<string>;
  /** Columns that are carried as they stand. */
  readonly columns: ReadonlySet<string>;
}

export interface ColumnOfFile {
  readonly column: FeedColumn;
  readonly from: InputColumn;
}

export function withLines({ lines }: InputFile, over: (from: string) => string): Pick<InputFile, 'lines'> {
  if (lines === undefined) return {};
  const carefully = async () => {
    const read = await lines.carefully();
    return { ...read, from: over(read.from) };
  };
  return { lines: { ...lines, carefully } };
}

/** A typed file is scanned as often as it is asked: the cells are read once, into a file beside. */
export async function materialised(duckdb: Duckdb, made: InputFile, input: InputFile): Promise<InputFile> {
  const real = join(duckdb.folder, `fed-${input.path.replaceAll(/[^\w.]/g, '_')}.parquet`);
  await duckdb.run(`COPY (SELECT * FROM ${made.from()}) TO ${targetLiteral(real)} (FORMAT parquet)`);
  return { ...made, real, ...parquetRows(real) };
}

/** What a cell reader answers for a cell that it cannot read: no text that a field could be. */
const UNREADABLE = '\u0001';

/** A field as it is read from its column, and beside it the text as it was found where that is another. */
export function readColumn(
  duckdb: Duckdb,
  input: InputFile,
  feed: Pick<Feed, 'unreadable' | 'empty'>,
  { column, from }: ColumnOfFile,
  id: string,
): { readonly column: InputColumn; readonly sql: readonly string[] } {
  const { field, format } = column;
  const raw = quote(from.id);
  const name = quote(id);
  const isTyped = from.type.kind !== 'text' && from.type.kind !== 'json';
  const isPlain = feed.unreadable === 'refuse' && isStrictFormat(format, field.type, feed);
  if (isTyped && (isPlain || !needsReading(column, from)))
    return { column: { name: field.name, id, type: from.type }, sql: [`${raw} AS ${name}`] };
  if (isPlain && from.type.kind === 'text')
    return { column: { name: field.name, id, type: from.type }, sql: [`NULLIF(${raw}, '') AS ${name}`] };
  const text = from.type.kind === 'json' ? `(${raw} ->> '$')` : isTyped ? `CAST(${raw} AS VARCHAR)` : raw;
  const reader = registered(duckdb, feed.unreadable === 'missing' ? inDomain(column) : column.read);
  const call = `${reader}(${text}, ${typedTest(input, from, isTyped)})`;
  const value =
    from.type.kind === 'json'
      ? `CASE WHEN json_type(${raw}) IN ('OBJECT', 'ARRAY') THEN '${UNREADABLE}' ELSE ${call} END`
      : call;
  const found = quote(`#found.${id}`);
  return {
    column: {
      name: field.name,
      id,
      type: { kind: 'text' },
      found: { id: `#found.${id}`, isRefused: feed.unreadable === 'refuse' },
    },
    sql: [
      `NULLIF(${value}, '${UNREADABLE}') AS ${name}`,
      `CASE WHEN ${value} IS NOT NULL AND ${value} <> ${text} THEN ${text} END AS ${found}`,
    ],
  };
}

/** Whether a column that has a type already is written otherwise than the field is kept. */
function needsReading({ field: { type }, format }: FeedColumn, { type: { kind } }: InputColumn): boolean {
  if (type.kind === 'number') return format.unit !== undefined || format.round !== undefined;
  if (type.kind === 'date') return kind === 'integer' || kind === 'double';
  if (type.kind === 'instant') return kind === 'timestamp' || kind === 'date' || format.round !== undefined;
  return type.kind === 'boolean' && kind !== 'boolean';
}

function typedTest(input: InputFile, from: InputColumn, isTyped: boolean): string {
  if (isTyped) return 'TRUE';
  if (from.type.kind === 'json') return `json_type(${quote(from.id)}) <> 'VARCHAR'`;
  return input.typed?.(from) ?? 'FALSE';
}

/** A reader by whose answer a value outside its field's domain is unreadable too. */
function inDomain({ read, field }: FeedColumn): CellReader {
  return (cell, isTyped) => {
    const value = read(cell, isTyped);
    return typeof value === 'string' && !isValue(value, field.type) ? undefined : value;
  };
}

let registrations = 0;

/** Makes a reader a function of the engine's: `name(text, isTyped)`. */
function registered({ connection }: Duckdb, read: CellReader): string {
  registrations += 1;
  const name = `read_cell_${registrations}`;
  connection.registerScalarFunction(
    DuckDBScalarFunction.create({
      name,
      parameterTypes: [VARCHAR, BOOLEAN],
      returnType: VARCHAR,
      mainFunction(_, chunk, out) {
        const [texts, typed] = [chunk.getColumnVector(0), chunk.getColumnVector(1)];
        for (let i = 0; i < chunk.rowCount; i++) {
          const text = texts.getItem(i);
          const value = text === null ? null : read(String(text), typed.getItem(i) === true);
          out.setItem(i, value === undefined ? UNREADABLE : value);
        }
        out.flush();
      },
    }),
  );
  return name;
}

/** A column that the feed names has to be there; a name that differs by case, width or blanks is the likely one. */
function refuseAbsent(input: InputFile, { id, columns }: Feed): void {
  // A line of JSON names only what it has.
  if (input.seen !== undefined) return;
  const names = input.columns.map(({ name }) => name).filter((name) => name !== '');
  const absent = columns.filter(({ name }) => !names.includes(name));
  if (absent.length === 0) return;
  throw new Refusal(
    absent.map(({ name: column }) => {
      const near = alike(column, names);
      const hint =
        near === undefined
          ? { 'zh-CN': '', en: '' }
          : { 'zh-CN': `；是否应为“${near}”？`, en: `; did you mean "${near}"?` };
      return batchProblem(
        'feed-column-absent',
        { pointer: '' },
        { path: input.path, feed: id, column, columns: names.join(', '), hint },
      );
    }),
  );
}

/** The columns of the file that nothing names. */
function unnamed(input: InputFile, { columns }: Feed, wanted: WantedColumns) {
  const named = new Set(columns.map(({ name }) => name));
  const ignored = input.columns
    .map(({ name }, i) => (name === '' ? `(${i + 1})` : name))
    .filter((name) => !named.has(name) && !wanted.columns.has(name));
  return ignored.length === 0
    ? []
    : [batchProblem('columns-ignored', { pointer: '' }, { path: input.path, columns: ignored.join(', ') })];
}

/** What of a staged file could not be read and counts as missing, column by column. */
export async function cellsCountedAsMissing(
  duckdb: Duckdb,
  { input, plain }: StagedFile,
  feed: Feed,
): Promise<readonly Problem[]> {
  const notes: Problem[] = [];
  for (const { name, id, found } of input.columns) {
    const column = feed.columns.find(({ field }) => field.name === name);
    if (found === undefined || found.isRefused || column === undefined) continue;
    const text = quote(found.id);
    const [[count, example] = [0n, null]] = await duckdb.rows(
      `SELECT count(*), min(${text}) FROM ${plain} WHERE ${quote(id)} IS NULL AND ${text} IS NOT NULL`,
    );
    const slots = {
      path: input.path,
      column: column.name,
      count: String(count),
      expected: expectation(column.field.type),
      found: JSON.stringify(example),
    };
    if (Number(count) > 0) notes.push(batchProblem('cells-counted-as-missing', { pointer: '' }, slots));
  }
  return notes;
}
