import type { Right } from '../../authority/rights.ts';
import { readMembers, newestPublication } from '../../store/definitions.ts';
import { readOrganisation } from '../../store/people.ts';
import type { Database } from '../../store/tables.ts';
import { decides } from './acting.ts';
import { approvalsGiven, editorsOf, type Standing } from './release-rows.ts';
import { awaitedApprovals } from './terms.ts';

/** Whoever reads a release: the person, null for a key, and what he may do. */
export interface ReleaseReader {
  readonly person: string | null;
  readonly rights: readonly Right[];
}

/** Whether a release waits for the approval of whoever reads it: what he would be refused is never asked of him. */
export async function awaitsReader(
  database: Database,
  { person, rights }: ReleaseReader,
  { release }: Standing,
): Promise<boolean> {
  if (release.state !== 'submitted' || person === null) return false;
  if (!decides(await readOrganisation(database), rights, ['approver'])) return false;
  if ((await editorsOf(database, release.id)).includes(person)) return false;
  if ((await approvalsGiven(database, release.id)).some((given) => given.person === person)) return false;
  const awaited = await awaitedApprovals(database, release);
  return awaited.some(({ people }) => people?.includes(person) ?? true);
}

/** Whether a release that went live is what is decided by today: each of its texts is in force, and none that it retired. Null: it never was. */
export async function isInForce(database: Database, { release, members }: Standing): Promise<boolean | null> {
  if (release.publication === null) return null;
  const live = new Map(
    (await readMembers(database, await newestPublication(database))).map((one) => [one.id, one.hash]),
  );
  return members.every(({ ref, hash, change }) => live.get(ref) === (change === 'retire' ? undefined : hash));
}
