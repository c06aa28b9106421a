import { firstLine } from '../output/write-fault.ts';
import { duckdb as dialect } from '../../../definitions/index.ts';
import { Refusal } from '../../terminal.ts';
import { columnIds } from './column-ids.ts';
import { columnTypeOf } from './column-type.ts';
import type { Duckdb } from '../duckdb.ts';
import type { InputFile } from './rows.ts';
import { pathLiteral } from './path-literal.ts';
import { batchProblem } from '../problems.ts';

/** A Parquet file: its columns have types, and its rows a number. */
export async function openParquet(duckdb: Duckdb, path: string, real: string): Promise<InputFile & ParquetRows> {
  const literal = pathLiteral(real);
  const found = await duckdb.columns(`read_parquet(${literal})`).catch((error: unknown) => {
    const reason = firstLine(error).replace(real, path);
    throw new Refusal([batchProblem('file-damaged', { pointer: '' }, { path, format: 'Parquet', reason })]);
  });
  const named = await namesOf(duckdb, literal);
  const names = found.map(({ name }, i) => (named.length === found.length ? (named[i] ?? name) : name));
  const ids = columnIds(names);
  const isRenamed = found.some(({ name }, i) => name !== ids[i]);
  return {
    path,
    real,
    format: 'parquet',
    columns: found.map(({ type }, i) => ({ name: names[i] ?? '', id: ids[i] ?? '', type: columnTypeOf(type) })),
    notes: [],
    ...parquetRows(real, {
      ...(isRenamed ? { ids } : {}),
      isNumberedByName: names.some((name) => name.toLowerCase() === 'file_row_number'),
    }),
  };
}

/** A Parquet file's rows as relations: as they stand, and with their number, from 1, as `#row`. */
export interface ParquetRows {
  from(): string;
  numbered(): string;
}

/** `isNumberedByName`: it has a column of the name under which DuckDB tells the number of a row. `constants`: columns beside its own. */
export function parquetRows(
  path: string,
  {
    ids,
    isNumberedByName = false,
    constants = [],
  }: {
    readonly ids?: readonly string[];
    readonly isNumberedByName?: boolean;
    readonly constants?: readonly string[];
  } = {},
): ParquetRows {
  const literal = pathLiteral(path);
  const more = constants.map((sql) => `, ${sql}`).join('');
  const renamed = (...more: readonly string[]) =>
    ids === undefined ? '' : ` AS file(${[...ids, ...more].map(dialect.quote).join(', ')})`;
  return {
    from: () =>
      more === ''
        ? `read_parquet(${literal})${renamed()}`
        : `(SELECT *${more} FROM read_parquet(${literal})${renamed()})`,
    numbered: () =>
      isNumberedByName
        ? `(SELECT *${more}, row_number() OVER () AS "#row" FROM read_parquet(${literal})${renamed()})`
        : `(SELECT * EXCLUDE (file_row_number)${more}, file_row_number + 1 AS "#row" FROM read_parquet(${literal}, file_row_number = true)${renamed('file_row_number')})`,
  };
}

/** The columns as the file itself names them: DuckDB renames those that differ only by case. */
async function namesOf(duckdb: Duckdb, literal: string): Promise<readonly string[]> {
  const nodes = await duckdb.rows(`SELECT name, coalesce(num_children, 0)::INTEGER FROM parquet_schema(${literal})`);
  const names: string[] = [];
  /** Goes over a node and all below it; answers the place behind it. */
  const behind = (at: number, depth: number): number => {
    const [name, children] = nodes[at] ?? ['', 0];
    if (depth === 1) names.push(String(name));
    let next = at + 1;
    for (let child = 0; child < Number(children); child++) next = behind(next, depth + 1);
    return next;
  };
  behind(0, 0);
  return names;
}
