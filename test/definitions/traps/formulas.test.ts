import { describe, expect, it, test } from 'vitest';
import type { Json, JsonObject } from '../../../definitions/model/json.ts';
import { link } from '../../../definitions/library.ts';
import { decided, entity, formula, given, libraryOf, told, toldBy, toldOf } from './told.ts';

const CUSTOMER = entity(
  {
    customerId: { type: 'string', optional: true },
    householdId: { type: 'string', optional: true },
    a: { type: 'decimal', decimals: 2, optional: true },
    b: { type: 'decimal', decimals: 2, optional: true },
    n: { type: 'integer', minimum: 0, maximum: 60, optional: true },
    s: { type: 'string', optional: true },
    grade: { type: 'string', enum: ['A', 'B'], optional: true },
    p: { type: 'boolean', optional: true },
    q: { type: 'boolean', optional: true },
    d: { type: 'date', optional: true },
    at: { type: 'instant', optional: true },
    term: { type: 'string', optional: true },
    余额: { type: 'decimal', decimals: 2, optional: true },
    flows: { type: 'decimal', decimals: 2, series: true, optional: true },
    tags: { type: 'string', series: true, optional: true },
  },
  {
    relations: {
      accounts: { entity: 'entity/account', by: 'customerId', many: true },
      household: { entity: 'entity/household', by: 'householdId' },
    },
    derived: { deposits: { text: 'sum(accounts[category = "deposit"].balance)', type: 'decimal', decimals: 2 } },
  },
);
const ACCOUNT = entity(
  {
    customerId: { type: 'string', optional: true },
    category: { type: 'string', enum: ['deposit', 'loan'] },
    balance: { type: 'decimal', decimals: 2, optional: true },
  },
  { name: 'account' },
);
const HOUSEHOLD = entity(
  { householdId: { type: 'string' }, size: { type: 'integer' } },
  { name: 'household', key: 'householdId' },
);
const FTP: JsonObject = {
  kind: 'reference',
  name: 'ftp',
  key: ['term'],
  validFrom: 'from',
  fields: { rate: { type: 'decimal', decimals: 4 } },
  rows: [
    { term: '1y', from: '2025-01-01', rate: 0.031 },
    { term: '1y', from: '2026-01-01', rate: 0.026 },
  ],
};
const AROUND = [CUSTOMER, ACCOUNT, HOUSEHOLD, FTP];
const FACTS = {
  a: 12.5,
  b: 0,
  n: 3,
  s: '客户Ab',
  grade: 'B',
  p: true,
  d: '2026-01-31',
  at: '2026-01-31T23:30:00Z',
  term: '1y',
  余额: 100.25,
  flows: [1, 2.5],
  tags: ['vip'],
  accounts: [{ category: 'deposit', balance: 10.5 }, { category: 'deposit', balance: 20 }, { category: 'loan' }],
  household: { householdId: 'h', size: 4 },
};

const typed = (text: string, type: string): JsonObject => ({
  ...formula({}),
  lines: [{ name: 'x', text, type, ...(type === 'decimal' ? { decimals: 4 } : {}), uses: { ftp: 'reference/ftp' } }],
});
const compute = (text: string, type: string, facts: JsonObject = FACTS) => {
  const result = decided(libraryOf(...AROUND, typed(text, type)), 'formula/sum', given(facts, { $asOf: '2026-03-31' }));
  return [(result.value as JsonObject | null)?.['x'] ?? null, toldBy(result)];
};

describe('a formula', () => {
  it.each<[string, string, Json]>([
    ['a + 1 - 2 * 3 / 4', 'decimal', 12],
    ['a > 12 and not(b > 1) or q', 'boolean', true],
    ['if a > 10 then "high" else "low"', 'string', 'high'],
    ['a between 12 and 13', 'boolean', true],
    ['a in (12.5..80)', 'boolean', false],
    ['a in [12.5..80)', 'boolean', true],
    ['a in (1, 12.5, 3)', 'boolean', true],
    ['a in [12.5..80) and n > 1 or q', 'boolean', true],
    ['min(a, 3)', 'decimal', 3],
    ['max(flows)', 'decimal', 2.5],
    ['mean(flows)', 'decimal', 1.75],
    ['sum(for f in flows return f * 2)', 'decimal', 7],
    ['count(accounts[category = "deposit"])', 'integer', 2],
    ['deposits', 'decimal', 30.5],
    ['sum(flows[item > 1])', 'decimal', 2.5],
    ['sum([])', 'decimal', 0],
    ['sum(accounts[category = "loan" and balance > 5].balance)', 'decimal', 0],
    ['d + duration("P1M")', 'date', '2026-02-28'],
    ['(today() - d).days', 'integer', 59],
    ['date(at)', 'date', '2026-02-01'],
    ['floor(-1.5) + ceiling(1.2) + abs(-3)', 'integer', 3],
    ['round half up(sqrt(a), 3)', 'decimal', 3.536],
    ['round half up(exp(1) + log(10) + power(2, 0.5), 4)', 'decimal', 6.4351],
    ['modulo(-12, 5)', 'integer', 3],
    ['round half up(2.5, 0) + round half down(2.5, 0) + round up(2.1, 0) + round down(2.9, 0)', 'integer', 10],
    ['string length(s) + 0', 'integer', 4],
    ['substring(upper case(s), 3)', 'string', 'AB'],
    ['starts with(s, "客") and contains(s, "户") and matches(s, "^客")', 'boolean', true],
    ['余额 * 2', 'decimal', 200.5],
    ['household.size', 'integer', 4],
    ['ftp(term).rate', 'decimal', 0.026],
    ['ftp("2y").rate', 'decimal', null],
  ])('%s is, as %s, %j', (text, type, expected) => {
    expect(compute(text, type)).toEqual([expected, []]);
  });

  it.each<[string, string, Json, readonly string[]]>([
    ['a + 1', 'decimal', null, []],
    ['a > 1', 'boolean', null, []],
    ['a > 1 and false', 'boolean', false, []],
    ['a > 1 or true', 'boolean', true, []],
    ['a > 1 and true', 'boolean', null, []],
    ['not(p)', 'boolean', null, []],
    ['a = null', 'boolean', true, []],
    ['a = b', 'boolean', null, []],
    ['sum(flows)', 'decimal', null, []],
    ['if p then 1 else 2', 'integer', 2, []],
    ['s + "x"', 'string', null, []],
    ['s in ["x", "y"]', 'boolean', null, []],
    ['grade in tags', 'boolean', null, []],
  ])('is three-valued: %s, as %s, is %j where nothing is known', (text, type, expected, problems) => {
    expect(compute(text, type, {})).toEqual([expected, problems]);
  });

  it.each<[string, Json]>([
    ['sum(accounts.balance)', null],
    ['min(accounts.balance)', null],
    ['mean(accounts.balance)', null],
    ['count(accounts.balance)', 3],
    ['sum(accounts[balance != null].balance)', 30.5],
  ])('over a list with a missing element: %s is %j', (text, expected) => {
    expect(compute(text, 'decimal')).toEqual([expected, []]);
  });

  it.each<[string, string]>([
    ['a / b', 'decimal'],
    ['modulo(a, b)', 'decimal'],
    ['if a / b > 1 then 1 else 2', 'decimal'],
  ])('divides by zero: %s is missing, with a problem', (text, type) => {
    const [value, problems] = compute(text, type);
    expect([value === null || value === 2, problems]).toEqual([true, ['warning division-by-zero@/lines/0/text']]);
  });

  it('divides by zero only where it is evaluated', () => {
    expect(compute('if b = 0 then 0 else a / b', 'decimal')).toEqual([0, []]);
  });
});

test('a figure whose decimals nobody states has those it comes to', () => {
  const library = libraryOf(...AROUND, {
    ...formula({}),
    lines: [{ name: 'x', text: 'a * 100000 + b', type: 'decimal' }],
  });
  const { value } = decided(library, 'formula/sum', given({ a: 12345.67, b: 0.01 }));
  expect(value).toEqual({ x: 1234567000.01 });
});

describe('a formula is refused', () => {
  it.each<[string, string, number, number]>([
    ['a in (60, 80)', 'in-with-bounds', 1, 1],
    ['a in [60, 80)', 'in-with-bounds', 1, 6],
    ['sum（flows）', 'full-width-sign', 1, 4],
    ['{ x: 1 }', 'formula-outside', 1, 1],
    ['function(x) x', 'formula-outside', 1, 1],
    ['a instance of number', 'formula-outside', 1, 1],
    ['sum(list: flows)', 'formula-outside', 1, 5],
    ['a\n + time("10:00")', 'formula-outside', 2, 4],
    ['a + nothing', 'unknown-name', 1, 5],
    ['a + nothing(1)', 'unknown-function', 1, 5],
    ['household.rooms', 'unknown-member', 1, 11],
    ['abs(1, 2)', 'function-arguments', 1, 1],
    ['a +', 'formula-syntax', 1, 4],
    ['a; b', 'formula-syntax', 1, 2],
    ['a + "x"', 'types-differ', 1, 1],
    ['d + 1', 'types-differ', 1, 1],
    ['s > "x"', 'no-order', 1, 1],
    ['grade = "D"', 'enum-value', 1, 1],
    ['a in [80..60]', 'interval-reversed', 1, 6],
    ['a + null', 'null-operand', 1, 5],
    ['if a then 1 else 2', 'type-unfit', 1, 4],
    ['if p then 1 else "x"', 'branch-types', 1, 1],
    ['exp(a) > 1', 'approximate-unrounded', 1, 1],
    ['1 / 0', 'divides-by-zero', 1, 1],
    ['0.1234567890123', 'unreadable-literal', 1, 1],
    ['date("2026-02-30")', 'unreadable-literal', 1, 6],
    ['duration("P1M1D")', 'unreadable-literal', 1, 10],
    ['matches(s, "(a)\\1")', 'unreadable-literal', 1, 12],
    ['matches(s, term)', 'not-constant', 1, 12],
    ['round half up(a, n)', 'not-constant', 1, 18],
    ['for i in 1..n * 1000000 return i', 'sequence-too-long', 1, 5],
    ['ftp', 'table-call', 1, 1],
    ['ftp(term)', 'table-column', 1, 1],
    ['ftp(term).price', 'unknown-member', 1, 11],
    ['now()', 'unknown-function', 1, 1],
  ])('%s: %s, line %i, column %i', (text, code, line, column) => {
    const { problems } = link([...AROUND, typed(text, 'decimal')].map((document) => ({ document })));
    const lines = problems.map(toldOf);
    expect(lines).toContain(`error ${code}@/lines/0/text`);
    const problem = problems.find((one) => one.code === code);
    expect(
      [problem?.message.en, problem?.message['zh-CN']].map((sentence) => sentence?.match(/\d+/g)?.slice(0, 2)),
    ).toEqual([
      [String(line), String(column)],
      [String(line), String(column)],
    ]);
  });

  it('in (60, 80) with the interval as its fix, and the fix is accepted', () => {
    const { problems } = link([...AROUND, typed('a in (60, 80)', 'boolean')].map((document) => ({ document })));
    expect(problems[0]?.fix).toBe('a in (60..80)');
    expect(told(...AROUND, typed(String(problems[0]?.fix), 'boolean'))).toEqual([]);
  });

  it.each<[string, JsonObject, readonly string[]]>([
    ['a type it does not have', { text: 'a > 1' }, ['error computed-type@/lines/0/type']],
    ['a default of another type', { text: 'a', ifMissing: 'none' }, ['error computed-default@/lines/0/ifMissing']],
    ['a default finer than it is', { text: 'a', ifMissing: 0.005 }, ['error computed-default@/lines/0/ifMissing']],
    ['thirteen decimals', { text: 'a', decimals: 13 }, ['error number-too-large@/lines/0/decimals']],
    [
      'an output of twelve decimals nobody stated',
      { text: 'a / 3', decimals: null },
      ['error output-too-precise@/lines/0'],
    ],
    ['ten decimals of an output', { text: 'a', decimals: 10 }, ['error output-too-precise@/lines/0/decimals']],
    [
      'an approximate figure without decimals',
      { text: 'exp(a)', decimals: null },
      ['error decimals-not-stated@/lines/0/type'],
    ],
    [
      'a use that is no mention',
      { text: 'x1', uses: { x1: 'scorecard/card' } },
      ['error reference-malformed@/lines/0/uses/x1'],
    ],
    ['a use of nothing', { text: 'a', uses: { x1: 'formula/none#y' } }, ['error unknown-reference@/lines/0/uses/x1']],
    ['a formula that is too long', { text: `a${' + a'.repeat(4_000)}` }, ['error formula-too-long@/lines/0/text']],
    [
      'a formula that is nested too deep',
      { text: `${'('.repeat(300)}a${')'.repeat(300)}` },
      ['error formula-too-deep@/lines/0/text'],
    ],
  ])('for %s', (_, line, expected) => {
    const { decimals, ...rest } = line;
    const document = formula({ ...rest, ...(decimals === undefined || decimals === null ? {} : { decimals }) });
    const lines = (document['lines'] as readonly JsonObject[]).map(({ decimals: own, ...of }) =>
      decimals === null ? of : { ...of, decimals: own ?? 2 },
    );
    expect(told(...AROUND, { ...document, lines } as Json)).toEqual(expected);
  });

  it('derived fields that need each other are refused with the way round', () => {
    const derived = { x: { text: 'y + 1', type: 'integer' }, y: { text: 'x + 1', type: 'integer' } };
    const { problems } = link([{ document: entity({ a: { type: 'integer' } }, { derived }) }]);
    expect(problems.map(toldOf)).toContain('error derived-cycle@/derived/x/text');
    expect(problems[0]?.message.en).toMatch(/(x → .*y → .*x|y → .*x → .*y)$/);
  });
});

test('rates are read as of $asOf, and no row is missing', () => {
  const library = libraryOf(...AROUND, typed('ftp(term).rate', 'decimal'));
  const at = (day: string) =>
    (decided(library, 'formula/sum', given({ term: '1y' }, { $asOf: day })).value as JsonObject)['x'];
  expect(['2024-12-31', '2025-01-01', '2025-12-31', '2026-01-01', '2030-01-01'].map(at)).toEqual([
    null,
    0.031,
    0.031,
    0.026,
    0.026,
  ]);
});
