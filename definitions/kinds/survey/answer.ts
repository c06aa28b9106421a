import type { Case } from '../../model/document.ts';
import type { Environment } from '../../model/environment.ts';
import { below, type JsonObject } from '../../model/json.ts';
import type { Problem } from '../../model/problem.ts';
import type { Answer } from '../kind.ts';
import { surveyProblem } from './problems.ts';
import { isAsked, isFit, questionsOf } from './questions.ts';
import { scorerOf } from './score.ts';
import type { SurveyDocument } from './survey.ts';

/** What is wrong with answers, in the order of the questions; `[]` where they are whole. */
export function answersProblems(document: SurveyDocument, answers: JsonObject): readonly Problem[] {
  const all = questionsOf(document);
  const known = new Map(all.map((one) => [one.name, one]));
  const at = (name: string) => ({ pointer: below('/answers', name) });
  return [
    ...all.flatMap((one) => {
      const { name: found, question, isRequired } = one;
      const answer = Object.hasOwn(answers, found) ? answers[found] : undefined;
      if (!isAsked(one, answers))
        return answer === undefined ? [] : [surveyProblem('survey-answer-unasked', at(found), { found })];
      if (answer === undefined) return isRequired ? [surveyProblem('survey-answer-missing', at(found), { found })] : [];
      return isFit(answer, question) ? [] : [surveyProblem('survey-answer-unfit', at(found), { found })];
    }),
    ...Object.keys(answers)
      .filter((name) => !known.has(name))
      .map((found) => surveyProblem('survey-answer-unasked', at(found), { found })),
  ];
}

/** What the answers of a case score, and what was asked: whoever gave them is not done while something is wrong with them. */
export function answerSurvey({ given }: Case, document: SurveyDocument, environment: Environment): Answer | undefined {
  const scorer = scorerOf(document, environment);
  if (scorer === null) return undefined;
  // The schema of cases holds.
  const { answers } = given as { readonly answers: JsonObject };
  const problems = answersProblems(document, answers);
  const asked = questionsOf(document)
    .filter((one) => isAsked(one, answers))
    .map(({ name }) => name);
  return { value: { asked, score: problems.length === 0 ? scorer(answers) : null }, problems };
}
