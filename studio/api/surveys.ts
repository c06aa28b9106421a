import type { JsonObject } from '../../definitions/index.ts';
import { type AnswerOf, dataOf, server } from './client.ts';

/** A survey by its link: its schema, and what its questions are called. */
export const openSurvey = async (token: string): Promise<AnswerOf<'openSurvey'>> =>
  await dataOf(server.GET('/api/v1/surveys/{token}', { params: { path: { token } } }));

/** Answers a survey, once: the same answers by the same key are answered the same. */
export const answerSurvey = async (
  token: string,
  answers: JsonObject,
  key: string,
): Promise<AnswerOf<'answerSurvey'>> =>
  await dataOf(
    server.POST('/api/v1/surveys/{token}', {
      params: { path: { token } },
      headers: { 'Idempotency-Key': key },
      body: { answers: answers as Record<string, never> },
    }),
  );
