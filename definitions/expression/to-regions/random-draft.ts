import type { Json } from '../../json.ts';
import type { ReadField, ReadSet } from '../../record/read-set.ts';
import type { Expression } from '../expression.ts';
import { rescale } from '../decimal.ts';
import type { Type, Value } from '../type.ts';
import { nodesOf } from '../walk.ts';
import { clamp, type Draft, draftOf, ORDINARY_DAY, ordinaryValue, wireOf } from './draft.ts';
import { sampleOf } from './sample-text.ts';

/** Numbers below n, the same sequence every time (linear congruential, Knuth's constants): proofs answer alike everywhere. */
export type Random = (below: number) => number;

/** A fixed sequence of random numbers. */
export function fixedRandom(seed = 88_172_645_463_325_252n): Random {
  let state = seed;
  return (below) => {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) & 0xffffffffffffffffn;
    return Number((state >> 33n) % BigInt(below));
  };
}

/** The constants that expressions compare with: values at and beside them are where answers change. */
export interface Pool {
  readonly numbers: readonly { readonly value: bigint; readonly decimals: number }[];
  readonly texts: readonly string[];
}

/** The pool of some expressions. */
export function poolOf(expressions: readonly Expression[]): Pool {
  const numbers = new Map<string, Pool['numbers'][number]>();
  const texts = new Set<string>();
  const add = (value: Value | null, type: Type): void => {
    if (typeof value === 'string') texts.add(value);
    if (typeof value !== 'bigint') return;
    const decimals = type.kind === 'number' ? type.decimals : 0;
    numbers.set(`${value}/${decimals}`, { value, decimals });
  };
  for (const node of nodesOf(expressions)) {
    if (node.kind === 'constant') add(node.value, node.type);
    if (node.kind === 'text' && node.function === 'matches' && node.items[1]?.kind === 'constant')
      texts.add(sampleOf(String(node.items[1].value)) ?? '');
    if (node.kind === 'within') for (const end of [node.range.low, node.range.high]) add(end, node.of.type);
    if (node.kind === 'oneOf') for (const value of node.values) add(value, node.of.type);
    if (node.kind === 'lookup') for (const row of node.rows) for (const key of row.keys) add(key, { kind: 'string' });
    if (node.kind === 'bins' && node.on !== null) {
      for (const { test } of node.bins) {
        if (test.kind === 'range') for (const end of [test.range.low, test.range.high]) add(end, node.on.type);
        if (test.kind === 'values') for (const value of test.values) add(value, node.on.type);
      }
    }
  }
  return { numbers: [...numbers.values()], texts: [...texts] };
}

/** Drafts of whole requests: ordinary ones, random ones, and small changes of given ones. */
export interface Drafter {
  ordinary(): Draft;
  random(): Draft;
  /** A copy with one fact, row or day changed. */
  changed(draft: Draft): Draft;
}

/** A drafter for what some decisions read. */
export function createDrafter(reads: ReadSet, pool: Pool, random: Random): Drafter {
  const newRow: Draft['newRow'] = (list) => {
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
  const make = (value: (read: ReadField) => Json | undefined): Draft =>
    draftOf(fill({}, reads.fields, value), newRow, reads.products === null ? null : [fill({}, reads.products, value)]);
  return {
    ordinary: () => make(ordinary),
    random: () => {
      const draft = make(anything);
      draft.asOf = ORDINARY_DAY + BigInt(random(4) === 0 ? random(8000) - 6000 : random(400));
      return draft;
    },
    changed: (draft) => {
      const copy: Draft = {
        ...draft,
        facts: structuredCloneOf(draft.facts),
        previous: { ...draft.previous },
        products: draft.products?.map(structuredCloneOf) ?? null,
      };
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

/** A value of a type: often one that is compared with or its neighbour, else a bound, or of any magnitude. */
function randomValue(type: Type, pool: Pool, random: Random): Value {
  switch (type.kind) {
    case 'boolean':
      return random(2) === 0;
    case 'string': {
      const values = type.enum ?? [...pool.texts, '一', 'a'];
      return values[random(values.length)] ?? '';
    }
    case 'list':
      return Array.from({ length: random(4) }, () => randomValue(type.of, pool, random));
    case 'date':
      return clamp(ORDINARY_DAY - BigInt(random(random(2) === 0 ? 800 : 8000)), type.minimum, type.maximum);
    case 'instant':
      return clamp((ORDINARY_DAY - BigInt(random(800))) * 86_400_000n, type.minimum, type.maximum);
    case 'number': {
      const one = pool.numbers[random(Math.max(pool.numbers.length, 1))];
      const near = one === undefined ? 0n : rescale(one.value, one.decimals, type.decimals) + BigInt(random(3) - 1);
      const magnitude = 10n ** BigInt(random(12)) * BigInt(1 + random(9));
      const choices = [
        near,
        near,
        near,
        magnitude,
        magnitude,
        -magnitude,
        type.minimum,
        type.maximum,
        10n ** BigInt(type.decimals),
      ];
      return clamp(choices[random(choices.length)] ?? 0n, type.minimum, type.maximum);
    }
    default:
      return 0n;
  }
}
