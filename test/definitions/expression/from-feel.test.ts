import { describe, expect, it } from 'vitest';
import { parseDate } from '../../../definitions/expression/date-text.ts';
import { wire } from '../../../definitions/model/decimal.ts';
import { fromFeel } from '../../../definitions/expression/from-feel/from-feel.ts';
import { nodesOf } from '../../../definitions/expression/walk.ts';
import type { Json } from '../../../definitions/model/json.ts';
import { evaluate } from '../../support/evaluate.ts';
import { facts, origin, scope } from './feel-customer.ts';

function result(text: string, decimals?: number): { value: Json; plans: string[]; codes: string[] } {
  const { expression, problems, plans } = fromFeel(text, scope, origin, decimals);
  const world = { facts, asOf: parseDate('2026-03-31') ?? 0n };
  if (expression === null) return { value: null, plans: [], codes: problems.map(({ code }) => code) };
  const datum = evaluate(expression, world);
  for (const node of nodesOf([expression]))
    if (!node.missable && !hasVariable(node)) expect(evaluate(node, world), `${text}: ${node.kind}`).not.toBeNull();
  const value =
    typeof datum === 'bigint'
      ? expression.type.kind === 'number'
        ? wire(datum, expression.type.decimals)
        : Number(datum)
      : (datum as Json);
  return {
    value,
    plans: plans.filter(({ when }) => evaluate(when, world) === true).map(({ code }) => code),
    codes: problems.map(({ code }) => code),
  };
}
const hasVariable = (node: Parameters<typeof nodesOf>[0][number]) =>
  nodesOf([node]).some(({ kind }) => kind === 'variable');

describe('a formula', () => {
  it.each<[string, Json]>([
    ['0.1 + 0.2', 0.3],
    ['1 - 0.9', 0.1],
    ['2 * 3.50', 7],
    ['-a', -12.5],
    ['- 2 ** 2', 4],
    ['a + missing', null],
    ['10 / 4', 2.5],
    ['1 / 3', 0.333333333333],
    ['2 / 3', 0.666666666667],
    ['a ** 2', 156.25],
    ['2 ** 10', 1024],
    ['round half up(2 ** 0.5, 4)', 1.4142],
    ['round half up(power(1 + rate, n), 6)', 1.157625],
    ['round half up((1 + rate) ** 3, 6)', 1.157625],
    ['round half up(exp(1), 6)', 2.718282],
    ['round half up(log(10), 6)', 2.302585],
    ['round half up(sqrt(a), 3)', 3.536],
    ['modulo(-12, 5)', 3],
    ['modulo(12, -5)', -3],
    ['modulo(a, 5)', 2.5],
    ['abs(-3.5)', 3.5],
    ['floor(-1.5)', -2],
    ['ceiling(-1.5)', -1],
    ['floor(1.56, 1)', 1.5],
    ['round up(1.01, 1)', 1.1],
    ['round down(-1.99, 1)', -1.9],
    ['round half up(-2.5, 0)', -3],
    ['round half down(2.5, 0)', 2],
    ['decimal(2.5, 0)', 2],
    ['decimal(3.5, 0)', 4],
    ['round half up(2 / 3, 2)', 0.67],
    ['round half up(mean(series), 2)', 0.17],
    ['mean([1, 2])', 1.5],
    ['min(3, 1, 2)', 1],
    ['max(series)', 2.5],
    ['min(d, e) = e', true],
    ['sum(series)', 0.5],
    ['sum([])', 0],
    ['max([])', null],
    ['count(accounts)', 3],
    ['count([])', 0],
    ['sum(1, 2, 3)', 6],
    ['sum(accounts.balance)', null],
    ['sum(accounts[category = "deposit"].balance)', 30.5],
    ['sum(accounts[balance != null].balance)', 30.5],
    ['deposits * 2', 61],
    ['accounts[2].balance', 20],
    ['accounts[-1].months', 36],
    ['accounts[9].months', null],
    ['series[n]', -3],
    ['series[item > 0][2]', 2.5],
    ['count(accounts[months > five * 3])', 2],
    ['count(accounts[category = "loan" and months > n])', 1],
    ['sum(for i in 1..n return i * i)', 14],
    ['sum(for i in n..1 return i)', 6],
    ['sum(for x in accounts return x.months * 2)', 144],
    ['sum(for i in 1..3 return series[i] * i)', -3],
    ['some x in accounts satisfies x.balance > 15', true],
    ['every x in accounts satisfies x.balance > 5', false],
    ['some i in 1..3, j in 1..3 satisfies i * j = 6', true],
    ['every x in series satisfies x < 3', true],
    ['if a > 10 then "high" else "low"', 'high'],
    ['if q then 1 else 2', 2],
    ['if q = null then 1 else 2', 1],
    ['if q = null then null else 2', null],
    ['if n = null then 0 else n', 3],
    ['p and q', null],
    ['q or p', true],
    ['not(p) and q', false],
    ['not(q)', null],
    ['a > 12.499', true],
    ['a = 12.50', true],
    ['a != b', true],
    ['b = null', false],
    ['q = null', true],
    ['q != null', false],
    ['q = false', null],
    ['a between 12 and 13', true],
    ['a in [12.5..13)', true],
    ['a in (12.5..13)', false],
    ['a in ]12..13[', true],
    ['a in (1, 12.5, 3)', true],
    ['a in [1, 2, 3]', false],
    ['a in ([1..2], [12..13])', true],
    ['a in (> 100, <= 12.5)', true],
    ['a in > 12', true],
    ['a in (n..b)', false],
    ['a in [1..20] and n > 1', true],
    ['a in [1..2] or n > 1', true],
    ['q or a in (1..2) and p', null],
    ['p and a in [1..2] or n = 3', true],
    ['not(p) and a in [1..20] and n in [3..4] or p', true],
    ['a in > 5 and n < 3', false],
    ['grade in ["A", "B"] and p', true],
    ['p in not(p) and not(p)', false],
    ['a in [1..20] and (n in [1..2] or p)', true],
    ['if a in [1..20] /* both */ and p then 1 else 2', 1],
    ['count(accounts[months in [12..24] and category = "deposit"])', 2],
    ['some i in 1..3 satisfies i in [3..9] and p', true],
    ['string length("（1，2）")', 5],
    ['grade in ("A", "B")', true],
    ['grade in ["A", "C"]', false],
    ['s in tags', false],
    ['"vip" in tags', true],
    ['(if q then s else null) in tags', null],
    ['余额 * 2', 200.5],
    ['household.size + 1', 5],
    ['household.address = null', true],
    ['sum(household.members.a)', 3],
    ['d > date("2026-01-30")', true],
    ['d in [date("2026-01-01")..date("2026-02-01"))', true],
    ['d + duration("P1M") = date("2026-02-28")', true],
    ['d - duration("P11M") = date("2025-02-28")', true],
    ['e + duration("P1Y") = date("2025-02-28")', true],
    ['d + duration("P1D") = @"2026-02-01"', true],
    ['(d - e).days', 702],
    ['d - e > duration("P700D")', true],
    ['years and months duration(e, d).months', 11],
    ['years and months duration(e, d).years', 1],
    ['years and months duration(d, e) < duration("P0M")', true],
    ['(duration("PT36H")).hours', 12],
    ['duration("PT36H").days', 1],
    ['duration("P1Y") / duration("P3M")', 4],
    ['d.year * 100 + d.month', 202601],
    ['d.day', 31],
    ['d.weekday', 6],
    ['at.day', 1],
    ['date(at) = date("2026-02-01")', true],
    ['at < date and time("2026-02-01T08:00:00+08:00")', true],
    ['at + duration("PT30M") = date and time("2026-02-01T00:00:00Z")', true],
    ['(today() - d).days', 59],
    ['string length(s)', 4],
    ['upper case(s)', '客户AB'],
    ['substring(s, 2)', '户Ab'],
    ['substring(s, 1, 2)', '客户'],
    ['substring(s, -2, 1)', 'A'],
    ['substring before("a-b", "-")', 'a'],
    ['substring after("a-b", "-")', 'b'],
    ['contains(s, "户")', true],
    ['starts with(s, "客")', true],
    ['ends with(s, "x")', false],
    ['matches(s, "^[一-龥]{2}")', true],
    ['s + "!"', '客户Ab!'],
    ['"\\u4e2d\\n"', '中\n'],
    ['ftp(term, currency).rate', 0.026],
    ['ftp("2y", currency).rate', null],
    ['ftp(term, currency).rate * 2', 0.052],
    ['1 // one\n + /* two */ 2', 3],
    ['(if p then 1 else 0) + (if q then 1 else 0)', 1],
  ])('%s is %j', (text, expected) => {
    const { value, codes } = result(text.replace('missing', 'accounts[3].balance'));
    expect({ value, codes }).toEqual({ value: expected, codes: [] });
  });

  it.each([
    ['a / b', ['division-by-zero']],
    ['a / five', []],
    ['if b = 0 then 0 else a / b', []],
    ['if b = 0 then a / b else 0', ['division-by-zero']],
    ['b != 0 and a / b > 1', []],
    ['b = 0 or a / b > 1', []],
    ['b = 0 and a / b > 1', ['division-by-zero']],
    ['modulo(a, b)', ['division-by-zero']],
    ['sum(for x in accounts return x.months / x.limit)', ['division-by-zero']],
    ['sum(accounts[limit > 0].used)', []],
    ['sum(accounts.used)', ['division-by-zero']],
    ['count(accounts[months / limit > 1])', ['division-by-zero']],
    ['round half up(log(b), 2)', ['not-finite']],
    ['round half up(sqrt(-a), 2)', ['not-finite']],
    ['round half up(sqrt(accounts[3].balance), 2)', []],
    ['round half up(exp(a * 100), 2)', ['not-finite']],
    ['round half up(a * 1000000 ** 3, 2)', []],
    ['round half up(exp(40), 2)', ['not-finite']],
  ])('%s has the problems %j', (text, plans) => {
    const found = result(text);
    expect(found.codes).toEqual([]);
    expect(found.plans).toEqual(plans);
  });

  it.each([
    ['a +', 'formula-syntax', 1, 4],
    ['', 'formula-syntax', 1, 1],
    ['a; b', 'formula-syntax', 1, 2],
    ['a +\n  nothing', 'unknown-name', 2, 3],
    ['余额 + 没有', 'unknown-name', 1, 6],
    ['household.nothing', 'unknown-member', 1, 11],
    ['a.year', 'unknown-member', 1, 3],
    ['nothing(1)', 'unknown-function', 1, 1],
    ['now()', 'unknown-function', 1, 1],
    ['abs(1, 2)', 'function-arguments', 1, 1],
    ['sum(list: series)', 'formula-outside', 1, 5],
    ['{ x: 1 }', 'formula-outside', 1, 1],
    ['function(x) x', 'formula-outside', 1, 1],
    ['a instance of number', 'formula-outside', 1, 1],
    ['time("10:00")', 'formula-outside', 1, 1],
    ['+a', 'formula-outside', 1, 1],
    ['"a" + 1', 'types-differ', 1, 1],
    ['d + 1', 'types-differ', 1, 1],
    ['d + duration("PT1H")', 'types-differ', 1, 1],
    ['at + duration("P1M")', 'types-differ', 1, 1],
    ['duration("P1M") > duration("P30D")', 'types-differ', 1, 1],
    ['d = "2026-01-31"', 'types-differ', 1, 1],
    ['s > "a"', 'no-order', 1, 1],
    ['p > q', 'no-order', 1, 1],
    ['1 > 2 > 3', 'chained-comparison', 1, 1],
    ['grade = "D"', 'enum-value', 1, 1],
    ['a in (60, 80)', 'in-with-bounds', 1, 1],
    ['a in [60, 80)', 'in-with-bounds', 1, 6],
    ['p and a in (n, 80] or q', 'in-with-bounds', 1, 12],
    ['sum（series）', 'full-width-sign', 1, 4],
    ['"（" = s\nand a ≥ 1', 'full-width-sign', 2, 7],
    ['d < $asOf', 'as-of-by-name', 1, 5],
    ['a in [1..2] = p', 'formula-outside', 1, 6],
    ['round half up(a, -2)', 'out-of-bounds', 1, 18],
    ['a in [80..60]', 'interval-reversed', 1, 6],
    ['null + 1', 'null-operand', 1, 1],
    ['a < null', 'null-operand', 1, 1],
    ['if a then 1 else 2', 'type-unfit', 1, 4],
    ['if p then 1 else "x"', 'branch-types', 1, 1],
    ['if p then 1', 'formula-syntax', 1, 12],
    ['a and p', 'type-unfit', 1, 1],
    ['sum(a > 1)', 'type-unfit', 1, 1],
    ['sum(tags)', 'type-unfit', 1, 1],
    ['count(a)', 'type-unfit', 1, 1],
    ['exp(a) > 1', 'approximate-unrounded', 1, 1],
    ['not(exp(a))', 'approximate-unrounded', 1, 5],
    ['1 / 0', 'divides-by-zero', 1, 1],
    ['for i in 1..3 return [i]', 'nested-list', 1, 1],
    ['sum(for i in 1..3 return [i])', 'nested-list', 1, 5],
    ['[[1]]', 'nested-list', 1, 1],
    ['flatten(1)', 'type-unfit', 1, 9],
    ['sort([p, q])', 'type-unfit', 1, 1],
    ['median(tags)', 'type-unfit', 1, 1],
    ['median(1, "a")', 'type-unfit', 1, 11],
    ['concatenate(series, tags)', 'type-unfit', 1, 1],
    ['stddev(series) > 1', 'approximate-unrounded', 1, 1],
    ['sort([exp(1)])', 'approximate-unrounded', 1, 1],
    ['list contains(series, "a")', 'types-differ', 1, 1],
    ['split(s, "")', 'function-arguments', 1, 10],
    ['string(series)', 'type-unfit', 1, 8],
    ['string(exp(1))', 'approximate-unrounded', 1, 8],
    ['day of week(d) = "Freitag"', 'enum-value', 1, 1],
    ['for i in 1..3, j in 1..3 return i', 'nested-list', 1, 1],
    ['for i in 1..a return i', 'type-unfit', 1, 5],
    ['for i in 1..n * 1000000 return i', 'sequence-too-long', 1, 5],
    ['date("2026-02-30")', 'unreadable-literal', 1, 6],
    ['date(2026, 1)', 'function-arguments', 1, 1],
    ['date(2026, 1.5, 1)', 'type-unfit', 1, 12],
    ['date and time("2026-01-01T00:00:00")', 'unreadable-literal', 1, 15],
    ['duration("P1M1D")', 'unreadable-literal', 1, 10],
    ['0.1234567890123', 'unreadable-literal', 1, 1],
    ['1e5', 'other-notation', 1, 1],
    ['matches(s, "(?=a)")', 'unreadable-literal', 1, 12],
    ['matches(s, s)', 'not-constant', 1, 12],
    ['round half up(a, n)', 'not-constant', 1, 18],
    ['substring(s, 0)', 'function-arguments', 1, 14],
    ['ftp', 'table-call', 1, 1],
    ['ftp(term)', 'function-arguments', 1, 1],
    ['ftp(term, a).rate', 'type-unfit', 1, 11],
    ['ftp(term, currency)', 'table-column', 1, 1],
    ['ftp(term, currency).nothing', 'unknown-member', 1, 21],
    ['1'.repeat(30_000), 'formula-too-long', 1, 10_001],
    [`${'('.repeat(300)}1${')'.repeat(300)}`, 'formula-too-deep', 1, 201],
  ])('%s is refused: %s at line %i, column %i', (text, code, line, column) => {
    const { expression, problems } = fromFeel(text, scope, origin);
    expect(expression).toBeNull();
    expect(problems.map((problem) => problem.code)).toContain(code);
    const message = problems.find((problem) => problem.code === code)?.message.en ?? '';
    if (message.startsWith('Formula')) expect(message).toContain(`line ${line}, column ${column}:`);
  });

  it('names the way round where derived fields need each other', () => {
    const { problems } = fromFeel('loopA', scope, origin);
    expect(problems[0]).toMatchObject({
      code: 'derived-cycle',
      found: ['entity/customer#loopA', 'entity/customer#loopB', 'entity/customer#loopA'],
    });
  });

  it('says that a derived field it reads has errors of its own', () => {
    expect(fromFeel('wrong + 1', scope, origin).problems.map(({ code }) => code)).toEqual(['uses-broken']);
  });

  it('reads one derived field as one node for every reader', () => {
    const read = () => fromFeel('deposits', scope, origin).expression;
    expect(read()).toBe(read());
  });
});
