import { describe, expect, it } from 'vitest';
import { answersSchema, isObject, type Json, questionsOf, type SurveyDocument } from '../../../definitions/index.ts';
import { answersAsked, askedIn, sectionsOf } from '../../../studio/survey/survey-schema.ts';
import { packSources } from '../../support/packs.ts';

const found = packSources('bank-crm').map(({ document }) => document as Json);
const document = found.find((one) => isObject(one) && one['kind'] === 'survey') as unknown as SurveyDocument;

describe('the page of a survey', () => {
  const survey = askedIn({ schema: answersSchema(document), ui: document.ui });
  const asked = (answers: Record<string, Json>) =>
    sectionsOf(survey, answers, 'en', ['Yes', 'No']).map(({ title, schema }) => [
      title,
      Object.keys(schema['properties'] as object),
    ]);

  it('reads of the schema that the server shows the questions that the survey has', () => {
    const of = (one: Parameters<typeof questionsOf>[0]) =>
      questionsOf(one).map(({ name, question, isRequired }) => ({ name, question, isRequired }));
    expect(of(survey)).toEqual(of(document));
  });

  it('asks section by section, and more by what is answered', () => {
    expect(asked({})).toEqual([
      ['The outcome', ['satisfaction', 'isSolved']],
      ['The handling', ['speed', 'manner']],
      ['Remarks', ['remark']],
    ]);
    expect(asked({ satisfaction: 2, isSolved: false })[0]).toEqual([
      'The outcome',
      ['satisfaction', 'reasons', 'isSolved', 'wantsContact'],
    ]);
  });

  it('drops an answer together with its question', () => {
    const answers = { satisfaction: 2, reasons: ['slow'], isSolved: true };
    expect(answersAsked(survey, answers)).toEqual(answers);
    expect(answersAsked(survey, { ...answers, satisfaction: 3 })).toEqual({ satisfaction: 3, isSolved: true });
  });

  it('speaks the language of its reader', () => {
    const [outcome] = sectionsOf(survey, {}, 'zh-CN', ['是', '否']);
    expect(outcome?.title).toBe('处理结果');
    const { satisfaction } = (outcome?.schema['properties'] ?? {}) as Record<string, Json>;
    expect(satisfaction).toEqual({
      title: '总体而言，您对这件投诉的处理满意吗？',
      description: '',
      type: 'integer',
      oneOf: ['1 · 很不满意', '2 · 不满意', '3 · 一般', '4 · 满意', '5 · 很满意'].map((title, i) => ({
        const: i + 1,
        title,
      })),
    });
  });
});
