import { lowerComputed } from '../../expression/computed/computed.ts';
import { inputsScope } from '../../expression/computed/record-scope.ts';
import { compile, type Compiled } from '../../compile.ts';
import type { Decision } from '../../model/decision.ts';
import type { Environment } from '../../model/environment.ts';
import type { Field } from '../../model/expression.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { Problem } from '../../model/problem.ts';
import { refuses } from '../../model/problem.ts';
import { type DeclaredField, fieldOf } from '../field.ts';
import { distinctPlans, unlessRefused } from '../refusal.ts';
import { type AskedQuestion, questionsOf } from './questions.ts';
import type { Question, SurveyDocument } from './survey.ts';

/** The score of a survey as a decision over its answers; null where its formula cannot be read. */
export function scoreDecision(
  document: SurveyDocument,
  environment: Environment,
): { readonly decision: Decision | null; readonly problems: readonly Problem[] } {
  const id = `survey/${document.name}`;
  const fields = questionsOf(document).map((one) => fieldOfQuestion(one, document, id));
  const scope = inputsScope(environment, fields, id);
  const lowered = lowerComputed(document.score, scope, { definition: id, pointer: '/score' });
  const { expression, problems } = lowered;
  if (expression === null || refuses(problems)) return { decision: null, problems };
  const plans = distinctPlans(lowered.plans);
  const value = unlessRefused(expression, plans);
  return {
    problems,
    decision: {
      id,
      title: document.title ?? document.name,
      facts: { kind: 'inputs', fields },
      outputs: { score: value },
      value: { kind: 'value', of: value },
      reasons: [],
      reasonOrder: 'declared',
      problems: plans,
      partial: null,
      reads: [...scope.mentioned],
    },
  };
}

function fieldOfQuestion(
  { name, question, isRequired, branch, pointer }: AskedQuestion,
  { ui }: SurveyDocument,
  definition: string,
): Field {
  const texts = ui.questions[name];
  const declared: DeclaredField = {
    ...declaredAs(question),
    ...(texts === undefined ? {} : { title: texts.title }),
    ...(texts?.labels === undefined || question.type === 'integer' ? {} : { labels: texts.labels }),
    optional: !isRequired || branch !== null,
  };
  return fieldOf(name, declared, { definition, pointer });
}

function declaredAs({ type, minimum, maximum, enum: members, items }: Question): DeclaredField {
  switch (type) {
    case 'boolean':
      return { type };
    case 'integer':
      return { type, ...(minimum === undefined ? {} : { minimum }), ...(maximum === undefined ? {} : { maximum }) };
    case 'string':
      return { type, ...(members === undefined ? {} : { enum: members }) };
    case 'array':
      return { type: 'string', series: true, ...(items === undefined ? {} : { enum: items.enum }) };
  }
}

/** What answers score, as one function. */
export type Scorer = (answers: JsonObject) => Json;

const scorers = new WeakMap<Environment, WeakMap<SurveyDocument, Compiled | null>>();

/** Made once for each document; null where the survey has errors. Answers are valid, and those that are absent are missing. */
export function scorerOf(document: SurveyDocument, environment: Environment): Scorer | null {
  const compiled = compiledScore(document, environment);
  if (compiled === null) return null;
  const id = `survey/${document.name}`;
  return (answers) => compiled.decide({ facts: answers })[id]?.value ?? null;
}

export function compiledScore(document: SurveyDocument, environment: Environment): Compiled | null {
  const known = scorers.get(environment) ?? new WeakMap<SurveyDocument, Compiled | null>();
  scorers.set(environment, known);
  const before = known.get(document);
  if (before !== undefined) return before;
  const id = `survey/${document.name}`;
  const { decision } = scoreDecision(document, environment);
  const definitions = new Map([[id, { version: null, hash: '', closure: '' }]]);
  const own = {
    decision: (ref: string) => (ref === id ? (decision ?? undefined) : environment.decision(ref)),
    entity: environment.entity,
  };
  const made = decision === null ? null : compile({ environment: own, definitions }, [id], { unknown: 'ignore' });
  known.set(document, made);
  return made;
}
