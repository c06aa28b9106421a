import { CONFIRMING } from '../../authority/change.ts';
import { concerns, type Proposal } from '../../authority/proposal.ts';
import type { Right } from '../../authority/rights.ts';
import type { AuthorityChangeTable } from '../../store/people-tables.ts';
import { namesOf, readOrganisation } from '../../store/people.ts';
import { type KeptSettings, settingsOfVersions } from '../../store/settings.ts';
import type { Reader } from '../../store/store.ts';
import type { Database } from '../../store/tables.ts';
import { nodesOf } from './acting.ts';

interface ChangesAsked {
  /** Only those that wait for a second person, or only those that do not any more. */
  readonly state: 'waiting' | 'decided' | undefined;
  readonly before: number | undefined;
  readonly limit: number;
}

/**
 * One page of the changes of authority within somebody's scope, newest first, with how the people in them are called; the total counts
 * no others. Whoever confirms settings sees those they replace beside them.
 */
export async function listChanges({ read }: Pick<Reader, 'read'>, rights: readonly Right[], asked: ChangesAsked) {
  return await read(async (database) => {
    const nodes = nodesOf(await readOrganisation(database), rights, [...CONFIRMING, 'auditor']);
    if (nodes.length === 0) return { items: [], total: 0, next: null, names: [] };
    const every = database.selectFrom('authority_change').where('node', 'in', [...nodes]);
    const within =
      asked.state === undefined ? every : every.where('state', asked.state === 'waiting' ? '=' : '!=', 'waiting');
    const counted = await within.select((of) => of.fn.countAll().as('total')).executeTakeFirst();
    const rows = await within
      .selectAll()
      .where('number', '<', asked.before ?? Number.MAX_SAFE_INTEGER)
      .orderBy('number', 'desc')
      .limit(asked.limit)
      .execute();
    const changes = await withReplaced(database, rows);
    const names = await namesOf(database, changes.flatMap(peopleIn));
    const next = rows.length === asked.limit ? (rows.at(-1)?.number ?? null) : null;
    return { items: changes.map(shown), total: Number(counted?.total ?? 0), next, names };
  });
}

interface Change {
  readonly row: AuthorityChangeTable;
  readonly proposal: Proposal;
  readonly replaced: KeptSettings | undefined;
}

async function withReplaced(database: Database, rows: readonly AuthorityChangeTable[]): Promise<readonly Change[]> {
  // Written by `beginChange`.
  const read = rows.map((row) => ({ row, proposal: JSON.parse(row.proposal) as Proposal }));
  const versions = read.flatMap(({ proposal }) => (proposal.kind === 'set-settings' ? [proposal.replaces] : []));
  const kept = await settingsOfVersions(database, versions);
  return read.map((one) => ({
    ...one,
    replaced: one.proposal.kind === 'set-settings' ? kept.get(one.proposal.replaces) : undefined,
  }));
}

const peopleIn = ({ row, proposal, replaced }: Change): readonly string[] => [
  row.begun_by,
  ...(row.decided_by === null ? [] : [row.decided_by]),
  ...concerns(proposal),
  ...(proposal.kind === 'set-manager' && proposal.manager !== null ? [proposal.manager] : []),
  ...(proposal.kind === 'set-settings' ? approversIn(proposal) : []),
  ...(replaced === undefined ? [] : approversIn(replaced)),
];

/** Everybody whom settings let approve. */
export const approversIn = ({ settings }: Pick<KeptSettings, 'settings'>): readonly string[] =>
  settings.approvers.flatMap(({ people }) => people);

const shown = ({ row, proposal, replaced }: Change) => ({
  id: row.id,
  state: row.state,
  proposal,
  replaced: replaced?.settings ?? null,
  begunBy: row.begun_by,
  begunAt: row.begun_at,
  decidedBy: row.decided_by,
  decidedAt: row.decided_at,
});
