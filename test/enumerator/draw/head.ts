import fc from 'fast-check';
import type { Json, JsonObject } from '../../../definitions/index.ts';

/** A key that stands in one of `among` draws; shrinks to its absence. */
export function maybe(key: string, value: fc.Arbitrary<Json>, among: number): fc.Arbitrary<JsonObject> {
  return fc.oneof(
    { weight: among - 1, arbitrary: fc.constant<JsonObject>({}) },
    { weight: 1, arbitrary: value.map((one): JsonObject => ({ [key]: one })) },
  );
}

/** An object of some keys that always stand and objects that may add more. */
export function together(...parts: readonly fc.Arbitrary<JsonObject>[]): fc.Arbitrary<JsonObject> {
  return fc.tuple(...parts).map((all) => Object.assign({}, ...all) as JsonObject);
}

/** An object whose values are drawn. */
export function of(keys: Readonly<Record<string, fc.Arbitrary<Json>>>): fc.Arbitrary<JsonObject> {
  return fc.record(keys) as fc.Arbitrary<JsonObject>;
}

export const TEXT: fc.Arbitrary<Json> = fc.constantFrom<Json>('One', { 'zh-CN': '一', en: 'One' });

const HEAD = together(
  maybe('title', TEXT, 10),
  maybe('description', TEXT, 10),
  maybe('subject', TEXT, 10),
  maybe('owner', fc.constant('head-office'), 10),
  maybe('purpose', fc.constant('service'), 10),
  maybe('basis', fc.constantFrom<Json>([{ document: 'One' }], [{ document: 'One', clause: '2' }]), 8),
  maybe('reviewBy', fc.constant('2027-06-30'), 10),
  maybe(
    'cases',
    fc.constantFrom<Json>(
      [{ name: 'one', given: { facts: {} }, expect: { problems: [] } }],
      [{ name: 'one', given: { facts: { n: 1 }, $asOf: '2026-03-31' }, expect: { value: null } }],
      [{ name: 'one', given: { facts: {}, $previous: { class: 'low' }, products: [] }, expect: { reasons: ['r'] } }],
    ),
    5,
  ),
);

/** A document that may have what every definition may have. */
export function documented(document: fc.Arbitrary<JsonObject>): fc.Arbitrary<JsonObject> {
  return fc.tuple(document, HEAD).map(([own, head]) => ({ ...own, ...head }));
}
