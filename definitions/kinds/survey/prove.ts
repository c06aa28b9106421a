import type { Decision } from '../../model/decision.ts';
import type { Environment } from '../../model/environment.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { Budget, Proof } from '../../model/proof.ts';
import { proved, refuted, undecided } from '../../proofs/verdict.ts';
import { surveyProblem } from './problems.ts';
import { type AskedQuestion, answersTo, isAsked, meets, questionsOf } from './questions.ts';
import { scoreRange } from './score-range.ts';
import type { SurveyDocument } from './survey.ts';

/** Every question is asked by some answers, and every set of answers scores. */
export function proveSurvey(
  document: SurveyDocument,
  _decision: Decision | null,
  environment: Environment,
  _budget: Budget,
): readonly Proof[] {
  const definition = `survey/${document.name}`;
  const unreachable = questionsOf(document).filter((one) => answersThatAsk(one, document) === undefined);
  const asked =
    unreachable.length === 0
      ? [proved('questions-reachable', { definition, pointer: '/questions' })]
      : unreachable.map(({ name: found, pointer }) =>
          refuted(
            'questions-reachable',
            surveyProblem('survey-question-unreachable', { definition, pointer }, { found }, { found }),
          ),
        );
  return [...asked, scoreProof(document, environment, definition)];
}

function scoreProof(document: SurveyDocument, environment: Environment, definition: string): Proof {
  const at = { definition, pointer: '/score' };
  const range = scoreRange(document, environment);
  if (range === undefined) return undecided('score-known', at, document.title ?? document.name, 'budget');
  if (range.missing === undefined) return proved('score-known', at);
  return refuted('score-known', surveyProblem('survey-score-missing', at, {}, { witness: { answers: range.missing } }));
}

/**
 * Answers by which a question is asked; undefined where there are none. Conditions are restrictions of single questions, which do not
 * depend on each other but through being asked: the answers to each are those that meet all that is said of it on the way.
 */
export function answersThatAsk(one: AskedQuestion, document: SurveyDocument): JsonObject | undefined {
  const all = new Map(questionsOf(document).map((other) => [other.name, other]));
  const wanted = new Map<string, ((answer: Json) => boolean)[]>();
  const need = ({ branch }: AskedQuestion, around: readonly string[]): boolean => {
    if (branch === null) return true;
    return branch.if.required.every((name) => {
      const other = all.get(name);
      if (other === undefined || around.includes(name)) return false;
      const restriction = branch.if.properties[name];
      const known = wanted.get(name);
      const takes = [
        ...(known ?? []),
        ...(restriction === undefined ? [] : [(answer: Json) => meets(answer, restriction)]),
      ];
      wanted.set(name, takes);
      return known !== undefined || need(other, [...around, name]);
    });
  };
  if (!need(one, [one.name])) return undefined;
  const answers: Record<string, Json> = {};
  for (const [name, takes] of wanted) {
    const asked = all.get(name);
    const found = asked && answersTo(asked.question)?.find((answer) => takes.every((isTaken) => isTaken(answer)));
    if (found === undefined) return undefined;
    answers[name] = found;
  }
  return isAsked(one, answers) ? answers : undefined;
}
