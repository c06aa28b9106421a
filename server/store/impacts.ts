import { hash, type Json } from '../../definitions/index.ts';
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

/** A population that is not there, and the definitions that an impact therefore does not tell of. */
export interface ImpactLacking {
  readonly entity: string;
  readonly definitions: readonly string[];
}

/** Makes an impact known that is about to be computed. */
export async function insertImpact(
  database: Database,
  impact: Omit<ImpactTable, 'state' | 'ended_at' | 'asked' | 'lacking' | 'digest' | 'problems'>,
): Promise<void> {
  const open = { state: 'running', ended_at: null, asked: null, lacking: null, digest: null, problems: '[]' } as const;
  await database
    .insertInto('impact')
    .values({ ...impact, ...open })
    .execute();
}

export async function findImpact(database: Database, id: string): Promise<ImpactTable | undefined> {
  return await database.selectFrom('impact').selectAll().where('id', '=', id).executeTakeFirst();
}

/** One hash of the change that was asked about, of which snapshots, and of every report by what it hashes to. */
export const impactDigest = (
  { draft, asked }: Pick<ImpactTable, 'draft' | 'asked'>,
  results: readonly (readonly [ref: string, digest: string])[],
): string => hash({ draft, asked: JSON.parse(asked ?? '[]') as Json, results });

/** Deletes impacts that were begun before an instant, with their reports, and that no release binds; answers their ids. */
export async function deleteImpactsBefore(database: Database, at: string): Promise<readonly string[]> {
  const bound = database.selectFrom('release_revision').select('impact').where('impact', 'is not', null);
  const rows = await database
    .selectFrom('impact')
    .select('id')
    .where('begun_at', '<', at)
    .where((of) => of.or([of('digest', 'is', null), of('digest', 'not in', bound)]))
    .limit(100)
    .execute();
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  await database.deleteFrom('impact_result').where('impact', 'in', ids).execute();
  await database.deleteFrom('impact').where('id', 'in', ids).execute();
  return ids;
}

/** The impacts of one and the same change, and the one that is bound by its digest; the newest first. */
export async function impactsOfDraft(database: Database, draft: string, digest: string | null) {
  const rows = await database
    .selectFrom('impact')
    .select(['id', 'state', 'base', 'begun_at', 'digest as own'])
    .where((of) => of.or([of('draft', '=', draft), of('digest', '=', digest ?? '')]))
    .orderBy('begun_at', 'desc')
    .limit(20)
    .execute();
  return rows.map(({ begun_at: begunAt, own, ...row }) => ({
    ...row,
    begunAt,
    isBound: own !== null && own === digest,
  }));
}

/** The reports of an impact that are there, in the order of their definitions. */
export async function findResults(database: Database, impact: string) {
  return await database.selectFrom('impact_result').selectAll().where('impact', '=', impact).orderBy('ref').execute();
}

/** What they hash to, without reading them. */
export async function resultDigests(
  database: Database,
  impact: string,
): Promise<(readonly [ref: string, digest: string])[]> {
  const rows = await database
    .selectFrom('impact_result')
    .select(['ref', 'digest'])
    .where('impact', '=', impact)
    .orderBy('ref')
    .execute();
  return rows.map(({ ref, digest }) => [ref, digest]);
}

/** Which reports there are of impacts that are done. */
export async function keptResults(database: Database) {
  return await database
    .selectFrom('impact_result')
    .innerJoin('impact', 'impact.id', 'impact_result.impact')
    .select(['impact', 'ref'])
    .where('state', '=', 'done')
    .orderBy('impact')
    .orderBy('ref')
    .execute();
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
  to: Partial<Pick<ImpactTable, 'state' | 'ended_at' | 'asked' | 'lacking' | 'digest' | 'problems'>>,
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
