import { Refusal } from '../../terminal.ts';
import type { Duckdb } from '../duckdb.ts';
import { openInput } from './input-file.ts';
import { batchProblem } from '../problems.ts';
import { stage, type StagedFile, textOf } from './staged.ts';

/** The classes of the run before, joined to the rows by key. */
export interface PreviousFile {
  readonly file: StagedFile;
  /** A relation of rows with the run before beside each; `key` is the column that names a row, `text` that name as text. */
  join(from: string, key: string, text: string): Promise<string>;
}

const PARTS = ['class', 'since', 'misses'] as const;

/** Opens the result of the run before: its key with `class`, `since` and `misses`, or `next_class`, `next_since`, `next_misses`. */
export async function withPrevious(
  duckdb: Duckdb,
  path: string,
  request: { readonly encoding?: string | undefined; readonly nulls?: readonly string[] | undefined },
): Promise<PreviousFile> {
  const wanted: readonly string[] = [...PARTS, ...PARTS.map((part) => `next_${part}`)];
  const input = await openInput(duckdb, path, {
    wanted: [],
    encoding: request.encoding,
    nulls: request.nulls,
    figures: new Set(wanted),
  });
  const names = input.columns.map(({ name }) => name);
  const file = await stage(duckdb, input, new Set(names), 'previous');
  const columnOf = (part: string) => (names.includes(`next_${part}`) ? `next_${part}` : part);
  const others = names.filter((name) => !wanted.includes(name)).join(', ');
  const missing = PARTS.map(columnOf).filter((name) => !names.includes(name));
  if (missing.length > 0)
    throw new Refusal(
      missing.map((column) => batchProblem('column-not-found', { pointer: '' }, { path, column, columns: others })),
    );
  const [name = '', since = '', misses = ''] = PARTS.map((part) => textOf(file, columnOf(part)));
  const day = `TRY_CAST(${since} AS DATE)`;
  const count = `TRY_CAST(${misses} AS INTEGER)`;
  await refuseUnreadable(duckdb, path, file, [
    { column: columnOf('since'), text: since, isRead: `${day} IS NOT NULL`, expected: '2026-01-31' },
    { column: columnOf('misses'), text: misses, isRead: `abs(${count}) <= 1000000`, expected: '0, 1, 2 …' },
  ]);
  return {
    file,
    async join(from, key, text) {
      const own = key === '#row' ? 'rownum' : key;
      if (!names.includes(own))
        throw new Refusal([
          batchProblem('column-not-found', { pointer: '' }, { path, column: own, columns: names.join(', ') }),
        ]);
      await refuseRepeated(duckdb, path, file, own);
      const values = [
        `${name} AS "$previous.class"`,
        `CAST(${day} - DATE '1970-01-01' AS INTEGER) AS "$previous.since"`,
        `${count} AS "$previous.misses"`,
      ];
      const before = `(SELECT ${textOf(file, own)} AS "#previous", ${values.join(', ')} FROM ${file.plain})`;
      return `(SELECT now.*, before.* EXCLUDE ("#previous") FROM ${from} AS now LEFT JOIN ${before} AS before ON ${text} = before."#previous")`;
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
        batchProblem('previous-unreadable', { pointer: '' }, { path, column, found: String(bad[0]), expected }),
      ]);
  }
}

async function refuseRepeated(duckdb: Duckdb, path: string, file: StagedFile, key: string): Promise<void> {
  const text = textOf(file, key);
  const [repeated] = await duckdb.rows(
    `SELECT ${text} FROM ${file.plain} WHERE ${text} IS NOT NULL GROUP BY ${text} HAVING count(*) > 1 LIMIT 1`,
  );
  if (repeated !== undefined)
    throw new Refusal([
      batchProblem('relation-key-repeated', { pointer: '' }, { path, field: key, value: String(repeated[0]) }),
    ]);
}
