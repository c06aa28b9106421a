import type { SurveyInvitationTable } from './request-tables.ts';
import { statement } from './statement.ts';

/** Invitations to surveys, within the transactions that write them. */

export const insertInvitation = statement((database, given: SurveyInvitationTable) =>
  database.insertInto('survey_invitation').values({
    id: given.id,
    key: given.key,
    survey: given.survey,
    queue: given.queue,
    queue_closure: given.queue_closure,
    request: given.request,
    request_type: given.request_type,
    asked: given.asked,
    node: given.node,
    owner: given.owner,
    token_hash: given.token_hash,
    token: given.token,
    sent_at: given.sent_at,
    expires_at: given.expires_at,
    reminded: given.reminded,
    answered_at: given.answered_at,
    answers: given.answers,
    score: given.score,
    answer_key: given.answer_key,
  }),
);

export const findInvitationOfStep = statement((database, given: { readonly key: string }) =>
  database.selectFrom('survey_invitation').select('id').where('key', '=', given.key),
);

/** When somebody was last asked, by whichever survey. */
export const lastAsked = statement((database, given: { readonly asked: string }) =>
  database
    .selectFrom('survey_invitation')
    .select('sent_at')
    .where('asked', '=', given.asked)
    .orderBy('sent_at', 'desc')
    .limit(1),
);

export const findInvitation = statement((database, given: { readonly id: string }) =>
  database.selectFrom('survey_invitation').selectAll().where('id', '=', given.id),
);

export const findInvitationByToken = statement((database, given: { readonly hash: string }) =>
  database.selectFrom('survey_invitation').selectAll().where('token_hash', '=', given.hash),
);

export const countReminder = statement((database, given: { readonly id: string; readonly reminded: number }) =>
  database.updateTable('survey_invitation').set({ reminded: given.reminded }).where('id', '=', given.id),
);

/** Keeps an answer, where there is none yet. */
export const keepAnswers = statement(
  (database, given: Pick<SurveyInvitationTable, 'id' | 'answered_at' | 'answers' | 'score' | 'answer_key'>) =>
    database
      .updateTable('survey_invitation')
      .set({
        answered_at: given.answered_at,
        answers: given.answers,
        score: given.score,
        answer_key: given.answer_key,
      })
      .where('id', '=', given.id)
      .where('answered_at', 'is', null),
);
