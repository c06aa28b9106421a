import { expect, test } from 'vitest';
import { field, input } from '../../../definitions/expression/build-logic.ts';
import type { Expression } from '../../../definitions/model/expression.ts';
import { BOOLEAN, DATE, INSTANT, numberType, STRING } from '../../../definitions/model/type.ts';
import { readDay } from '../../../definitions/record/row.ts';
import { parseDays } from '../../../definitions/expression/date-text.ts';
import { compiledOf, decisionOf, declared, entityOf, ORIGIN } from '../../support/hand-built.ts';

const account = {
  amount: declared('amount', numberType(2), {}, 'entity/accounts'),
  open: declared('open', BOOLEAN, { optional: true }, 'entity/accounts'),
};
const fields = {
  age: declared('age', numberType(0, 0n, 120n)),
  aum: declared('aum', numberType(2, 0n), { optional: true }),
  wide: declared('wide', numberType(2, -(10n ** 20n), 10n ** 20n), { optional: true }),
  dirty: declared('dirty', numberType(1, 0n, 99n), { unreadable: 'missing' }),
  grade: declared('grade', { kind: 'string', enum: ['A', 'B'] }, { optional: true }),
  region: declared('region', { kind: 'string', enum: [...'0123456789'] }, { optional: true }),
  note: declared('note', STRING, { optional: true }),
  payroll: declared('payroll', BOOLEAN, { optional: true }),
  openedOn: declared('openedOn', DATE, { optional: true }),
  since: declared('since', { ...DATE, minimum: 0n }, { optional: true }),
  seenAt: declared('seenAt', INSTANT, { optional: true }),
  flows: declared('flows', { kind: 'list', of: numberType(2) }, { optional: true }),
  constructor: declared('constructor', STRING, { optional: true }),
  accounts: declared('accounts', { kind: 'list', of: { kind: 'row', entity: 'entity/accounts' } }, { optional: true }),
  household: declared('household', { kind: 'row', entity: 'entity/household' }, { optional: true }),
};
const city = declared('city', STRING, {}, 'entity/household');
const entities = [
  entityOf('entity/customer', [...Object.values(fields), declared('unread', STRING)]),
  entityOf('entity/accounts', Object.values(account)),
  entityOf('entity/household', [city]),
];

const read = (...expressions: readonly Expression[]) => ({
  kind: 'object' as const,
  members: expressions.map((of, i) => ({ name: `v${i}`, shape: { kind: 'value' as const, of } })),
});
const accountRows = field(fields.accounts, null);
const everything = decisionOf({
  value: read(
    ...Object.values(fields)
      .filter((one) => one.type.kind !== 'row' && one.name !== 'accounts')
      .map((one) => field(one, null)),
    field(city, field(fields.household, null)),
    {
      kind: 'aggregate',
      type: numberType(0),
      missable: true,
      operator: 'count',
      over: {
        kind: 'forEach',
        type: { kind: 'list', of: numberType(2) },
        missable: true,
        over: accountRows,
        variable: {
          kind: 'variable',
          type: { kind: 'row', entity: 'entity/accounts' },
          missable: false,
          id: 1,
          name: 'a',
        },
        where: null,
        body: field(account.amount, {
          kind: 'variable',
          type: { kind: 'row', entity: 'entity/accounts' },
          missable: false,
          id: 1,
          name: 'a',
        }),
      },
    },
  ),
});
const compiled = compiledOf([everything], entities);
const base = { age: 30, dirty: 1 };

/** A fact, and the problem it gives: code and pointer; undefined where it is accepted. */
test.each<[string, object, string | undefined, string?]>([
  ['a whole number', { age: 30 }, undefined],
  ['a bound itself', { age: 120 }, undefined],
  ['one beyond the bound', { age: 121 }, 'fact-out-of-domain', '/facts/age'],
  ['one below the bound', { age: -1 }, 'fact-out-of-domain', '/facts/age'],
  ['a fraction for a whole number', { age: 30.5 }, 'fact-too-precise', '/facts/age'],
  ['a text for a number', { age: '30' }, 'fact-of-wrong-type', '/facts/age'],
  ['a boolean for a number', { age: true }, 'fact-of-wrong-type', '/facts/age'],
  ['a list for a number', { age: [30] }, 'fact-of-wrong-type', '/facts/age'],
  ['a required field that is null', { age: null }, 'required-missing', '/facts/age'],
  ['a required field that is absent', { age: undefined }, 'required-missing', '/facts/age'],
  ['an optional field that is null', { aum: null }, undefined],
  ['two decimals', { aum: 12.34 }, undefined],
  ['three decimals', { aum: 12.345 }, 'fact-too-precise', '/facts/aum'],
  ['the sum 0.1 + 0.2', { aum: 0.1 + 0.2 }, 'fact-too-precise', '/facts/aum'],
  ['fifteen digits', { aum: 9_999_999_999_999.99 }, undefined],
  ['sixteen digits of a narrow field', { aum: Number('99999999999999.99') }, 'fact-out-of-domain', '/facts/aum'],
  [
    'sixteen digits as a JSON number',
    { wide: Number('99999999999999.99') },
    'fact-with-too-many-digits',
    '/facts/wide',
  ],
  ['sixteen digits as text', { wide: '99999999999999.99' }, undefined],
  ['a text beyond the domain', { wide: '999999999999999999999' }, 'fact-out-of-domain', '/facts/wide'],
  ['a text with three decimals', { wide: '1.001' }, 'fact-too-precise', '/facts/wide'],
  ['a text that is no decimal', { wide: '1e5' }, 'fact-of-wrong-type', '/facts/wide'],
  ['a number that is not finite', { wide: Number.POSITIVE_INFINITY }, 'fact-with-too-many-digits', '/facts/wide'],
  ['a value of a short enum', { grade: 'B' }, undefined],
  ['no value of a short enum', { grade: 'C' }, 'fact-out-of-domain', '/facts/grade'],
  ['a value of a long enum', { region: '7' }, undefined],
  ['no value of a long enum', { region: 'x' }, 'fact-out-of-domain', '/facts/region'],
  ['a number for a text', { note: 1 }, 'fact-of-wrong-type', '/facts/note'],
  ['a text for a boolean', { payroll: 'true' }, 'fact-of-wrong-type', '/facts/payroll'],
  ['one for a boolean', { payroll: 1 }, 'fact-of-wrong-type', '/facts/payroll'],
  ['a date', { openedOn: '2024-02-29' }, undefined],
  ['a date that does not exist', { openedOn: '2023-02-29' }, 'fact-of-wrong-type', '/facts/openedOn'],
  ['an instant for a date', { openedOn: '2024-02-29T00:00:00Z' }, 'fact-of-wrong-type', '/facts/openedOn'],
  ['a date before the domain', { since: '1969-12-31' }, 'fact-out-of-domain', '/facts/since'],
  ['an instant', { seenAt: '2026-01-31T09:30:00+08:00' }, undefined],
  ['an instant without a zone', { seenAt: '2026-01-31T09:30:00' }, 'fact-of-wrong-type', '/facts/seenAt'],
  ['a list with a missing item', { flows: [1, null, 2.5] }, undefined],
  ['a list with a wrong item', { flows: [1, 'x'] }, 'fact-of-wrong-type', '/facts/flows/1'],
  ['no list', { flows: 1 }, 'fact-of-wrong-type', '/facts/flows'],
  ['a name of every object as a field', { constructor: 'x' }, undefined],
  ['a declared field that nothing reads, whatever it holds', { unread: 7 }, undefined],
  ['an unknown field', { agee: 3 }, 'fact-unknown', '/facts/agee'],
  ['an unknown field that is null', { agee: null }, 'fact-unknown', '/facts/agee'],
  ['a slash in an unknown field', { 'a/b~c': 3 }, 'fact-unknown', '/facts/a~1b~0c'],
  ['a related row', { household: { city: '杭州' } }, undefined],
  ['a related row that is a list', { household: [] }, 'fact-of-wrong-type', '/facts/household'],
  ['a related row without a required field', { household: {} }, 'required-missing', '/facts/household/city'],
  ['related rows', { accounts: [{ amount: 1 }, { amount: 2.5, open: true }] }, undefined],
  [
    'a related row with a wrong field',
    { accounts: [{ amount: 1 }, { amount: '1' }] },
    'fact-of-wrong-type',
    '/facts/accounts/1/amount',
  ],
  [
    'a related row with an unknown field',
    { accounts: [{ amount: 1, branch: 2 }] },
    'fact-unknown',
    '/facts/accounts/0/branch',
  ],
  ['a related row that is no object', { accounts: [3] }, 'fact-of-wrong-type', '/facts/accounts/0'],
  ['related rows that are an object', { accounts: {} }, 'fact-of-wrong-type', '/facts/accounts'],
])('%s', (_, facts, code, pointer) => {
  const reading = compiled.read({ facts: { ...base, ...facts } });
  const problems = reading.record === undefined ? reading.problems : [];
  expect(problems.map((problem) => [problem.code, problem.pointer])).toEqual(
    code === undefined ? [] : [[code, pointer]],
  );
});

test('an unknown field is offered the nearest name', () => {
  const reading = compiled.read({ facts: { ...base, grad: 'A' } });
  expect(reading.record === undefined && reading.problems[0]?.message.en).toBe(
    'There is no field "grad"; did you mean "grade"?',
  );
});

test('a problem says what was found and what was expected, in both languages', () => {
  const reading = compiled.read({ facts: { ...base, age: 200 } });
  const [problem] = reading.record === undefined ? reading.problems : [];
  expect(problem?.message.en).toBe('"age" is 200, outside its domain; expected a whole number, from 0 to 120');
  expect(problem?.message['zh-CN']).toBe('“age”的值 200 不在取值范围内；应为整数，0 至 120');
  expect(problem?.found).toBe(200);
});

test('all problems of a request are told at once, and the fields it lacks', () => {
  const reading = compiled.read({ facts: { age: 'x', note: 3, nope: 1 } });
  if (reading.record !== undefined) throw new Error('It is refused');
  expect(reading.problems.map(({ pointer }) => pointer)).toEqual([
    '/facts/age',
    '/facts/dirty',
    '/facts/note',
    '/facts/nope',
  ]);
  expect(reading.missing.slice(0, 3)).toEqual(['aum', 'wide', 'dirty']);
});

test.each<[string, unknown, string, string]>([
  ['a request that is no object', [], 'request-malformed', ''],
  ['a request that is null', null, 'request-malformed', ''],
  ['a request without facts', {}, 'request-malformed', '/facts'],
  ['facts that are a list', { facts: [] }, 'request-malformed', '/facts'],
  ['an unknown key', { facts: base, asOf: '2026-01-01' }, 'request-key-unknown', '/asOf'],
  ['a day that is none', { facts: base, $asOf: '2026-13-01' }, 'request-malformed', '/$asOf'],
  ['a day that is a number', { facts: base, $asOf: 5 }, 'request-malformed', '/$asOf'],
  ['a previous run that is a list', { facts: base, $previous: [] }, 'request-malformed', '/$previous'],
  [
    'an unknown part of the previous run',
    { facts: base, $previous: { klass: 'a' } },
    'fact-unknown',
    '/$previous/klass',
  ],
  [
    'a previous class that is a number',
    { facts: base, $previous: { class: 1 } },
    'request-malformed',
    '/$previous/class',
  ],
  ['a run that is no day', { facts: base, $previous: { run: '2026-02-30' } }, 'request-malformed', '/$previous/run'],
  ['misses that are a fraction', { facts: base, $previous: { misses: 1.5 } }, 'request-malformed', '/$previous/misses'],
])('%s is refused', (_, request, code, pointer) => {
  const reading = compiled.read(request);
  const problems = reading.record === undefined ? reading.problems : [];
  expect(problems.map((problem) => [problem.code, problem.pointer])).toEqual([[code, pointer]]);
});

test('an unreadable field that may count as missing does so, and is reported', () => {
  const result = compiled.decide({ facts: { age: 1, dirty: 'dirt' } })['formula/tried'];
  expect(result?.missing).toContain('dirty');
  expect(result?.problems.map(({ code, severity, pointer }) => [code, severity, pointer])).toEqual([
    ['fact-counted-as-missing', 'warning', '/facts/dirty'],
  ]);
  expect(result?.value).toMatchObject({ v3: null });
});

test('a field that may count as missing is required all the same', () => {
  expect(compiled.decide({ facts: { age: 1 } })['formula/tried']?.problems.map(({ code }) => code)).toEqual([
    'required-missing',
  ]);
});

test('unknown fields are ignored where the caller says so', () => {
  const lenient = compiledOf([everything], entities, { unknown: 'ignore' });
  expect(lenient.read({ facts: { ...base, agee: 3 } }).record).toBeDefined();
});

const dated = compiledOf(
  [
    decisionOf({
      value: read(
        input('$asOf'),
        input('$previous.class'),
        input('$previous.since'),
        input('$previous.misses'),
        input('$previous.run'),
      ),
    }),
  ],
  entities,
);

test.each<[string, object, object]>([
  ['a day', { $asOf: '2026-03-31' }, { v0: '2026-03-31' }],
  ['an instant, on its day in the bank’s zone', { $asOf: '2026-03-31T17:00:00Z' }, { v0: '2026-04-01' }],
  ['no previous run', { $asOf: '2026-03-31', $previous: null }, { v1: null, v2: null, v3: null, v4: null }],
  [
    'a previous run',
    { $asOf: '2026-03-31', $previous: { class: 'gold', since: '2025-01-01', misses: -2, run: '2025-12-31' } },
    { v1: 'gold', v2: '2025-01-01', v3: -2, v4: '2025-12-31' },
  ],
  [
    'a previous run that does not tell its day',
    { $asOf: '2026-03-31', $previous: { class: 'gold', since: '2025-01-01', misses: -2 } },
    { v1: 'gold', v4: null },
  ],
])('reserved inputs: %s', (_, request, value) => {
  expect(dated.decide({ facts: {}, ...request })['formula/tried']?.value).toMatchObject(value);
});

test('a decision that depends on the day refuses a request without one', () => {
  const result = dated.decide({ facts: {} })['formula/tried'];
  expect([result?.value, result?.problems.map(({ code, pointer }) => [code, pointer])]).toEqual([
    null,
    [['as-of-missing', '/$asOf']],
  ]);
});

test('the short reader of dates agrees with the long one on every day of some years, and on what is no date', () => {
  const pad = (n: number, width = 2) => String(n).padStart(width, '0');
  const texts = [1, 1900, 2000, 2023, 2024, 9999, 0].flatMap((year) =>
    Array.from({ length: 14 }, (_, month) =>
      Array.from({ length: 33 }, (_, day) => `${pad(year, 4)}-${pad(month)}-${pad(day)}`),
    ).flat(),
  );
  const wrong = [
    '',
    '2024-1-01',
    '2024/01/01',
    '+024-01-01',
    '2024-01-0a',
    '2024-01-011',
    ' 024-01-01',
    '２０２４-01-01',
  ];
  for (const text of [...texts, ...wrong]) expect([text, readDay(text)]).toEqual([text, parseDays(text) ?? Number.NaN]);
});

test('the read set lists what is read, in the order of declaration, with related rows', () => {
  const some = compiledOf(
    [
      decisionOf({
        value: read(field(fields.note, null), field(city, field(fields.household, null)), field(fields.age, null)),
      }),
    ],
    entities,
  );
  expect(some.reads.fields.map(({ path, rows }) => [path, rows?.map((row) => row.path)])).toEqual([
    [['age'], undefined],
    [['note'], undefined],
    [['household'], [['household', 'city']]],
  ]);
  expect([some.reads.asOf, some.reads.previous, some.reads.products, ORIGIN.pointer]).toEqual([
    false,
    false,
    null,
    '/lines/0',
  ]);
});
