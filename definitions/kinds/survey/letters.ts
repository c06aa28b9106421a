import type { Environment } from '../../model/environment.ts';
import { isObject, type JsonObject } from '../../model/json.ts';
import type { Place, Problem } from '../../model/problem.ts';
import { parseBudget } from '../../time/time-budget.ts';
import { budgetProblems } from '../budget.ts';
import { type TemplateDocument, templateTexts } from '../template/template.ts';
import { surveyProblem } from './problems.ts';
import type { SurveyDocument } from './survey.ts';

/** The letters of a survey go to customers, are about what it is about, and say its link. */
export function letterProblems(document: SurveyDocument, environment: Environment): readonly Problem[] {
  const { invitation, reminders = [], entity } = document;
  const letters = [
    ...(invitation === undefined ? [] : [[invitation, '/invitation'] as const]),
    ...reminders.flatMap(({ template }, i) =>
      template === undefined ? [] : [[template, `/reminders/${i}/template`] as const],
    ),
  ];
  return letters.flatMap(([template, pointer]) => {
    const found = environment.document(template);
    if (found?.kind !== 'template') return [];
    const { entity: of, audience, channels } = found as TemplateDocument;
    const at = { definition: `survey/${document.name}`, pointer };
    const isLinkless = templateTexts({ channels }).some(
      ({ path, text }) => path[1] !== 'subject' && path[0] !== 'desktop' && !text.includes('survey.link'),
    );
    return [
      ...(audience === 'customer' ? [] : [surveyProblem('survey-template-audience', at, { template })]),
      ...(entity === undefined || of === entity
        ? []
        : [surveyProblem('survey-template-entity', at, { template, found: of, expected: entity })]),
      ...(isLinkless ? [surveyProblem('survey-template-linkless', at, { template })] : []),
    ];
  });
}

/** The survey of a `start-survey` is about what the request is about. `at` is the place of the action. */
export function startSurveyProblems(
  { type, params }: JsonObject,
  entity: string | undefined,
  environment: Environment,
  at: (...steps: readonly string[]) => Place,
): readonly Problem[] {
  const survey = type === 'start-survey' && isObject(params) ? params['survey'] : undefined;
  return typeof survey === 'string' ? aboutProblems(survey, entity, environment, at('params', 'survey')) : [];
}

/** A survey that requests are followed by is about what they are about, and has a letter that brings its link. */
export function aboutProblems(
  survey: string,
  entity: string | undefined,
  environment: Environment,
  at: Place,
): readonly Problem[] {
  const found = environment.document(survey);
  if (found?.kind !== 'survey') return [];
  const { entity: of, invitation } = found as SurveyDocument;
  const isOfAnother = entity !== undefined && of !== undefined && of !== entity;
  return [
    ...(invitation === undefined ? [surveyProblem('survey-uninvited', at, { survey })] : []),
    ...(isOfAnother ? [surveyProblem('survey-request-entity', at, { survey, found: of, expected: entity })] : []),
  ];
}

/** Times are of some length, and reminders come one after the other while the link may be used. */
export function timeProblems({ name, validFor, cooldown, reminders = [] }: SurveyDocument): readonly Problem[] {
  const at = (pointer: string) => ({ definition: `survey/${name}`, pointer });
  const isNothing = /^P(0+D)?(T(0+H)?(0+M)?(0+S)?)?$/.test(cooldown);
  const lengths = [
    { length: validFor, pointer: '/validFor' },
    ...(isNothing ? [] : [{ length: cooldown, pointer: '/cooldown' }]),
    ...reminders.map(({ after }, i) => ({ length: after, pointer: `/reminders/${i}/after` })),
  ];
  const end = lengthOf(validFor);
  return [
    ...lengths.flatMap(({ length, pointer }) => budgetProblems({ elapsed: length }, at(pointer))),
    ...reminders.flatMap(({ after }, i) => {
      const before = reminders[i - 1];
      const isLate = lengthOf(after) >= end || (before !== undefined && lengthOf(before.after) >= lengthOf(after));
      return isLate
        ? [
            surveyProblem(
              'survey-reminder-late',
              at(`/reminders/${i}/after`),
              { found: after, validFor },
              { found: after },
            ),
          ]
        : [];
    }),
  ];
}

/** A length of calendar time in milliseconds; 0 where it is none. */
export function lengthOf(written: string): number {
  const budget = parseBudget({ elapsed: written });
  return budget?.kind === 'elapsed' ? budget.milliseconds : 0;
}
