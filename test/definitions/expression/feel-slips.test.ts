import { describe, expect, it } from 'vitest';
import { fromFeel } from '../../../definitions/expression/from-feel/from-feel.ts';
import { origin, scope } from './feel-customer.ts';

describe('field 28: what other languages write', () => {
  it.each([
    ['a == b', '=', 'a = b'],
    ['a <> b', '!=', 'a != b'],
    ['a => b', '>=', 'a >= b'],
    ['p && q', 'and', 'p and q'],
    ['p || q', 'or', 'p or q'],
    ['!p', 'not(…)', 'not(p)'],
    ['p ? 1 : 2', 'if … then … else …', 'if p then 1 else 2'],
    ['a * 12.5%', '0.125', 'a * 0.125'],
    ['a * 5 % > 1', '0.05', 'a * 0.05 > 1'],
    ['n % five', 'modulo(…, …)', 'modulo(n, five)'],
    ['1.5e3 + a', '1500', '1500 + a'],
    ['1E-2', '0.01', '0.01'],
    ['1 < a < 10', 'a in (1..10)', 'a in (1..10)'],
    ['0 <= a < 10 and p', 'a in [0..10)', 'a in [0..10) and p'],
    ["s = 'x'", '"x"', 's = "x"'],
    ['s = "a == b && 5%" and p && q', 'and', 's = "a == b && 5%" and p and q'],
  ])('%s: write %s, which is accepted as %s', (text, written, fix) => {
    const [problem] = fromFeel(text, scope, origin).problems;
    expect(problem?.message.en).toContain(written);
    expect(problem?.message['zh-CN']).toContain(written);
    expect(problem?.fix).toBe(fix);
    expect(fromFeel(fix, scope, origin).problems).toEqual([]);
  });
});

describe('a slip in a formula', () => {
  it.each([
    ['(a in (60, 80)) and p', '(a in (60..80)) and p'],
    ['p and a in [60, 80) or q', 'p and a in [60..80) or q'],
    ['a in ( n, 80 ]', 'a in (n..80]'],
    ['a ≥ 1 and s != "≥，"', 'a >= 1 and s != "≥，"'],
    ['（a × 2）－b > 0', '(a * 2)-b > 0'],
    ['s = “客户”', 's = "客户"'],
    ['($asOf - d).days', '(today() - d).days'],
  ])('%s is offered as %s, which is accepted', (text, fix) => {
    const { problems } = fromFeel(text, scope, origin);
    expect(problems[0]?.fix).toBe(fix);
    expect(fromFeel(fix, scope, origin).problems).toEqual([]);
  });

  it.each([
    ['not p', 'there is no field or result not p; names have no spaces'],
    ['p AND q', 'there is no field or result p AND q; names have no spaces'],
    ['avg(series)', 'there is no function avg; write mean(…)'],
    ['ROUND(a, 2)', 'there is no function ROUND; write round half up(…, n)'],
    ['medien(series)', 'there is no function medien; did you mean median?'],
    ['var(series)', 'there is no function var'],
    ['eomonth(d)', 'there is no function eomonth; write last day of month(…)'],
    ['summ(series)', 'there is no function summ; did you mean sum?'],
  ])('%s: %s', (text, sentence) => {
    expect(fromFeel(text, scope, origin).problems[0]?.message.en).toContain(sentence);
  });

  it('warns of a list of two bounds', () => {
    const warned = (text: string) => fromFeel(text, scope, origin).problems.map(({ code, fix }) => [code, fix]);
    expect(warned('a in [60, 80] and p')).toEqual([['in-with-two', 'a in [60..80] and p']]);
    expect(warned('a in [60, 70, 80] or grade in ["A", "B"]')).toEqual([]);
  });
});
