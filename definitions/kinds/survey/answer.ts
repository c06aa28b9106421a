import type { Case } from '../../model/document.ts';
import type { Environment } from '../../model/environment.ts';
import { below, type JsonObject } from '../../model/json.ts';
import type { Problem } from '../../model/problem.ts';
import type { Answer } from '../kind.ts';
import { surveyProblem } from './problems.ts';
import { askedOf, isAsked, isFit, questionsOf } from './questions.ts';
import { scorerOf } from './score.ts';
import type { SurveyDocument } from './survey.ts';

/** What is wrong with answers, in the order of the questions; `[]` where they are whole. */
export function answersProblems(document: SurveyDocument, answers: JsonObject): readonly Problem[] {
  const all = questionsOf(document);
  const known = new Map(all.map((one) => [one.name, one]));
  const at = (name: string) => ({ pointer: below('/answers', name) });
  const titled = (name: string) => ({
    found: Object.hasOwn(document.ui.questions, name) ? (document.ui.questions[name]?.title ?? name) : name,
  });
  return [
    ...all.flatMap((one) => {
      const { name, question, isRequired } = one;
      const answer = Object.hasOwn(answers, name) ? answers[name] : undefined;
      if (!isAsked(one, answers))
        return answer === undefined ? [] : [surveyProblem('survey-answer-unasked', at(name), titled(name))];
      if (answer === undefined)
        return isRequired ? [surveyProblem('survey-answer-missing', at(name), titled(name))] : [];
      return isFit(answer, question) ? [] : [surveyProblem('survey-answer-unfit', at(name), titled(name))];
    }),
    ...Object.keys(answers)
      .filter((name) => !known.has(name))
      .map((name) => surveyProblem('survey-answer-unasked', at(name), titled(name))),
  ];
}

/** What the answers of a case score, and what was asked: whoever gave them is not done while something is wrong with them. */
export function answerSurvey({ given }: Case, document: SurveyDocument, environment: Environment): Answer | undefined {
  const scorer = scorerOf(document, environment);
  if (scorer === null) return undefined;
  // The schema of cases holds.
  const { answers } = given as { readonly answers: JsonObject };
  const problems = answersProblems(document, answers);
  const asked = askedOf(document, answers).map(({ name }) => name);
  return { value: { asked, score: problems.length === 0 ? scorer(answers) : null }, problems };
}
