import { comparedKeys, duckdb as dialect, type Field, type SourceColumn } from '../../../definitions/index.ts';
import { Refusal } from '../../terminal.ts';
import type { Duckdb } from '../duckdb.ts';
import { openInput } from './input-file.ts';
import { batchProblem } from '../problems.ts';
import { runProblem } from '../run-problems.ts';
import { idOf, quote, stage, type StagedFile, textOf } from './staged.ts';

/** The classes of the run before, joined to the rows by key. */
export interface PreviousFile {
  readonly file: StagedFile;
  /** A relation of rows with the run before beside each. */
  join(from: string, key: RowName): Promise<string>;
  /** The rows of the run before whose key stands in no row of `from`: `#key` and `$previous.*`, in the order of their file. */
  absentFrom(from: string, column: SourceColumn, key: RowName): string;
}

/** The column that names a row of this run, and the field it is, where it is one. */
export interface RowName {
  readonly file: StagedFile;
  readonly column: string;
  readonly field: Field | undefined;
}

const PARTS = ['class', 'since', 'misses'] as const;
/** The day of the run: files written before there was one lack it. */
const RUN = 'run';

/** Opens the result of the run before: its key with `class`, `since`, `misses` and `run`, or the same with `next_` before each. */
export async function withPrevious(
  duckdb: Duckdb,
  path: string,
  request: { readonly encoding?: string | undefined; readonly nulls?: readonly string[] | undefined },
): Promise<PreviousFile> {
  const wanted: readonly string[] = [...PARTS, RUN].flatMap((part) => [part, `next_${part}`]);
  const input = await openInput(duckdb, path, {
    wanted: [],
    encoding: request.encoding,
    nulls: request.nulls,
    figures: new Set(wanted),
  });
  const names = input.columns.map(({ name }) => name);
  const file = await stage(duckdb, input, new Set(names), 'previous');
  const partIn = (part: string) => (names.includes(`next_${part}`) ? `next_${part}` : part);
  const others = names.filter((name) => !wanted.includes(name)).join(', ');
  const missing = PARTS.map(partIn).filter((name) => !names.includes(name));
  if (missing.length > 0)
    throw new Refusal(
      missing.map((column) => batchProblem('column-not-found', { pointer: '' }, { path, column, columns: others })),
    );
  const [name = '', since = '', misses = ''] = PARTS.map((part) => textOf(file, partIn(part)));
  // Beside `next_class` a column `run` is something else.
  const runColumn = names.includes('next_class') ? `next_${RUN}` : RUN;
  const run = names.includes(runColumn) ? textOf(file, runColumn) : 'NULL';
  const dayOf = (text: string) => `TRY_CAST(${text} AS DATE)`;
  const count = `TRY_CAST(${misses} AS INTEGER)`;
  await refuseUnreadable(duckdb, path, file, [
    { column: partIn('since'), text: since, isRead: `${dayOf(since)} IS NOT NULL`, expected: '2026-01-31' },
    { column: runColumn, text: run, isRead: `${dayOf(run)} IS NOT NULL`, expected: '2026-01-31' },
    { column: partIn('misses'), text: misses, isRead: `abs(${count}) <= 1000000`, expected: '0, 1, 2 …' },
  ]);
  const number = (text: string) => `CAST(${dayOf(text)} - DATE '1970-01-01' AS INTEGER)`;
  const values = [
    `${name} AS "$previous.class"`,
    `${number(since)} AS "$previous.since"`,
    `${count} AS "$previous.misses"`,
    `${number(run)} AS "$previous.run"`,
  ].join(', ');
  const ownKey = (column: string) => (column === '#row' ? 'rownum' : column);
  const keys = (field: Field | undefined, column: SourceColumn, mention: string, own: string) =>
    comparedKeys(
      { dialect },
      { field, column, mention },
      { field, column: columnOf(file, own), mention: quote(idOf(file, own)) },
    );
  return {
    file,
    async join(from, { file: now, column, field }) {
      const own = ownKey(column);
      if (!names.includes(own))
        throw new Refusal([
          batchProblem('column-not-found', { pointer: '' }, { path, column: own, columns: names.join(', ') }),
        ]);
      const [keyNow, keyBefore] = keys(field, columnOf(now, column), `now.${quote(idOf(now, column))}`, own);
      await refuseRepeated(duckdb, path, file, own, keyBefore);
      const before = `(SELECT ${keyBefore} AS "#previous", ${values} FROM ${file.plain})`;
      return `(SELECT now.*, before.* EXCLUDE ("#previous") FROM ${from} AS now LEFT JOIN ${before} AS before ON ${keyNow} = before."#previous")`;
    },
    absentFrom(from, column, { column: key, field }) {
      const own = ownKey(key);
      const [keyNow, keyBefore] = keys(field, column, `now.${quote(column.name)}`, own);
      const shown = columnOf(file, own).type.kind === 'json' ? textOf(file, own) : quote(idOf(file, own));
      const before = `(SELECT "#row", ${shown} AS "#key", ${keyBefore} AS "#previous", ${values} FROM ${file.numbered})`;
      return `(SELECT before.* EXCLUDE ("#row", "#previous") FROM ${before} AS before ANTI JOIN ${from} AS now ON ${keyNow} = before."#previous" ORDER BY before."#row")`;
    },
  };
}

interface Part {
  readonly column: string;
  readonly text: string;
  readonly isRead: string;
  readonly expected: string;
}

/** What a run wrote is read back as it was written; anything else is no result of a run. */
async function refuseUnreadable(duckdb: Duckdb, path: string, file: StagedFile, parts: readonly Part[]): Promise<void> {
  for (const { column, text, isRead, expected } of parts) {
    const [bad] = await duckdb.rows(
      `SELECT ${text} FROM ${file.plain} WHERE ${text} IS NOT NULL AND NOT COALESCE(${isRead}, FALSE) LIMIT 1`,
    );
    if (bad !== undefined)
      throw new Refusal([
        runProblem('previous-unreadable', { pointer: '' }, { path, column, found: String(bad[0]), expected }),
      ]);
  }
}

/** The number of a row is no column of its file. */
const columnOf = ({ columns }: StagedFile, name: string): SourceColumn => {
  const type = columns.find((column) => column.name === name)?.type;
  return { name, type: type ?? { kind: 'integer', minimum: 1n, maximum: 2n ** 53n } };
};

async function refuseRepeated(
  duckdb: Duckdb,
  path: string,
  file: StagedFile,
  key: string,
  compared: string,
): Promise<void> {
  const [repeated] = await duckdb.rows(
    `SELECT min(${textOf(file, key)}) FROM ${file.plain} WHERE ${compared} IS NOT NULL GROUP BY ${compared} HAVING count(*) > 1 LIMIT 1`,
  );
  if (repeated !== undefined)
    throw new Refusal([
      batchProblem('relation-key-repeated', { pointer: '' }, { path, field: key, value: String(repeated[0]) }),
    ]);
}
