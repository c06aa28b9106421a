import { expect, test } from 'vitest';
import { bins, pick, table } from '../../../definitions/expression/build-list.ts';
import {
  compare,
  constant,
  decimal,
  field,
  holds,
  named,
  or,
  when,
  within,
} from '../../../definitions/expression/build-logic.ts';
import { arithmetic, weightedSum } from '../../../definitions/expression/build-number.ts';
import type { Expression } from '../../../definitions/model/expression.ts';
import { numberType, STRING } from '../../../definitions/model/type.ts';
import { compiledOf, decisionOf, declared, entityOf, ORIGIN } from '../../support/hand-built.ts';

/** The largest definitions the language allows, and chains of names far longer than a reader would write. */

const fields = Array.from({ length: 64 }, (_, i) =>
  declared(`f${i}`, numberType(0, 0n, 1_000_000n), { optional: i % 3 === 0 }),
);
const facts = Object.fromEntries(fields.map(({ name }, i) => [name, 500 + i]));
const reads = fields.map((one) => field(one, null));
const read = (i: number): Expression => reads[i % 64] ?? decimal(0n, 0);
const leaf = (i: number) => compare('>', read(i), decimal(BigInt(100_000 + i), 0), { ...ORIGIN, pointer: `/${i}` });
const many = <T>(count: number, make: (i: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const range = (low: number, high: number) => ({ low: BigInt(low), high: BigInt(high) });

const chain = many(5_000, read).reduce((so, next) =>
  named(arithmetic('maximum', [so, next]), 'formula/tried#line', 'line'),
);
const nested = many(5_000, leaf).reduce<Expression>(
  (so, next, i) => when(next, decimal(BigInt(i), 0), so),
  decimal(-1n, 0),
);
const ruleCells = (i: number) =>
  reads.map((of, column) => holds(within(of, column === 63 ? range(i * 10, i * 10 + 9) : range(0, 900_000))));

test.each<[string, Expression, unknown]>([
  ['10,000 comparisons joined by or', or(many(10_000, (i) => holds(leaf(i)))), false],
  ['10,000 comparisons that may be missing', or([...many(10_000, leaf), within(read(0), range(0, 500))]), true],
  ['5,000 lines that each name the one before', chain, 563],
  ['5,000 conditions, each in the other branch of the last', nested, -1],
  [
    '5,000 rules of 64 cells',
    table(
      'first',
      reads,
      many(5_000, (i) => ({ cells: ruleCells(i), origin: ORIGIN })),
    ),
    56,
  ],
  [
    '5,000 bins with conditions',
    bins(
      null,
      many(5_000, (i) => ({
        test: { kind: 'when' as const, when: i === 4_321 ? within(read(1), range(501, 501)) : holds(leaf(i)) },
        origin: ORIGIN,
      })),
      false,
    ),
    4_321,
  ],
  [
    '5,000 ranges',
    pick(
      bins(
        read(1),
        many(5_000, (i) => ({ test: { kind: 'range' as const, range: range(i * 3, i * 3 + 2) }, origin: ORIGIN })),
        false,
      ),
      many(5_000, (i) => `bin ${i}`),
      STRING,
    ),
    'bin 167',
  ],
  [
    '1,000 weighted terms',
    weightedSum(
      0n,
      0,
      many(1_000, (i) => ({ weight: 1n, of: read(i) })),
    ),
    1_000 * 500 + 15 * 2_016 + 780,
  ],
  [
    '5,000 values',
    pick(
      bins(
        constant(STRING, 'v4999'),
        many(5_000, (i) => ({ test: { kind: 'values' as const, values: [`v${i}`] }, origin: ORIGIN })),
        false,
      ),
      many(5_000, BigInt),
      numberType(0, 0n, 5_000n),
    ),
    4_999,
  ],
])('%s compile and run, with a trace and without', { timeout: 120_000 }, (_, of, expected) => {
  for (const trace of [false, true]) {
    const decision = decisionOf({ value: { kind: 'value', of } });
    const compiled = compiledOf([decision], [entityOf('entity/customer', fields)], { trace });
    expect(compiled.decide({ facts })['formula/tried']?.value).toBe(expected);
  }
});
