export type { ColumnType, Dialect } from './dialect.ts';
export type { AskedDecision, Carried, Query, QuerySpec, ResultPart } from './query.ts';
export {
  type Grouping,
  groupingQuery,
  type SourceColumn,
  type SqlContext,
  type SqlGap,
  type SqlSource,
} from './source.ts';
export { duckdb } from './duckdb/duckdb.ts';
export { type CellReading, fieldColumn, readCell } from './field-column.ts';
export { comparedKeys, joinKey } from './relation.ts';
export { productRow } from './products.ts';
export { columnPrefix, cutsIn, decisionQuery } from './query.ts';
export { refusalQuery, recordQuery } from './refusals.ts';
export { handedOn } from './shape.ts';
