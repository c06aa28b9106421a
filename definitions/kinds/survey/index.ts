import { type Kind, namedKeys } from '../kind.ts';
import { computedReferences } from '../references.ts';
import { answerSurvey } from './answer.ts';
import { checkSurvey } from './check.ts';
import { proveSurvey } from './prove.ts';
import { surveySchema } from './schema.ts';
import { type SurveyDocument, surveyExamples } from './survey.ts';
import { surveyWords } from './words.ts';

/** Surveys: what customers are asked once a request is dealt with. */
export const surveyKind: Kind<SurveyDocument> = {
  name: 'survey',
  title: { 'zh-CN': '问卷', en: 'Survey' },
  schema: surveySchema,
  examples: surveyExamples,
  references: ({ entity, score, invitation, reminders = [] }) => [
    ...(entity === undefined ? [] : [{ pointer: '/entity', target: entity }]),
    ...computedReferences(score, '/score'),
    ...(invitation === undefined ? [] : [{ pointer: '/invitation', target: invitation }]),
    ...reminders.flatMap(({ template }, i) =>
      template === undefined ? [] : [{ pointer: `/reminders/${i}/template`, target: template }],
    ),
  ],
  names: ({ questions }) => [
    [
      ...namedKeys(questions.properties, '/questions/properties'),
      ...(questions.allOf ?? []).flatMap(({ then }, i) =>
        namedKeys(then.properties, `/questions/allOf/${i}/then/properties`),
      ),
    ],
  ],
  sets: ({ questions }) => [
    '/questions/required',
    ...(questions.allOf ?? []).flatMap((_, i) => [
      `/questions/allOf/${i}/if/required`,
      `/questions/allOf/${i}/then/required`,
    ]),
  ],
  decides: false,
  lower: (document, environment) => ({ decision: null, problems: checkSurvey(document, environment) }),
  prove: proveSurvey,
  words: surveyWords,
  answer: answerSurvey,
  expectsMembers: true,
  titleOf: (name, { ui }) => (Object.hasOwn(ui.questions, name) ? ui.questions[name]?.title : undefined),
};
