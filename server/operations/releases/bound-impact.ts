import { hash, type Json } from '../../../definitions/index.ts';
import type { Impact } from '../../population/impact/impact.ts';
import type { Transaction } from '../../store/store.ts';
import type { Database } from '../../store/tables.ts';
import { type KeptImpact, wholeReport } from '../impacts/fitting-impact.ts';

/** Keeps the reports of an impact with the release that binds them, for as long as there are releases. */
export async function bindImpact({ database, now }: Transaction, impact: KeptImpact): Promise<void> {
  const { digest, snapshot } = impact;
  await database
    .insertInto('release_impact')
    .values({ digest, snapshot, report: JSON.stringify(impact.report), computed_at: now.toISOString() })
    .onConflict((conflict) => conflict.column('digest').doUpdateSet({ report: JSON.stringify(impact.report) }))
    .execute();
}

/** The reports that a revision binds; null where it binds none. */
export async function boundReport(database: Database, digest: string | null): Promise<readonly Impact[] | null> {
  if (digest === null) return null;
  const { report } = await boundRow(database, digest);
  // Written by `bindImpact`.
  return JSON.parse(report) as readonly Impact[];
}

/** Whether what a revision binds is still what its hash says: the reports, and the impact that shows them to whoever decides. */
export async function isImpactWhole(database: Database, digest: string | null): Promise<boolean> {
  if (digest === null) return true;
  const { snapshot, report } = await boundRow(database, digest);
  const bound = JSON.parse(report) as readonly Json[];
  // So it was bound by an older program.
  if (hash([snapshot, bound]) === digest) return true;
  const impacts = await database.selectFrom('impact').selectAll().where('digest', '=', digest).execute();
  for (const impact of impacts) {
    const shown = await wholeReport(database, impact);
    if (shown !== null && hash(shown) === hash(bound)) return true;
  }
  return false;
}

const boundRow = async (database: Database, digest: string) =>
  await database.selectFrom('release_impact').selectAll().where('digest', '=', digest).executeTakeFirstOrThrow();
