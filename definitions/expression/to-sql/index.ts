export type { ColumnType, Dialect } from './dialect.ts';
export type { AskedDecision, Carried, Query, QuerySpec, ResultPart } from './query.ts';
export type { SourceColumn, SqlContext, SqlGap, SqlSource } from './source.ts';
export { duckdb } from './duckdb/duckdb.ts';
export { fieldColumn } from './field-column.ts';
export { comparedKeys, joinKey } from './relation.ts';
export { productRow } from './products.ts';
export { cutsIn, decisionQuery } from './query.ts';
export { refusalQuery, recordQuery } from './refusals.ts';
