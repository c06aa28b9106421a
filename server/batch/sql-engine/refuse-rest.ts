import { type Json, type QuerySpec, refusalQuery, type Result } from '../../../definitions/index.ts';
import type { Bench } from './workbench.ts';
import type { SqlRecord } from './tables.ts';
import { type FieldFault, toldOf } from './field-problems.ts';

/** Results of the rows that the query did not keep: they are refused, and a second query says why. */
export async function refuseRest(
  bench: Bench,
  spec: QuerySpec,
  records: readonly SqlRecord[],
  requests: readonly Json[],
  results: Result[],
): Promise<void> {
  const { sql } = refusalQuery(spec);
  const faults = new Map<number, FieldFault[]>();
  const rows = sql === null ? [] : (await bench.connection.runAndReadAll(sql)).getRows();
  for (const [row, path, code] of rows) {
    const known = faults.get(Number(row)) ?? [];
    faults.set(Number(row), known);
    known.push({ path: String(path), code: String(code) });
  }
  for (const { row, facts } of records) {
    if (results[row] !== undefined) continue;
    const names = bench.asked.reads.fields.map(({ field }) => field.name);
    results[row] = {
      value: null,
      reasons: [],
      missing: [...new Set(names)].filter((name) => (facts[name] ?? null) === null),
      problems: toldOf(bench, requests[row] ?? null, faults.get(row) ?? []),
      definition: bench.stamp,
    };
  }
}
