import { describe, expect, it } from 'vitest';
import { fromFeel } from '../../../definitions/expression/from-feel/from-feel.ts';
import { origin, scope } from './feel-customer.ts';

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
