import { expect, test } from 'vitest';
import { lookup } from '../../../definitions/expression/build-list.ts';
import { constant, field } from '../../../definitions/expression/build-logic.ts';
import { parseDate } from '../../../definitions/expression/date-text.ts';
import { DATE, numberType, STRING } from '../../../definitions/model/type.ts';
import { evaluate } from '../../support/evaluate.ts';
import { compiledOf, declared, decisionOf, entityOf } from '../../support/hand-built.ts';
import { sqlWorld } from '../../support/sql-values.ts';

const day = (text: string) => parseDate(text) ?? 0n;
const row = (from: string, to: string | null, rate: bigint) => ({
  keys: ['1y'],
  from: day(from),
  to: to === null ? null : day(to),
  values: { rate },
});
/** A gap lies between the second row and the third. */
const ROWS = [
  row('2026-01-01', '2026-03-01', 100n),
  row('2026-03-01', '2026-06-30', 200n),
  row('2026-12-31', null, 300n),
];
const DAYS: readonly (readonly [day: string, rate: bigint | null])[] = [
  ['2025-12-31', null],
  ['2026-01-01', 100n],
  ['2026-01-02', 100n],
  ['2026-02-28', 100n],
  ['2026-03-01', 200n],
  ['2026-06-29', 200n],
  ['2026-06-30', null],
  ['2026-12-30', null],
  ['2026-12-31', 300n],
  ['2028-01-01', 300n],
];

/** The formulas of definitions ask for the day of the request alone; the node can be asked for any. */
test('a look-up at a computed day finds the row from its first day on and before the day after its last', async () => {
  const asked = declared('asked', DATE);
  const rate = lookup({
    type: numberType(4, 0n, 9_999n),
    reference: 'reference/ftp',
    rows: ROWS,
    keys: [constant(STRING, '1y')],
    asOf: field(asked, null),
    column: 'rate',
  });
  const expected = DAYS.map(([, value]) => value);
  const records = DAYS.map(([text]) => ({ asked: text }));

  expect(records.map((facts) => evaluate(rate, { facts }))).toEqual(expected);

  const decision = decisionOf({ value: { kind: 'value', of: rate } });
  const compiled = compiledOf([decision], [entityOf('entity/customer', [asked])]);
  const byFunction = records.map((facts) => compiled.decide({ facts })['formula/tried']?.value);
  expect(byFunction).toEqual(expected.map((value) => (value === null ? null : Number(value) / 10_000)));

  const world = await sqlWorld([asked], records, { asOf: 0n, previous: null, numbers: 'text' });
  const bySql = (await world.values([rate])).map((one) => one?.[0] ?? null);
  expect(bySql.map((value) => (value === null ? null : BigInt(String(value))))).toEqual(expected);
  world.connection.closeSync();
});
