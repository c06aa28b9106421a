import { DuckDBTypeId } from '@duckdb/node-api';
import type { Duckdb } from '../duckdb.ts';
import { formatOf } from '../input/input-file.ts';
import type { Format } from '../input/rows.ts';
import type { OutputFile } from './output-file.ts';
import { parquetOptions } from './parquet-options.ts';
import { targetLiteral } from '../input/path-literal.ts';
import { quote } from '../input/staged.ts';
import { onWire } from './wire-columns.ts';

/** The result in the asked format, figures and instants in the wire form of results; lists stand in CSV as JSON. Answers how many rows were written. */
export async function writeAs(
  duckdb: Duckdb,
  relation: string,
  columns: readonly string[],
  output: OutputFile,
  format: Format,
  told: (share: number) => void = () => {},
): Promise<number> {
  const types = new Map((await duckdb.columns(relation)).map(({ name, type }) => [name, type]));
  const shown = columns.map((name) => {
    const column = quote(name);
    const type = types.get(name);
    if (type === undefined || format === 'parquet') return column;
    const value = onWire(column, type, format === 'ndjson');
    const isNested = type.typeId === DuckDBTypeId.LIST || type.typeId === DuckDBTypeId.STRUCT;
    const text = format === 'csv' && isNested ? `CAST(to_json(${value}) AS VARCHAR)` : value;
    return text === column ? column : `${text} AS ${column}`;
  });
  const options = {
    parquet: parquetOptions(columns.length),
    csv: "(FORMAT csv, HEADER, NULLSTR '')",
    ndjson: '(FORMAT json)',
  }[format];
  return duckdb.run(
    `COPY (SELECT ${shown.join(', ')} FROM ${relation}) TO ${targetLiteral(output.partial)} ${options}`,
    told,
  );
}

/** Writes a relation where an output is prepared, in the format of its name. */
export async function writeRelation(duckdb: Duckdb, relation: string, output: OutputFile): Promise<void> {
  try {
    const columns = (await duckdb.columns(relation)).map(({ name }) => name);
    await writeAs(duckdb, relation, columns, output, formatOf(output.path));
    output.commit();
  } finally {
    output.discard();
  }
}
