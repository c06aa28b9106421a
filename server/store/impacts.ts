import type { ImpactResultTable, ImpactTable } from './population-tables.ts';
import type { Database } from './tables.ts';

/** A population of which an impact tells, and the definitions that it tells of. */
export interface ImpactAsked {
  readonly entity: string;
  readonly snapshot: string;
  /** The day the snapshot describes. */
  readonly asOf: string;
  readonly definitions: readonly { readonly ref: string; readonly kind: 'changed' | 'reached' }[];
}

/** Makes an impact known that is about to be computed. */
export async function insertImpact(
  database: Database,
  impact: Omit<ImpactTable, 'state' | 'ended_at' | 'asked' | 'digest' | 'problems'>,
): Promise<void> {
  const open = { state: 'running', ended_at: null, asked: null, digest: null, problems: '[]' } as const;
  await database
    .insertInto('impact')
    .values({ ...impact, ...open })
    .execute();
}

export async function findImpact(database: Database, id: string): Promise<ImpactTable | undefined> {
  return await database.selectFrom('impact').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Deletes impacts that were begun before an instant, with their reports; answers their ids. */
export async function deleteImpactsBefore(database: Database, at: string): Promise<readonly string[]> {
  const rows = await database.selectFrom('impact').select('id').where('begun_at', '<', at).limit(100).execute();
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  await database.deleteFrom('impact_result').where('impact', 'in', ids).execute();
  await database.deleteFrom('impact').where('id', 'in', ids).execute();
  return ids;
}

/** The impacts of one and the same change, the newest first. */
export async function impactsOfDraft(database: Database, draft: string) {
  const rows = await database
    .selectFrom('impact')
    .select(['id', 'state', 'base', 'begun_at'])
    .where('draft', '=', draft)
    .orderBy('begun_at', 'desc')
    .limit(20)
    .execute();
  return rows.map(({ begun_at: begunAt, ...row }) => ({ ...row, begunAt }));
}

/** The reports of an impact that are there, in the order of their definitions. */
export async function findResults(database: Database, impact: string) {
  return await database.selectFrom('impact_result').selectAll().where('impact', '=', impact).orderBy('ref').execute();
}

export async function findResult(database: Database, impact: string, ref: string) {
  return await database
    .selectFrom('impact_result')
    .selectAll()
    .where('impact', '=', impact)
    .where('ref', '=', ref)
    .executeTakeFirst();
}

/** Says more of an impact that is being computed; false where it is over. */
export async function moveImpact(
  database: Database,
  id: string,
  to: Partial<Pick<ImpactTable, 'state' | 'ended_at' | 'asked' | 'digest' | 'problems'>>,
): Promise<boolean> {
  const moved = await database
    .updateTable('impact')
    .set(to)
    .where('id', '=', id)
    .where('state', '=', 'running')
    .executeTakeFirst();
  return Number(moved.numUpdatedRows) === 1;
}

/** Keeps a report; false where the impact is over: nothing is added to it any more. */
export async function insertResult(database: Database, result: ImpactResultTable): Promise<boolean> {
  const impact = await findImpact(database, result.impact);
  if (impact?.state !== 'running') return false;
  await database.insertInto('impact_result').values(result).execute();
  return true;
}
