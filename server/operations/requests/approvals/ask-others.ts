import type { ApprovalRound } from '../../../../definitions/index.ts';
import { askedInVain, findApproval, updateApproval } from '../../../store/approvals.ts';
import { changeRequest } from '../../../store/change-request.ts';
import { findRequest, insertRequestEvent } from '../../../store/requests.ts';
import type { Transaction } from '../../../store/store.ts';
import { actorColumns } from '../keep-step.ts';
import { subjectOf } from '../life.ts';
import { refillSeats } from './seats.ts';
import { keepAsked } from './tell-approvers.ts';

/**
 * What some people are, or may do, has changed, or who is recused: open approvals ask others in the places of whoever may not sign any more,
 * and fill those for which there was nobody. A place is neither passed by nor lost. Between two steps: nothing else of a request changes.
 */
export async function askOthers(tx: Transaction, people: readonly string[]): Promise<void> {
  for (const id of await askedInVain(tx.database, people)) {
    const [row, open] = [await tx.first(findRequest, { id }), await tx.first(findApproval, { request: id })];
    if (row === undefined || open === undefined || open.ended_at !== null) continue;
    const askedBy = new Set(JSON.parse(open.asked_by) as readonly string[]);
    const { round, problems } = await refillSeats(tx, row, JSON.parse(open.round) as ApprovalRound, askedBy);
    const text = JSON.stringify(round);
    if (text === open.round) continue;
    const after = { ...row, revision: row.revision + 1 };
    await changeRequest(tx, row, after);
    await tx.all(updateApproval, { ...open, round: text });
    await keepAsked(tx, after, round);
    const at = tx.now.toISOString();
    await tx.all(insertRequestEvent, {
      ...{ request: id, number: after.revision, at, occurred_at: at, ...actorColumns(tx.actor) },
      ...{ kind: 'approval', event: null, from_state: row.state, to_state: row.state },
      data: JSON.stringify({ act: 'ask-others' }),
      effects: '[]',
      problems: JSON.stringify(problems),
    });
    const body = { kind: 'approval', revision: after.revision, approval: { act: 'ask-others' } };
    await tx.audit({ subject: subjectOf(row.number), body });
  }
}
