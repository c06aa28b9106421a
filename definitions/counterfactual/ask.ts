import { type Compiled, compile, type CompileOptions } from '../compile.ts';
import { collectCuts } from '../expression/to-regions/cuts.ts';
import type { ReadField } from '../expression/read-set.ts';
import type { Library } from '../library.ts';
import type { Decision } from '../model/decision.ts';
import type { Expression } from '../model/expression.ts';
import { isObject, type Json, type JsonObject } from '../model/json.ts';
import type { Result } from '../model/result.ts';
import type { Language } from '../model/text.ts';
import type { Value } from '../model/type.ts';
import { integer } from '../expression/build-logic.ts';
import { wireOf } from '../proofs/witness/request-builder.ts';
import type { Reachable } from './choice.ts';
import type { Choices, Point } from './box.ts';
import { anyChange, type Search, smallest } from './smallest.ts';
import { choicesOf, presentOf, testsOf, type Tests, valueOf } from './choices.ts';
import type { Change, Nearest } from './answer.ts';
import { createOutlook, type Outlook } from './outlook.ts';
import type { RowFigures } from './row-figures.ts';
import { anyOf, exactly, type Span } from '../expression/spans/span.ts';

/** A prepared question. */
export interface PreparedQuestion {
  /** The decision as it is. */
  readonly own: Compiled;
  /** The same with figures over related rows as facts. */
  readonly compiled: Compiled;
  readonly figures: RowFigures | undefined;
  readonly choice: Reachable;
  readonly to: string;
  readonly fields: readonly ReadField[];
  readonly fixed: readonly string[];
  readonly most: number;
  readonly tests: Tests;
  readonly outlook: Outlook;
  /** What stays is computed by the function that answers customers. */
  readonly settled: (request: JsonObject) => readonly Span[];
}

/** What a question needs besides the request: the tests on each field, and what the wanted output can be over boxes of records. */
export function looksFor(
  library: Library,
  choice: Reachable,
  fields: readonly ReadField[],
  options: CompileOptions,
): Pick<PreparedQuestion, 'tests' | 'outlook' | 'settled'> {
  const decision = library.environment.decision(choice.id);
  if (decision === undefined) throw new Error(`${choice.id} has no decision`);
  const output = choice.outputIn(library);
  const refusals = decision.problems.flatMap(({ when, refuses }) => (refuses ? [when] : []));
  const expressions = [output, ...refusals];
  const outlook = createOutlook(
    output,
    fields.map(({ field }) => field.name),
  );
  return {
    tests: testsOf([...collectCuts(expressions).subjects().values()], expressions),
    outlook,
    settled: settledBy(library, decision, outlook.fixed, options),
  };
}

const ID = 'proof/settled';

/** Evaluates expressions on a request. */
function settledBy(
  library: Library,
  { facts }: Decision,
  expressions: readonly Expression[],
  options: CompileOptions,
): PreparedQuestion['settled'] {
  const members = expressions.map((of, i) => ({ name: `e${i}`, shape: { kind: 'value', of } as const }));
  const item = { kind: 'object', members } as const;
  const value = facts.kind === 'pair' ? ({ kind: 'products', item, order: integer(0), reasons: [] } as const) : item;
  const decision: Decision = {
    id: ID,
    title: ID,
    facts,
    outputs: {},
    value,
    reasons: [],
    reasonOrder: 'declared',
    problems: [],
    partial: null,
    reads: [],
  };
  const own = {
    environment: { entity: (id: string) => library.environment.entity(id), decision: () => decision },
    definitions: new Map([[ID, { version: null, hash: '', closure: '' }]]),
  };
  const compiled = compile(own, [ID], { ...options, unknown: 'ignore' });
  return (request) => {
    const found = compiled.decide(request)[ID]?.value;
    return expressions.map((e, i) => {
      if (!isObject(found)) return anyOf(e.type, true);
      const one = valueOf(found[`e${i}`] as Json | undefined, e.type);
      return one === undefined ? anyOf(e.type, true) : exactly(one, e.type);
    });
  };
}

/** Answers for one request. */
export function ask(request: JsonObject, asked: PreparedQuestion, language: Language): Nearest {
  const { own, choice, to, fields, tests } = asked;
  const now = resultOf(own, choice.id, request, language);
  const base = { from: choice.nameIn(now), to, result: now, problems: now.problems, fixed: asked.fixed };
  if (base.from === to) return { ...base, changes: [], isProved: true, alone: [] };
  const given = isObject(request['facts']) ? request['facts'] : {};
  const facts: JsonObject = { ...given, ...asked.figures?.of(request) };
  const decide = (point: Point): Result =>
    resultOf(asked.compiled, choice.id, { ...request, facts: { ...facts, ...wiresOf(fields, point) } }, language);
  // A record that cannot be read has no place to start from.
  if (own.read(request).record === undefined || choice.nameIn(decide([])) !== base.from)
    return { ...base, changes: null, isProved: false, alone: [] };
  const search: Search = {
    choices: fields.map((read) => choicesOf(read, facts[read.field.name], tests)),
    outlook: asked.outlook,
    fixed: asked.settled({ ...request, facts }),
    wanted: choice.valueOf(to),
    isThere: (point) => choice.nameIn(decide(point)) === to,
    most: asked.most,
  };
  const changesOf = (point: Point): readonly Change[] =>
    fields.flatMap((read, i) => {
      const value = point[i];
      return value === undefined ? [] : [changeOf(read, facts, value, search.choices[i], asked.figures)];
    });
  const alone = fields.flatMap((_, i) => {
    const { point } = smallest({ ...search, only: [i], most: MOST_ALONE });
    return point === undefined ? [] : changesOf(point);
  });
  const { point, isComplete } = smallest(search);
  const found = point ?? (isComplete ? undefined : anySmaller(search));
  // Of texts that functions look into, only some are tried.
  const isExact =
    isComplete && !fields.some(({ field }) => field.type.kind === 'string' && tests.texts.has(field.name));
  if (found === undefined) return { ...base, changes: null, isProved: isExact, alone };
  const result = { ...decide(found), definition: now.definition };
  return { ...base, changes: changesOf(found), isProved: isExact, alone, result };
}

/** Boxes looked at for a field by itself. */
const MOST_ALONE = 4_000;
/** Boxes looked at for any change at all. */
const MOST_ANY = 4_000;

/** Where the smallest change takes too long: any one, without what is not needed, each part as small as the others allow. */
function anySmaller(search: Search): Point | undefined {
  let point = anyChange({ ...search, most: MOST_ANY });
  if (point === undefined) return undefined;
  for (const i of point.keys()) {
    if (point[i] === undefined) continue;
    const without: Point = point.with(i, undefined);
    if (search.isThere(without)) {
      point = without;
      continue;
    }
    const near: Point | undefined = smallest({
      ...search,
      choices: search.choices.map((choice, j) => (j === i ? choice : staying(choice, without[j]))),
      only: [i],
      most: MOST_ALONE,
      isThere: (one) => search.isThere(without.with(i, one[i])),
    }).point;
    point = without.with(i, near?.[i] ?? point[i]);
  }
  return point;
}

function staying(choice: Choices, value: Value | undefined): Choices {
  if (value === undefined) return choice;
  const present = exactly(value, typeof value === 'boolean' ? { kind: 'boolean' } : { kind: 'string' });
  return { kind: 'listed', present, values: [] };
}

function resultOf(compiled: Compiled, id: string, request: JsonObject, language: Language): Result {
  const result = compiled.decide(request, language)[id];
  if (result === undefined) throw new Error(`${id} gave no result`);
  return result;
}

function wiresOf(fields: readonly ReadField[], point: Point): JsonObject {
  return Object.fromEntries(
    fields.flatMap(({ field }, i) => {
      const value = point[i];
      return value === undefined ? [] : [[field.name, wireOf(value, field.type)]];
    }),
  );
}

function changeOf(
  { field: { name, type } }: ReadField,
  facts: JsonObject,
  value: Value,
  choices: Choices | undefined,
  figures: RowFigures | undefined,
): Change {
  const through = figures?.through.get(name);
  const present = presentOf(facts[name], type);
  const isFigure = typeof value === 'bigint' && typeof present === 'bigint' && type.kind === 'number';
  const isAnyOther = choices?.kind === 'listed' && choices.values.some((one) => one.value === value && one.isAnyOther);
  return {
    field: name,
    from: facts[name] ?? null,
    to: wireOf(value, type),
    ...(isFigure ? { delta: wireOf(value - present, type) } : {}),
    ...(isAnyOther ? { isAnyOther } : {}),
    ...(through === undefined ? {} : { through }),
  };
}
