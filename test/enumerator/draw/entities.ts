import fc from 'fast-check';
import type { JsonObject } from '../../../definitions/index.ts';
import { computedOf, type ComputedType, feeOf } from './computed.ts';
import { documented, maybe, TEXT } from './head.ts';

/** What a record can say: entities with domains so small that all their records can be listed. */
export interface World {
  readonly customer: JsonObject;
  readonly home: JsonObject;
  readonly row: JsonObject;
  readonly product: JsonObject;
}

export const LETTERS = ['A', 'b', 'cA'];
export const DAYS = ['2026-03-30', '2026-03-31', '2026-04-01'];
export const MOMENTS = ['2026-03-31T00:00:00Z', '2026-03-31T00:00:00.001Z', '2026-03-31T00:00:00.002Z'];

const optional = maybe('optional', fc.constant(true), 3);
const direction = maybe('direction', fc.constantFrom('high-is-good', 'high-is-bad'), 3);
const asides = fc.oneof(
  { weight: 12, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.constant({ sensitivity: 'C1', purposes: ['service'] }) },
  { weight: 1, arbitrary: fc.constant({ sensitivity: 'C2', unit: 'CNY' }) },
  { weight: 1, arbitrary: fc.constant({ sensitivity: 'C3' }) },
  { weight: 1, arbitrary: fc.record({ title: TEXT, description: TEXT }) },
);
const unreadable = maybe('unreadable', fc.constantFrom('refuse', 'missing'), 12);

/** A declared field of keys that always stand and others that may. */
function field(own: JsonObject, ...others: readonly fc.Arbitrary<JsonObject>[]): fc.Arbitrary<JsonObject> {
  return fc.tuple(...others, asides, unreadable).map((parts) => Object.assign({}, own, ...parts) as JsonObject);
}

const labels = maybe('labels', fc.constant({ A: { 'zh-CN': '甲', en: 'First' } }), 8);
const whole = (minimum: number, maximum: number) => ({ type: 'integer', minimum, maximum });

/** The fields of an entity's records and of a formula's own inputs. */
export const FIELDS: Readonly<Record<string, fc.Arbitrary<JsonObject>>> = {
  n: field(whole(0, 3), optional, direction),
  m: field(whole(-1, 2), optional, direction),
  x: field({ type: 'decimal', decimals: 1, minimum: 0, maximum: 0.4 }, optional, direction),
  g: field({ type: 'string', enum: LETTERS }, optional, labels),
  h: field({ type: 'string', enum: ['A', 'B'] }, optional),
  b: field({ type: 'boolean' }, optional),
  c: field({ type: 'boolean', optional: true }),
  d: field({ type: 'date', minimum: DAYS[0] ?? '', maximum: DAYS[2] ?? '' }, optional),
  t: field({ type: 'instant', minimum: MOMENTS[0] ?? '', maximum: MOMENTS[2] ?? '' }, optional),
  f: field({ type: 'string' }, optional),
  s: field({ ...whole(0, 2), series: true }, optional),
};

const RELATED = maybe('title', TEXT, 9);
const relation = (entity: string, by: string, many: boolean) =>
  fc
    .tuple(RELATED, maybe('description', TEXT, 9))
    .map((parts): JsonObject => Object.assign({ entity, by }, many ? { many: true } : {}, ...parts) as JsonObject);

const ofDerived = fc
  .tuple(
    maybe('title', TEXT, 9),
    maybe('description', TEXT, 9),
    maybe('unit', fc.constant('CNY'), 9),
    maybe('direction', fc.constantFrom('high-is-good', 'high-is-bad'), 9),
    maybe('sensitivity', fc.constantFrom('C1', 'C2', 'C3'), 6),
    maybe('purposes', fc.constant(['marketing']), 9),
  )
  .map((parts) => Object.assign({}, ...parts) as JsonObject);

const CUSTOMER = fc
  .record({
    fields: fc.record(FIELDS),
    relations: fc.record({
      home: relation('entity/home', 'hid', false),
      rows: relation('entity/row', 'id', true),
    }),
    k: fc.tuple(
      fc.oneof(
        { weight: 4, arbitrary: computedOf('integer') },
        { weight: 1, arbitrary: computedOf('decimal') },
        { weight: 1, arbitrary: feeOf('integer') },
      ),
      ofDerived,
    ),
    w: fc.constantFrom<ComputedType>('boolean', 'date', 'instant').chain((type) => computedOf(type)),
    v: fc.tuple(
      fc.constantFrom<JsonObject>(
        { text: 'if b then "A" else "z"', type: 'string' },
        { text: 'if n > 1 then "A" else "z"', type: 'string', labels: { z: 'Z', A: { en: 'First' } } },
      ),
      ofDerived,
    ),
  })
  .map(
    ({ fields, relations, k, v, w }): JsonObject => ({
      kind: 'entity',
      name: 'customer',
      key: 'id',
      fields: { id: { type: 'string' }, hid: { type: 'string', optional: true }, ...fields },
      relations,
      derived: { k: Object.assign({}, ...k) as JsonObject, v: Object.assign({}, ...v) as JsonObject, w },
    }),
  );

const small = (name: string, key: string, fields: Readonly<Record<string, fc.Arbitrary<JsonObject>>>) =>
  fc
    .record(fields)
    .map((own): JsonObject => ({ kind: 'entity', name, key, fields: { [key]: { type: 'string' }, ...own } }));

/** The entities of one draw. */
export const WORLD: fc.Arbitrary<World> = fc.record({
  customer: documented(CUSTOMER),
  home: small('home', 'hid', {
    r: field(whole(0, 2), optional, direction),
    z: field({ type: 'string', enum: ['A', 'B'] }, optional),
  }),
  row: small('row', 'rowId', { id: fc.constant({ type: 'string' }), q: field(whole(0, 2), optional) }),
  product: small('product', 'code', {
    risk: field(whole(0, 2), optional),
    level: field({ type: 'string', enum: ['low', 'high'] }, optional),
  }),
});
