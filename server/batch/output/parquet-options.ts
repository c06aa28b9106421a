const ROWS = 122_880;
const VECTOR = 2048;
/** With up to so many columns a group of the usual size is kept in memory while it is written. */
const FEW_COLUMNS = 50;

/** How a Parquet file is written: the wider, the fewer rows stand in a group, since a whole group is kept in memory. */
export function parquetOptions(columns: number): string {
  const rows = Math.floor((ROWS * FEW_COLUMNS) / Math.max(columns, FEW_COLUMNS) / VECTOR) * VECTOR;
  return `(FORMAT parquet, ROW_GROUP_SIZE ${Math.max(rows, VECTOR)})`;
}
