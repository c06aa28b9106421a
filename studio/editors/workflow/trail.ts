import { isObject, type Json, type JsonObject, type WorkflowDocument } from '../../../definitions/index.ts';
import type { Path } from './play.ts';

/** The paths that were taken from one beginning, and the step at which one of them is looked at. */
export interface Trail {
  readonly given: Path['given'];
  readonly branches: readonly (readonly JsonObject[])[];
  readonly branch: number;
  /** How many moves of the branch were made. */
  readonly at: number;
}

export const beginTrail = (given: Path['given']): Trail => ({ given, branches: [[]], branch: 0, at: 0 });

/** The moves that led here. */
export const movesOf = ({ branches, branch, at }: Trail): readonly JsonObject[] =>
  (branches[branch] ?? []).slice(0, at);

/** One move more. Where another was made from here before, that branch stays, and this is a new one. */
export function moveOn(trail: Trail, move: JsonObject): Trail {
  const moves = [...movesOf(trail), move];
  const known = trail.branches.findIndex((one) => isSame(one.slice(0, moves.length), moves));
  if (known >= 0) return { ...trail, branch: known, at: moves.length };
  const own = trail.branches[trail.branch] ?? [];
  const branches =
    own.length === trail.at
      ? trail.branches.map((one, i) => (i === trail.branch ? moves : one))
      : [...trail.branches, moves];
  return { ...trail, branches, branch: own.length === trail.at ? trail.branch : branches.length - 1, at: moves.length };
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Back or forth to a step of the branch that is looked at. */
export const stepTo = (trail: Trail, at: number): Trail => ({
  ...trail,
  at: Math.max(0, Math.min(at, (trail.branches[trail.branch] ?? []).length)),
});

/** To the end of another branch. */
export const takeBranch = (trail: Trail, branch: number): Trail => ({
  ...trail,
  branch,
  at: trail.branches[branch]?.length ?? 0,
});

/** How requests of a definition begin: as in its cases, or with no facts at an instant. */
export function beginnings(
  { cases = [] }: Pick<WorkflowDocument, 'cases'>,
  at: string,
): readonly { readonly name: string | null; readonly given: Path['given'] }[] {
  const begun = cases.flatMap(({ name, given }) => {
    const facts = given['facts'];
    return typeof given['at'] === 'string' && isObject(facts) ? [{ name, given: { at: given['at'], facts } }] : [];
  });
  return [...begun, { name: null, given: { at, facts: {} } }];
}

/** A fact as it is typed: figures, yes and no as such, nothing as missing, all else as text. */
export function typedFact(text: string): Json {
  if (text.trim() === '') return null;
  if (/^(true|false|-?\d+(\.\d+)?)$/.test(text.trim())) return JSON.parse(text) as Json;
  return text;
}
