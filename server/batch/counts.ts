import type { Duckdb } from './duckdb.ts';
import { quote } from './staged.ts';

/** By column: how often each value stands; null values under the empty text. */
export type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>;

const MOST_VALUES = 200;

/** Counts the words and conditions of a result: its columns of text and of true and false. */
export async function countsOf(duckdb: Duckdb, relation: string, columns: readonly string[]): Promise<Counts> {
  const types = new Map((await duckdb.columns(relation)).map(({ name, type }) => [name, type.toString()]));
  const counted = columns.filter((name) => types.get(name) === 'VARCHAR' || types.get(name) === 'BOOLEAN');
  const entries: [string, Record<string, number>][] = [];
  for (const name of counted) {
    const rows = await duckdb.rows(
      `SELECT CAST(${quote(name)} AS VARCHAR) AS v, count(*) AS n FROM ${relation} GROUP BY ALL ORDER BY n DESC, v LIMIT ${MOST_VALUES + 1}`,
    );
    if (rows.length > MOST_VALUES) continue;
    entries.push([
      name,
      Object.fromEntries(rows.map(([value, count]) => [value === null ? '' : String(value), Number(count)])),
    ]);
  }
  return Object.fromEntries(entries);
}
