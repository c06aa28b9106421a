import type { Expression, Field, Labels } from './expression.ts';
import type { Type } from './type.ts';
import { type Language, say } from './text.ts';

/** A member of an enum and what people call it. */
export interface LabelledValue {
  readonly value: string;
  readonly label: string;
}

/**
 * The members of a field's enum in their order, each with its label in the reader's language; a member without a label is called by
 * its code. `field` is a field as an entity declares it or as a read set gives it (of a list: its items). No enum: an empty list.
 */
export function labelsOf(
  field: Pick<Field, 'type' | 'labels'> | WithEnum,
  language: Language,
): readonly LabelledValue[] {
  const members = isDeclared(field) ? field.enum : membersOf(field.type);
  return (members ?? []).map((value) => ({ value, label: labelOf(field.labels, value, language) ?? value }));
}

/** A field as it is declared: its type is a word, its members stand beside it. */
interface WithEnum {
  readonly type: string;
  readonly enum?: readonly string[];
  readonly labels?: Labels;
}

function isDeclared(field: Pick<Field, 'type' | 'labels'> | WithEnum): field is WithEnum {
  return typeof field.type === 'string';
}

function membersOf(type: Type): readonly string[] | undefined {
  if (type.kind === 'list') return membersOf(type.of);
  return type.kind === 'string' ? type.enum : undefined;
}

/** What a member is called; undefined where it has no label. */
export function labelOf(labels: Labels | undefined, member: string, language: Language): string | undefined {
  return labels !== undefined && Object.hasOwn(labels, member) ? say(labels[member], language) : undefined;
}

/** The texts an expression can give, where they can be listed: members of the enums and the constants it chooses from. */
export function textsOf(e: Expression): readonly string[] | undefined {
  switch (e.kind) {
    case 'constant':
      return typeof e.value === 'string' ? [e.value] : undefined;
    case 'missing':
      return [];
    case 'named':
      return textsOf(e.of);
    case 'if':
      return together([textsOf(e.then), textsOf(e.otherwise)]);
    case 'coalesce':
      return together(e.items.map(textsOf));
    default:
      return membersOf(e.type);
  }
}

function together(parts: readonly (readonly string[] | undefined)[]): readonly string[] | undefined {
  return parts.some((part) => part === undefined) ? undefined : [...new Set(parts.flatMap((part) => part ?? []))];
}
