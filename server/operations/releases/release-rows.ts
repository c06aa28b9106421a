import type { Json, Message } from '../../../definitions/index.ts';
import type {
  ReleaseApprovalTable,
  ReleaseMemberTable,
  ReleaseRevisionTable,
  ReleaseState,
  ReleaseTable,
} from '../../store/release-tables.ts';
import { OperationRefused, type Transaction } from '../../store/store.ts';
import type { Database } from '../../store/tables.ts';
import { tellSystems } from '../tell-systems.ts';
import { releaseProblem } from './problems.ts';
import { type ReleaseEvent, STATE_WORDS, stateAfter } from './release-state.ts';

/** A release as it stands, with the revision that counts. */
export interface Standing {
  readonly release: ReleaseTable;
  readonly revision: ReleaseRevisionTable;
  readonly members: readonly ReleaseMemberTable[];
}

/** What whoever did something with a release is answered. */
export interface Written {
  readonly id: string;
  readonly rowVersion: number;
  readonly state: ReleaseState;
  /** Of what waits for an approval, where it is that. */
  readonly hash: string | null;
}

export const written = ({ id, row_version, state }: ReleaseTable, hash: string | null = null): Written => ({
  id,
  rowVersion: row_version,
  state,
  hash,
});

export const subjectOf = (id: string): string => `release/${id}`;

export async function findStanding(database: Database, id: string): Promise<Standing | undefined> {
  const release = await database.selectFrom('release').selectAll().where('id', '=', id).executeTakeFirst();
  if (release === undefined) return undefined;
  const revision = await database
    .selectFrom('release_revision')
    .selectAll()
    .where('release', '=', id)
    .where('number', '=', release.revision)
    .executeTakeFirstOrThrow();
  return { release, revision, members: await membersOf(database, id, release.revision) };
}

export async function membersOf(database: Database, id: string, revision: number) {
  return await database
    .selectFrom('release_member')
    .selectAll()
    .where('release', '=', id)
    .where('revision', '=', revision)
    .orderBy('ref')
    .execute();
}

/** Everybody who wrote in a release, in whichever revision. */
export async function editorsOf(database: Database, id: string): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('release_editor')
    .select('person')
    .distinct()
    .where('release', '=', id)
    .orderBy('person')
    .execute();
  return rows.map(({ person }) => person);
}

export async function approvalsGiven(database: Database, id: string) {
  return await database
    .selectFrom('release_approval')
    .selectAll()
    .where('release', '=', id)
    .where('state', '=', 'given')
    .orderBy('number')
    .execute();
}

interface Moved {
  readonly set?: Partial<Omit<ReleaseTable, 'id' | 'state' | 'row_version' | 'reason'>>;
  readonly reason?: Message;
  /** What the audit says beside where it came from and where it went. */
  readonly body?: Readonly<Record<string, Json>>;
}

/**
 * Moves a release from one state to another by an event, with its history and its audit entry; refuses what cannot happen to it now. Of
 * two that move it at once the second is refused (life L06).
 */
export async function moveRelease(
  tx: Transaction,
  release: ReleaseTable,
  event: ReleaseEvent,
  { set = {}, reason, body = {} }: Moved = {},
): Promise<ReleaseTable> {
  const state = stateAfter(release.state, event);
  if (state === undefined) throw await refusedMove(tx.database, release);
  const told = reason === undefined ? null : JSON.stringify(reason);
  const next = { ...release, ...set, state, reason: told, row_version: release.row_version + 1 };
  const { id: _id, ...columns } = next;
  const moved = await tx.database
    .updateTable('release')
    .set(columns)
    .where('id', '=', release.id)
    .where('row_version', '=', release.row_version)
    .executeTakeFirst();
  if (moved.numUpdatedRows === 0n) throw await refusedMove(tx.database, release);
  await writeEvent(tx, next, { operation: event, from: release.state, reason: told });
  const { revision } = next;
  await tx.audit({
    subject: subjectOf(release.id),
    body: {
      event,
      from: release.state,
      to: state,
      revision,
      ...(reason !== undefined && { ...asJson({ reason }) }),
      ...body,
    },
  });
  return next;
}

const asJson = (value: { readonly reason: Message }): { readonly reason: Json } => ({
  reason: { 'zh-CN': value.reason['zh-CN'], en: value.reason.en },
});

/** What every system that listens is told of: where a release has come to, as a CloudEvent `release.submitted`, `release.live` … */
const TOLD: ReadonlySet<ReleaseState> = new Set([
  'submitted',
  'approved',
  'live',
  'returned',
  'refused',
  'withdrawn',
  'held',
  'void',
  'expired',
]);

export async function writeEvent(
  tx: Transaction,
  { id, number, kind, state, row_version, revision, publication }: ReleaseTable,
  { operation, from, reason = null }: { operation: string; from: ReleaseState | null; reason?: string | null },
): Promise<void> {
  const { actor, now } = tx;
  const who = { actor_kind: actor.kind, actor: actor.id, actor_name: actor.name };
  const what = { operation, from_state: from, to_state: state, revision, reason };
  await tx.database
    .insertInto('release_event')
    .values({ release: id, number: row_version, at: now.toISOString(), ...who, ...what })
    .execute();
  if (from === state || !TOLD.has(state)) return;
  await tellSystems(tx, {
    id: `${id}/${row_version}`,
    source: '/api/v1/releases',
    subject: String(number),
    type: `release.${state}`,
    data: { release: id, kind, revision, from, publication },
  });
}

/** Why an event cannot happen: who decided meanwhile, where somebody did. */
export async function refusedMove(database: Database, { id }: ReleaseTable): Promise<OperationRefused> {
  const last = await database
    .selectFrom('release_event')
    .selectAll()
    .where('release', '=', id)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const state = STATE_WORDS[last.to_state];
  const isDecision = ['return', 'refuse', 'approve', 'recheck', 'go-live', 'hold'].includes(last.operation);
  const problem = isDecision
    ? releaseProblem('release-decided', { pointer: '' }, { by: last.actor_name, at: last.at, state })
    : last.to_state === 'submitted'
      ? releaseProblem('release-waiting', { pointer: '' }, { found: id })
      : releaseProblem('release-not-so', { pointer: '' }, { state });
  return new OperationRefused(subjectOf(id), [problem]);
}

/** Ends the approvals that were given; answers them, for the audit. */
export async function endApprovals(
  { database, now }: Transaction,
  id: string,
  state: Exclude<ReleaseApprovalTable['state'], 'given'>,
  { reason, person }: { readonly reason?: Message; readonly person?: string } = {},
): Promise<readonly { readonly person: string; readonly hash: string }[]> {
  const given = (await approvalsGiven(database, id)).filter((one) => person === undefined || one.person === person);
  if (given.length > 0)
    await database
      .updateTable('release_approval')
      .set({ state, ended_at: now.toISOString(), reason: reason === undefined ? null : JSON.stringify(reason) })
      .where(
        'number',
        'in',
        given.map(({ number }) => number),
      )
      .execute();
  return given.map((one) => ({ person: one.person, hash: one.bound_hash }));
}
