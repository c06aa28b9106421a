import { changeRequest } from '../../store/change-request.ts';
import { deleteTimer, insertRequestEvent, insertTimer } from '../../store/requests.ts';
import type { ServiceRequestTable } from '../../store/request-tables.ts';
import { ownRecused, recuseAnew, recuseNamed } from '../../store/keep-recusals.ts';
import { findSubject } from '../../store/recusals.ts';
import type { Transaction } from '../../store/store.ts';
import { askOthers } from './approvals/ask-others.ts';
import { actorColumns } from './keep-step.ts';
import { lifeOf, subjectOf } from './life.ts';
import { ownerRecused } from './recusal.ts';
import { sendOut } from './send-out.ts';
import { waitingFrom } from './settle-owner.ts';

/**
 * Somebody reports to another than before: he, and all who report to him, are recused from what names those whom they report to now, and
 * from no request any more for the sake of those whom they reported to. What they must not work on any more they lose at once.
 */
export async function recuseByLine(tx: Transaction, person: string): Promise<void> {
  await recuseAnew(tx.database, person);
  for (const row of await ownRecused(tx.database, person)) await takeAway(tx, row);
  await askOthers(tx, []);
}

/** Somebody has come on record, or is called otherwise: requests that named him before he was known by that name recuse him now. */
export async function recuseByName(tx: Transaction, person: string): Promise<void> {
  await recuseNamed(tx.database, person);
  for (const row of await ownRecused(tx.database, person)) await takeAway(tx, row);
  await askOthers(tx, []);
}

/** Takes a request from who works on it, between two steps: nothing else of it changes. */
async function takeAway(tx: Transaction, row: ServiceRequestTable): Promise<void> {
  const { id, owner } = row;
  if (owner === null) return;
  const found = await tx.first(findSubject, { request: id, person: owner });
  const problem = await ownerRecused(tx, owner, found?.subject ?? owner);
  const at = tx.now.toISOString();
  const revision = row.revision + 1;
  const assignment = waitingFrom(revision, tx.now);
  const had = lifeOf(row);
  const life = JSON.stringify({ ...had, assignment });
  const after: ServiceRequestTable = { ...row, owner: null, previous_owner: owner, assigned_at: null, revision, life };
  await changeRequest(tx, row, after);
  // Its queue gives it to another, where it does that by itself.
  if (had.assignment) await tx.tell(deleteTimer, { request: id, ...had.assignment });
  const { key, generation, name } = assignment;
  await tx.tell(insertTimer, { request: id, key, generation, name, due_at: at });
  await tx.tell(insertRequestEvent, {
    request: id,
    number: revision,
    at,
    occurred_at: at,
    ...actorColumns(tx.actor),
    kind: 'assigned',
    event: null,
    from_state: row.state,
    to_state: row.state,
    data: JSON.stringify({ person: null }),
    effects: '[]',
    problems: JSON.stringify([problem]),
  });
  await sendOut(tx, { before: row, told: [{ what: 'assigned', data: { from: owner, to: null } }], leaving: [] }, after);
  const body = { kind: 'assigned', revision, owner: null, recused: owner };
  await tx.audit({ subject: subjectOf(row.number), body });
}
