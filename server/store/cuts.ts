import type { Cuts } from '../../definitions/index.ts';
import type { Clock } from '../clock.ts';
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

/** Freezes cuts as a new set, in a transaction of its own; those of other segmentations stay in it. */
export async function freeze(database: Database, cuts: Cuts, clock: Clock): Promise<void> {
  await database.transaction().execute((transaction) => freezeWithin(transaction, cuts, clock));
}

/** The same within a transaction that is under way. */
export async function freezeWithin(transaction: Database, cuts: Cuts, clock: Clock): Promise<void> {
  const before = await readCuts(transaction);
  const merged = JSON.stringify({ ...before.cuts, ...cuts });
  if (merged === JSON.stringify(before.cuts)) return;
  const row = { number: before.number + 1, frozen_at: clock.now().toISOString(), cuts: merged };
  await transaction.insertInto('frozen_cuts').values(row).execute();
}
