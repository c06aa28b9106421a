import { compile, type CompileOptions } from './compile.ts';
import type { JsonObject } from './model/json.ts';
import type { Case } from './model/document.ts';
import { isWithin } from './kinds/expected.ts';
import { kindOf } from './kinds/index.ts';
import type { Library } from './library.ts';
import type { Result } from './model/result.ts';
import type { Language } from './model/text.ts';

/** What became of one case of a definition. */
export interface CaseOutcome {
  readonly name: string;
  /** Where the case stands in its definition. */
  readonly pointer: string;
  readonly passed: boolean;
  readonly expected: Case['expect'];
  /** The whole result, so that a reader sees what else came out. */
  readonly got: Result;
}

/**
 * Runs the cases a definition carries, in their order. A definition without cases, without a decision or with errors has no outcomes.
 * `cuts` are the frozen cuts of segmentations by share; a case that expects that cuts are missing is run without any.
 */
export function runCases(
  library: Library,
  id: string,
  language: Language = 'zh-CN',
  options: Pick<CompileOptions, 'cuts'> = {},
): readonly CaseOutcome[] {
  const cases = library.definitions.get(id)?.document.cases ?? [];
  if (cases.length === 0) return [];
  if (library.environment.decision(id) === undefined) return answeredCases(library, id, cases);
  const compiled = compile(library, [id], options);
  const hasNoCuts = ({ expect }: Case) => expect.problems?.includes('cuts-missing') === true;
  const bare = options.cuts !== undefined && cases.some(hasNoCuts) ? compile(library, [id]) : compiled;
  return cases.flatMap((one, i) => {
    const { name, given, expect } = one;
    const got = (hasNoCuts(one) ? bare : compiled).decide(given, language)[id];
    return got === undefined
      ? []
      : [{ name, pointer: `/cases/${i}`, passed: meets(got, expect), expected: expect, got }];
  });
}

/** The cases of a kind that decides nothing, where it answers some. */
function answeredCases(
  { definitions, broken, environment }: Library,
  id: string,
  cases: readonly Case[],
): readonly CaseOutcome[] {
  const definition = definitions.get(id);
  const kind = definition === undefined ? undefined : kindOf(definition.kind);
  if (definition === undefined || kind?.answer === undefined || broken.has(id)) return [];
  const { document, version, hash, closure } = definition;
  return cases.flatMap((one, i) => {
    const answer = kind.answer?.(one, document, environment);
    if (answer === undefined) return [];
    const got: Result = { ...answer, reasons: [], missing: [], definition: { id, version, hash, closure } };
    const expected = kind.expectsMembers === true ? membersExpected(one.expect) : one.expect;
    return [{ name: one.name, pointer: `/cases/${i}`, passed: meets(got, expected), expected, got }];
  });
}

/** `{ "dueAt": … }` as it would be written of a decision: `{ "value": { "dueAt": … } }`. */
function membersExpected({ problems, ...members }: Case['expect']): Case['expect'] {
  const value = members as JsonObject;
  return {
    ...(Object.keys(value).length === 0 ? {} : { value }),
    ...(problems === undefined ? {} : { problems }),
  };
}

/** Whether a result shows what a case expects: objects by subset, lists exactly, codes in order; a problem met in several places counts once. */
export function meets(result: Result, expect: Case['expect']): boolean {
  const codes = (list: readonly { readonly code: string }[]) => list.map(({ code }) => code);
  return (
    (expect.value === undefined || isWithin(expect.value, result.value)) &&
    (expect.reasons === undefined || isWithin(expect.reasons, codes(result.reasons))) &&
    (expect.problems === undefined || isWithin(distinct(expect.problems), distinct(codes(result.problems))))
  );
}

const distinct = (codes: readonly string[]) => [...new Set(codes)];
