import type { JsonObject } from '../../../../definitions/model/json.ts';

export const T = (text: string) => ({ 'zh-CN': `${text}？`, en: text });
export const scale = { type: 'integer', minimum: 1, maximum: 5 };
export const ends = { '1': T('bad'), '5': T('good') };
export const survey = (of: JsonObject = {}): JsonObject => ({
  kind: 'survey',
  name: 'asked',
  purpose: 'contact',
  questions: { type: 'object', properties: { rating: scale }, required: ['rating'] },
  ui: { questions: { rating: { title: T('rating'), labels: ends } } },
  score: { text: 'rating * 20', type: 'integer' },
  validFor: 'P14D',
  cooldown: 'P90D',
  ...of,
});
export const questions = (properties: JsonObject, of: JsonObject = {}): JsonObject => ({
  questions: { type: 'object', properties, ...of },
});
export const texts = (named: JsonObject, of: JsonObject = {}): JsonObject => ({ ui: { questions: named, ...of } });
export const rated = { rating: { title: T('rating'), labels: ends } };
export const when = (
  condition: JsonObject,
  properties: JsonObject,
  required: readonly string[] = Object.keys(condition),
) => ({
  if: { properties: condition, required },
  then: { properties },
});
export const more = { more: { type: 'string', maxLength: 10 } };
export const moreTexts = { ...rated, more: { title: T('more') } };
export const branched = (condition: JsonObject, properties: JsonObject = more, required?: readonly string[]) =>
  survey({
    ...questions({ rating: scale }, { required: ['rating'], allOf: [when(condition, properties, required)] }),
    ...texts(moreTexts),
  });
export const entity = {
  kind: 'entity',
  name: 'complaint',
  key: 'complaintId',
  fields: {
    complaintId: { type: 'string' },
    customerId: { type: 'string' },
    secret: { type: 'boolean', sensitivity: 'C3' },
    income: { type: 'boolean', purposes: ['risk'] },
    known: { type: 'boolean', purposes: ['contact'] },
  },
};
export const asking = (name: string) =>
  survey({
    entity: 'entity/complaint',
    ...questions({ rating: scale, [name]: { type: 'boolean' } }, { required: ['rating'] }),
    ...texts({ ...rated, [name]: { title: T(name) } }),
  });
export const letter = (of: JsonObject = {}, text = '{% if survey.link %}{{ survey.link }}{% endif %}') => ({
  kind: 'template',
  name: 'letter',
  purpose: 'contact',
  entity: 'entity/complaint',
  audience: 'customer',
  channels: { sms: { 'zh-CN': text, en: text } },
  ...of,
});
