import type { Environment } from '../../model/environment.ts';
import type { JsonObject } from '../../model/json.ts';
import { type AskedQuestion, answersTo, isAsked, questionsOf } from './questions.ts';
import { compiledScore, scorerOf } from './score.ts';
import type { SurveyDocument } from './survey.ts';

/** All that a score may come to, tried one by one: its ends, and answers without a score where there are some. */
interface ScoreRange {
  readonly minimum: number;
  readonly maximum: number;
  readonly missing: JsonObject | undefined;
}

/** How many sets of answers are tried. */
const MOST_TRIED = 20_000;

const ranges = new WeakMap<Environment, WeakMap<SurveyDocument, ScoreRange | undefined>>();

/** Undefined where there are too many sets of answers to try them all, or a text that may be any. Tried once for each document. */
export function scoreRange(document: SurveyDocument, environment: Environment): ScoreRange | undefined {
  const known = ranges.get(environment) ?? new WeakMap<SurveyDocument, ScoreRange | undefined>();
  ranges.set(environment, known);
  if (!known.has(document)) known.set(document, tryAll(document, environment));
  return known.get(document);
}

function tryAll(document: SurveyDocument, environment: Environment): ScoreRange | undefined {
  const compiled = compiledScore(document, environment);
  const scorer = scorerOf(document, environment);
  if (compiled === null || scorer === null) return undefined;
  const read = new Set(compiled.reads.fields.map(({ field: { name } }) => name));
  const varied = closureOf(document, read);
  let tried = 0;
  let [minimum, maximum] = [Infinity, -Infinity];
  let missing: JsonObject | undefined;
  const visit = (i: number, answers: JsonObject): boolean => {
    const one = varied[i];
    if (one === undefined) {
      const score = scorer(answers);
      if (score === null) missing ??= answers;
      else [minimum, maximum] = [Math.min(minimum, Number(score)), Math.max(maximum, Number(score))];
      return ++tried <= MOST_TRIED;
    }
    if (!isAsked(one, answers)) return visit(i + 1, answers);
    const takes = answersTo(one.question);
    if (takes === null) return false;
    if (!one.isRequired && !visit(i + 1, answers)) return false;
    return takes.every((answer) => visit(i + 1, { ...answers, [one.name]: answer }));
  };
  return visit(0, {}) ? { minimum, maximum, missing } : undefined;
}

/** The questions of these names and those that decide whether they are asked, each behind what decides of it. */
function closureOf(document: SurveyDocument, names: ReadonlySet<string>): readonly AskedQuestion[] {
  const all = new Map(questionsOf(document).map((one) => [one.name, one]));
  const found = new Map<string, AskedQuestion>();
  const add = (name: string, around: ReadonlySet<string>) => {
    const one = all.get(name);
    if (one === undefined || found.has(name) || around.has(name)) return;
    for (const needed of one.branch?.if.required ?? []) add(needed, new Set([...around, name]));
    found.set(name, one);
  };
  for (const name of names) add(name, new Set());
  return [...found.values()];
}
