import type { BatchRequest, PassedColumns } from './batch-request.ts';
import type { Duckdb } from './duckdb.ts';
import { fileState } from './input/file-state.ts';
import type { Format, InputFile } from './input/rows.ts';
import { quote } from './input/staged.ts';
import type { OutputFile } from './output/output-file.ts';
import { writeAs } from './output/write-relation.ts';

/** From so many columns on that only pass, looking at the file a second time costs less than keeping them until the end. */
const MANY = 64;

/**
 * The columns that are of no use but to pass, where they are many: they are neither staged nor carried through joins and sorts, but
 * read when the result is written. Columns that hold fields or the key are not among them, nor values of JSON.
 */
export function onlyPassed(
  { library, mapping, columns, related, previous }: BatchRequest,
  entity: string,
  input: InputFile,
  keyColumn: string,
): ReadonlySet<string> {
  // A Parquet file that nothing is joined to is looked at once as it is.
  const isOnce = input.lines === undefined && Object.keys(related).length === 0 && previous === undefined;
  if (input.format === 'ndjson' || isOnce) return new Set();
  const fields = library.environment.entity(entity)?.fields;
  const only = columns.filter((name) => {
    const isUsed = name === keyColumn || mapping[name] !== undefined || fields?.has(name) !== false;
    return !isUsed && input.columns.find((one) => one.name === name)?.found === undefined;
  });
  return new Set(only.length < MANY ? [] : only);
}

/** The second look at the file found another file than the first, or other rows, such as a line with bytes that are no characters in a column that passes. */
export class PassedRowsDiffer extends Error {}

/** What is written: the rows of the result in the file's order, with their number as `#row`, and the columns of the output in order. */
export interface Beside {
  readonly relation: string;
  readonly rows: number;
  readonly columns: readonly string[];
}

/**
 * Writes the result with the columns that pass beside it. Both stand in the order of the file, so that they are put together by place,
 * and neither is sorted or kept as a whole; a row that was refused is made up for by one more before it, which is left out again.
 * Throws a PassedRowsDiffer.
 */
export async function writeBeside(
  duckdb: Duckdb,
  { source: { from, rejects }, file, columns }: PassedColumns,
  result: Beside,
  output: OutputFile,
  format: Format,
  told: (share: number) => void,
): Promise<void> {
  if (rejects !== null) await duckdb.run(`DROP TABLE IF EXISTS ${rejects}; DROP TABLE IF EXISTS ${rejects}_scans`);
  const own = columns.map(({ id }, i) => `${quote(id)} AS c${i}`).join(', ');
  const names = new Map(columns.map(({ name }, i) => [name, `passed.c${i}`]));
  const shown = result.columns.map((name) => `${names.get(name) ?? `decided.${quote(name)}`} AS ${quote(name)}`);
  const passed = `(SELECT ${own}, row_number() OVER () AS "#place" FROM ${from})`;
  const before = `unnest(range("#row" - lag("#row", 1, 0) OVER () - 1, -1, -1))`;
  const decided = `(SELECT *, ${before} AS "#before" FROM ${result.relation})`;
  const relation = `(SELECT ${shown.join(', ')} FROM ${passed} AS passed POSITIONAL JOIN ${decided} AS decided WHERE "#before" = 0 AND "#place" = "#row")`;
  const written = await writeAs(duckdb, relation, result.columns, output, format, told);
  const [bad] = rejects === null ? [] : await duckdb.rows(`SELECT 1 FROM ${rejects} LIMIT 1`);
  if (written !== result.rows || bad !== undefined || fileState(file.path) !== file.state) throw new PassedRowsDiffer();
}
