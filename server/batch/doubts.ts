import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { DuckDBListValue, DuckDBStructValue, type DuckDBValue } from '@duckdb/node-api';
import {
  type Compilable,
  compile,
  type Json,
  type ReadField,
  recordQuery,
  type Result,
  type RowValue,
} from '../../definitions/index.ts';
import type { Duckdb } from './duckdb.ts';
import { flattened } from './flat-result.ts';
import { pathLiteral } from './path-literal.ts';
import type { Prepared } from './prepare.ts';
import type { BatchRequest } from './run-batch.ts';
import { quote } from './staged.ts';

/**
 * Rows that stand within a hair of a rounding tie of an exp, ln, power or logistic are decided again by the compiled function, whose
 * answer is the one that counts: engines' libraries differ in the last bit, and a tie is where a bit is seen.
 */
export async function redecide(
  duckdb: Duckdb,
  prepared: Prepared,
  request: BatchRequest,
  result: string,
): Promise<{ readonly relation: string; readonly rows: number }> {
  const { spec, numbered, query } = prepared;
  const all = `read_parquet(${pathLiteral(result)})`;
  const doubted = `SELECT "#row" FROM ${all} WHERE ${quote(query.doubt ?? '')}`;
  const file = join(duckdb.folder, 'redecided.ndjson');
  const compiled = compile(compilable(request), request.refs, { cuts: request.cuts, unknown: 'ignore' });
  const out = createWriteStream(file);
  const row = { column: '#row', name: '#row' };
  const records = await duckdb.connection.stream(
    `SELECT * FROM (${recordQuery({ ...numbered, carried: [row] })}) WHERE "#row" IN (${doubted})`,
  );
  let count = 0;
  for (
    let chunk = await records.fetchChunk();
    chunk !== null && chunk.rowCount > 0;
    chunk = await records.fetchChunk()
  ) {
    const lines = chunk
      .getRows()
      .map(([at, ...values]) => JSON.stringify({ '#at': Number(at), ...decided(compiled, values, prepared, request) }));
    count += lines.length;
    if (!out.write(`${lines.join('\n')}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  const kept = query.columns.map(quote);
  if (count === 0) return { relation: `(SELECT ${kept.join(', ')} FROM ${all})`, rows: 0 };
  const types = new Map((await duckdb.columns(all)).map(({ name, type }) => [name, type.toString()]));
  const own = query.columns.slice(spec.carried.length);
  const columns = own.map((name) => `'${name.replaceAll("'", "''")}': '${types.get(name) ?? 'VARCHAR'}'`).join(', ');
  const again = `read_json(${pathLiteral(file)}, format = 'newline_delimited', columns = {'#at': 'BIGINT', ${columns}})`;
  const shown = own.map(
    (name) => `CASE WHEN again."#at" IS NULL THEN first.${quote(name)} ELSE again.${quote(name)} END AS ${quote(name)}`,
  );
  const carried = spec.carried.map(({ name }) => `first.${quote(name)} AS ${quote(name)}`);
  return {
    relation: `(SELECT ${[...carried, ...shown].join(', ')} FROM ${all} AS first LEFT JOIN ${again} AS again ON first."#row" = again."#at")`,
    rows: count,
  };
}

/** The library, with the decisions of the request's own. */
function compilable({ library, decisions }: BatchRequest): Compilable {
  if (decisions === undefined) return library;
  type Stamp = readonly [string, { readonly version: number | null; readonly hash: string; readonly closure: string }];
  const own = [...decisions.keys()].map((ref): Stamp => [ref, { version: null, hash: '', closure: '' }]);
  return {
    around: { ...library.around, decision: (id) => decisions.get(id) ?? library.around.decision(id) },
    definitions: new Map<Stamp[0], Stamp[1]>([...library.definitions, ...own]),
  };
}

function decided(
  compiled: ReturnType<typeof compile>,
  values: readonly DuckDBValue[],
  { spec }: Prepared,
  request: BatchRequest,
): Record<string, Json> {
  const record = compiled.fromRow(
    spec.reads.fields.map((read, i) => rowValue(read, values[i] ?? null)),
    { asOf: request.asOf },
  );
  const results = compiled.evaluate(record, request.language);
  return Object.assign({}, ...spec.asked.map((one) => flattened(spec, one, results[one.ref] as Result))) as Record<
    string,
    Json
  >;
}

/** A value of DuckDB's as the compiled function takes it: rows as lists of their values in the order they are read. */
function rowValue(read: ReadField, value: DuckDBValue): RowValue {
  if (value === null) return null;
  if (value instanceof DuckDBListValue) return value.items.map((item) => rowValue(read, item));
  if (value instanceof DuckDBStructValue && read.rows !== null)
    return read.rows.map((row) => rowValue(row, value.entries[row.field.name] ?? null));
  return value as RowValue;
}
