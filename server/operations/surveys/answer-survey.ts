import { createHash } from 'node:crypto';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import {
  answersProblems,
  answersSchema,
  canonical,
  type JsonObject,
  scorerOf,
  type SurveyDocument,
} from '../../../definitions/index.ts';
import { secretHash } from '../../authority/secret.ts';
import type { Actor } from '../../store/actor.ts';
import type { SurveyInvitationTable } from '../../store/request-tables.ts';
import { findRequest } from '../../store/requests.ts';
import { OperationRefused } from '../../store/store.ts';
import { findInvitationByToken, keepAnswers } from '../../store/surveys.ts';
import { subjectOf } from '../requests/life.ts';
import type { PreparedQueue } from '../requests/prepared-queues.ts';
import type { RequestHost } from '../requests/register.ts';
import { tellSystems } from '../tell-systems.ts';
import { invitationProblem } from './problems.ts';
import { surveyIn } from './survey-letter.ts';

/** Whoever holds the link of a survey: nobody else is known of him. */
const holder: Actor = { kind: 'system', id: 'survey', name: 'survey' };
const AT = { pointer: '' };
const SUBJECT = 'survey';

/** A survey that can be answered by a link. */
export interface OpenSurvey {
  readonly document: SurveyDocument;
  readonly expiresAt: string;
}

interface Known extends OpenSurvey {
  readonly row: SurveyInvitationTable;
  readonly queue: PreparedQueue;
}

/** The survey of a link. Throws an OperationRefused where there is none, it was answered, or it has ended. */
export async function openSurvey(host: RequestHost, token: string): Promise<OpenSurvey> {
  const { row, document, expiresAt } = await known(host, token);
  if (row.answered_at !== null) throw refused('survey-answered');
  if (row.expires_at <= (await host.store.now()).toISOString()) throw refused('survey-expired');
  return { document, expiresAt };
}

/**
 * Keeps the answers to a survey, once: the first ones count. Sent again with the key they came by they are answered the same. Throws an
 * OperationRefused with every answer that does not fit.
 */
export async function answerSurvey(
  host: RequestHost,
  token: string,
  { answers, key }: { readonly answers: JsonObject; readonly key: string | null },
): Promise<{ readonly answeredAt: string }> {
  const { document, queue } = await known(host, token);
  const isTaken = validatorOf(document)(answers);
  const problems = isTaken ? [] : answersProblems(document, answers);
  const score = isTaken ? (scorerOf(document, queue.environment)?.(answers) ?? null) : null;
  const mark = key === null ? null : `${createHash('sha256').update(canonical(answers)).digest('hex')}/${key}`;
  return await host.store.write(holder, 'answer-survey', async (tx) => {
    const row = await tx.first(findInvitationByToken, { hash: secretHash(token) });
    if (row === undefined) throw refused('survey-link-unknown');
    const { answered_at: answeredAt, answer_key: before } = row;
    if (answeredAt !== null) {
      if (mark !== null && before === mark) {
        await tx.audit({ subject: subjectOf(row.request), body: { survey: row.survey, again: true } });
        return { answeredAt };
      }
      const isOtherBody = key !== null && before?.slice(before.indexOf('/') + 1) === key;
      throw refused(isOtherBody ? 'survey-key-reused' : 'survey-answered');
    }
    if (row.expires_at <= tx.now.toISOString()) throw refused('survey-expired');
    if (!isTaken) {
      const [first, ...more] = problems;
      throw new OperationRefused(SUBJECT, [first ?? invitationProblem('survey-answers-refused', AT), ...more]);
    }
    const at = tx.now.toISOString();
    const figure = score === null ? null : String(score);
    await tx.all(keepAnswers, {
      id: row.id,
      answered_at: at,
      answers: JSON.stringify(answers),
      score: figure,
      answer_key: mark,
    });
    const request = await tx.first(findRequest, { id: row.request });
    const number = request?.number ?? row.request;
    // What was answered is the customer's own: that it was, and what it scores, is enough.
    await tx.audit({ subject: subjectOf(number), body: { survey: row.survey, score } });
    const data = { request: row.request, type: row.request_type, queue: row.queue, survey: row.survey, score };
    await tellSystems(tx, {
      id: `${row.id}/answered`,
      source: '/api/v1/requests',
      subject: number,
      type: 'request.surveyed',
      data,
    });
    return { answeredAt: at };
  });
}

async function known({ store, queues }: RequestHost, token: string): Promise<Known> {
  const row = await store.database
    .selectFrom('survey_invitation')
    .selectAll()
    .where('token_hash', '=', secretHash(token))
    .executeTakeFirst();
  const queue = row && (await queues.pinned(row));
  const document = queue && row && surveyIn(queue, row.survey);
  if (row === undefined || queue === undefined || document === undefined) throw refused('survey-link-unknown');
  return { row, queue, document, expiresAt: row.expires_at };
}

const refused = (code: 'survey-link-unknown' | 'survey-answered' | 'survey-expired' | 'survey-key-reused') =>
  new OperationRefused(SUBJECT, [invitationProblem(code, AT)]);

const ajv = new Ajv2020({ strict: false });
const validators = new WeakMap<SurveyDocument, ValidateFunction>();

/** Compiled once for each document: the one schema that the page shows, too. */
function validatorOf(document: SurveyDocument): ValidateFunction {
  const before = validators.get(document);
  if (before !== undefined) return before;
  const made = ajv.compile(answersSchema(document));
  validators.set(document, made);
  return made;
}
