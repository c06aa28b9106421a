import { randomUUID } from 'node:crypto';
import { lengthOf, type SurveyDocument } from '../../../definitions/index.ts';
import { newSecret, secretHash } from '../../authority/secret.ts';
import type { Delivery } from '../../dispatch/delivery.ts';
import { systemActor } from '../../store/actor.ts';
import type { ServiceRequestTable, SurveyInvitationTable } from '../../store/request-tables.ts';
import { findRequest } from '../../store/requests.ts';
import type { Transaction } from '../../store/store.ts';
import { findInvitationOfStep, insertInvitation, lastAsked } from '../../store/surveys.ts';
import { customerOf } from '../notices/compose-message.ts';
import { dead } from '../notices/reach-people.ts';
import { subjectOf } from '../requests/life.ts';
import { REMINDERS } from './remind-of-survey.ts';
import { surveyIn, type SurveyHost, writeLetter } from './survey-letter.ts';

/**
 * Surveys on their way. A step that asks for one makes one invitation, however often it is tried; whoever was asked a short while ago, by
 * whichever survey, is left in peace. The link is a secret: of it a hash is kept, by which it is known, and its own text sealed, because
 * reminders hold it again; the letter is sealed, too. What reminds waits in the outbox, and does nothing once there is an answer.
 */

/** What a step asks for, as it stands in the outbox. */
interface Asked {
  readonly request: string;
  readonly queue: string;
  readonly closure: string;
  readonly customer: string | null;
  readonly params: { readonly survey?: string };
}

/** Invites the customer of a request, unless he was asked a short while ago. */
export function startSurveys({ store, queues, customers, url }: SurveyHost): Delivery {
  return async ({ key, payload }) => {
    // Written by the step.
    const asked = JSON.parse(payload) as Asked;
    const queue = await queues.pinned({ queue: asked.queue, queue_closure: asked.closure });
    const survey = asked.params.survey ?? queue?.document.survey;
    // A queue that names none asks nobody, though others of its workflow do.
    if (queue !== undefined && survey === undefined) return { kind: 'delivered' };
    const document = queue && survey !== undefined ? surveyIn(queue, survey) : undefined;
    if (queue === undefined || survey === undefined || document === undefined)
      return dead(`${survey ?? '问卷'} 已不存在`, `${survey ?? 'The survey'} is not kept`);
    const record = await customerOf(asked, queue, customers);
    return await store.write(systemActor('outbox'), 'start-survey', async (tx) => {
      const row = await tx.first(findRequest, { id: asked.request });
      if (row === undefined) return dead('请求已不存在', 'The request is not kept');
      if ((await tx.first(findInvitationOfStep, { key })) !== undefined) return { kind: 'delivered' };
      const person = row.customer === null ? `request/${row.id}` : `customer/${row.customer}`;
      const before = (await tx.first(lastAsked, { asked: person }))?.sent_at;
      const peace = before === undefined ? 0 : Date.parse(before) + lengthOf(document.cooldown);
      if (tx.now.getTime() < peace) {
        await tx.audit({ subject: subjectOf(row.number), body: { survey, sent: false, askedAt: before ?? null } });
        return { kind: 'delivered' };
      }
      const token = newSecret();
      const invitation = invitationOf(
        tx,
        { key, survey, person, row, closure: asked.closure, queue: asked.queue, token },
        document,
      );
      const letter = { invitation, token, template: document.invitation, key };
      const outcome = await writeLetter(tx, row, letter, { queue, document, record }, { store, url });
      if (outcome.kind !== 'delivered') return outcome;
      await tx.all(insertInvitation, { ...invitation, token: store.secrets.seal(token, invitation.id) });
      for (const [n, { after }] of (document.reminders ?? []).entries())
        await tx.send({
          type: REMINDERS,
          key: `${invitation.id}/${n}`,
          payload: { invitation: invitation.id, reminder: n },
          dueAt: new Date(tx.now.getTime() + lengthOf(after)),
        });
      return outcome;
    });
  };
}

function invitationOf(
  { now }: Transaction,
  of: {
    readonly key: string;
    readonly survey: string;
    readonly person: string;
    readonly row: ServiceRequestTable;
    readonly queue: string;
    readonly closure: string;
    readonly token: string;
  },
  { validFor }: SurveyDocument,
): SurveyInvitationTable {
  const { key, survey, person, row, queue, closure, token } = of;
  return {
    id: randomUUID(),
    key,
    survey,
    queue,
    queue_closure: closure,
    request: row.id,
    request_type: row.type,
    asked: person,
    node: row.node,
    owner: row.owner ?? row.previous_owner,
    token_hash: secretHash(token),
    token: '',
    sent_at: now.toISOString(),
    expires_at: new Date(now.getTime() + lengthOf(validFor)).toISOString(),
    reminded: 0,
    answered_at: null,
    answers: null,
    score: null,
    answer_key: null,
  };
}
