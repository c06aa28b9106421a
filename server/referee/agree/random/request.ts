import type { DeclaredField, EntityDocument, Json, JsonObject } from '../../../../definitions/index.ts';
import type { ReadTracker } from '../../read-tracker.ts';
import type { RefereeReadSet } from '../../read-set.ts';
import type { Chance } from './chance.ts';
import type { Landmarks } from './landmarks.ts';
import { dayNear, valueOf } from './values.ts';

/** What random requests are made for. */
export interface RequestPlan {
  readonly set: RefereeReadSet;
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
      : [
          [],
          ...chance.many(4, (i) => {
            const rows = chance.many(i + 1, () => rowOf(chance, plan, products, i === 3));
            return i === 3 ? rows : distinct(rows, plan.entity(products.entity ?? '').key);
          }),
        ];
  return chance.many(count, () => ({
    ...randomRequest(chance, plan),
    ...(products === null ? {} : { products: chance.pick(lists) }),
  }));
}

/** Without those whose key stands there before: a repeated one refuses the request. */
function distinct(rows: readonly JsonObject[], key: string | undefined): readonly JsonObject[] {
  return key === undefined ? rows : rows.filter((row, i) => rows.findIndex((one) => one[key] === row[key]) === i);
}

function randomRequest(chance: Chance, plan: RequestPlan): JsonObject {
  const { set, asOf, landmarks } = plan;
  const isDirty = chance.is(0.08);
  const facts = set.record.entity === null ? inputsOf(chance, plan, isDirty) : rowOf(chance, plan, set.record, isDirty);
  const { asOf: readsDay, previous: readsPrevious } = set.record.shared;
  const previous = (): JsonObject => {
    const classes = landmarks.classes.length === 0 ? ['gold'] : landmarks.classes;
    const whole = {
      class: chance.is(0.04) ? 'nobody' : chance.pick(classes),
      since: dayNear(chance, landmarks),
      misses: chance.whole(-3, 3),
      ...(chance.is(0.8) ? { run: dayNear(chance, landmarks) } : {}),
    };
    const known = Object.entries(whole).filter(() => !chance.is(0.04));
    return Object.fromEntries(known.map(([name, of]) => [name, chance.is(0.04) ? null : of]));
  };
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

function rowOf(chance: Chance, plan: RequestPlan, reads: ReadTracker, isDirty: boolean): JsonObject {
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
