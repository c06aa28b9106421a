import { type Json, lackedNames, type QuerySpec, refusalQuery, type Result } from '../../../definitions/index.ts';
import type { SqlEngineContext } from './workbench.ts';
import type { SqlRecord } from './tables.ts';
import { type FieldFault, toldOf } from './field-problems.ts';

/** Results of the rows that the query did not keep: they are refused, and a second query says why. */
export async function refuseRest(
  context: SqlEngineContext,
  spec: QuerySpec,
  records: readonly SqlRecord[],
  requests: readonly Json[],
  results: Result[],
): Promise<void> {
  const { sql } = refusalQuery(spec);
  const faults = new Map<number, FieldFault[]>();
  const rows = sql === null ? [] : (await context.connection.runAndReadAll(sql)).getRows();
  for (const [row, path, code] of rows) {
    const known = faults.get(Number(row)) ?? [];
    faults.set(Number(row), known);
    known.push({ path: String(path), code: String(code) });
  }
  for (const { row, facts } of records) {
    if (results[row] !== undefined) continue;
    results[row] = {
      value: null,
      reasons: [],
      missing: lackedNames(context.asked.reads.fields, facts),
      problems: toldOf(context, requests[row] ?? null, faults.get(row) ?? []),
      definition: context.stamp,
    };
  }
}
