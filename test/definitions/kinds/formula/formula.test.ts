import { describe, expect, test } from 'vitest';
import { answer, given, libraryOf, problemsOf } from '../answer.ts';

const money = (more: object = {}) => ({
  type: 'decimal',
  decimals: 2,
  minimum: -1_000_000_000,
  maximum: 1_000_000_000,
  ...more,
});
const rate = (decimals: number) => ({ type: 'decimal', decimals, minimum: 0, maximum: 1 });
const line = (name: string, text: string, decimals: number, ifMissing: unknown = 'refuse') => ({
  name,
  text,
  type: 'decimal',
  decimals,
  ifMissing,
});
const formula = (inputs: object, lines: readonly object[], outputs: readonly string[]) => ({
  kind: 'formula',
  name: 'model',
  inputs,
  lines,
  outputs,
});
const ask = (document: object, facts: object) => answer(libraryOf(document), 'formula/model', given({ ...facts }));

/** The vectors of section 19 of the requirements. */
describe('the worked examples', () => {
  test('R-38, customer lifetime value: 295.942900 at the end of periods, 325.537190 at their start', () => {
    const inputs = {
      direct: money({ series: true }),
      indirect: money({ series: true }),
      factor: { ...rate(2), series: true },
      discountRate: rate(4),
    };
    const present = (exponent: string) =>
      `sum(for i in 1..3 return (direct[i] + indirect[i]) * factor[i] / (1 + discountRate) ** ${exponent})`;
    const document = formula(
      inputs,
      [line('atEnd', present('i'), 6), line('atStart', present('(i - 1)'), 6)],
      ['atEnd', 'atStart'],
    );
    const facts = { direct: [100, 110, 120], indirect: [20, 20, 30], factor: [1, 0.9, 0.8], discountRate: 0.1 };
    expect(ask(document, facts)).toMatchObject({ value: { atEnd: 295.9429, atStart: 325.53719 }, problems: [] });
  });

  test('R-46, working capital: days 60, 60, 48, 12, 6, sum 78, turns 4.615385, requirement 2808', () => {
    const names = ['sales', 'cost', 'inventory', 'receivables', 'payables', 'prepayments', 'advances'];
    const positive = money({ minimum: 0.01 });
    const inputs = { ...Object.fromEntries(names.map((name) => [name, positive])), margin: rate(4), growth: rate(4) };
    const days = (name: string, average: string, flow: string) => line(name, `360 * ${average} / ${flow}`, 6);
    const lines = [
      days('inventoryDays', 'inventory', 'cost'),
      days('receivableDays', 'receivables', 'sales'),
      days('payableDays', 'payables', 'cost'),
      days('prepaymentDays', 'prepayments', 'cost'),
      days('advanceDays', 'advances', 'sales'),
      line('total', 'inventoryDays + receivableDays - payableDays + prepaymentDays - advanceDays', 6),
      line('turns', '360 / total', 6),
      line('requirement', 'sales * (1 - margin) * (1 + growth) / (360 / total)', 2),
    ];
    const document = formula(
      inputs,
      lines,
      lines.map(({ name }) => name),
    );
    const facts = {
      sales: 12000,
      cost: 9000,
      margin: 0.1,
      growth: 0.2,
      inventory: 1500,
      receivables: 2000,
      payables: 1200,
      prepayments: 300,
      advances: 200,
    };
    expect(ask(document, facts).value).toEqual({
      inventoryDays: 60,
      receivableDays: 60,
      payableDays: 48,
      prepaymentDays: 12,
      advanceDays: 6,
      total: 78,
      turns: 4.615385,
      requirement: 2808,
    });
  });

  test('R-33, contribution: 4000 + 5100 + 1800 = 10900', () => {
    const inputs = {
      deposit: money(),
      depositRate: rate(4),
      loan: money(),
      loanRate: rate(4),
      transfer: rate(4),
      loss: rate(4),
      cost: money(),
      fees: money(),
      feeCost: money(),
    };
    const lines = [
      line('depositLine', 'deposit * (transfer - depositRate) * 365 / 365', 2),
      line('loanLine', 'loan * (loanRate - transfer) * 365 / 365 - loan * loss - cost', 2),
      line('feeLine', 'fees - feeCost', 2),
      line('amount', 'depositLine + loanLine + feeLine', 2),
    ];
    const facts = {
      deposit: 500000,
      depositRate: 0.018,
      loan: 300000,
      loanRate: 0.055,
      transfer: 0.026,
      loss: 0.008,
      cost: 1200,
      fees: 2400,
      feeCost: 600,
    };
    const document = formula(inputs, lines, ['depositLine', 'loanLine', 'feeLine', 'amount']);
    expect(ask(document, facts).value).toEqual({ depositLine: 4000, loanLine: 5100, feeLine: 1800, amount: 10900 });
  });

  test('R-47, DuPont: 5 % × 1.2 × 2.5 = 15 %', () => {
    const positive = money({ minimum: 1000, maximum: 1_000_000 });
    const inputs = {
      profit: money({ minimum: -1_000_000, maximum: 1_000_000 }),
      sales: positive,
      assets: positive,
      equity: positive,
    };
    const lines = [
      line('margin', 'profit / sales', 9),
      line('turnover', 'sales / assets', 9),
      line('leverage', 'assets / equity', 9),
      line('returnOnEquity', 'margin * turnover * leverage', 6),
    ];
    const document = formula(
      inputs,
      lines,
      lines.map(({ name }) => name),
    );
    const facts = { profit: 600, sales: 12000, assets: 10000, equity: 4000 };
    expect(ask(document, facts).value).toEqual({ margin: 0.05, turnover: 1.2, leverage: 2.5, returnOnEquity: 0.15 });
  });

  test('R-45, cash flow: 800, −770, 280, together 310', () => {
    const facts = {
      profit: 600,
      depreciation: 300,
      finance: 120,
      investment: 50,
      inventory: 200,
      receivables: 200,
      prepayments: 40,
      payables: 200,
      advances: 40,
      otherLiabilities: 30,
      fixedAssets: 400,
      intangibles: 20,
      longInvestments: 100,
      shortInvestments: 0,
      shortLoans: 250,
      longLoans: 150,
      bonds: 0,
      paidIn: 200,
      reserves: 400,
    };
    const lines = [
      line(
        'operating',
        'profit + depreciation + finance - investment - inventory - receivables - prepayments + payables + advances + otherLiabilities',
        2,
      ),
      line(
        'investing',
        '-(fixedAssets + intangibles + depreciation) - longInvestments - shortInvestments + investment',
        2,
      ),
      line('financing', 'shortLoans + longLoans + bonds + paidIn - (profit - reserves) - finance', 2),
      line('change', 'operating + investing + financing', 2),
    ];
    const inputs = Object.fromEntries(Object.keys(facts).map((name) => [name, money()]));
    const document = formula(
      inputs,
      lines,
      lines.map(({ name }) => name),
    );
    expect(ask(document, facts).value).toEqual({ operating: 800, investing: -770, financing: 280, change: 310 });
  });
});

const base = money({ minimum: 0, optional: true });
const ratio = (ifMissing: unknown) =>
  formula({ part: money(), base }, [line('ratio', 'part / base', 4, ifMissing)], ['ratio']);

describe('what is missing', () => {
  test.each([
    ['a value', ratio('refuse'), { part: 1, base: 8 }, { ratio: 0.125 }, 0],
    ['refuse: the result is null with a problem', ratio('refuse'), { part: 1 }, null, 1],
    ['missing: the output is null', ratio('missing'), { part: 1 }, { ratio: null }, 0],
    ['a figure stands for it', ratio(9), { part: 1 }, { ratio: 9 }, 0],
    ['division by zero is missing with a problem', ratio('missing'), { part: 1, base: 0 }, { ratio: null }, 1],
  ])('%s', (_, document, facts, value, problems) => {
    const got = ask(document, facts);
    expect(got.value).toEqual(value);
    expect(got.problems).toHaveLength(problems);
  });

  test('where one line refuses, no output has a value', () => {
    const document = formula(
      { part: money(), base },
      [line('ratio', 'part / base', 4), line('twice', 'part * 2', 2)],
      ['ratio', 'twice'],
    );
    const library = libraryOf(document);
    const { outputs = {} } = library.environment.decision('formula/model') ?? {};
    expect(Object.keys(outputs)).toEqual(['ratio', 'twice']);
    expect(answer(library, 'formula/model', given({ part: 1 })).value).toBeNull();
    expect(answer(library, 'formula/model', given({ part: 1, base: 4 })).value).toEqual({ ratio: 0.25, twice: 2 });
  });
});

describe('what a formula is refused or warned for', () => {
  const one = (lines: readonly object[], outputs: readonly string[] = ['a']) => formula({ x: money() }, lines, outputs);
  const a = line('a', 'x + 1', 2);
  const { inputs: _, ...nothing } = one([a]);
  test.each([
    ['formula-without-one-subject@', nothing],
    ['formula-without-one-subject@', { ...one([a]), entity: 'entity/customer' }],
    ['line-named-twice@/lines/1/name', one([a, a])],
    ['line-hides-fact@/lines/0/name', one([line('x', '1', 0)], ['x'])],
    ['line-unused@/lines/1', one([a, line('b', 'a + 1', 2)])],
    ['output-not-a-line@/outputs/1', one([a], ['a', 'b'])],
    ['formula-output-twice@/outputs/1', one([a], ['a', 'a'])],
    ['output-too-precise@/lines/0/decimals', one([line('a', 'x', 12)])],
    ['bounds-crossed@/inputs/x/minimum', formula({ x: money({ minimum: 5, maximum: 1 }) }, [a], ['a'])],
  ])('%s', (problem, document) => {
    const customer = { kind: 'entity', name: 'customer', fields: { x: money() } };
    expect(problemsOf(customer, document)).toContain(problem);
  });

  test('a line cannot read a later one', () => {
    const errors = problemsOf(one([line('a', 'b', 2), line('b', 'x', 2)]));
    expect(errors.some((problem) => problem.endsWith('@/lines/0/text'))).toBe(true);
  });

  test('the sound one has none', () => {
    expect(problemsOf(one([a]))).toEqual([]);
  });
});
