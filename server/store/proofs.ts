import type { Proof } from '../../definitions/index.ts';
import type { Database } from './tables.ts';

/** What was found out about a definition when it was loaded: proofs, and how its cases went. */
export interface Findings {
  readonly proofs: readonly Proof[];
  readonly cases: { readonly passed: number; readonly failed: number };
}

/** The findings of a publication's members, by closure; of all that ever were, where none is named. A closure belongs to one definition: it contains its id. */
export async function readFindings(database: Database, publication?: number): Promise<ReadonlyMap<string, Findings>> {
  let query = database.selectFrom('proof').selectAll();
  if (publication !== undefined) {
    query = query.where('closure', 'in', (members) =>
      members.selectFrom('publication_member').select('closure').where('publication', '=', publication),
    );
  }
  const rows = await query.execute();
  return new Map(
    rows.map(({ closure, proofs, cases_passed: passed, cases_failed: failed }): [string, Findings] => [
      closure,
      // Written by `saveFindings` only.
      { proofs: JSON.parse(proofs) as readonly Proof[], cases: { passed, failed } },
    ]),
  );
}

/** Keeps the findings of a closure; what is known of it already stays. */
export async function saveFindings(database: Database, closure: string, { proofs, cases }: Findings): Promise<void> {
  await database
    .insertInto('proof')
    .values({ closure, proofs: JSON.stringify(proofs), cases_passed: cases.passed, cases_failed: cases.failed })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
