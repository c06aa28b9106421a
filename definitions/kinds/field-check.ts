import { isMember } from '../model/domain.ts';
import { listed } from '../model/listed.ts';
import type { Labels, Origin } from '../model/expression.ts';
import { numberType, type Type } from '../model/type.ts';
import { below, type Json } from '../model/json.ts';
import type { Problem } from '../model/problem.ts';
import { readValue } from '../expression/scope/index.ts';
import { boundOf, type DeclaredField, typeOf } from './field.ts';
import { fieldProblem } from './field-problems.ts';

/** What is wrong with a declared field, where `pointer` is its place. */
export function fieldProblems(declared: DeclaredField, at: Origin): readonly Problem[] {
  const problems: Problem[] = [];
  const place = (key: string) => ({ definition: at.definition, pointer: below(at.pointer, key) });
  for (const [key, types] of APPLIES) {
    if (declared[key] === undefined || types.includes(declared.type)) continue;
    problems.push(fieldProblem('key-does-not-apply', place(key), { key, type: declared.type }));
  }
  if (declared.type === 'string') problems.push(...labelProblems(declared, at));
  if (declared.type === 'decimal' && declared.decimals === undefined)
    problems.push(fieldProblem('decimals-needed', at));
  const type = typeOf(declared);
  const bounds = (['minimum', 'maximum'] as const).map((key) => {
    const written = declared[key];
    if (written === undefined || !BOUNDED.includes(declared.type)) return undefined;
    const value = boundOf(written, type);
    if (value === undefined) problems.push(boundProblem(written, type, place(key)));
    return value;
  });
  const [low, high] = bounds;
  if (low !== undefined && high !== undefined && low > high) {
    problems.push(
      fieldProblem('bounds-crossed', place('minimum'), {
        minimum: String(declared.minimum),
        maximum: String(declared.maximum),
      }),
    );
  }
  return problems;
}

const BOUNDED: readonly DeclaredField['type'][] = ['integer', 'decimal', 'date', 'instant'];
const APPLIES: readonly (readonly [
  'enum' | 'labels' | 'decimals' | 'minimum' | 'maximum',
  readonly DeclaredField['type'][],
])[] = [
  ['enum', ['string']],
  ['labels', ['string']],
  ['decimals', ['decimal']],
  ['minimum', BOUNDED],
  ['maximum', BOUNDED],
];

function boundProblem(written: Json, type: Type, at: Origin): Problem {
  const found = String(written);
  if (type.kind !== 'number') return fieldProblem('bound-unreadable', at, { found }, { found: written });
  const finer = readValue(written, numberType(12));
  if (finer === null) return fieldProblem('bound-unreadable', at, { found }, { found: written });
  const isFiner = typeof finer === 'bigint' && readValue(written, type) === null;
  if (!isFiner) return fieldProblem('bound-too-large', at, { found }, { found: written });
  return fieldProblem('bound-finer-than-decimals', at, { found, decimals: type.decimals }, { found: written });
}

/** Labels of what is not in the enum are typing slips. */
export function labelProblems(
  { enum: members, labels }: { readonly enum?: readonly string[]; readonly labels?: Labels },
  at: Origin,
): readonly Problem[] {
  if (labels === undefined) return [];
  const place = (...steps: readonly string[]) => ({ ...at, pointer: below(at.pointer, 'labels', ...steps) });
  if (members === undefined) return [fieldProblem('labels-without-enum', place())];
  const values = listed(members);
  return Object.keys(labels)
    .filter((found) => !isMember(found, { kind: 'string', enum: members }))
    .map((found) => fieldProblem('label-not-in-enum', place(found), { found, values }, { found }));
}
