import { parseDate, parseInstant } from '../expression/date-text.ts';
import { power10, scaleNumber, scaleText } from '../model/decimal.ts';
import type { ReadField } from '../expression/read-set.ts';
import type { DomainCell } from '../expression/to-regions/domain-cell.ts';
import type { Subject } from '../expression/to-regions/subjects.ts';
import { nodesOf } from '../expression/walk.ts';
import type { Expression, Field } from '../model/expression.ts';
import type { Json } from '../model/json.ts';
import type { Type, Value } from '../model/type.ts';
import { sampleOf } from '../proofs/witness/sample-text.ts';
import type { Choices, Listed } from './box.ts';
import { exactly } from '../expression/spans/span.ts';

/** A fact as a scaled value; undefined for what is not one value of the type. */
export function valueOf(fact: Json | undefined, type: Type): Value | null | undefined {
  if (fact === undefined || fact === null) return null;
  switch (type.kind) {
    case 'number':
      return typeof fact === 'number' ? scaleNumber(fact, type.decimals) : scaleText(String(fact), type.decimals);
    case 'date':
      return parseDate(String(fact));
    case 'instant':
      return parseInstant(String(fact));
    default:
      return typeof fact === 'string' || typeof fact === 'boolean' ? fact : undefined;
  }
}

/** A fact as decisions read it: what is no value of the domain counts as missing, or the record would have been refused. */
export function presentOf(fact: Json | undefined, type: Type): Value | null {
  const value = valueOf(fact, type) ?? null;
  if (typeof value === 'bigint' && 'minimum' in type && (value < type.minimum || value > type.maximum)) return null;
  return typeof value === 'string' && type.kind === 'string' && type.enum?.includes(value) === false ? null : value;
}

/** What is known of the fields that may change, whatever the request. */
export interface Tests {
  readonly subjects: readonly Subject[];
  /** Fields that enter a computation: their values are not told apart by constants alone. */
  readonly computed: ReadonlySet<string>;
  /** Texts that functions of texts, and tables of reference, ask a field for. */
  readonly texts: ReadonlyMap<string, ReadonlySet<string>>;
}

export function testsOf(subjects: readonly Subject[], expressions: readonly Expression[]): Tests {
  const others = subjects.filter(({ expression }) => expression.kind !== 'field' || expression.of !== null);
  const computed = new Set(
    nodesOf(others.map(({ expression }) => expression))
      .flatMap(ownField)
      .map(({ name }) => name),
  );
  const texts = new Map<string, Set<string>>();
  const add = (field: Field, asked: readonly string[]) =>
    texts.set(field.name, new Set([...(texts.get(field.name) ?? []), ...asked]));
  for (const node of nodesOf(expressions)) {
    if (node.kind === 'text') for (const field of nodesOf(node.items).flatMap(ownField)) add(field, textsFor(node));
    if (node.kind === 'lookup')
      for (const [i, key] of node.keys.entries())
        for (const field of ownField(key))
          add(
            field,
            node.rows.flatMap(({ keys }) => (typeof keys[i] === 'string' ? [keys[i]] : [])),
          );
  }
  return { subjects, computed, texts };
}

const ownField = (node: Expression): readonly Field[] =>
  node.kind === 'field' && node.of === null ? [node.field] : [];

/** Texts that a function of texts tells apart: a prefix, a part, a sample of a pattern. */
function textsFor(node: Extract<Expression, { kind: 'text' }>): readonly string[] {
  return node.items.flatMap((item) => {
    if (item.kind !== 'constant' || typeof item.value !== 'string') return [];
    return node.function === 'matches' ? [sampleOf(item.value) ?? item.value] : [item.value];
  });
}

/**
 * What a field could be instead, each with its cost. Numbers cost their distance as a share of the span between the outermost numbers
 * that the definitions compare the field with (of one only: of that number; of none: of the present value); a flag costs one, another
 * text from one half (the next member of an enum) to one (the farthest); what is missing costs one more.
 */
export function choicesOf({ field }: ReadField, fact: Json | undefined, tests: Tests): Choices {
  const present = presentOf(fact, field.type);
  const own = tests.subjects.find(
    ({ expression }) => expression.kind === 'field' && expression.of === null && expression.field.name === field.name,
  );
  const cells = own?.cells ?? [];
  const { type } = field;
  if (type.kind !== 'number' && type.kind !== 'date' && type.kind !== 'instant')
    return { kind: 'listed', present: exactly(present, type), values: listed(field, present, cells, tests) };
  const cuts = cells.flatMap((cell) => (cell.kind === 'range' ? [cell.low] : [])).slice(1);
  const from = typeof present === 'bigint' ? present : zeroOf(type);
  const span = spanOf(cuts, from, type);
  const distance = (value: bigint) => Math.abs(Number(value - from)) / span;
  return {
    kind: 'stretch',
    present: exactly(present, type),
    low: type.minimum,
    high: type.maximum,
    from,
    isFromFree: present === null,
    cuts,
    isComputed: tests.computed.has(field.name),
    costOf: present === null ? (value) => 1 + distance(value) / (distance(value) + 1) : distance,
  };
}

/** The number that people think of first. */
function zeroOf({ minimum, maximum }: { readonly minimum: bigint; readonly maximum: bigint }): bigint {
  return minimum > 0n ? minimum : maximum < 0n ? maximum : 0n;
}

/** The measure of a field's changes. Tests of one number leave two cuts, before and after it. */
function spanOf(cuts: readonly bigint[], from: bigint, type: Type): number {
  const [first, last] = [cuts[0], cuts.at(-1)];
  if (first !== undefined && last !== undefined && last - first > 1n) return Number(last - first);
  return Math.max(
    Math.abs(Number(first ?? from)),
    UNITS[type.kind] ?? Number(power10('decimals' in type ? type.decimals : 0)),
  );
}

/** A year, where nothing else measures days or milliseconds. */
const UNITS: Readonly<Record<string, number>> = { date: 365, instant: 365 * 86_400_000 };

function listed(field: Field, present: Value | null, cells: readonly DomainCell[], tests: Tests): readonly Listed[] {
  const { type } = field;
  if (type.kind !== 'boolean' && type.kind !== 'string') return [];
  const members = type.kind === 'string' ? (type.enum ?? []) : [];
  const asked = members.length > 0 ? undefined : tests.texts.get(field.name);
  const named = new Set<Value>(cells.flatMap((cell) => (cell.kind === 'value' ? [cell.value] : [])));
  const isUnnamed = typeof present === 'string' && !named.has(present);
  const known = cells.flatMap((cell): readonly Listed[] => {
    if (cell.kind === 'range') return [];
    const one = { value: cell.value, cost: costOfText(cell.value, present, members) };
    if (cell.kind === 'value') return [one];
    // Where functions look into texts, not every other one is alike.
    if (asked !== undefined) return [one];
    return isUnnamed ? [] : [{ ...one, isAnyOther: true }];
  });
  const all = [
    ...wholeDomain(type, known.length > 0),
    ...[...(asked ?? [])].flatMap((text) => joinedWith(text, asked)),
  ];
  const more = [...new Set(all)].filter((value) => !known.some((one) => one.value === value));
  return [...known, ...more.map((value) => ({ value, cost: costOfText(value, present, members) }))]
    .filter(({ value }) => value !== present)
    .sort((a, b) => a.cost - b.cost);
}

const wholeDomain = (type: Type, isKnown: boolean): readonly Value[] =>
  isKnown ? [] : type.kind === 'boolean' ? [false, true] : type.kind === 'string' ? (type.enum ?? []) : [];

/** A text, and what begins with it and ends with another. */
const joinedWith = (text: string, others: ReadonlySet<string> | undefined): readonly string[] => [
  text,
  ...(others !== undefined && others.size <= MOST_JOINED
    ? [...others].filter((other) => other !== text).map((other) => text + other)
    : []),
];

const MOST_JOINED = 8;

function costOfText(value: Value, present: Value | null, members: readonly string[]): number {
  if (typeof value !== 'string' || typeof present !== 'string') return 1;
  if (members.length < 3) return 0.5;
  const steps = Math.abs(members.indexOf(value) - members.indexOf(present));
  return 0.5 + (0.5 * (steps - 1)) / (members.length - 2);
}
