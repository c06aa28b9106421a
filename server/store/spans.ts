import type { Database } from './tables.ts';

/** The tables whose rows stand for spans of publications: from `since` on, before `until`. */
type Spanned = 'publication_member' | 'library_proof';

/** How many rows are written by one statement: SQLite takes 32,766 values at most. */
const ROWS = 500;

/** Ends the spans that are open of some definitions: `number` is the first publication without them. */
export async function endSpans(
  database: Database,
  table: Spanned,
  ids: readonly string[],
  number: number,
): Promise<void> {
  for (const some of chunks(ids))
    await database
      .updateTable(table)
      .set({ until: number })
      .where('until', 'is', null)
      .where('id', 'in', some)
      .execute();
}

/** Rows in groups that one statement may write. */
export function chunks<T>(rows: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(rows.length / ROWS) }, (_, i) => rows.slice(i * ROWS, (i + 1) * ROWS));
}
