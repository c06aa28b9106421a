import type { Cuts } from '../../definitions/index.ts';
import type { Database } from './tables.ts';

/** A set of frozen cuts; number 0 is the empty one that every store begins with. */
export interface FrozenCuts {
  readonly number: number;
  readonly cuts: Cuts;
}

/** The number of the frozen cuts in force. */
export async function newestCuts(database: Database): Promise<number> {
  const row = await database
    .selectFrom('frozen_cuts')
    .select((each) => each.fn.max('number').as('number'))
    .executeTakeFirst();
  return row?.number ?? 0;
}

/** The frozen cuts of a number; the newest where none is given. */
export async function readCuts(database: Database, number?: number): Promise<FrozenCuts> {
  let query = database.selectFrom('frozen_cuts').selectAll();
  if (number !== undefined) query = query.where('number', '=', number);
  const row = await query.orderBy('number', 'desc').limit(1).executeTakeFirst();
  // Written by `freeze` only.
  return row === undefined ? { number: 0, cuts: {} } : { number: row.number, cuts: JSON.parse(row.cuts) as Cuts };
}

/** What becomes of frozen cuts, by segmentation; null: it has none any more. */
export type CutsChange = Readonly<Record<string, Cuts[string] | null>>;

/** The cuts that a change of them leads to; those of other segmentations stay. */
export function changedCuts(cuts: Cuts, change: CutsChange): Cuts {
  return Object.fromEntries(
    Object.entries<Cuts[string] | null>({ ...cuts, ...change }).flatMap(([id, own]) =>
      own === null ? [] : [[id, own]],
    ),
  );
}

/** Freezes cuts as a new set; those of other segmentations stay in it. Answers the number of the set in force. */
export async function freeze(database: Database, change: CutsChange, now: Date): Promise<number> {
  const before = await readCuts(database);
  const merged = JSON.stringify(changedCuts(before.cuts, change));
  if (merged === JSON.stringify(before.cuts)) return before.number;
  const row = { number: before.number + 1, frozen_at: now.toISOString(), cuts: merged };
  await database.insertInto('frozen_cuts').values(row).execute();
  return row.number;
}
