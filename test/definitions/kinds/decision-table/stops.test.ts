import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { link, workParts } from '../../../../definitions/index.ts';
import type { Json, JsonObject } from '../../../../definitions/model/json.ts';
import { answer, given, libraryOf } from '../answer.ts';

const CUSTOMER = {
  kind: 'entity',
  name: 'customer',
  fields: {
    age: { type: 'integer', minimum: 0, maximum: 120, optional: true },
    aum: { type: 'decimal', decimals: 2, minimum: 0, maximum: 1000000, optional: true },
    grade: { type: 'string', enum: ['AAA', 'AA', 'A', 'B'], optional: true },
    city: { type: 'string', optional: true },
    payroll: { type: 'boolean', optional: true },
    openedOn: { type: 'date', optional: true },
    series: { type: 'integer', series: true, optional: true },
  },
};
const table = (of: JsonObject) => ({
  kind: 'decision-table',
  name: 't',
  entity: 'entity/customer',
  hitPolicy: 'unique',
  inputs: [{ fact: 'age' }],
  outputs: [{ name: 'out', type: 'string' }],
  rules: [{ when: ['-'], then: ['x'] }],
  ...of,
});
const column = (fact: string, ...cells: readonly Json[]): JsonObject => ({
  hitPolicy: 'first',
  inputs: [{ fact }],
  rules: cells.map((cell, i) => ({ when: [cell], then: [`r${i}`] })),
  otherwise: ['none'],
});

describe('where a rule stops', () => {
  const cells: readonly (readonly [string, Json])[][] = [
    [
      ['age', '[18, 30)'],
      ['grade', ['AAA', 'AA']],
      ['openedOn', { missing: true }],
    ],
    [
      ['age', '-'],
      ['grade', { not: 'B' }],
      ['openedOn', '[2026-01-01, 2026-07-01)'],
    ],
    [
      ['age', { text: '> aum / 100' }],
      ['grade', '-'],
      ['openedOn', '-'],
    ],
    [
      ['age', '-'],
      ['grade', '-'],
      ['openedOn', '-'],
    ],
  ];
  const whole = table({
    hitPolicy: 'first',
    inputs: [{ fact: 'age' }, { fact: 'grade' }, { fact: 'openedOn' }],
    rules: cells.map((row, i) => ({ when: row.map(([, cell]) => cell), then: [`r${i}`] })),
    otherwise: ['none'],
  });
  const library = libraryOf(CUSTOMER, whole);
  const stops = (facts: JsonObject) => workParts(library, 'decision-table/t', { facts });

  it('is its first cell that a table of that cell alone does not meet, whatever is known', () => {
    const alone = new Map(
      cells
        .flat()
        .map(([fact, cell]) => [`${fact} ${JSON.stringify(cell)}`, libraryOf(CUSTOMER, table(column(fact, cell)))]),
    );
    const meets = (fact: string, cell: Json, facts: JsonObject) => {
      const of = alone.get(`${fact} ${JSON.stringify(cell)}`);
      return of !== undefined && JSON.stringify(answer(of, 'decision-table/t', given(facts)).value) === '{"out":"r0"}';
    };
    const known = <Value>(of: fc.Arbitrary<Value>) => fc.option(of, { nil: undefined });
    const facts = fc.record({
      age: known(fc.integer({ min: 0, max: 120 })),
      aum: known(fc.integer({ min: 0, max: 12_000 })),
      grade: known(fc.constantFrom('AAA', 'AA', 'A', 'B')),
      openedOn: known(fc.constantFrom('2025-12-31', '2026-01-01', '2026-06-30', '2026-07-01')),
    });
    const seen = new Set<Json>();
    fc.assert(
      fc.property(facts, (drawn) => {
        // What is not known is not in a record.
        const record = JSON.parse(JSON.stringify(drawn)) as JsonObject;
        const expected = cells.map((row) => row.findIndex(([fact, cell]) => !meets(fact, cell, record)));
        const found = stops(record);
        expect(found).toEqual(Object.fromEntries(expected.map((at, i) => [`/rules/${i}`, at < 0 ? null : at])));
        for (const at of expected) seen.add(at);
      }),
      { numRuns: 200 },
    );
    expect(seen).toEqual(new Set([-1, 0, 1, 2]));
  });

  it('is not told of a table with errors, nor of a request that is refused', () => {
    expect(stops({ age: 'many' })).toBeUndefined();
    const broken = link([
      { document: CUSTOMER },
      { document: { ...whole, rules: [{ when: ['[', '-', '-'], then: ['x'] }] } },
    ]);
    expect(workParts(broken, 'decision-table/t', { facts: {} })).toBeUndefined();
  });
});
