import type { Field } from '../model/expression.ts';
import { isSameField, type ReadField, type ReadSet, withinSingleRows } from '../expression/read-set.ts';

/**
 * How a record stands in memory. Every field that is read has a property of its own (`f0`, `f1`, …; no name of a user's), a related row
 * is such a record too, and each missable field of the record itself, or of a row behind single relations, has a bit, set by the reader
 * where the field is missing.
 */
export interface Layout {
  property(field: Field): string;
  /** Fields of the record and behind its single relations that may be missing: the word (`m0`, `m1`, …) and bit of each. */
  readonly missable: ReadonlyMap<ReadField, { readonly word: number; readonly bit: number }>;
  readonly words: number;
}

/** Bits that fit a small integer on every platform. */
const WORD_BITS = 30;

export function layoutOf(reads: ReadSet): Layout {
  const fields: Field[] = [];
  const byName = new Map<string, { readonly field: Field; readonly property: string }[]>();
  const add = (all: readonly ReadField[]): void => {
    for (const { field, rows } of all) {
      const same = byName.get(field.name) ?? [];
      if (!same.some((one) => isSameField(one.field, field))) {
        byName.set(field.name, [...same, { field, property: `f${fields.length}` }]);
        fields.push(field);
      }
      if (rows !== null) add(rows);
    }
  };
  add(reads.fields);
  add(reads.products ?? []);
  const missable = withinSingleRows(reads.fields).filter(({ field }) => canLack(field));
  return {
    property(field) {
      const found = byName.get(field.name)?.find((one) => isSameField(one.field, field));
      if (found === undefined) throw new Error(`${field.name} is read but not in the read set`);
      return found.property;
    },
    missable: new Map(
      missable.map((read, i) => [read, { word: Math.floor(i / WORD_BITS), bit: 1 << (i % WORD_BITS) }]),
    ),
    words: Math.ceil(missable.length / WORD_BITS),
  };
}

/** Whether a record may stand without the field. */
export function canLack(field: Field): boolean {
  return field.optional || field.unreadable === 'missing';
}
