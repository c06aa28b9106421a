import type { Proof } from '../../definitions/index.ts';
import type { Database } from './tables.ts';

/** The proofs that were made for closures, by closure. */
export async function readProofs(database: Database): Promise<ReadonlyMap<string, readonly Proof[]>> {
  const rows = await database.selectFrom('proof').selectAll().execute();
  // Written by `saveProofs` only.
  return new Map(rows.map(({ closure, proofs }) => [closure, JSON.parse(proofs) as readonly Proof[]]));
}

/** Keeps the proofs of a closure; what is known of it already stays. */
export async function saveProofs(database: Database, closure: string, proofs: readonly Proof[]): Promise<void> {
  await database
    .insertInto('proof')
    .values({ closure, proofs: JSON.stringify(proofs) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
