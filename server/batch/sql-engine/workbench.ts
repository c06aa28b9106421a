import type { DuckDBConnection, DuckDBResultReader, DuckDBValue } from '@duckdb/node-api';
import type { AskedDecision, compile, Library, ReadSet, Result } from '../../../definitions/index.ts';
import type { EngineOptions } from '../../engine.ts';

/** What one engine holds for all its requests. */
export interface SqlEngineContext {
  readonly library: Library;
  readonly connection: DuckDBConnection;
  readonly asked: AskedDecision & { readonly reads: ReadSet };
  readonly options: EngineOptions;
  readonly compiled: ReturnType<typeof compile>;
  readonly stamp: Result['definition'];
}

/** A row of a query's answer by the names of its columns. */
export type Columns = ReadonlyMap<string, DuckDBValue>;

export function columnsOf(answer: DuckDBResultReader): readonly Columns[] {
  const names = answer.columnNames();
  return answer.getRows().map((row) => new Map(names.map((name, i) => [name, row[i] ?? null])));
}
