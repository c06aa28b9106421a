import {
  type JsonObject,
  renderTemplate,
  type SurveyDocument,
  type TemplateDocument,
} from '../../../definitions/index.ts';
import type { Outcome } from '../../dispatch/delivery.ts';
import type { ServiceRequestTable, SurveyInvitationTable } from '../../store/request-tables.ts';
import type { Transaction } from '../../store/store.ts';
import { givenOf } from '../notices/compose-message.ts';
import type { CustomerRecords } from '../notices/customer-records.ts';
import { dead, wayToCustomer, writeToCustomer } from '../notices/reach-people.ts';
import type { PreparedQueue } from '../requests/prepared-queues.ts';
import type { RequestHost } from '../requests/register.ts';

/** What makes letters of surveys: `url` is where customers reach this server. */
export interface SurveyHost extends RequestHost {
  readonly customers: CustomerRecords;
  readonly url: string;
}

/** A survey, the queue beside which it stood, and whom it asks. */
interface Sending {
  readonly queue: PreparedQueue;
  readonly document: SurveyDocument;
  readonly record: JsonObject | undefined;
}

/** The survey as it stood beside a queue; undefined where none did. */
export function surveyIn({ environment }: Pick<PreparedQueue, 'environment'>, id: string): SurveyDocument | undefined {
  const found = environment.document(id);
  // What a kind's schema holds of a document is its type.
  return found?.kind === 'survey' ? (found as SurveyDocument) : undefined;
}

/** Writes a letter with the link, by the first channel that reaches the customer. */
export async function writeLetter(
  tx: Transaction,
  row: ServiceRequestTable,
  letter: {
    readonly invitation: SurveyInvitationTable;
    readonly token: string;
    readonly template: string | undefined;
    readonly key: string;
  },
  { queue, document, record }: Sending,
  { store, url }: Pick<SurveyHost, 'store' | 'url'>,
): Promise<Outcome> {
  const { invitation, token, template: id, key } = letter;
  const found = id === undefined ? undefined : queue.environment.document(id);
  if (id === undefined || found?.kind !== 'template')
    return dead('问卷没有邀请模板', 'The survey has no template for its letter');
  const template = found as TemplateDocument;
  const link = `${url.replace(/\/$/, '')}/survey/${token}`;
  const survey = {
    link,
    title: document.title ?? document.name,
    until: invitation.expires_at,
  } as unknown as JsonObject;
  const given = { ...givenOf({ row, record }, queue, null, undefined), survey };
  const way = wayToCustomer(template, given.facts);
  if ('kind' in way) return way;
  const { [way.channel]: text } = template.channels;
  // Only what is sent is made: a text for another way holds up none.
  const said = renderTemplate({ ...template, channels: { [way.channel]: text } }, queue.environment, given);
  const [problem] = said.problems;
  if (problem !== undefined) return dead(problem.message['zh-CN'], problem.message.en);
  return await writeToCustomer(tx, store, { key: `survey/${key}`, row, template: id }, said.text, way);
}
