import type { Json } from '../../model/json.ts';
import type { ReadField, ReadSet } from '../../expression/read-set.ts';
import { type RequestDraft, draftOf, ORDINARY_DAY, ordinaryValue, wireOf } from './request-builder.ts';
import type { BoundaryValues } from './boundary-values.ts';
import { type Random, randomValue } from './random-value.ts';

/** Drafts of whole requests: ordinary ones, random ones, and small changes of given ones. */
export interface Drafter {
  ordinary(): RequestDraft;
  random(): RequestDraft;
  /** A copy with one fact, row or day changed. */
  changed(draft: RequestDraft): RequestDraft;
  /** A copy that may be filled on its own. */
  copied(draft: RequestDraft): RequestDraft;
}

/** A drafter for what some decisions read. */
export function createDrafter(reads: ReadSet, pool: BoundaryValues, random: Random): Drafter {
  const newRow: RequestDraft['newRow'] = (list) => {
    const found = reads.fields.find((read) => read.field.name === list.field.name)?.rows ?? [];
    return fill({}, found, ordinary);
  };
  const ordinary = (read: ReadField): Json | undefined => {
    if (read.field.type.kind === 'list') return [];
    if (read.rows !== null) return read.field.optional ? undefined : fill({}, read.rows, ordinary);
    return read.field.optional ? undefined : wireOf(ordinaryValue(read.field.type), read.field.type);
  };
  const anything = (read: ReadField): Json | undefined => {
    if (read.field.optional && random(4) === 0) return undefined;
    const { type } = read.field;
    if (read.rows === null) return wireOf(randomValue(type, pool, random), type);
    if (type.kind !== 'list') return fill({}, read.rows, anything);
    return Array.from({ length: random(4) }, () => fill({}, read.rows ?? [], anything));
  };
  const make = (value: (read: ReadField) => Json | undefined): RequestDraft =>
    draftOf(fill({}, reads.fields, value), newRow, reads.products === null ? null : [fill({}, reads.products, value)]);
  return {
    ordinary: () => make(ordinary),
    copied,
    random: () => {
      const draft = make(anything);
      draft.asOf = ORDINARY_DAY + BigInt(random(4) === 0 ? random(8000) - 6000 : random(400));
      return draft;
    },
    changed: (draft) => {
      const copy = copied(draft);
      changeOne(
        copy.products !== null && random(2) === 0 ? (copy.products[0] ?? {}) : copy.facts,
        copy.products !== null && reads.products !== null && random(2) === 0 ? reads.products : reads.fields,
        anything,
        random,
      );
      return copy;
    },
  };
}

function copied(draft: RequestDraft): RequestDraft {
  return {
    ...draft,
    facts: structuredCloneOf(draft.facts),
    previous: { ...draft.previous },
    products: draft.products?.map(structuredCloneOf) ?? null,
  };
}

function structuredCloneOf(facts: Record<string, Json>): Record<string, Json> {
  return JSON.parse(JSON.stringify(facts)) as Record<string, Json>;
}

function fill(
  seat: Record<string, Json>,
  fields: readonly ReadField[],
  value: (read: ReadField) => Json | undefined,
): Record<string, Json> {
  for (const read of fields) {
    const own = value(read);
    if (own === undefined) delete seat[read.field.name];
    else seat[read.field.name] = own;
  }
  return seat;
}

/** Changes one fact; among related rows sometimes one fact of one row, or adds or drops a row. */
function changeOne(
  seat: Record<string, Json>,
  fields: readonly ReadField[],
  value: (read: ReadField) => Json | undefined,
  random: Random,
): void {
  const read = fields[random(Math.max(fields.length, 1))];
  if (read === undefined) return;
  const present = seat[read.field.name];
  if (read.rows !== null && Array.isArray(present) && present.length > 0 && random(3) > 0) {
    const rows = present as Record<string, Json>[];
    const row = rows[random(rows.length)];
    const kind = random(4);
    if (kind === 0) rows.push(fill({}, read.rows, value));
    else if (kind === 1) rows.splice(random(rows.length), 1);
    else if (row !== undefined) changeOne(row, read.rows, value, random);
    return;
  }
  fill(seat, [read], value);
}
