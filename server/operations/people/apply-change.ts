import type { Effect } from '../../authority/change.ts';
import type { Proposal } from '../../authority/proposal.ts';
import { secretHash } from '../../authority/secret.ts';
import type { AuthorityChangeTable, PersonTable } from '../../store/people-tables.ts';
import type { Transaction } from '../../store/store.ts';
import { insertSettings } from '../../store/settings.ts';
import { holdWithout, voidForSettings } from '../releases/hold.ts';
import { askOthers } from '../requests/approvals/ask-others.ts';
import { recuseByLine, recuseByName } from '../requests/recuse-by-line.ts';
import { dropSessions } from './sessions.ts';

/** How long a link may be used. */
const LINK_MS = 3 * 24 * 3_600_000;

interface Judged {
  readonly proposal: Proposal;
  readonly effects: readonly Effect[];
  /** The second secret of a link, which who confirms is shown. */
  readonly second: string | null;
}

/**
 * Carries a change out. Everybody whose rights it changes, and whoever it concerns, is signed out and told, and what
 * they approved is held where they may not any more (life L30, L42, L43).
 */
export async function applyChange(tx: Transaction, change: AuthorityChangeTable, judged: Judged): Promise<void> {
  const { proposal, effects, second } = judged;
  await write(tx, change, proposal, second);
  const touched = new Set(effects.map(({ person }) => person));
  if (proposal.kind === 'set-active') touched.add(proposal.person);
  await askOthers(tx, [...touched]);
  await dropSessions(tx, [...touched]);
  await holdWithout(tx, [...touched]);
  for (const person of touched)
    await tx.send({
      type: 'notice',
      key: `authority-change/${change.id}/${person}`,
      payload: { to: person, change: change.id },
    });
}

async function write(
  tx: Transaction,
  change: AuthorityChangeTable,
  proposal: Proposal,
  second: string | null,
): Promise<void> {
  const { database } = tx;
  switch (proposal.kind) {
    case 'add-person': {
      const { person: id, account, name, node, grants } = proposal;
      const row = { id, account: account.toLowerCase(), name, node, is_active: 1, is_sample: 0, revision: 1 };
      await database.insertInto('person').values(row).execute();
      for (const { role, scope } of grants)
        await database.insertInto('role_grant').values({ to_kind: 'person', to_id: id, role, scope }).execute();
      await recuseByName(tx, id);
      return await openLink(tx, change, id, 'invitation', second);
    }
    case 'move-person':
      return await changed(tx, proposal.person, { node: proposal.node });
    case 'set-active':
      return await changed(tx, proposal.person, { is_active: proposal.isActive ? 1 : 0 });
    case 'set-manager': {
      const { person, manager } = proposal;
      await changed(tx, person, { manager });
      return await recuseByLine(tx, person);
    }
    case 'grant': {
      const { to, role, scope } = proposal;
      return void (await database
        .insertInto('role_grant')
        .values({ to_kind: to.kind, to_id: to.id, role, scope })
        .execute());
    }
    case 'revoke':
      return void (await database
        .deleteFrom('role_grant')
        .where('to_kind', '=', proposal.to.kind)
        .where('to_id', '=', proposal.to.id)
        .where('role', '=', proposal.role)
        .where('scope', '=', proposal.scope)
        .execute());
    case 'add-node': {
      const { node: id, title, above } = proposal;
      return void (await database.insertInto('organisation_node').values({ id, title, above }).execute());
    }
    case 'move-node':
      return void (await database
        .updateTable('organisation_node')
        .set({ above: proposal.above })
        .where('id', '=', proposal.node)
        .execute());
    case 'reset':
      return await openLink(tx, change, proposal.person, 'reset', second);
    case 'unlock':
      return void (await database
        .updateTable('credential')
        .set({ failures: 0 })
        .where('person', '=', proposal.person)
        .execute());
    case 'set-settings': {
      const who = { begun_by: change.begun_by, confirmed_by: tx.actor.id, in_force_at: tx.now.toISOString() };
      const { version } = await insertSettings(database, proposal.settings, who);
      return await voidForSettings(tx, version);
    }
    case 'add-key': {
      const { key: id, name, owner, scope, operations, expiresAt } = proposal;
      const own = { id, hash: change.secret_hash ?? '', name, owner, begun_by: change.begun_by, scope };
      const row = { ...own, operations: JSON.stringify(operations), expires_at: expiresAt, is_active: 1 };
      return void (await database.insertInto('api_key').values(row).execute());
    }
  }
}

async function changed({ database }: Transaction, person: string, set: Partial<PersonTable>) {
  await database
    .updateTable('person')
    .set((of) => ({ ...set, revision: of('revision', '+', 1) }))
    .where('id', '=', person)
    .execute();
}

/** Opens a link for a person; the ones before are withdrawn. */
async function openLink(
  { database, now }: Transaction,
  { secret_hash }: AuthorityChangeTable,
  person: string,
  purpose: 'invitation' | 'reset',
  second: string | null,
): Promise<void> {
  if (secret_hash === null || second === null) throw new Error('A link needs both of its secrets');
  await database
    .updateTable('entry_link')
    .set({ state: 'withdrawn' })
    .where('person', '=', person)
    .where('state', '=', 'open')
    .execute();
  const expires_at = new Date(now.getTime() + LINK_MS).toISOString();
  const row = { hash: secret_hash, person, second_hash: secretHash(second), purpose, expires_at, failures: 0 };
  await database
    .insertInto('entry_link')
    .values({ ...row, state: 'open' })
    .execute();
}
