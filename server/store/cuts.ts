import type { Cuts } from '../../definitions/index.ts';
import type { Database } from './tables.ts';

/** The frozen cuts of segmentations by share. */
export async function readCuts(database: Database): Promise<Cuts> {
  const rows = await database.selectFrom('frozen_cuts').selectAll().execute();
  // Written by `saveCuts` only.
  return Object.fromEntries(rows.map(({ segmentation, cuts }) => [segmentation, JSON.parse(cuts) as Cuts[string]]));
}

/** Freezes cuts; those of other segmentations stay. */
export async function saveCuts(database: Database, cuts: Cuts): Promise<void> {
  for (const [segmentation, values] of Object.entries(cuts)) {
    const text = JSON.stringify(values);
    await database
      .insertInto('frozen_cuts')
      .values({ segmentation, cuts: text })
      .onConflict((conflict) => conflict.column('segmentation').doUpdateSet({ cuts: text }))
      .execute();
  }
}
