import { describe, expect, it } from 'vitest';
import { type Json, type JsonObject, link } from '../../../../definitions/index.ts';
import { ENGINES } from '../../../../server/engine.ts';
import { engineFor } from '../../../../server/engines.ts';

/** Formulas with inputs, called: what each engine must answer, by hand. */

const decimal = (decimals: number, more: JsonObject = {}) => ({ type: 'decimal', decimals, ...more });
const formula = (
  name: string,
  inputs: JsonObject,
  lines: readonly JsonObject[],
  more: JsonObject = {},
): JsonObject => ({
  kind: 'formula',
  name,
  inputs,
  lines: [...lines],
  outputs: lines.map((line) => line['name'] ?? ''),
  ...more,
});

const CALLED: readonly JsonObject[] = [
  formula(
    'interest',
    {
      amount: decimal(2, { minimum: 0, maximum: 1000000 }),
      rate: decimal(4, { minimum: 0, maximum: 1 }),
      months: { type: 'integer', minimum: 1, maximum: 360 },
    },
    [{ name: 'interest', text: 'amount * rate * months / 12', ...decimal(2) }],
  ),
  formula('parts', { amount: decimal(2), by: { type: 'integer' } }, [
    { name: 'share', text: 'amount / by', ...decimal(2) },
    { name: 'rest', text: 'amount - share * (by - 1)', ...decimal(2) },
  ]),
  formula('twice', { x: decimal(2) }, [
    { name: 'y', text: 'interest(x, 0.5, 12) * 2', ...decimal(2), uses: { interest: 'formula/interest' } },
  ]),
  formula('total', { xs: decimal(1, { minimum: 0, maximum: 100, series: true }), factor: decimal(2) }, [
    { name: 'total', text: 'sum(for x in xs return x * factor)', ...decimal(2) },
  ]),
  formula(
    'greeting',
    { grade: { type: 'string', enum: ['gold', 'plain'] }, note: { type: 'string', optional: true } },
    [{ name: 'text', text: 'grade + (if note = null then "" else "/" + note)', type: 'string' }],
  ),
  formula('due', { from: { type: 'date', minimum: '2020-01-01', maximum: '2030-12-31' } }, [
    { name: 'day', text: 'if from > today() then from else last day of month(from)', type: 'date' },
  ]),
  formula('rated', { x: { type: 'integer', maximum: 5 } }, [
    { name: 'y', text: 'x * x', type: 'integer', ifMissing: 3 },
  ]),
  formula('stern', { x: { type: 'integer', maximum: 5 } }, [
    { name: 'y', text: 'x * x', type: 'integer', ifMissing: 'refuse' },
  ]),
  formula('sure', { x: decimal(0, {}) }, [{ name: 'y', text: '10 / x', ...decimal(1), ifMissing: 'refuse' }]),
];

const ENTITY: JsonObject = {
  kind: 'entity',
  name: 'customer',
  fields: {
    id: { type: 'string' },
    amount: decimal(2, { minimum: 0, maximum: 100000 }),
    wide: decimal(2),
    lack: decimal(2, { optional: true }),
    rate: decimal(4, { minimum: 0, maximum: 1 }),
    months: { type: 'integer', minimum: 0, maximum: 500 },
    zero: { type: 'integer', minimum: 0, maximum: 9 },
    xs: decimal(1, { series: true }),
    word: { type: 'string' },
    day: { type: 'date' },
  },
  relations: { accounts: { entity: 'entity/account', by: 'id', many: true } },
};
const ACCOUNT: JsonObject = {
  kind: 'entity',
  name: 'account',
  fields: { id: { type: 'string' }, balance: decimal(2, { minimum: 0, maximum: 10000 }) },
};
const FACTS: JsonObject = {
  id: 'c',
  amount: 1200,
  wide: -5.5,
  rate: 0.05,
  months: 6,
  zero: 0,
  xs: [1, 2.5],
  word: 'gold',
  day: '2026-02-10',
  accounts: [
    { id: 'c', balance: 100 },
    { id: 'c', balance: 200 },
  ],
};

const OUTSIDE = ['argument-out-of-domain'];
const ZERO = ['division-by-zero'];
const CASES: readonly (readonly [text: string, type: JsonObject, expected: Json, problems?: readonly string[]])[] = [
  ['interest(amount, rate, 6)', decimal(2), 30],
  ['interest(months: 6, amount: amount, rate: rate)', decimal(2), 30],
  [
    'interest(rate: rate, months: years and months duration(day, date(2026, 8, 10)).months, amount: amount)',
    decimal(2),
    30,
  ],
  [
    'interest(amount: amount, months: 12 * years  and\nmonths duration (day, date(2027, 2, 10)).years, rate: rate)',
    decimal(2),
    60,
  ],
  ['interest(amount, rate, months).interest + 1', decimal(2), 31],
  ['interest(amount, rate, 6) - interest(amount, rate, 12)', decimal(2), -30],
  ['interest(interest(amount, rate, 12), 0.5, 12)', decimal(2), 30],
  ['interest(wide, rate, 6)', decimal(2), null, OUTSIDE],
  ['interest(lack, rate, 6)', decimal(2), null],
  ['if amount > 5000 then interest(wide, rate, 6) else 1', decimal(2), 1],
  ['parts(amount, 7).share', decimal(2), 171.43],
  ['parts(amount, 7).rest', decimal(2), 171.42],
  ['parts(amount: amount, by: 7).rest - parts(100, 3).share', decimal(2), 138.09],
  ['parts(amount, zero).share', decimal(2), null, ZERO],
  ['if zero = 0 then 0 else parts(amount, zero).share', decimal(2), 0],
  ['twice(amount)', decimal(2), 1200],
  ['twice(wide)', decimal(2), null, OUTSIDE],
  ['total(xs, 2)', decimal(2), 7],
  ['total([round half up(total(xs, 2), 1), 3], total(xs, 1))', decimal(2), 35],
  ['total([1, round half up(wide, 1)], 2)', decimal(2), null, OUTSIDE],
  ['sum(for a in accounts return interest(a.balance, rate, 12))', decimal(2), 15],
  ['sum(for a in accounts return parts(a.balance, zero).share)', decimal(2), null, ZERO],
  ['total(for a in accounts return floor(a.balance), 1)', decimal(2), null, OUTSIDE],
  ['greeting(word, null)', { type: 'string' }, 'gold'],
  ['greeting(grade: word)', { type: 'string' }, 'gold'],
  ['greeting(upper case(word), "x")', { type: 'string' }, null, OUTSIDE],
  ['greeting("plain", word)', { type: 'string' }, 'plain/gold'],
  ['due(day)', { type: 'date' }, '2026-02-28'],
  ['due(day).day', { type: 'date' }, '2026-02-28'],
  ['due(day).month', { type: 'integer' }, 2],
  ['due(day - duration("P10Y"))', { type: 'date' }, null, OUTSIDE],
  ['rated(zero)', { type: 'integer' }, 0],
  ['rated(months)', { type: 'integer' }, 3, OUTSIDE],
  ['stern(months)', { type: 'integer' }, null, ['argument-out-of-domain', 'computed-missing']],
  ['sure(5)', decimal(1), 2],
  ['sure(zero)', decimal(1), null, ['computed-missing', 'division-by-zero']],
];

describe('a formula with inputs that is called', () => {
  const uses = Object.fromEntries(CALLED.map(({ name }) => [String(name), `formula/${String(name)}`]));
  const decided: JsonObject = {
    kind: 'formula',
    name: 'f',
    entity: 'entity/customer',
    lines: CASES.map(([text, type], i) => ({ name: `line${i}`, text, ...type, uses })),
    outputs: CASES.map((_, i) => `line${i}`),
  };
  const singles = CASES.map(
    ([text, type], i): JsonObject => ({
      kind: 'formula',
      name: `f${i}`,
      entity: 'entity/customer',
      lines: [{ name: 'value', text, ...type, uses }],
      outputs: ['value'],
    }),
  );
  const library = link([...CALLED, ENTITY, ACCOUNT, decided, ...singles].map((document) => ({ document })));

  it('is taken by check', () => {
    expect(library.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  for (const name of ENGINES) {
    it(`gives what it gives on its own: ${name}`, async () => {
      const request: Json = { facts: FACTS, $asOf: '2026-02-20' };
      const whole = await engineFor(name, library, 'formula/f', {});
      const [result] = await whole.decide([request], 'en');
      await whole.close();
      expect(CASES.map(([text], i) => [text, (result?.value as JsonObject | null)?.[`line${i}`]])).toEqual(
        CASES.map(([text, , expected]) => [text, expected]),
      );
      for (const [i, [text, , , expected = []]] of CASES.entries()) {
        if (name === 'sql') break;
        const one = await engineFor(name, library, `formula/f${i}`, {});
        const [answer] = await one.decide([request], 'en');
        await one.close();
        expect([text, [...new Set(answer?.problems.map(({ code }) => code))].sort()]).toEqual([text, expected]);
      }
    });
  }
});
