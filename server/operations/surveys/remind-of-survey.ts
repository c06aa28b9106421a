import { lengthOf } from '../../../definitions/index.ts';
import type { Delivery } from '../../dispatch/delivery.ts';
import { systemActor } from '../../store/actor.ts';
import { findRequest } from '../../store/requests.ts';
import { countReminder, findInvitation } from '../../store/surveys.ts';
import { customerOf } from '../notices/compose-message.ts';
import { dead } from '../notices/reach-people.ts';
import { surveyIn, type SurveyHost, writeLetter } from './survey-letter.ts';

/** Of what type messages in the outbox are that remind of a survey. */
export const REMINDERS = 'survey-reminder';

/** Writes again to whoever has not answered while the link may be used. */
export function remindOfSurveys({ store, queues, customers, url }: SurveyHost): Delivery {
  return async ({ key, payload }) => {
    const { invitation: id, reminder } = JSON.parse(payload) as {
      readonly invitation: string;
      readonly reminder: number;
    };
    const known = await store.database
      .selectFrom('survey_invitation')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    const queue = known && (await queues.pinned(known));
    const document = queue && known && surveyIn(queue, known.survey);
    if (known === undefined || queue === undefined || document === undefined)
      return dead('问卷已不存在', 'The survey is not kept');
    const [kind, ...customer] = known.asked.split('/');
    const record = await customerOf({ customer: kind === 'customer' ? customer.join('/') : null }, queue, customers);
    const token = store.secrets.open(known.token, id);
    return await store.write(systemActor('outbox'), 'remind-of-survey', async (tx) => {
      const invitation = await tx.first(findInvitation, { id });
      const row = invitation && (await tx.first(findRequest, { id: invitation.request }));
      if (invitation === undefined || row === undefined) return dead('请求已不存在', 'The request is not kept');
      const isOver = invitation.answered_at !== null || invitation.expires_at <= tx.now.toISOString();
      const next = document.reminders?.[reminder + 1];
      // After an outage one is enough: where the next is due by now, it is the one.
      const isPassed = next !== undefined && Date.parse(invitation.sent_at) + lengthOf(next.after) <= tx.now.getTime();
      // A reminder that was written counts once.
      if (isOver || isPassed || invitation.reminded > reminder) return { kind: 'delivered' };
      const template = document.reminders?.[reminder]?.template ?? document.invitation;
      const outcome = await writeLetter(
        tx,
        row,
        { invitation, token, template, key },
        { queue, document, record },
        { store, url },
      );
      if (outcome.kind === 'delivered') await tx.all(countReminder, { id, reminded: reminder + 1 });
      return outcome;
    });
  };
}
