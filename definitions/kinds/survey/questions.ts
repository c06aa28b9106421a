import { below, type Json, type JsonObject } from '../../model/json.ts';
import type { Branch, Question, Restriction, SurveyDocument } from './survey.ts';

/** One question of a survey, wherever it is asked. */
export interface AskedQuestion {
  readonly name: string;
  readonly question: Question;
  readonly isRequired: boolean;
  readonly pointer: string;
  /** The condition under which it is asked; null where it always is. */
  readonly branch: Branch | null;
}

/** All questions in the order in which they stand on the page: that of the sections, or as they are written. */
export function questionsOf({ questions, ui }: Pick<SurveyDocument, 'questions' | 'ui'>): readonly AskedQuestion[] {
  const { properties, required = [], allOf = [] } = questions;
  const all = [
    ...listed(properties, required, '/questions', null),
    ...allOf.flatMap((branch, i) => {
      const { then } = branch;
      return listed(then.properties, then.required ?? [], `/questions/allOf/${i}/then`, branch);
    }),
  ];
  const order = (ui.sections ?? []).flatMap(({ questions: names }) => names);
  const place = ({ name }: AskedQuestion) => (order.includes(name) ? order.indexOf(name) : order.length);
  return all.toSorted((a, b) => place(a) - place(b));
}

const listed = (
  questions: Readonly<Record<string, Question>>,
  required: readonly string[],
  at: string,
  branch: Branch | null,
): readonly AskedQuestion[] =>
  Object.entries(questions).map(([name, question]) => ({
    name,
    question,
    isRequired: required.includes(name),
    pointer: `${at}/properties/${name}`,
    branch,
  }));

/** Whether a question is asked of somebody who has answered so far. */
export function isAsked({ branch }: Pick<AskedQuestion, 'branch'>, answers: JsonObject): boolean {
  if (branch === null) return true;
  const { properties, required } = branch.if;
  return (
    required.every((name) => Object.hasOwn(answers, name)) &&
    Object.entries(properties).every(([name, one]) => !Object.hasOwn(answers, name) || meets(answers[name], one))
  );
}

/** Whether an answer is what a restriction says; as in JSON Schema, one of another type is not held to what is said of its type. */
export function meets(answer: Json | undefined, restriction: Restriction): boolean {
  const { const: same, enum: members, minimum, maximum, contains } = restriction;
  if (same !== undefined && answer !== same) return false;
  if (members !== undefined && !members.some((one) => one === answer)) return false;
  if (typeof answer === 'number' && (answer < (minimum ?? answer) || answer > (maximum ?? answer))) return false;
  return contains === undefined || !Array.isArray(answer) || answer.includes(contains.const);
}

/** Every answer that a question takes, lists in the order of their members; null for a text, which may be any. */
export function answersTo(question: Question): readonly Json[] | null {
  const { type, minimum, maximum, enum: members, items, minItems = 0, maxItems } = question;
  switch (type) {
    case 'boolean':
      return [false, true];
    case 'integer':
      return minimum === undefined || maximum === undefined || maximum - minimum > MOST_STEPS
        ? null
        : Array.from({ length: Math.max(0, maximum - minimum + 1) }, (_, i) => minimum + i);
    case 'string':
      return members ?? null;
    case 'array': {
      const known = items?.enum ?? [];
      if (known.length > 12) return null;
      const subsets = Array.from({ length: 2 ** known.length }, (_, bits) =>
        known.filter((_member, i) => (bits >> i) & 1),
      );
      return subsets.filter(({ length }) => length >= minItems && length <= (maxItems ?? length));
    }
  }
}

/** How far apart the ends of a scale may lie. */
export const MOST_STEPS = 1000;

/** Whether an answer fits its question. */
export function isFit(answer: Json, question: Question): boolean {
  const { type, minimum, maximum, enum: members, maxLength, items, minItems, maxItems } = question;
  switch (type) {
    case 'boolean':
      return typeof answer === 'boolean';
    case 'integer':
      return (
        Number.isInteger(answer) && Number(answer) >= (minimum ?? -Infinity) && Number(answer) <= (maximum ?? Infinity)
      );
    case 'string':
      return (
        typeof answer === 'string' &&
        (members === undefined || members.includes(answer)) &&
        (maxLength === undefined || [...answer].length <= maxLength)
      );
    case 'array':
      return (
        Array.isArray(answer) &&
        answer.every((one) => typeof one === 'string' && items?.enum.includes(one) === true) &&
        new Set(answer).size === answer.length &&
        answer.length >= (minItems ?? 0) &&
        answer.length <= (maxItems ?? Infinity)
      );
  }
}

/** The questions that are asked of whoever answers so, in their order. */
export const askedOf = (document: SurveyDocument, answers: JsonObject): readonly AskedQuestion[] =>
  questionsOf(document).filter((one) => isAsked(one, answers));

/**
 * The one schema that answers are validated by: the questions, and nothing that is not asked. JSON Schema 2020-12. A branch refuses what it
 * does not ask: `unevaluatedProperties` would take what the `if` of another one looks at.
 */
export function answersSchema({ questions }: Pick<SurveyDocument, 'questions'>): JsonObject {
  const { allOf = [], ...rest } = questions;
  const ofBranches = allOf.flatMap(({ then }) => Object.keys(then.properties));
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...rest,
    properties: { ...Object.fromEntries(ofBranches.map((name) => [name, {}])), ...questions.properties },
    // An empty list is no JSON Schema.
    ...(allOf.length > 0 && {
      allOf: allOf.map((branch) => ({
        ...branch,
        else: { properties: Object.fromEntries(Object.keys(branch.then.properties).map((name) => [name, false])) },
      })),
    }),
    additionalProperties: false,
  } as unknown as JsonObject;
}

/** The pointer of a question's texts. */
export const textsPointer = (name: string, ...steps: readonly string[]): string =>
  below('/ui/questions', name, ...steps);
