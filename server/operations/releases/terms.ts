import { strictest, type Terms } from '../../authority/settings.ts';
import type { Binding } from '../../population/impact/bound-hash.ts';
import type { ReleaseTable } from '../../store/release-tables.ts';
import { settingsSince } from '../../store/settings.ts';
import type { Database } from '../../store/tables.ts';
import { approvalsGiven } from './release-rows.ts';

export const HOUR_MS = 3_600_000;

/** What a release must meet: the strictest of all settings that were in force since it was begun (life L31). */
export const termsOf = async (database: Database, { begun_at }: Pick<ReleaseTable, 'begun_at'>): Promise<Terms> =>
  strictest(await settingsSince(database, begun_at));

/** Until when a request that is made now waits. */
export const expiryOf = (now: Date, { expiryDays }: Terms): string =>
  new Date(now.getTime() + expiryDays * 24 * HOUR_MS).toISOString();

/** An approval that a release waits for, and for which of the definitions that it changes. */
export interface AwaitedApproval {
  readonly refs: readonly string[];
  /** One of them gives it; null: anybody who may approve over the bank. */
  readonly people: readonly string[] | null;
}

/** The approvals that a release, as it was handed in, still waits for. Who approves for a subject approves for what is nobody's as well. */
export async function awaitedApprovals(
  database: Database,
  release: Pick<ReleaseTable, 'id' | 'revision' | 'begun_at'>,
): Promise<readonly AwaitedApproval[]> {
  const { binding } = await database
    .selectFrom('release_revision')
    .select('binding')
    .where('release', '=', release.id)
    .where('number', '=', release.revision)
    .executeTakeFirstOrThrow();
  // Written by `freeze`.
  const refs = binding === null ? [] : (JSON.parse(binding) as Binding).closures.map(({ ref }) => ref);
  const groups = (await termsOf(database, release)).groupsFor(refs);
  const ruled = new Set(groups.flatMap((group) => group.refs));
  const others = refs.filter((ref) => !ruled.has(ref));
  const given = (await approvalsGiven(database, release.id)).map(({ person }) => person);
  const anybody = others.length > 0 || groups.length === 0 ? [{ refs: others, people: null }] : [];
  return [...groups, ...anybody].filter(({ people }) => !given.some((person) => people?.includes(person) ?? true));
}
