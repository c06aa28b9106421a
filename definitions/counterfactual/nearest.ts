import type { Nearest } from './answer.ts';
import type { Library } from '../library.ts';
import { listed } from '../model/listed.ts';
import { isObject, type JsonObject } from '../model/json.ts';
import { ask, type PreparedQuestion, looksFor } from './ask.ts';
import { type Reachable, choiceOf } from './choice.ts';
import { nearestProblem } from './problems.ts';
import { rowFigures } from './row-figures.ts';
import { changeWords } from './words.ts';
import { compile } from '../compile.ts';
import type { Cuts } from '../model/cuts.ts';
import type { Problem } from '../model/problem.ts';
import type { ReadField } from '../expression/read-set.ts';
import { type Language, say } from '../model/text.ts';

export interface NearestOptions {
  /** The facts that may change; all the decision reads where absent. */
  readonly fields?: readonly string[];
  /** How many combinations are tried. */
  readonly most?: number;
  /** Frozen cuts of segmentations by share. */
  readonly cuts?: Cuts;
}

/** Asks what would have to change: prepared once for a decision and a class, asked per request. */
export interface NearestQuestion {
  readonly problems: readonly Problem[];
  /** Reasons of the results are in the language. */
  ask(request: JsonObject, language?: Language): Nearest;
  /** An answer as a sentence. */
  words(found: Nearest, language: Language): string;
}

/**
 * Prepares the question for `kind/name` (`kind/name#output` of a decision table) and a class, band, member or truth, by name or title. Numbers computed
 * from related rows may change as a whole; what cannot be asked is among the problems.
 */
export function nearest(library: Library, ref: string, wanted: string, options: NearestOptions = {}): NearestQuestion {
  const choice = choiceOf(library, ref);
  if (choice === undefined) return refused(nearestProblem('not-a-choice', { pointer: '' }, { definition: ref }));
  const to = nameMeant(choice, wanted);
  if (to === undefined) {
    const slots = { definition: ref, found: wanted, expected: listed(choice.names) };
    return refused(nearestProblem('unknown-class', { pointer: '' }, slots));
  }
  const compiling = options.cuts === undefined ? {} : { cuts: options.cuts };
  const own = compile(library, [choice.id], compiling);
  const figures = rowFigures(library, choice.id);
  const within = figures?.library ?? library;
  const compiled = compile(within, [choice.id], { ...compiling, unknown: 'ignore' });
  const readable = compiled.reads.fields.filter(({ rows, field }) => rows === null && field.type.kind !== 'list');
  const wrong = options.fields?.find((name) => !readable.some(({ field }) => field.name === name));
  if (wrong !== undefined) {
    const expected = listed(readable.map(({ field }) => field.name));
    return refused(nearestProblem('unknown-actionable', { pointer: '' }, { definition: ref, found: wrong, expected }));
  }
  const fields = readable.filter(({ field }) => options.fields?.includes(field.name) ?? true);
  const asked: PreparedQuestion = {
    own,
    compiled,
    figures,
    choice,
    to,
    fields,
    ...looksFor(within, choice, fields, compiling),
    fixed: compiled.reads.fields.filter(({ rows }) => rows !== null).map(({ field }) => field.name),
    most: options.most ?? 20_000,
  };
  return {
    problems: [],
    ask: (request, language = 'zh-CN') =>
      ask(isObject(request['facts']) ? request : { facts: request }, asked, language),
    words: (found, language) => changeWords(found, { choice, fields: fieldsOf(asked) }, language),
  };
}

/** A class by its name, or by a title that no other class has. */
function nameMeant({ names, titleOf }: Reachable, wanted: string): string | undefined {
  if (names.includes(wanted)) return wanted;
  const titled = names.filter((name) => LANGUAGES.some((language) => say(titleOf(name), language) === wanted));
  return titled.length === 1 ? titled[0] : undefined;
}

const LANGUAGES = ['zh-CN', 'en'] as const;

const fieldsOf = ({ fields }: PreparedQuestion): ReadonlyMap<string, ReadField['field']> =>
  new Map(fields.map(({ field }) => [field.name, field]));

const refused = (problem: Problem): NearestQuestion => ({
  problems: [problem],
  ask: () => {
    throw new Error(problem.code);
  },
  words: () => '',
});
