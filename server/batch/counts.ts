import { DuckDBMapValue } from '@duckdb/node-api';
import type { Duckdb } from './duckdb.ts';
import { quote } from './input/staged.ts';

/** By column: how often each value stands; null values under the empty text. */
export type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>;

const MOST_VALUES = 200;

/** Counts the words and conditions of a result, its columns of text and of true and false, in one look at it. */
export async function countsOf(duckdb: Duckdb, relation: string, columns: readonly string[]): Promise<Counts> {
  const types = new Map((await duckdb.columns(relation)).map(({ name, type }) => [name, type.toString()]));
  const counted = columns.filter((name) => types.get(name) === 'VARCHAR' || types.get(name) === 'BOOLEAN');
  if (counted.length === 0) return {};
  const parts = counted.map((name) =>
    types.get(name) === 'BOOLEAN'
      ? `count_if(${quote(name)}), count_if(NOT ${quote(name)})`
      : `histogram(${quote(name)}), NULL`,
  );
  const [row = []] = await duckdb.rows(`SELECT count(*), ${parts.join(', ')} FROM ${relation}`);
  const total = Number(row[0]);
  const entries = counted.flatMap((name, i): [string, Record<string, number>][] => {
    const [first, second] = [row[1 + 2 * i], row[2 + 2 * i]];
    const values: [string, number][] =
      types.get(name) === 'BOOLEAN'
        ? [
            ['true', Number(first)],
            ['false', Number(second)],
          ]
        : first instanceof DuckDBMapValue
          ? first.entries.map(({ key, value }) => [String(key), Number(value)])
          : [];
    if (values.length > MOST_VALUES) return [];
    const known = values.reduce((sum, [, count]) => sum + count, 0);
    const all: [string, number][] = known < total ? [...values, ['', total - known]] : values;
    return [[name, Object.fromEntries(all.filter(([, count]) => count > 0).sort((a, b) => b[1] - a[1]))]];
  });
  return Object.fromEntries(entries);
}
