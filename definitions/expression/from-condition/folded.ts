import type { Json } from '../../model/json.ts';
import { textCall } from '../build-list.ts';
import type { Expression } from '../../model/expression.ts';
import { expectedOf } from '../expectation.ts';
import { fold } from '../fold.ts';
import { readConstant, shown } from './constant.ts';
import { note, type ConditionReading, type ReadSide } from './reading.ts';

/** The sides of operators under `folded:`. */

const foldedTexts = new WeakMap<Expression, Expression>();

/** A text without width and case: one node for all leaves that ask for it. */
export function foldedOf(of: Expression): Expression {
  const known = foldedTexts.get(of) ?? textCall('fold', [of]);
  foldedTexts.set(of, known);
  return known;
}

const byFolded = new WeakMap<readonly string[], ReadonlyMap<string, readonly string[]>>();

/** The members of an enum by what they fold to. */
export function membersByFolded(members: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const known = byFolded.get(members);
  if (known !== undefined) return known;
  const made = new Map<string, string[]>();
  for (const member of members) made.set(fold(member), [...(made.get(fold(member)) ?? []), member]);
  byFolded.set(members, made);
  return made;
}

/** A written text, folded, as a list of one; refused where no member of the field's enum folds to it. */
export function readFolded(
  reading: ConditionReading,
  json: Json,
  against: ReadSide,
  pointer: string,
): readonly [string] | null {
  const value = readConstant(reading, json, against, pointer, 'order');
  if (value === null) return null;
  const { name, of } = against;
  const folded = fold(String(value.value));
  const members = of.type.kind === 'string' ? of.type.enum : undefined;
  if (members === undefined || membersByFolded(members).has(folded)) return [folded];
  const slots = { name, found: shown(json), expected: expectedOf(of) };
  return note(reading, 'value-not-in-enum', pointer, slots, { found: json });
}
