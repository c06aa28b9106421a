import { nearestHint } from '../../model/did-you-mean.ts';
import type { Environment } from '../../model/environment.ts';
import { below } from '../../model/json.ts';
import type { Place, Problem } from '../../model/problem.ts';
import { fieldUseProblems } from './field-use.ts';
import { surveyProblem } from './problems.ts';
import { type AskedQuestion, answersTo, MOST_STEPS, questionsOf, textsPointer } from './questions.ts';
import { scoreDecision } from './score.ts';
import type { SurveyDocument } from './survey.ts';
import { letterProblems, timeProblems } from './letters.ts';

type At = (pointer: string) => Place;

/** Questions that can be answered and are called something in both languages, conditions on answers there are, a score that is a figure. */
export function checkSurvey(document: SurveyDocument, environment: Environment): readonly Problem[] {
  const definition = `survey/${document.name}`;
  const at: At = (pointer) => ({ definition, pointer });
  const questions = questionsOf(document);
  const isFigure = document.score.type === 'integer' || document.score.type === 'decimal';
  return [
    ...questions.flatMap((one, i) => [
      ...(questions.findIndex(({ name }) => name === one.name) < i
        ? [surveyProblem('survey-question-twice', at(one.pointer), { found: one.name }, { found: one.name })]
        : []),
      ...boundProblems(one, at(one.pointer)),
      ...textProblems(one, document, at),
    ]),
    ...nameProblems(document, questions, at),
    ...conditionProblems(document, questions, at),
    ...fieldUseProblems(document, questions, environment),
    ...timeProblems(document),
    ...letterProblems(document, environment),
    ...(isFigure
      ? scoreDecision(document, environment).problems
      : [surveyProblem('survey-score-type', at('/score/type'))]),
  ];
}

/** What its type needs to be said, and that some answer is taken. */
function boundProblems({ name, question }: AskedQuestion, place: Place): readonly Problem[] {
  const { type, minimum, maximum, enum: members, items, maxLength, uniqueItems } = question;
  const needs = (expected: string) => [
    surveyProblem('survey-question-bounds', place, { found: name, type, expected }, { found: name }),
  ];
  if (type === 'integer' && (minimum === undefined || maximum === undefined || maximum - minimum > MOST_STEPS))
    return needs(`minimum, maximum (≤ minimum + ${MOST_STEPS})`);
  if (type === 'string' && members === undefined && maxLength === undefined) return needs('enum / maxLength');
  if (type === 'array' && (items === undefined || uniqueItems !== true)) return needs('items.enum, uniqueItems: true');
  const foreign = Object.keys(question).filter((key) => key !== 'type' && !KEYWORDS[type].includes(key));
  if (foreign.length > 0) return needs(KEYWORDS[type].join(', ') || '—');
  return answersTo(question)?.length === 0
    ? [surveyProblem('survey-question-unanswerable', place, { found: name }, { found: name })]
    : [];
}

const KEYWORDS: Readonly<Record<AskedQuestion['question']['type'], readonly string[]>> = {
  integer: ['minimum', 'maximum'],
  string: ['enum', 'maxLength'],
  boolean: [],
  array: ['items', 'uniqueItems', 'minItems', 'maxItems'],
};

/** What answers of a type may be judged by. */
const RESTRICTIONS: typeof KEYWORDS = {
  integer: ['const', 'enum', 'minimum', 'maximum'],
  string: ['const', 'enum'],
  boolean: ['const'],
  array: ['contains'],
};

/** Every question has a text, every listed answer a label; of a scale at least both ends have one. */
function textProblems({ name, question }: AskedQuestion, { ui }: SurveyDocument, at: At): readonly Problem[] {
  const texts = Object.hasOwn(ui.questions, name) ? ui.questions[name] : undefined;
  if (texts === undefined)
    return [surveyProblem('survey-question-untitled', at('/ui/questions'), { found: name }, { found: name })];
  const { labels = {} } = texts;
  const { type, minimum, maximum, enum: members, items } = question;
  const needed = type === 'integer' ? [minimum, maximum].map(String) : (members ?? items?.enum ?? []);
  const known = type === 'integer' ? (answersTo(question) ?? []).map(String) : needed;
  return [
    ...needed
      .filter((answer) => !Object.hasOwn(labels, answer))
      .map((answer) => surveyProblem('survey-label-missing', at(textsPointer(name)), { found: name, answer })),
    ...Object.keys(labels)
      .filter((answer) => !known.includes(answer))
      .map((answer) =>
        surveyProblem('survey-label-unknown', at(textsPointer(name, 'labels', answer)), { found: name, answer }),
      ),
  ];
}

/** Names in `ui` and `required` are those of questions, and sections hold each question once. */
function nameProblems({ questions, ui }: SurveyDocument, all: readonly AskedQuestion[], at: At): readonly Problem[] {
  const names = new Set(all.map(({ name }) => name));
  const unknown = (found: string, pointer: string, among: Iterable<string> = names) => {
    const hint = nearestHint(found, among, 0);
    return surveyProblem('survey-question-unknown', at(pointer), { found, hint }, { found });
  };
  const required = (list: readonly string[] = [], of: object, pointer: string) =>
    list.flatMap((name, i) =>
      Object.hasOwn(of, name) ? [] : [unknown(name, below(pointer, 'required', i), Object.keys(of))],
    );
  const placed = (ui.sections ?? []).flatMap(({ questions: list }) => list);
  return [
    ...required(questions.required, questions.properties, '/questions'),
    ...(questions.allOf ?? []).flatMap(({ then }, i) =>
      required(then.required, then.properties, `/questions/allOf/${i}/then`),
    ),
    ...Object.keys(ui.questions)
      .filter((name) => !names.has(name))
      .map((name) => unknown(name, textsPointer(name))),
    ...(ui.sections ?? []).flatMap(({ questions: list }, i) =>
      list.flatMap((name, n) => (names.has(name) ? [] : [unknown(name, `/ui/sections/${i}/questions/${n}`)])),
    ),
    ...(ui.sections === undefined ? [] : [...names])
      .filter((name) => placed.filter((one) => one === name).length !== 1)
      .map((name) => surveyProblem('survey-question-unplaced', at('/ui/sections'), { found: name }, { found: name })),
  ];
}

/** Conditions require what they speak of, and ask of questions with listed answers. */
function conditionProblems({ questions }: SurveyDocument, all: readonly AskedQuestion[], at: At): readonly Problem[] {
  return (questions.allOf ?? []).flatMap(({ if: { properties, required } }, i) => {
    const pointer = `/questions/allOf/${i}/if`;
    const open = Object.keys(properties).filter((name) => !required.includes(name));
    return [
      ...Object.entries(properties).flatMap(([found, restriction]) => {
        const type = all.find(({ name }) => name === found)?.question.type;
        const foreign = Object.keys(restriction).filter(
          (key) => type !== undefined && !RESTRICTIONS[type].includes(key),
        );
        if (type === undefined || foreign.length === 0) return [];
        const place = at(below(pointer, 'properties', found));
        const slots = { found, keywords: foreign.join(', '), expected: RESTRICTIONS[type].join(', ') };
        return [surveyProblem('survey-condition-type', place, slots)];
      }),
      ...open.map((found) =>
        surveyProblem('survey-condition-open', at(below(pointer, 'properties', found)), { found }),
      ),
      ...[...new Set([...Object.keys(properties), ...required])].flatMap((found) => {
        const asked = all.find(({ name }) => name === found);
        if (asked !== undefined && answersTo(asked.question) !== null) return [];
        const place = at(
          Object.hasOwn(properties, found) ? below(pointer, 'properties', found) : `${pointer}/required`,
        );
        if (asked !== undefined) return [surveyProblem('survey-condition-unlisted', place, { found }, { found })];
        const hint = nearestHint(
          found,
          all.map(({ name }) => name),
          0,
        );
        return [surveyProblem('survey-question-unknown', place, { found, hint }, { found })];
      }),
    ];
  });
}
