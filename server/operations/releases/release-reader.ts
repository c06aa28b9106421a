import type { Right } from '../../authority/rights.ts';
import { readOrganisation } from '../../store/people.ts';
import type { Database } from '../../store/tables.ts';
import { decides } from './acting.ts';
import { approvalsGiven, editorsOf, type Standing } from './release-rows.ts';
import type { AwaitedApproval } from './terms.ts';

/** Whoever reads a release: the person, null for a key, and what he may do. */
export interface ReleaseReader {
  readonly person: string | null;
  readonly rights: readonly Right[];
}

/** Whether one of the approvals that a release waits for is that of whoever reads it: what he would be refused is never asked of him. */
export async function awaitsReader(
  database: Database,
  { person, rights }: ReleaseReader,
  { release }: Standing,
  awaited: readonly AwaitedApproval[],
): Promise<boolean> {
  if (person === null || !awaited.some(({ people }) => people?.includes(person) ?? true)) return false;
  if (!decides(await readOrganisation(database), rights, ['approver'])) return false;
  if ((await editorsOf(database, release.id)).includes(person)) return false;
  return (await approvalsGiven(database, release.id)).every((given) => given.person !== person);
}

/** Whether a release that went live is what is decided by today: each of its texts is in force, and none that it retired. Null: it never was. */
export async function isInForce(database: Database, { release, members }: Standing): Promise<boolean | null> {
  if (release.publication === null) return null;
  const rows = await database
    .selectFrom('publication_member')
    .select(['id', 'hash'])
    .where(
      'id',
      'in',
      members.map(({ ref }) => ref),
    )
    .where('until', 'is', null)
    .execute();
  const live = new Map(rows.map((row) => [row.id, row.hash]));
  return members.every(({ ref, hash, change }) => live.get(ref) === (change === 'retire' ? undefined : hash));
}
