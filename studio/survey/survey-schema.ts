import {
  type AskedQuestion,
  askedOf,
  type Json,
  type JsonObject,
  type Language,
  say,
  type SurveyDocument,
} from '../../definitions/index.ts';

/** What a page knows of a survey. */
export type Asked = Pick<SurveyDocument, 'questions' | 'ui'>;

/** A survey as the server shows it: the branches of its schema say besides that what they do not ask is not answered. */
export function askedIn({ schema, ui }: { readonly schema: unknown; readonly ui: unknown }): Asked {
  // Both are a survey's own parts, as its kind's schema holds them.
  const questions = schema as SurveyDocument['questions'];
  const branched = new Set((questions.allOf ?? []).flatMap(({ then }) => Object.keys(then.properties)));
  const properties = Object.fromEntries(
    Object.entries(questions.properties).filter(([name]) => !branched.has(name)),
  ) as SurveyDocument['questions']['properties'];
  return { questions: { ...questions, properties }, ui: ui as SurveyDocument['ui'] };
}

/** Answers to what is asked by them: an answer falls away with the question. */
export function answersAsked(survey: Asked, answers: JsonObject): JsonObject {
  const names = new Set(askedOf(survey as SurveyDocument, answers).map(({ name }) => name));
  const kept = Object.fromEntries(Object.entries(answers).filter(([name]) => names.has(name)));
  // What falls away may have led to another question.
  return Object.keys(kept).length === Object.keys(answers).length ? kept : answersAsked(survey, kept);
}

/** What is asked by the answers so far, as JSON Schema in one language, a part for each section. */
export function sectionsOf(
  survey: Asked,
  answers: JsonObject,
  language: Language,
  yesOrNo: readonly [yes: string, no: string],
): readonly { readonly title: string; readonly schema: JsonObject }[] {
  const asked = askedOf(survey as SurveyDocument, answers);
  const sections = survey.ui.sections ?? [{ questions: asked.map(({ name }) => name) }];
  return sections.flatMap(({ title, questions }) => {
    const own = asked.filter(({ name }) => questions.includes(name));
    if (own.length === 0) return [];
    const properties = Object.fromEntries(own.map((one) => [one.name, partOf(one, survey, language, yesOrNo)]));
    const required = own.filter(({ isRequired }) => isRequired).map(({ name }) => name);
    return [{ title: say(title, language), schema: { type: 'object', properties, required } }];
  });
}

function partOf(
  { name, question }: AskedQuestion,
  { ui }: Asked,
  language: Language,
  [yes, no]: readonly [yes: string, no: string],
): JsonObject {
  const texts = ui.questions[name];
  const { type, minimum = 0, maximum = 0, enum: members, items, maxLength } = question;
  const label = (answer: Json) => say(texts?.labels?.[String(answer)], language);
  const choice = (answer: Json): JsonObject => ({ const: answer, title: label(answer) || String(answer) });
  const said: JsonObject = {
    title: say(texts?.title ?? name, language),
    description: say(texts?.description, language),
  };
  switch (type) {
    case 'boolean':
      return {
        ...said,
        type,
        oneOf: [
          { const: true, title: yes },
          { const: false, title: no },
        ],
      };
    case 'integer': {
      const steps = Array.from({ length: maximum - minimum + 1 }, (_, i) => minimum + i);
      if (steps.length > MOST_STEPS) return { ...said, type, minimum, maximum };
      const named = (step: number) => [String(step), label(step)].filter((text) => text !== '').join(' · ');
      return { ...said, type, oneOf: steps.map((step) => ({ const: step, title: named(step) })) };
    }
    case 'string':
      return members === undefined
        ? { ...said, type, maxLength: maxLength ?? 0 }
        : { ...said, type, oneOf: members.map(choice) };
    case 'array':
      return { ...said, type, uniqueItems: true, items: { type: 'string', oneOf: (items?.enum ?? []).map(choice) } };
  }
}

/** A scale of so many steps is chosen from; a longer one is typed. */
const MOST_STEPS = 11;
