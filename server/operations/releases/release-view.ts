import type { Message } from '../../../definitions/index.ts';
import { rootOf } from '../../authority/organisation.ts';
import { holdsOver, type Right } from '../../authority/rights.ts';
import type { Role } from '../../authority/role.ts';
import { atTheBank } from '../../clock.ts';
import type { Binding } from '../../population/impact/bound-hash.ts';
import type { Impact } from '../../population/impact/impact.ts';
import { type ImpactLacking, impactsOfDraft } from '../../store/impacts.ts';
import { readOrganisation } from '../../store/people.ts';
import { type ReleaseTable } from '../../store/release-tables.ts';
import type { Reader } from '../../store/store.ts';
import type { Database } from '../../store/tables.ts';
import { nodesOf, notFound } from '../people/acting.ts';
import { draftHash } from '../impacts/begin-impact.ts';
import { documentOf, draftOf } from './content.ts';
import { awaitsReader, isInForce, type ReleaseReader } from './release-reader.ts';
import { findStanding, membersOf, type Standing, subjectOf } from './release-rows.ts';
import { WAITING } from './release-state.ts';
import { restoredBy } from './seen.ts';
import { awaitedApprovals } from './terms.ts';

/** Who may see the releases of his scope. */
export const SEES_RELEASES: readonly Role[] = ['author', 'approver', 'president', 'auditor', 'integrator'];

/** A release with all that whoever must decide on it has to see. Refuses, as if there were nothing, whoever is not over it. */
export async function readRelease({ read }: Pick<Reader, 'read'>, reader: ReleaseReader, id: string) {
  return await read(async (database) => {
    const standing = await seenRelease(database, reader.rights, id);
    const { release, revision } = standing;
    const binding = bindingOf(revision.binding);
    const people = await peopleOf(database, id);
    const waitsFor = release.state === 'submitted' ? await awaitedApprovals(database, release) : [];
    return {
      rowVersion: release.row_version,
      release: {
        id,
        kind: release.kind,
        undoes: release.undoes,
        node: release.node,
        state: release.state,
        reason: messageOf(release.reason),
        title: revision.title,
        note: revision.note,
        revision: release.revision,
        hash: revision.bound_hash,
        content: revision.content_hash,
        goLiveAt: revision.go_live_at,
        goLiveAtTheBank: revision.go_live_at === null ? null : atTheBank(revision.go_live_at),
        dueAt: release.due_at,
        expiresAt: release.expires_at,
        begunBy: release.begun_by,
        begunAt: release.begun_at,
        publication: release.publication,
        liveAt: release.live_at,
        isInForce: await isInForce(database, standing),
        reviewDueAt: release.review_due_at,
        reviewedBy: release.reviewed_by,
        reviewedAt: release.reviewed_at,
        members: standing.members.map(memberShown),
        closures: binding?.closures ?? null,
        caseChanges: binding?.cases ?? null,
        impact: binding === null ? null : { snapshot: binding.snapshot, digest: revision.impact },
        waitsFor,
        awaitsReader: await awaitsReader(database, reader, standing, waitsFor),
        impacts: await impactsOfDraft(
          database,
          draftHash({ ...draftOf(standing.members), ...(await restoredBy(database, release)) }),
          revision.impact,
        ),
        conflicts: await conflictsOf(database, standing),
        ...people,
        history: await historyOf(database, id),
      },
    };
  });
}

/** A revision as it was frozen or is written: its text, what an approval of it bound, and the approvals it got. */
export async function readRevision(
  { read }: Pick<Reader, 'read'>,
  rights: readonly Right[],
  id: string,
  number: number,
) {
  return await read(async (database) => {
    await seenRelease(database, rights, id);
    const row = await database
      .selectFrom('release_revision')
      .selectAll()
      .where('release', '=', id)
      .where('number', '=', number)
      .executeTakeFirst();
    if (row === undefined) throw notFound(`${subjectOf(id)}/${number}`);
    const { approvals, editors } = await peopleOf(database, id);
    return {
      release: id,
      revision: number,
      title: row.title,
      note: row.note,
      goLiveAt: row.go_live_at,
      frozenAt: row.frozen_at,
      hash: row.bound_hash,
      binding: bindingOf(row.binding),
      members: (await membersOf(database, id, number)).map(memberShown),
      editors: editors.filter((one) => one.revision === number),
      approvals: approvals.filter((one) => one.revision === number),
    };
  });
}

/**
 * What the revision that counts does to the populations, as it was bound; nulls where that was not computed. It is told of the whole bank:
 * whoever is in charge of a part is told that part by an impact of his own, and no report here.
 */
export async function readReleaseImpact({ read }: Pick<Reader, 'read'>, rights: readonly Right[], id: string) {
  return await read(async (database) => {
    const { revision } = await seenRelease(database, rights, id);
    const organisation = await readOrganisation(database);
    const isOverAll = holdsOver(organisation, rights, SEES_RELEASES, rootOf(organisation));
    const row = await database
      .selectFrom('release_impact')
      .selectAll()
      .where('digest', '=', revision.impact ?? '')
      .executeTakeFirst();
    const shown = await database
      .selectFrom('impact')
      .select('lacking')
      .where('digest', '=', revision.impact ?? '')
      .executeTakeFirst();
    // Written by `bindImpact`.
    const report = row === undefined || !isOverAll ? null : (JSON.parse(row.report) as readonly Impact[]);
    return {
      digest: row?.digest ?? null,
      snapshot: row?.snapshot ?? null,
      computedAt: row?.computed_at ?? null,
      report,
      lacking: JSON.parse(shown?.lacking ?? '[]') as readonly ImpactLacking[],
    };
  });
}

/** A release as it stands. Refuses, as if there were nothing, whoever may not see it. */
export async function seenRelease(database: Database, rights: readonly Right[], id: string): Promise<Standing> {
  const standing = await findStanding(database, id);
  const nodes = nodesOf(await readOrganisation(database), rights, SEES_RELEASES);
  if (standing === undefined || !nodes.includes(standing.release.node)) throw notFound(subjectOf(id));
  return standing;
}

const bindingOf = (text: string | null): Binding | null => (text === null ? null : (JSON.parse(text) as Binding));
const messageOf = (text: string | null): Message | null => (text === null ? null : (JSON.parse(text) as Message));

const memberShown = (member: Standing['members'][number]) => ({
  ref: member.ref,
  change: member.change,
  document: documentOf(member),
  hash: member.hash,
  replaces: member.base_hash === null ? null : { version: member.base_version, hash: member.base_hash },
});

async function peopleOf(database: Database, id: string) {
  const editors = await database
    .selectFrom('release_editor')
    .select(['revision', 'person', 'edited_at as editedAt'])
    .where('release', '=', id)
    .orderBy('revision')
    .orderBy('person')
    .execute();
  const approvals = await database
    .selectFrom('release_approval')
    .innerJoin('person', 'person.id', 'release_approval.person')
    .select(['release_approval.revision', 'bound_hash', 'release_approval.person', 'approved_at', 'state', 'ended_at'])
    .select(['reason', 'is_sample'])
    .where('release', '=', id)
    .orderBy('number')
    .execute();
  const remarks = await database
    .selectFrom('release_remark')
    .select(['revision', 'ref', 'pointer', 'person', 'remarked_at as remarkedAt', 'words'])
    .where('release', '=', id)
    .orderBy('number')
    .execute();
  return {
    editors,
    approvals: approvals.map(
      ({ bound_hash: hash, approved_at: approvedAt, ended_at: endedAt, reason, is_sample, ...row }) => ({
        ...row,
        hash,
        approvedAt,
        endedAt,
        reason: messageOf(reason),
        // A sample person's word is no bank's.
        isSample: is_sample === 1,
      }),
    ),
    remarks,
  };
}

async function historyOf(database: Database, id: string) {
  const rows = await database
    .selectFrom('release_event')
    .selectAll()
    .where('release', '=', id)
    .orderBy('number')
    .execute();
  return rows.map(
    ({ at, operation, from_state: from, to_state: to, revision, reason, actor_kind, actor, actor_name }) => ({
      at,
      event: operation,
      from,
      to,
      revision,
      reason: messageOf(reason),
      by: { kind: actor_kind, id: actor, name: actor_name },
    }),
  );
}

/** Other releases on their way that change the same definitions: of those that wait, the first that goes live voids the others. */
async function conflictsOf(database: Database, { release, members }: Standing) {
  const refs = members.map(({ ref }) => ref);
  if (refs.length === 0 || !isOnItsWay(release)) return [];
  const rows = await database
    .selectFrom('release_member')
    .innerJoin('release', (join) =>
      join.onRef('release.id', '=', 'release_member.release').onRef('release.revision', '=', 'release_member.revision'),
    )
    .select(['release.id', 'release.state', 'release_member.ref'])
    .where('release_member.ref', 'in', refs)
    .where('release.id', '<>', release.id)
    .where('release.state', 'in', [...WAITING])
    .orderBy('release.number')
    .orderBy('release_member.ref')
    .execute();
  const found = new Map<string, { readonly release: string; readonly state: string; readonly refs: string[] }>();
  for (const { id, state, ref } of rows) {
    const one = found.get(id) ?? { release: id, state, refs: [] };
    one.refs.push(ref);
    found.set(id, one);
  }
  return [...found.values()];
}

const isOnItsWay = ({ state }: ReleaseTable): boolean => state === 'draft' || WAITING.includes(state);
