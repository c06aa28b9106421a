import { expect } from 'vitest';
import type { Json, JsonObject } from '../../../definitions/model/json.ts';
import { link } from '../../../definitions/library.ts';
import type { Problem } from '../../../definitions/model/problem.ts';
import { entity, expectSaid } from '../traps/told.ts';

/*
 * Documents and requests that mean harm: each is refused, or answered, with a clear problem; nothing is thrown, and no more is told
 * than a reader can use. What they cost was measured by hand; a test that runs for seconds is the sign of a hole.
 */

export const CUSTOMER = entity({
  age: { type: 'integer', minimum: 0, maximum: 120, optional: true },
  city: { type: 'string', optional: true },
  flows: { type: 'integer', series: true, optional: true },
});
export const leaf = { fact: 'age', operator: 'equal', value: 1 };

/** So many values. */
export const many = <T>(count: number, make: (i: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, i) => make(i));

/** So many keys of one value. */
export const keyed = (count: number, value: Json, prefix = 'key'): JsonObject =>
  Object.fromEntries(many(count, (i) => [`${prefix}${i}`, value]));

/** The codes of what is wrong, in order of appearance; every sentence is held to be one, and all of them to be short. */
export function codesOf(problems: readonly Problem[]): readonly string[] {
  for (const problem of problems.slice(0, 300)) expectSaid(problem);
  expect(JSON.stringify(problems).length).toBeLessThan(3_000_000);
  return [...new Set(problems.map(({ code }) => code))];
}

/** The codes of what is wrong with some documents beside the customer. */
export const linked = (...documents: readonly unknown[]): readonly string[] =>
  codesOf(link([CUSTOMER, ...documents].map((document) => ({ document }))).problems);
