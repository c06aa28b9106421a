import { Refusal } from '../cli/terminal.ts';
import type { Duckdb } from './duckdb.ts';
import { openInput } from './input-file.ts';
import { batchProblem } from './problems.ts';
import { quote, stage } from './staged.ts';

/** The classes of the run before, joined to the rows by key. */
export interface PreviousFile {
  join(from: string, key: string): string;
}

/** Opens the result of the run before: its key with `class`, `since` and `misses`, or `next_class`, `next_since`, `next_misses`. */
export async function withPrevious(
  duckdb: Duckdb,
  path: string,
  request: { readonly encoding?: string | undefined; readonly key?: string | undefined },
): Promise<PreviousFile> {
  const parts = ['class', 'since', 'misses'];
  const wanted = [...parts, ...parts.map((part) => `next_${part}`)];
  const input = await openInput(duckdb, path, { wanted: [], encoding: request.encoding });
  const names = input.columns.map(({ name }) => name);
  const staged = await stage(duckdb, input, new Set(names), 'previous');
  const columnOf = (part: string) => (names.includes(`next_${part}`) ? `next_${part}` : part);
  const missing = parts.map(columnOf).filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw new Refusal(
      missing.map((column) =>
        batchProblem(
          'column-not-found',
          { pointer: '' },
          { path, column, columns: names.filter((name) => !wanted.includes(name)).join(', ') },
        ),
      ),
    );
  }
  return {
    join(from, key) {
      const own = key === '#row' ? 'rownum' : key;
      if (!names.includes(own))
        throw new Refusal([
          batchProblem('column-not-found', { pointer: '' }, { path, column: own, columns: names.join(', ') }),
        ]);
      const [name, since, misses] = parts.map((part) => quote(columnOf(part)));
      const values = [
        `CAST(any_value(${name}) AS VARCHAR) AS "$previous.class"`,
        `CAST(any_value(TRY_CAST(${since} AS DATE)) - DATE '1970-01-01' AS INTEGER) AS "$previous.since"`,
        `any_value(TRY_CAST(${misses} AS INTEGER)) AS "$previous.misses"`,
      ];
      const before = `(SELECT CAST(${quote(own)} AS VARCHAR) AS "#previous", ${values.join(', ')} FROM ${staged.plain} GROUP BY ALL)`;
      const grouped = before.replace('GROUP BY ALL', `GROUP BY CAST(${quote(own)} AS VARCHAR)`);
      return `(SELECT now.*, before.* EXCLUDE ("#previous") FROM ${from} AS now LEFT JOIN ${grouped} AS before ON CAST(now.${quote(key)} AS VARCHAR) = before."#previous")`;
    },
  };
}
