export type { AskedDecision, Query, QuerySpec, ResultPart } from './query.ts';
export type { ColumnType, Dialect } from './dialect.ts';
export type { SourceColumn, SqlContext, SqlGap, SqlSource } from './source.ts';
export { decisionQuery } from './query.ts';
export { duckdb } from './duckdb.ts';
