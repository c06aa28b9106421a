import { describe, expect, it } from 'vitest';
import { fromFeel } from '../../../definitions/expression/from-feel.ts';
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

  it('warns of a list of two bounds', () => {
    const warned = (text: string) => fromFeel(text, scope, origin).problems.map(({ code, fix }) => [code, fix]);
    expect(warned('a in [60, 80] and p')).toEqual([['in-with-two', 'a in [60..80] and p']]);
    expect(warned('a in [60, 70, 80] or grade in ["A", "B"]')).toEqual([]);
  });
});
