import type { JsonObject } from '../../../definitions/index.ts';
import { deskDocuments, queueOf } from './requests.ts';

const both = (text: string) => ({ 'zh-CN': `${text}。`, en: `${text}.` });
const template = (name: string): JsonObject => ({
  kind: 'template',
  name,
  purpose: 'contact',
  entity: 'entity/inquiry',
  audience: 'customer',
  channels: {
    sms: both(
      `${name} {{ request.number }} {% if survey.link %}{{ survey.link }} {{ survey.title | default: '-' }}{% endif %}`,
    ),
  },
});
const survey: JsonObject = {
  kind: 'survey',
  name: 'served',
  title: both('Served'),
  purpose: 'contact',
  entity: 'entity/inquiry',
  questions: {
    type: 'object',
    properties: { rating: { type: 'integer', minimum: 1, maximum: 5 } },
    required: ['rating'],
    allOf: [
      {
        if: { properties: { rating: { maximum: 2 } }, required: ['rating'] },
        then: { properties: { why: { type: 'string', maxLength: 100 } } },
      },
    ],
  },
  ui: {
    questions: {
      rating: { title: both('How'), labels: { '1': both('bad'), '5': both('good') } },
      why: { title: both('Why') },
    },
  },
  score: { text: 'rating', type: 'integer' },
  validFor: 'P14D',
  cooldown: 'P90D',
  invitation: 'template/invited',
  reminders: [{ after: 'P5D' }, { after: 'P10D', template: 'template/reminded' }],
};
/** The documents of the desk, whose first queue asks customers how they were served. */
export const surveyDocuments: readonly JsonObject[] = [
  ...deskDocuments
    .filter((one) => one['kind'] !== 'queue' || one['name'] !== 'first')
    .map((one) =>
      one['name'] === 'inquiry' && one['kind'] === 'entity'
        ? { ...one, fields: { ...(one['fields'] as JsonObject), mobilePhone: { type: 'string', optional: true } } }
        : one,
    ),
  template('invited'),
  template('reminded'),
  survey,
  queueOf('first', { survey: 'survey/served' }),
];
