import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile, type JsonObject, link, nearest } from '../../../definitions/index.ts';

const ENTITY: JsonObject = {
  kind: 'entity',
  name: 'customer',
  fields: {
    age: { type: 'integer', minimum: 0, maximum: 6 },
    debts: { type: 'integer', minimum: 0, maximum: 4 },
    grade: { type: 'string', enum: ['A', 'B', 'C'] },
    payroll: { type: 'boolean' },
  },
  derived: { ratio: { text: 'age * 2 - debts', type: 'integer' } },
};
const GRADES = ['A', 'B', 'C'];
const EVERYONE: readonly JsonObject[] = range(7).flatMap((age) =>
  range(5).flatMap((debts) =>
    GRADES.flatMap((grade) => [true, false].map((payroll) => ({ age, debts, grade, payroll }))),
  ),
);

/** A condition over the fields, and over a computation of two of them where `isComputed`. */
function conditions(isComputed: boolean): fc.Arbitrary<JsonObject> {
  const operator = fc.constantFrom('lessThan', 'greaterThan', 'equal', 'notEqual', 'lessThanInclusive');
  const figure = (fact: string, most: number) =>
    fc.tuple(operator, fc.integer({ min: 0, max: most })).map(([op, value]) => ({ fact, operator: op, value }));
  const leaf = fc.oneof(
    figure('age', 6),
    figure('debts', 4),
    fc.constantFrom(...GRADES).map((value) => ({ fact: 'grade', operator: 'equal', value })),
    fc.boolean().map((value) => ({ fact: 'payroll', operator: 'equal', value })),
    ...(isComputed ? [figure('ratio', 12)] : []),
  );
  const group = fc.tuple(fc.constantFrom('all', 'any'), fc.array(leaf, { minLength: 1, maxLength: 3 }));
  return fc
    .tuple(fc.constantFrom('all', 'any'), fc.array(group, { minLength: 1, maxLength: 3 }))
    .map(([outer, groups]) => ({ [outer]: groups.map(([inner, leaves]) => ({ [inner]: leaves })) }));
}

describe('against every record of a small domain', () => {
  it.each([
    ['facts that are only compared', false],
    ['facts that enter a computation', true],
  ])(
    '%s: what is named reaches it, what is proved smallest has nothing between, what is proved out of reach is',
    (_, isComputed) => {
      let [reached, proved, none] = [0, 0, 0];
      fc.assert(
        fc.property(conditions(isComputed), fc.nat(EVERYONE.length - 1), fc.boolean(), (when, place, wanted) => {
          const document = { kind: 'criteria', name: 'c', entity: 'entity/customer', when };
          const library = link([{ document: ENTITY }, { document }]);
          fc.pre(!library.broken.has('criteria/c'));
          const compiled = compile(library, ['criteria/c']);
          const holds = (facts: JsonObject) => compiled.decide({ facts })['criteria/c']?.value;
          const facts = EVERYONE[place] ?? {};
          const answer = nearest(library, 'criteria/c', String(wanted)).ask({ facts });
          const there = EVERYONE.filter((one) => holds(one) === wanted);
          if (answer.changes === null) {
            none += 1;
            if (answer.isProved) expect(there).toEqual([]);
            return;
          }
          const changed = { ...facts, ...Object.fromEntries(answer.changes.map(({ field, to }) => [field, to])) };
          expect(holds(changed)).toBe(wanted);
          reached += 1;
          if (!answer.isProved) return;
          proved += 1;
          expect(there.filter((one) => isBetween(one, facts, changed))).toEqual([]);
        }),
        { numRuns: 200, seed: 20_261_122 },
      );
      expect([reached > 120, none > 0, proved > 30]).toEqual([true, true, true]);
    },
  );
});

/** Whether a record lies on the way: no field farther than where it was changed to, one of them nearer. */
function isBetween(one: JsonObject, from: JsonObject, to: JsonObject): boolean {
  const fields = Object.keys(from);
  const isOnTheWay = (name: string) => {
    const [a, b, x] = [from[name], to[name], one[name]];
    if (typeof a !== 'number' || typeof b !== 'number' || typeof x !== 'number') return x === a || x === b;
    return Math.min(a, b) <= x && x <= Math.max(a, b);
  };
  return fields.every(isOnTheWay) && fields.some((name) => one[name] !== to[name]);
}

function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => i);
}
