import { join } from 'node:path';
import { recordQuery } from '../../definitions/index.ts';
import type { Duckdb } from './duckdb.ts';
import { pathLiteral } from './input/path-literal.ts';
import type { PreparedBatch, BatchRequest } from './batch-request.ts';
import { rowDecider } from './row-decider.ts';
import { quote } from './input/staged.ts';
import { textFile } from './output/text-file.ts';

/**
 * Rows that stand within a hair of a rounding tie of an exp, ln, power or logistic are decided again by the compiled function, whose
 * answer is the one that counts: engines' libraries differ in the last bit, and a tie is where a bit is seen.
 */
export async function redecide(
  duckdb: Duckdb,
  prepared: PreparedBatch,
  request: BatchRequest,
  result: string,
): Promise<{ readonly relation: string; readonly rows: number }> {
  const { spec, numbered, query } = prepared;
  const all = `read_parquet(${pathLiteral(result)})`;
  const doubted = `SELECT "#row" FROM ${all} WHERE ${quote(query.doubt ?? '')}`;
  const file = join(duckdb.folder, 'redecided.ndjson');
  const decide = rowDecider(prepared, request);
  const out = await textFile(file, duckdb.folder);
  const carried = ['#row', ...decide.beside].map((column) => ({ column, name: column }));
  const records = await duckdb.connection.stream(
    `SELECT * FROM (${recordQuery({ ...numbered, carried })}) WHERE "#row" IN (${doubted})`,
  );
  let count = 0;
  for (
    let chunk = await records.fetchChunk();
    chunk !== null && chunk.rowCount > 0;
    chunk = await records.fetchChunk()
  ) {
    const lines = chunk.getRows().map(([at, ...row]) => {
      const beside = row.slice(0, decide.beside.length);
      return JSON.stringify({ '#at': Number(at), ...decide.row(beside, row.slice(decide.beside.length)) });
    });
    count += lines.length;
    await out.write(`${lines.join('\n')}\n`);
  }
  await out.end();
  const kept = [...query.columns, '#row'].map(quote);
  if (count === 0) return { relation: `(SELECT ${kept.join(', ')} FROM ${all})`, rows: 0 };
  const types = new Map((await duckdb.columns(all)).map(({ name, type }) => [name, type.toString()]));
  const own = query.columns.slice(spec.carried.length);
  const columns = own.map((name) => `'${name.replaceAll("'", "''")}': '${types.get(name) ?? 'VARCHAR'}'`).join(', ');
  const again = `read_json(${pathLiteral(file)}, format = 'newline_delimited', columns = {'#at': 'BIGINT', ${columns}})`;
  const shown = own.map(
    (name) => `CASE WHEN again."#at" IS NULL THEN first.${quote(name)} ELSE again.${quote(name)} END AS ${quote(name)}`,
  );
  const passed = spec.carried.map(({ name }) => `first.${quote(name)} AS ${quote(name)}`);
  return {
    relation: `(SELECT first."#row", ${[...passed, ...shown].join(', ')} FROM ${all} AS first LEFT JOIN ${again} AS again ON first."#row" = again."#at" ORDER BY first."#row")`,
    rows: count,
  };
}
