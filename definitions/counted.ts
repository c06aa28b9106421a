import { kindOf } from './kinds/index.ts';
import type { Library } from './library.ts';
import type { Decision } from './model/decision.ts';
import type { Expression } from './model/expression.ts';
import { type FieldOf, fieldsReadBy } from './proofs/divided-figures.ts';

/** A part of a definition whose records are counted; its members are those of the design's value. */
export interface CountedMember {
  readonly pointer: string;
  /** The member that says whether a record meets it; null: `place` is its number among the parts. */
  readonly member: string | null;
  /** The member that says whether a record meets its group as far as it; null where there is none. */
  readonly soFar: string | null;
  /** The fields that its count tells of. */
  readonly fields: readonly FieldOf[];
}

/**
 * Who meets the parts of a definition, as a decision that refuses nothing: its value has a member for each, or `place`, the place among the
 * parts of the one that decides, missing where none does.
 */
export interface CountedDesign {
  readonly decision: Decision;
  readonly parts: readonly CountedMember[];
}

/** Undefined where the definition has errors, where it has too many parts, or where its kind has none that are counted. */
export function countedDesign(library: Library, id: string): CountedDesign | undefined {
  const definition = library.definitions.get(id);
  const decision = library.environment.decision(id);
  if (definition === undefined || decision === undefined) return undefined;
  const counted = kindOf(definition.kind)?.counted?.(definition.document, library.environment) ?? null;
  if (counted === null) return undefined;
  const { each, one, reads } = counted;
  const value = (name: string, of: Expression) => ({ name, shape: { kind: 'value' as const, of } });
  const members = [
    ...each.flatMap(({ of, soFar }, i) => [value(`e${i}`, of), ...(soFar === null ? [] : [value(`s${i}`, soFar)])]),
    ...(one === null ? [] : [value('place', one.of)]),
  ];
  const decides = one === null ? [] : fieldsReadBy(one.of);
  const parts = [
    ...each.map(({ pointer, of, soFar }, i) => ({
      pointer,
      member: `e${i}`,
      soFar: soFar === null ? null : `s${i}`,
      fields: fieldsReadBy(soFar ?? of),
    })),
    ...(one?.pointers ?? []).map((pointer) => ({ pointer, member: null, soFar: null, fields: decides })),
  ];
  const shape = { kind: 'object' as const, members };
  return {
    decision: { ...decision, outputs: {}, value: shape, reasons: [], problems: [], partial: null, reads },
    parts,
  };
}
