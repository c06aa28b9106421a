import fc from 'fast-check';
import type { Json, JsonObject } from '../../../definitions/index.ts';
import { ENDS, interval, VALUES } from './intervals.ts';
import { maybe, together } from './head.ts';

const NUMBERS: Readonly<Record<string, readonly number[]>> = {
  n: [0, 1, 2, 3],
  m: [-1, 0, 1, 2],
  x: [0, 0.1, 0.2, 0.3],
  k: [0, 1, 2],
};
const ORDER = ['lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive'];
const some = <T>(from: readonly T[]) => fc.subarray([...from], { minLength: 1, maxLength: 2 });
const not = fc.constantFrom('', '', '', '', 'not:');
const one = (fact: Json, operator: fc.Arbitrary<string>, value: fc.Arbitrary<Json>): fc.Arbitrary<JsonObject> =>
  fc.tuple(not, operator, value).map(([no, name, of_]) => ({ fact, operator: no + name, value: of_ }));

function numeric(fact: string): fc.Arbitrary<JsonObject> {
  const values = NUMBERS[fact] ?? [0, 1];
  const others = Object.keys(NUMBERS).filter((name) => name !== fact && name !== 'k');
  const value = fc.constantFrom(...values);
  return fc.oneof(
    one(fact, fc.constantFrom(...ORDER), value),
    one(fact, fc.constantFrom('equal', 'notEqual'), value),
    one(fact, fc.constantFrom('in', 'notIn'), some(values)),
    one(fact, fc.constant('between'), interval(ENDS[fact] ?? ['0', '1'])),
    one(
      fact,
      fc.constantFrom(...ORDER, 'equal'),
      fc.constantFrom(...others).map((other) => ({ fact: other })),
    ),
    one(
      fact,
      fc.constantFrom('swap:', 'someValue:', 'everyValue:').chain((d) => fc.constantFrom(...ORDER).map((o) => d + o)),
      value,
    ).map((leaf) => (String(leaf['operator']).includes('Value:') ? { ...leaf, value: [leaf['value'] ?? 0, 1] } : leaf)),
  );
}

function textual(fact: string, values: readonly string[]): fc.Arbitrary<JsonObject> {
  const value = fc.constantFrom(...values);
  const part = fc.constantFrom('A', 'c', 'a', 'B', 'Ａ');
  return fc.oneof(
    one(fact, fc.constantFrom('equal', 'notEqual'), value),
    one(fact, fc.constantFrom('in', 'notIn'), some(values)),
    one(fact, fc.constantFrom('startsWith', 'endsWith', 'containsText'), part),
    one(fact, fc.constantFrom('folded:startsWith', 'folded:endsWith', 'folded:containsText'), part),
    one(fact, fc.constantFrom('folded:equal', 'folded:notEqual'), value),
    one(fact, fc.constantFrom('folded:in', 'folded:notIn'), some(values)),
    one(fact, fc.constant('matches'), fc.constantFrom('^A', '[a-c]', 'A$', '^\\w$', '\\s', '\\d')),
  );
}

const DAY = fc.constantFrom('2026-03-30', '2026-03-31', '2026-04-01');
const ABSENT = fc.constantFrom('isMissing', 'isPresent');
const absence = (facts: readonly string[]) =>
  fc.constantFrom(...facts).chain((fact) => one(fact, ABSENT, fc.boolean()));

/** A test of one fact of the customer. */
export const LEAF: fc.Arbitrary<JsonObject> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('n', 'm', 'x', 'n', 'm', 'k').chain(numeric) },
  { weight: 4, arbitrary: fc.constantFrom('g', 'h').chain((fact) => textual(fact, (VALUES[fact] ?? []).map(String))) },
  {
    weight: 3,
    arbitrary: fc.constantFrom('b', 'c').chain((fact) => one(fact, fc.constantFrom('equal', 'notEqual'), fc.boolean())),
  },
  { weight: 2, arbitrary: absence(['m', 'g', 'h', 'c', 'd', 'f']) },
  { weight: 2, arbitrary: one('d', fc.constantFrom('before', 'after', 'equal', 'notEqual'), DAY) },
  { weight: 1, arbitrary: one('d', fc.constant('between'), interval(ENDS['d'] ?? [])) },
  { weight: 1, arbitrary: one('d', fc.constant('withinLast'), fc.constantFrom('P1D', 'P1M')) },
  { weight: 1, arbitrary: one('t', fc.constantFrom('before', 'after'), fc.constant('2026-03-31T00:00:00.001Z')) },
  {
    weight: 1,
    arbitrary: one(
      'f',
      fc.constantFrom('equal', 'startsWith', 'folded:containsText', 'matches'),
      fc.constantFrom('A', 'ab'),
    ),
  },
  {
    weight: 1,
    arbitrary: one(
      's',
      fc.constantFrom('contains', 'doesNotContain', 'someFact:greaterThan', 'everyFact:lessThan'),
      fc.constantFrom(0, 1, 2),
    ),
  },
  { weight: 1, arbitrary: one('v', fc.constantFrom('equal', 'notEqual'), fc.constantFrom('A', 'z')) },
  {
    weight: 2,
    arbitrary: one('home', fc.constantFrom(...ORDER), fc.constantFrom(0, 1, 2)).map((leaf) => ({
      ...leaf,
      path: '$.r',
    })),
  },
  {
    weight: 1,
    arbitrary: one('home', fc.constantFrom('equal', 'notEqual'), fc.constantFrom('A', 'B')).map((leaf) => ({
      ...leaf,
      path: '$.z',
    })),
  },
  { weight: 1, arbitrary: fc.constant<JsonObject>({ condition: 'criteria/at-home', of: 'home' }) },
  {
    weight: 1,
    arbitrary: one('formula/home-level#level', fc.constantFrom(...ORDER), fc.constantFrom(0, 1, 2)).map((leaf) => ({
      ...leaf,
      of: 'home',
    })),
  },
  {
    weight: 1,
    arbitrary: one(
      'scorecard/points#score',
      fc.constantFrom('lessThan', 'greaterThanInclusive'),
      fc.constantFrom(1, 2),
    ),
  },
  { weight: 1, arbitrary: fc.constant<JsonObject>({ condition: 'criteria/usual' }) },
);

const REMARKS = together(maybe('name', fc.constant('one'), 10), maybe('priority', fc.constant(2), 10));
const PARAMS = maybe('params', fc.constant({ limit: 3 }), 10);
const leaf = fc.tuple(LEAF, REMARKS, PARAMS).map(
  ([own, remarks, params]): JsonObject => ({
    ...own,
    ...remarks,
    ...('fact' in own ? params : {}),
  }),
);

const { node } = fc.letrec<{ node: JsonObject; inner: JsonObject }>((tie) => ({
  inner: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, tie('node')),
  node: fc.oneof(
    fc.array(tie('inner'), { minLength: 1, maxLength: 3 }).map((all): JsonObject => ({ all })),
    fc.array(tie('inner'), { minLength: 1, maxLength: 3 }).map((any): JsonObject => ({ any })),
    tie('inner').map((inner): JsonObject => ({ not: inner })),
  ),
}));

/** A condition of up to a few leaves. */
export const CONDITION: fc.Arbitrary<JsonObject> = fc.oneof(
  { withCrossShrink: true },
  leaf.map((own): JsonObject => ({ all: [own] })),
  node,
);

/** A condition without facts whose values cannot all be listed: what is said of it is judged in full. */
export const PLAIN_CONDITION = fc
  .oneof(
    { weight: 4, arbitrary: fc.constantFrom('n', 'm', 'x').chain(numeric) },
    { weight: 2, arbitrary: fc.constantFrom('b', 'c').chain((fact) => one(fact, fc.constant('equal'), fc.boolean())) },
    { weight: 2, arbitrary: textual('g', ['A', 'b', 'cA']) },
  )
  .map((own): JsonObject => ({ all: [own] }));

/** The conditions an option or an exception has: mostly plain ones. */
export const GATE = fc.oneof({ weight: 3, arbitrary: PLAIN_CONDITION }, { weight: 1, arbitrary: CONDITION });
