import { rootOf } from '../../authority/organisation.ts';
import { holdsOver } from '../../authority/rights.ts';
import type { Role } from '../../authority/role.ts';
import { effectiveRights } from '../../authority/rights.ts';
import { readAuthority } from '../../store/people.ts';
import type { ReleaseNoticeTable, ReleaseTable } from '../../store/release-tables.ts';
import type { Actor } from '../../store/actor.ts';
import type { Reader, Store, Transaction } from '../../store/store.ts';
import type { Database } from '../../store/tables.ts';
import { editorsOf } from './release-rows.ts';
import { awaitedApprovals } from './terms.ts';

/** Everybody active who holds a role over a node, the whole bank where none is named. */
export async function holdersOf(database: Database, role: Role, node?: string): Promise<readonly string[]> {
  const authority = await readAuthority(database);
  return authority.members
    .filter((member) =>
      holdsOver(
        authority.organisation,
        effectiveRights(authority, member),
        [role],
        node ?? rootOf(authority.organisation),
      ),
    )
    .map(({ id }) => id);
}

/** Who may give an approval that a release waits for: whoever holds the role over the bank, is named where settings name, and wrote nothing in it. */
export async function approversOf(database: Database, release: ReleaseTable): Promise<readonly string[]> {
  const editors = await editorsOf(database, release.id);
  const awaited = await awaitedApprovals(database, release);
  return (await holdersOf(database, 'approver')).filter(
    (person) => !editors.includes(person) && awaited.some(({ people }) => people?.includes(person) ?? true),
  );
}

/** Settles what was said of a release before, and says this: kept for its readers, and handed to the outbox. */
export async function tell(
  tx: Transaction,
  release: ReleaseTable,
  notices: readonly { readonly kind: ReleaseNoticeTable['kind']; readonly people: readonly string[] }[],
): Promise<void> {
  const noticed_at = tx.now.toISOString();
  await tx.database
    .updateTable('release_notice')
    .set({ settled_at: noticed_at })
    .where('release', '=', release.id)
    .where('settled_at', 'is', null)
    .execute();
  for (const { kind, people } of notices)
    for (const person of new Set(people)) {
      const row = { release: release.id, person, kind, noticed_at, settled_at: null };
      await tx.database.insertInto('release_notice').values(row).execute();
      const key = `release/${release.id}/${release.row_version}/${kind}/${person}`;
      await tx.send({ type: 'notice', key, payload: { to: person, release: release.id, kind } });
    }
}

/** Everybody who wrote in a release, and who approved it. */
export async function concernedBy(database: Database, id: string): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('release_approval')
    .select('person')
    .distinct()
    .where('release', '=', id)
    .execute();
  return [...new Set([...(await editorsOf(database, id)), ...rows.map(({ person }) => person)])];
}

/** What a person is still told, newest first. */
export async function listNotices({ database }: Pick<Reader, 'database'>, person: string) {
  const rows = await database
    .selectFrom('release_notice')
    .innerJoin('release', 'release.id', 'release_notice.release')
    .innerJoin('release_revision', (join) =>
      join
        .onRef('release_revision.release', '=', 'release.id')
        .onRef('release_revision.number', '=', 'release.revision'),
    )
    .select([
      'release_notice.number',
      'release_notice.release',
      'release_notice.kind',
      'release_notice.noticed_at',
      'release_revision.title',
      'release.state',
    ])
    .where('release_notice.person', '=', person)
    .where('release_notice.settled_at', 'is', null)
    .orderBy('release_notice.number', 'desc')
    .limit(200)
    .execute();
  return rows.map(({ noticed_at: noticedAt, ...row }) => ({ ...row, noticedAt }));
}

/** Puts a notice aside, by whom it was for; false where it is none of his. */
export async function settleNotice(store: Store, actor: Actor, number: number): Promise<boolean> {
  return await store.write(actor, 'settle-notice', async (tx) => {
    const settled = await tx.database
      .updateTable('release_notice')
      .set({ settled_at: tx.now.toISOString() })
      .where('number', '=', number)
      .where('person', '=', actor.id)
      .where('settled_at', 'is', null)
      .executeTakeFirst();
    const isDone = settled.numUpdatedRows > 0n;
    if (isDone) await tx.audit({ subject: `notice/${number}` });
    return isDone;
  });
}
