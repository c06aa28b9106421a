import { type CaseOutcome, meets, runCases } from '../cases.ts';
import type { Library } from '../library.ts';
import type { Case } from '../model/document.ts';
import type { Cuts } from '../model/cuts.ts';
import { canonical } from '../model/hash.ts';
import type { JsonObject } from '../model/json.ts';
import type { Result } from '../model/result.ts';
import type { Language } from '../model/text.ts';
import { type CaseAnswer, caseWords } from './case-words.ts';
import { differences } from './difference.ts';

/** A case that came out as it says before a change of definitions, and comes out otherwise after it. */
export interface CaseChange {
  readonly ref: string;
  readonly name: string;
  /** Where it stands in its definition, after the change. */
  readonly pointer: string;
  readonly before: CaseAnswer;
  readonly after: CaseAnswer;
  words(language: Language): string;
}

/** A case that does not come out as it says, and that no change of the definitions explains. */
export interface CaseFailure {
  readonly ref: string;
  readonly name: string;
  readonly pointer: string;
  readonly expected: Case['expect'];
  readonly got: CaseAnswer;
  words(language: Language): string;
}

export interface CaseChanges {
  /** To be accepted together by whoever changes the definitions. */
  readonly changed: readonly CaseChange[];
  /** To be put right: cases that are new, that were rewritten, or that were not met before either. */
  readonly failing: readonly CaseFailure[];
}

/** The frozen cuts of segmentations by share: those in force, and those that the change freezes anew; the same unless given. */
export interface CasesCuts {
  readonly cuts?: Cuts;
  readonly cutsAfter?: Cuts;
}

/**
 * What a change of definitions does to the cases of every definition that it changes, adds or reaches: which come out otherwise, old → new,
 * and which are not met for another reason. A case is known again by what it gives and expects: one that was rewritten is not the old one.
 */
export function caseChanges(
  before: Library,
  after: Library,
  { cuts = {}, cutsAfter = cuts }: CasesCuts = {},
): CaseChanges {
  const changed: CaseChange[] = [];
  const failing: CaseFailure[] = [];
  for (const { id, kind } of differences(before, after)) {
    if (kind === 'same' || kind === 'removed') continue;
    const old = outcomesByText(before, id, cuts);
    for (const outcome of runCases(after, id, 'en', { cuts: cutsAfter })) {
      if (outcome.passed) continue;
      const was = old.get(textOf(after, id, outcome));
      if (was !== undefined && was.passed) changed.push(changeOf(after, id, was, outcome));
      else failing.push(failureOf(after, id, outcome));
    }
  }
  return { changed, failing };
}

/** How a case comes out otherwise than it did, in a sentence of the library in which it does. */
export const caseChangeWords = (
  library: Library,
  { ref, name, before, after }: Omit<CaseChange, 'pointer' | 'words'>,
  language: Language,
): string => caseWords(library, ref, { name, from: before, to: after }, 'change', language);

/** What became of the cases of a definition, by what they say. */
function outcomesByText(library: Library, id: string, cuts: Cuts): ReadonlyMap<string, CaseOutcome> {
  return new Map(runCases(library, id, 'en', { cuts }).map((outcome) => [textOf(library, id, outcome), outcome]));
}

function textOf({ definitions }: Library, id: string, { pointer, name }: CaseOutcome): string {
  const at = Number(pointer.slice(pointer.lastIndexOf('/') + 1));
  const own = definitions.get(id)?.document.cases?.[at];
  // Cases are JSON.
  return canonical([name, own?.given ?? null, own?.events ?? null, (own?.expect ?? null) as unknown as JsonObject]);
}

function changeOf(library: Library, ref: string, was: CaseOutcome, { name, pointer, got }: CaseOutcome): CaseChange {
  const [before, after] = [answerOf(was.got), answerOf(got)];
  const words = (language: Language) => caseChangeWords(library, { ref, name, before, after }, language);
  return { ref, name, pointer, before, after, words };
}

function failureOf(library: Library, ref: string, { name, pointer, expected, got }: CaseOutcome): CaseFailure {
  const answer = answerOf(got);
  const parts = PARTS.filter((part) => !meets(got, { [part]: expected[part] }));
  const only = (of: Partial<CaseAnswer>) => Object.fromEntries(parts.map((part) => [part, of[part]]));
  const words = (language: Language) =>
    caseWords(library, ref, { name, from: only(expected), to: only(answer) }, 'failure', language);
  return { ref, name, pointer, expected, got: answer, words };
}

const answerOf = ({ value, reasons, problems }: Result): CaseAnswer => ({
  value,
  reasons: reasons.map(({ code }) => code),
  problems: [...new Set(problems.map(({ code }) => code))],
});

const PARTS = ['value', 'reasons', 'problems'] as const;
