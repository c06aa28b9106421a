import { bindingChanges } from '../../population/impact/binding-changes.ts';
import type { Binding } from '../../population/impact/bound-hash.ts';
import { newestCuts } from '../../store/cuts.ts';
import { newestPublication, readMembers } from '../../store/definitions.ts';
import type { ReleaseTable } from '../../store/release-tables.ts';
import { OperationRefused, type Transaction } from '../../store/store.ts';
import type { Database } from '../../store/tables.ts';
import type { Asked, Upon } from './examine.ts';
import { releaseProblem } from './problems.ts';
import { type Standing, subjectOf } from './release-rows.ts';

/** Refuses a decision on another text than the one that waits, with what differs (life L03). */
export async function refuseUnseen(
  { database }: Transaction,
  { release, revision }: Standing,
  hash: string,
): Promise<void> {
  if (revision.bound_hash === hash) return;
  const rows = await database
    .selectFrom('release_revision')
    .select('binding')
    .where('release', '=', release.id)
    .where('bound_hash', '=', hash)
    .execute();
  const seen = rows[0]?.binding;
  // Written by `submitRelease`.
  const changes =
    seen === undefined || seen === null || revision.binding === null
      ? []
      : bindingChanges(JSON.parse(seen) as Binding, JSON.parse(revision.binding) as Binding);
  const told = {
    'zh-CN': changes.map(({ message }) => message['zh-CN']).join('；') || hash.slice(0, 12),
    en: changes.map(({ message }) => message.en).join('; ') || hash.slice(0, 12),
  };
  throw new OperationRefused(subjectOf(release.id), [
    releaseProblem('text-moved', { pointer: '/hash' }, { changes: told }),
  ]);
}

/** The first definition of a binding that stands otherwise in force than it says. */
export async function whyMoved(
  database: Database,
  binding: string | null,
): Promise<{ readonly ref: string; readonly live: string; readonly base: string } | undefined> {
  // Written by `submitRelease`.
  const bound = binding === null ? null : (JSON.parse(binding) as Binding);
  const inForce = new Map((await readMembers(database, await newestPublication(database))).map((one) => [one.id, one]));
  const versions = new Map(bound?.members.map(({ ref, replaces }) => [ref, replaces?.version]));
  for (const { ref, before } of bound?.closures ?? []) {
    const live = inForce.get(ref);
    if ((live?.closure ?? null) === before) continue;
    const base = versions.get(ref);
    return { ref, live: live === undefined ? '–' : `v${live.version}`, base: base === undefined ? '–' : `v${base}` };
  }
  return undefined;
}

/** Whether what was examined was examined upon what is in force. */
export const isInForce = async (database: Database, { basedOn, cutsInForce }: Upon): Promise<boolean> =>
  (await newestPublication(database)) === basedOn && (await newestCuts(database)) === cutsInForce;

/** Of a roll back: what stood before what it undoes went live; nothing of a change. */
export async function restoredBy(
  database: Database,
  { undoes }: Pick<ReleaseTable, 'undoes'>,
): Promise<Pick<Asked, 'restores'>> {
  if (undoes === null) return {};
  const undone = await database
    .selectFrom('release')
    .select(['cuts', 'publication'])
    .where('id', '=', undoes)
    .executeTakeFirstOrThrow();
  if (undone.publication === null) return {};
  // Publications and sets of cuts are numbered one by one, and each takes the place of the one before.
  return { restores: { publication: undone.publication - 1, cuts: undone.cuts === null ? null : undone.cuts - 1 } };
}
