import {
  addDays,
  type DeclaredField,
  dateText,
  type EntityDocument,
  instantText,
  isObject,
  type Json,
  type JsonObject,
  parseDays,
} from '../../../definitions/index.ts';
import type { Reads } from '../../reference/reads.ts';
import type { ReadSet } from '../../reference/read-set.ts';
import type { Chance } from './chance.ts';
import { TEXTS } from './vocabulary.ts';

/** What documents speak of: records are drawn around these, for that is where engines could differ. */
export interface Landmarks {
  readonly numbers: readonly number[];
  readonly texts: readonly string[];
  readonly days: readonly string[];
  /** Names of classes, for `$previous`. */
  readonly classes: readonly string[];
}

/** Every figure, text and day that stands in some documents, also inside intervals and formulas. */
export function landmarksOf(documents: readonly JsonObject[]): Landmarks {
  const numbers = new Set<number>([0, 1]);
  const texts = new Set<string>(TEXTS);
  const days = new Set<string>(['2026-03-31', '2025-02-28']);
  const classes = new Set<string>();
  const look = (json: Json): void => {
    if (typeof json === 'number') numbers.add(json);
    else if (typeof json === 'string') {
      for (const day of json.match(/\d{4}-\d{2}-\d{2}/g) ?? []) days.add(day);
      for (const figure of json.replace(/\d{4}-\d{2}-\d{2}/g, '').match(/-?\d{1,12}(\.\d{1,9})?/g) ?? [])
        numbers.add(Number(figure));
      if (json.length <= 12) texts.add(json);
    } else if (Array.isArray(json)) (json as readonly Json[]).forEach(look);
    else if (isObject(json)) Object.values(json).forEach(look);
  };
  for (const document of documents) {
    const { cases: _, title: __, description: ___, ...rest } = document;
    look(rest);
    const named = document['kind'] === 'segmentation' ? document['classes'] : undefined;
    if (Array.isArray(named))
      for (const one of named as readonly Json[]) if (isObject(one)) classes.add(String(one['name']));
  }
  return { numbers: [...numbers], texts: [...texts], days: [...days], classes: [...classes] };
}

/** What random requests are made for. */
export interface RequestPlan {
  readonly set: ReadSet;
  readonly landmarks: Landmarks;
  readonly entity: (id: string) => EntityDocument;
  /** The day of all requests of a group, so that one query serves them. */
  readonly asOf: string;
}

/**
 * Requests that are mostly good: now and then a field is absent, of a wrong type, too precise, outside its domain, or unknown. Lists of
 * products repeat, so that one query serves many requests; one of them is empty.
 */
export function randomRequests(chance: Chance, plan: RequestPlan, count: number): readonly JsonObject[] {
  const { products } = plan.set;
  const lists =
    products === null
      ? []
      : [[], ...chance.many(4, (i) => chance.many(i + 1, () => rowOf(chance, plan, products, i === 3)))];
  return chance.many(count, () => ({
    ...randomRequest(chance, plan),
    ...(products === null ? {} : { products: chance.pick(lists) }),
  }));
}

function randomRequest(chance: Chance, plan: RequestPlan): JsonObject {
  const { set, asOf, landmarks } = plan;
  const isDirty = chance.is(0.08);
  const facts = set.record.entity === null ? inputsOf(chance, plan, isDirty) : rowOf(chance, plan, set.record, isDirty);
  const { asOf: readsDay, previous: readsPrevious } = set.record.shared;
  const previous = (): JsonObject => ({
    class: chance.is(0.04) ? 'nobody' : chance.pick(landmarks.classes.length === 0 ? ['gold'] : landmarks.classes),
    since: dayNear(chance, landmarks),
    misses: chance.whole(-3, 3),
  });
  return {
    facts: isDirty && chance.is(0.1) ? { ...facts, 从未: 1 } : facts,
    ...(readsDay && !(isDirty && chance.is(0.1)) ? { $asOf: asOf } : {}),
    ...(readsPrevious && chance.is(0.7) ? { $previous: previous() } : {}),
  };
}

function inputsOf(chance: Chance, plan: RequestPlan, isDirty: boolean): JsonObject {
  const declared = Object.entries(plan.set.inputs ?? {}).filter(([name]) => plan.set.record.fields.has(name));
  return Object.fromEntries(declared.flatMap(([name, field]) => entryOf(chance, plan, name, field, isDirty)));
}

function rowOf(chance: Chance, plan: RequestPlan, reads: Reads, isDirty: boolean): JsonObject {
  const { fields, relations = {} } = plan.entity(reads.entity ?? '');
  const facts: Record<string, Json> = {};
  for (const [name, rows] of reads.fields) {
    const relation = relations[name];
    const field = fields[name];
    if (rows !== null && relation !== undefined) {
      if (relation.many === true)
        facts[name] = chance.many(chance.whole(0, 4), () => rowOf(chance, plan, rows, isDirty && chance.is(0.3)));
      else if (chance.is(0.75)) facts[name] = rowOf(chance, plan, rows, isDirty && chance.is(0.3));
    } else if (field !== undefined)
      Object.assign(facts, Object.fromEntries(entryOf(chance, plan, name, field, isDirty)));
  }
  return facts;
}

function entryOf(
  chance: Chance,
  { landmarks }: RequestPlan,
  name: string,
  field: DeclaredField,
  isDirty: boolean,
): readonly [string, Json][] {
  if (field.optional === true && chance.is(0.25)) return chance.is(0.5) ? [] : [[name, null]];
  if (isDirty && chance.is(0.15))
    return chance.is(0.4)
      ? []
      : [[name, chance.pick<Json>([null, true, 'x', 1e16, 0.123456789, {}, [], '2026-02-30'])]];
  if (field.unreadable === 'missing' && chance.is(0.15))
    return [[name, chance.pick<Json>(['?', -1e9, 1.23456789, false])]];
  if (field.series !== true) return [[name, valueOf(chance, landmarks, field)]];
  return [[name, chance.many(chance.whole(0, 4), () => (chance.is(0.08) ? null : valueOf(chance, landmarks, field)))]];
}

function valueOf(chance: Chance, landmarks: Landmarks, field: DeclaredField): Json {
  switch (field.type) {
    case 'boolean':
      return chance.is(0.5);
    case 'string': {
      const known = landmarks.texts.filter((text) => field.enum?.includes(text) ?? true);
      return chance.pick(field.enum !== undefined && (chance.is(0.5) || known.length === 0) ? field.enum : known);
    }
    case 'integer':
    case 'decimal':
      return numberOf(chance, landmarks, field);
    case 'date':
      return within(field, dayNear(chance, landmarks));
    case 'instant': {
      const milliseconds =
        (parseDays(dayNear(chance, landmarks)) ?? 0) * 86_400_000 +
        chance.pick([0, 57_600_000, 57_599_999, 12_345_000, 1]);
      return chance.is(0.5) ? instantText(milliseconds) : instantText(milliseconds + 28_800_000).replace('Z', '+08:00');
    }
  }
}

const within = ({ minimum, maximum }: DeclaredField, day: string): string =>
  minimum !== undefined && day < String(minimum)
    ? String(minimum)
    : maximum !== undefined && day > String(maximum)
      ? String(maximum)
      : day;

function dayNear(chance: Chance, { days }: Landmarks): string {
  const from = parseDays(chance.pick(days)) ?? 20_000;
  const moved = addDays(from, chance.pick([0, 0, 1, -1, 30, -30, chance.whole(-900, 900)]));
  return dateText(moved ?? from);
}

/** A landmark or a bound, one unit beside it, or anything between. */
function numberOf(chance: Chance, { numbers }: Landmarks, field: DeclaredField): number | string {
  const decimals = field.type === 'integer' ? 0 : (field.decimals ?? 0);
  const unit = 10 ** decimals;
  const most = 10 ** (14 - decimals);
  const low = Math.max(Number(field.minimum ?? -1e9), -most);
  const high = Math.min(Number(field.maximum ?? 1e9), most);
  if (typeof field.minimum === 'string' && chance.is(0.15))
    return chance.pick(['12345678901234567890', '-99999999999999999999', '1000000000000000']);
  const raw = chance.pick([
    () => chance.pick(numbers),
    () => chance.pick(numbers),
    () => chance.pick([low, high, 0]),
    () => chance.whole(Math.max(low, -1000), Math.min(high, 1000)),
    () => low + (high - low) * chance.next(),
  ])();
  const scaled = Math.round(raw * unit) + chance.pick([0, 0, 1, -1]);
  const inside = Math.min(Math.max(scaled, Math.ceil(low * unit)), Math.floor(high * unit));
  return inside / unit;
}
