import { expect, test } from 'vitest';
import { aggregate, bins, forEach, lookup } from '../../../../definitions/expression/build-list.ts';
import { constant, decimal, field, input, variable } from '../../../../definitions/expression/build-logic.ts';
import { arithmetic, divide, round, weightedMean } from '../../../../definitions/expression/build-number.ts';
import { dateText } from '../../../../definitions/expression/date-text.ts';
import {
  decimalText,
  divideRounded,
  power10,
  rescale,
  type Rounding,
  wire,
} from '../../../../definitions/model/decimal.ts';
import type { Expression, Field } from '../../../../definitions/model/expression.ts';
import { numberType, STRING } from '../../../../definitions/model/type.ts';
import { compiledOf, decisionOf, declared, entityOf, ORIGIN } from '../../../support/hand-built.ts';
import { numberJson } from '../../../support/random-record.ts';

/** Where a double would be wrong or a bound lies: ties, the edge of 2^53, the days a rate begins and ends. */

const ROUNDINGS: readonly Rounding[] = ['half-up', 'half-down', 'half-even', 'up', 'down', 'floor', 'ceiling'];
const WIDE = 10n ** 20n;
const range = (low: number, high: number) => Array.from({ length: high - low + 1 }, (_, i) => BigInt(low + i));

/** The compiled value of an expression for facts given in scaled units. */
function valueOf(of: Expression, fields: readonly Field[], request: object = {}) {
  const compiled = compiledOf([decisionOf({ value: { kind: 'value', of } })], [entityOf('entity/customer', fields)]);
  return (...scaled: readonly bigint[]) => {
    const facts = Object.fromEntries(
      fields.map(({ name, type }, i) => [
        name,
        numberJson(scaled[i] ?? 0n, type.kind === 'number' ? type.decimals : 0),
      ]),
    );
    return compiled.decide({ facts, ...request })['formula/tried']?.value;
  };
}

test.each(ROUNDINGS.flatMap((rounding) => [10n ** 6n, WIDE].map((most) => [rounding, most] as const)))(
  'quotients are rounded %s, at every tie and on both sides of zero, with bounds of %s',
  (rounding, most) => {
    const [n, d] = [declared('n', numberType(0, -most, most)), declared('d', numberType(0, -most, most))];
    const quotient = valueOf(divide(field(n, null), field(d, null), 0, rounding), [n, d]);
    for (const dividend of range(-13, 13)) {
      for (const divisor of range(-6, 6)) {
        const expected = divisor === 0n ? null : wire(divideRounded(dividend, divisor, rounding), 0);
        expect([dividend, divisor, quotient(dividend, divisor)]).toEqual([dividend, divisor, expected]);
      }
    }
  },
);

test.each(ROUNDINGS.flatMap((rounding) => [0n, -(10n ** 6n), -WIDE].map((least) => [rounding, least] as const)))(
  'figures lose decimals by rounding %s, down to %s',
  (rounding, least) => {
    const n = declared('n', numberType(2, least, 10n ** 6n));
    const rounded = valueOf(round(field(n, null), 1, rounding), [n]);
    for (const scaled of range(least === 0n ? 0 : -31, 31)) {
      expect([scaled, rounded(scaled)]).toEqual([scaled, wire(rescale(scaled, 2, 1, rounding), 1)]);
    }
  },
);

test.each([1n, 3n, 4n, 7n])('a mean of weights 1 and %s is rounded half-up once', (weight) => {
  const [x, y] = [declared('x', numberType(0, -50n, 50n)), declared('y', numberType(0, -50n, 50n))];
  const terms = [1n, weight].map((w, i) => ({
    weight: w,
    of: field(i === 0 ? x : y, null),
    ifMissing: 'missing' as const,
  }));
  const mean = valueOf(weightedMean(1, 0, terms), [x, y]);
  for (const a of range(-9, 9)) {
    for (const b of range(-9, 9))
      expect([a, b, mean(a, b)]).toEqual([a, b, wire(divideRounded((a + weight * b) * 10n, 1n + weight), 1)]);
  }
});

const EDGE = 2n ** 53n - 1n;

test.each<[string, readonly bigint[], (items: readonly Expression[]) => Expression, bigint]>([
  ['a sum whose first part is beyond 2^53', [EDGE, EDGE, -EDGE], (items) => arithmetic('add', items), EDGE],
  [
    'a difference whose first part is beyond 2^53',
    [EDGE, -2n, 3n],
    (items) => arithmetic('subtract', items),
    EDGE - 1n,
  ],
  ['a product that ends at nothing', [WIDE, 0n], (items) => arithmetic('multiply', items), 0n],
  ['a product that begins with nothing', [0n, WIDE], (items) => arithmetic('multiply', items), 0n],
  ['a product of three whose first part is beyond 2^53', [EDGE, 4n, 0n], (items) => arithmetic('multiply', items), 0n],
  ['the smaller of a narrow and a wide one', [5n, WIDE], (items) => arithmetic('minimum', items), 5n],
  ['the rest of a wide one by a narrow one', [WIDE + 8n, 7n], (items) => arithmetic('modulo', items), (WIDE + 8n) % 7n],
  ['the rest near 2^53', [441n, EDGE], (items) => arithmetic('modulo', items), 441n],
  ['an odd sum just beyond 2^53', [EDGE, 2n], (items) => arithmetic('add', items), EDGE + 2n],
])('%s is exact', (_, values, make, expected) => {
  // As constants (bounds that are the values themselves) and as fields with exactly these bounds.
  const fields = values.map((value, i) => declared(`v${i}`, numberType(0, value, value)));
  const [asConstants, asFields] = [
    make(values.map((value) => decimal(value, 0))),
    make(fields.map((one) => field(one, null))),
  ];
  expect([valueOf(asConstants, [])(), valueOf(asFields, fields)(...values)]).toEqual([
    wire(expected, 0),
    wire(expected, 0),
  ]);
});

test('a sum of many figures of fifteen digits is exact', () => {
  const flows = declared('flows', { kind: 'list', of: numberType(2) });
  const decision = decisionOf({ value: { kind: 'value', of: aggregate('sum', field(flows, null)) } });
  const compiled = compiledOf([decision], [entityOf('entity/customer', [flows])]);
  const most = 999_999_999_999_999n;
  const items = [...Array<bigint>(31).fill(most), ...Array<bigint>(3).fill(-most), 1n];
  const sum = compiled.decide({ facts: { flows: items.map((item) => numberJson(item, 2)) } })['formula/tried']?.value;
  expect(sum).toBe(decimalText(most * 28n + 1n, 2));
});

test.each([3, 40])('a number lies in the right one of %s neighbouring bins, at every bound', (count) => {
  const x = declared('x', numberType(0, -10n, 200n));
  const tests = Array.from({ length: count }, (_, i) => ({
    test: { kind: 'range' as const, range: { low: BigInt(i * 4), high: BigInt(i * 4 + 3) } },
    origin: ORIGIN,
  }));
  const position = valueOf(bins(field(x, null), tests, false), [x]);
  for (const n of range(-10, 170)) {
    const at = n < 0n || n >= BigInt(count * 4) ? null : Number(n / 4n);
    expect([n, position(n)]).toEqual([n, at]);
  }
});

test.each([
  [99, null],
  [100, 0.01],
  [199, 0.01],
  [200, 0.02],
  [5_000, 0.02],
])('a rate is valid from its first day on and before its last: day %s', (day, expected) => {
  const row = (from: bigint, to: bigint | null, rate: bigint) => ({ keys: ['1y'], from, to, values: { rate } });
  const rows = [row(100n, 200n, 100n), row(200n, null, 200n)];
  const rate = lookup({
    type: numberType(4, 0n, power10(4)),
    reference: 'reference/ftp',
    rows,
    keys: [constant(STRING, '1y')],
    asOf: input('$asOf'),
    column: 'rate',
  });
  expect(valueOf(rate, [], { $asOf: dateText(day) })()).toBe(expected);
});

test('an aggregate over a loop is traced as a whole', () => {
  const flows = declared('flows', { kind: 'list', of: numberType(0, 0n, 9n) });
  const item = variable(1, 'flow', numberType(0, 0n, 9n), true);
  const doubled = forEach(
    field(flows, null),
    item,
    null,
    arithmetic('add', [item, item], { ...ORIGIN, pointer: '/inside' }),
  );
  const decision = decisionOf({
    value: { kind: 'value', of: aggregate('sum', doubled, 0, { ...ORIGIN, pointer: '/sum' }) },
  });
  const compiled = compiledOf([decision], [entityOf('entity/customer', [flows])], { trace: true });
  expect(compiled.decide({ facts: { flows: [1, 2] } })['formula/tried']?.trace).toEqual([
    { definition: 'formula/tried', pointer: '/sum', value: 6 },
  ]);
});
