import type { JsonObject } from '../../../definitions/index.ts';
import type { Database } from '../../store/tables.ts';

/** An invitation to a survey, and the answer to it. */
export interface SurveyShown {
  readonly survey: string;
  readonly sentAt: string;
  readonly expiresAt: string;
  readonly reminded: number;
  readonly answeredAt: string | null;
  readonly score: number | null;
  readonly answers: JsonObject | null;
}

/** How the customer of a request was asked how he was served, oldest first. */
export async function surveysOf(database: Database, request: string): Promise<readonly SurveyShown[]> {
  const rows = await database
    .selectFrom('survey_invitation')
    .select(['survey', 'sent_at', 'expires_at', 'reminded', 'answered_at', 'score', 'answers'])
    .where('request', '=', request)
    .orderBy('sent_at')
    .execute();
  return rows.map(({ survey, reminded, ...row }) => ({
    survey,
    sentAt: row.sent_at,
    expiresAt: row.expires_at,
    reminded,
    answeredAt: row.answered_at,
    score: row.score === null ? null : Number(row.score),
    answers: row.answers === null ? null : (JSON.parse(row.answers) as JsonObject),
  }));
}
