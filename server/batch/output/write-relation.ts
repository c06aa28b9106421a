import type { Duckdb } from '../duckdb.ts';
import { type Format, formatOf } from '../input/input-file.ts';
import type { OutputFile } from './output-file.ts';
import { pathLiteral } from '../input/path-literal.ts';
import { quote } from '../input/staged.ts';

/** The result in the asked format; lists stand in CSV as JSON. */
export async function writeAs(
  duckdb: Duckdb,
  relation: string,
  columns: readonly string[],
  output: OutputFile,
  format: Format,
  told: (share: number) => void = () => {},
): Promise<void> {
  const types = new Map((await duckdb.columns(relation)).map(({ name, type }) => [name, type.toString()]));
  const isNested = (name: string) => /\[\]$|^STRUCT/.test(types.get(name) ?? '');
  const shown = columns.map((name) => {
    const column = quote(name);
    return format === 'csv' && isNested(name) ? `CAST(to_json(${column}) AS VARCHAR) AS ${column}` : column;
  });
  const options = { parquet: 'FORMAT parquet', csv: "FORMAT csv, HEADER, NULLSTR ''", ndjson: 'FORMAT json' }[format];
  await duckdb.run(
    `COPY (SELECT ${shown.join(', ')} FROM ${relation}) TO ${pathLiteral(output.partial)} (${options})`,
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
