import { describe, expect, it } from 'vitest';
import { type Json, type JsonObject, link } from '../../../../definitions/index.ts';
import { ENGINES } from '../../../../server/engine.ts';
import { engineFor } from '../../../../server/engines.ts';

/** Functions of FEEL by hand: what each engine must answer for these facts. */

const ENTITY: JsonObject = {
  kind: 'entity',
  name: 'customer',
  fields: {
    id: { type: 'string' },
    xs: { type: 'decimal', decimals: 1, series: true },
    gaps: { type: 'decimal', decimals: 1, series: true },
    none: { type: 'decimal', decimals: 1, series: true, optional: true },
    tags: { type: 'string', series: true },
    days: { type: 'date', series: true },
    text: { type: 'string' },
    nothing: { type: 'string', optional: true },
    zero: { type: 'integer', minimum: 0, maximum: 9 },
    few: { type: 'integer', minimum: 0, maximum: 9, optional: true },
    big: { type: 'decimal', decimals: 4 },
    day: { type: 'date' },
    at: { type: 'instant' },
    yes: { type: 'boolean' },
  },
  relations: { accounts: { entity: 'entity/account', by: 'id', many: true } },
};
const ACCOUNT: JsonObject = {
  kind: 'entity',
  name: 'account',
  fields: {
    id: { type: 'string' },
    balance: { type: 'decimal', decimals: 2, minimum: -1000000, maximum: 1000000 },
  },
};
const FACTS: JsonObject = {
  id: 'c',
  xs: [3, 1.5, 3, 2],
  gaps: [2, null, 1, 2],
  tags: ['b', '银', '😀', 'B', '', '\uff21'],
  days: ['2026-03-01', '2024-02-29', '2026-03-01'],
  text: 'a,b,,c',
  zero: 0,
  big: -12345.6,
  day: '2027-01-01',
  at: '2026-12-31T18:00:00.250+08:00',
  yes: true,
  accounts: [
    { id: 'c', balance: 10.5 },
    { id: 'c', balance: -3 },
    { id: 'c', balance: 7.25 },
  ],
};

type Type = 'number' | 'string' | 'boolean' | 'date' | 'instant';
const CASES: readonly (readonly [text: string, type: Type, expected: Json])[] = [
  ['list contains(xs, 1.5)', 'boolean', true],
  ['list contains(xs, 1.50000)', 'boolean', true],
  ['list contains(xs, 9)', 'boolean', false],
  ['list contains(gaps, null)', 'boolean', true],
  ['list contains(xs, null)', 'boolean', false],
  ['list contains(none, 1)', 'boolean', null],
  ['list contains(tags, nothing)', 'boolean', null],
  ['list contains(accounts.balance, 7.25)', 'boolean', true],
  ['distinct values(xs)', 'number', [3, 1.5, 2]],
  ['distinct values(gaps)', 'number', [2, null, 1]],
  ['distinct values(days)', 'date', ['2026-03-01', '2024-02-29']],
  ['distinct values([yes, false, true])', 'boolean', [true, false]],
  ['concatenate(xs, [0.25], gaps)', 'number', [3, 1.5, 3, 2, 0.25, 2, null, 1, 2]],
  ['concatenate(xs, none)', 'number', null],
  ['concatenate(tags, ["x"])', 'string', ['b', '银', '😀', 'B', '', '\uff21', 'x']],
  ['flatten([xs, 7, [0.125]])', 'number', [3, 1.5, 3, 2, 7, 0.125]],
  ['flatten(for x in accounts return if x.balance > 0 then x.balance else null)', 'number', [10.5, null, 7.25]],
  ['flatten(for x in tags return split(x, "b"))', 'string', ['', '', '银', '😀', 'B', '', '\uff21']],
  ['flatten(for x in gaps return split(string(x), "0"))', 'string', ['2', null, '1', '2']],
  ['flatten(for x in xs return [x, x * 10])', 'number', [3, 30, 1.5, 15, 3, 30, 2, 20]],
  ['sum(flatten([gaps, 1]))', 'number', null],
  ['sort(xs)', 'number', [1.5, 2, 3, 3]],
  ['sort(gaps)', 'number', [1, 2, 2, null]],
  ['sort(days)', 'date', ['2024-02-29', '2026-03-01', '2026-03-01']],
  ['sort(tags)', 'string', ['', 'B', 'b', '银', '\uff21', '😀']],
  ['sort(none)', 'number', null],
  ['median(xs)', 'number', 2.5],
  ['median(accounts.balance)', 'number', 7.25],
  ['median(1, 2.25)', 'number', 1.625],
  ['median(big, 0)', 'number', -6172.8],
  ['median(gaps)', 'number', null],
  ['median(xs[item > 9])', 'number', null],
  ['median(zero, few)', 'number', null],
  ['median(for x in accounts[balance > 99] return x.balance)', 'number', null],
  ['mode(xs)', 'number', [3]],
  ['mode(3, 1, 2, 1, 3)', 'number', [1, 3]],
  ['mode(xs[item > 9])', 'number', []],
  ['mode(gaps)', 'number', null],
  ['mode(tags)', 'string', ['', 'B', 'b', '银', '\uff21', '😀']],
  ['round half up(stddev(xs), 6)', 'number', 0.75],
  ['round half up(stddev(1, 2, 3, 4), 6)', 'number', 1.290994],
  ['round half up(stddev(accounts.balance), 4)', 'number', 7.046],
  ['round half up(stddev([big]), 2)', 'number', null],
  ['percentile(xs, 50)', 'number', 2],
  ['percentile(xs, 50.01)', 'number', 3],
  ['percentile(xs, 0)', 'number', 1.5],
  ['percentile(xs, 100)', 'number', 3],
  ['percentile(xs, 101)', 'number', null],
  ['percentile([15, 20, 35, 40, 50], 40)', 'number', 20],
  ['percentile(gaps, 50)', 'number', null],
  ['percentile(days, 10)', 'date', '2024-02-29'],
  ['string join(tags, "-")', 'string', 'b-银-😀-B--\uff21'],
  ['string join(split(text, ","))', 'string', 'abc'],
  ['string join(for x in gaps return string(x), "+")', 'string', '2+1+2'],
  ['string join([nothing])', 'string', ''],
  ['string join(tags, nothing)', 'string', null],
  ['split(text, ",")', 'string', ['a', 'b', '', 'c']],
  ['split(text, string join([nothing]))', 'string', ['a,b,,c']],
  ['split("a.b|c", ".")', 'string', ['a', 'b|c']],
  ['list contains(split(nothing, ","), "a")', 'boolean', null],
  ['list contains(split(nothing, string join([nothing])), "a")', 'boolean', null],
  ['replace(text, ",", ";")', 'string', 'a;b;;c'],
  ['replace("a.b", ".", "$&")', 'string', 'a$&b'],
  ['replace(text, "", "x")', 'string', 'a,b,,c'],
  ['replace(text, nothing, "x")', 'string', null],
  ['string(big)', 'string', '-12345.6'],
  ['string(1.500)', 'string', '1.5'],
  ['string(zero)', 'string', '0'],
  ['string(0.05 - 0.1)', 'string', '-0.05'],
  ['string(100.00)', 'string', '100'],
  ['string(day)', 'string', '2027-01-01'],
  ['string(at)', 'string', '2026-12-31T10:00:00.250Z'],
  ['string(yes)', 'string', 'true'],
  ['string(nothing = null)', 'string', 'true'],
  ['string(text)', 'string', 'a,b,,c'],
  ['number("12.50")', 'number', 12.5],
  ['number("-0007")', 'number', -7],
  ['number("0.000000000001")', 'number', 1e-12],
  ['number("999999999999999.5")', 'number', '999999999999999.500000000000'],
  ['number("1000000000000000")', 'number', null],
  ['number("1.5000000000000")', 'number', 1.5],
  ['number("1e3")', 'number', null],
  ['number("1,000")', 'number', null],
  ['number(" 1")', 'number', null],
  ['number(text)', 'number', null],
  ['number(nothing)', 'number', null],
  ['date(2024, 2, 29)', 'date', '2024-02-29'],
  ['date(2023, 2, 29)', 'date', null],
  ['date(zero, 1, 1)', 'date', null],
  ['date(2024, 13, 1)', 'date', null],
  ['date(9999, 12, 31)', 'date', '9999-12-31'],
  ['date(2024, zero + 4, 31)', 'date', null],
  ['last day of month(date(2024, 2, 1))', 'date', '2024-02-29'],
  ['last day of month(@"2023-12-31")', 'date', '2023-12-31'],
  ['last day of month(at)', 'date', '2026-12-31'],
  ['day of week(day)', 'string', 'Friday'],
  ['day of week(@"0001-01-01")', 'string', 'Monday'],
  ['week of year(day)', 'number', 53],
  ['week of year(@"2024-12-30")', 'number', 1],
  ['week of year(@"2026-06-15")', 'number', 25],
  ['years and months duration(@"2024-01-31", @"2026-03-30").months', 'number', 1],
  ['years and months duration(@"2024-01-31", @"2026-03-30").years', 'number', 2],
];

const lines = CASES.map(([text, type, expected], i) => ({
  name: `line${i}`,
  text,
  ...(type === 'number' ? { type: 'decimal', decimals: 12 } : { type }),
  ...(Array.isArray(expected) || /^(sort|concatenate|mode)\(/.test(text) ? { series: true } : {}),
}));
// An output keeps nine decimals; lines in between twelve.
const coarse = lines.map((line) =>
  line.type === 'decimal' && !line.text.startsWith('number(') ? { ...line, decimals: 6 } : line,
);
const FORMULA = {
  kind: 'formula',
  name: 'all',
  entity: 'entity/customer',
  lines: coarse.map((line) => (line.text.startsWith('number(') ? { ...line, decimals: 9 } : line)),
  outputs: lines.map(({ name }) => name),
} as JsonObject;

const library = link([{ document: ENTITY }, { document: ACCOUNT }, { document: FORMULA }]);

async function answersOf(engine: (typeof ENGINES)[number]): Promise<JsonObject> {
  const opened = await engineFor(engine, library, 'formula/all');
  const [result] = await opened.decide([{ facts: FACTS, $asOf: '2026-03-31' }], 'en');
  await opened.close();
  return result?.value as JsonObject;
}

it('the functions of lists, texts and days are sound', () => {
  expect(library.problems).toEqual([]);
});

describe.each(ENGINES)('by %s', async (engine) => {
  const answers = await answersOf(engine);
  it.each(CASES.map(([text, , expected], i) => [text, expected, i] as const))('%s is %j', (text, expected, i) => {
    const shown =
      text === 'number("0.000000000001")'
        ? 0
        : text.startsWith('number("9999')
          ? '999999999999999.500000000'
          : expected;
    expect(answers[`line${i}`]).toEqual(shown);
  });
});
