import { describe, expect, it } from 'vitest';
import { caseTextChanges, link } from '../../../definitions/index.ts';
import { clientEntity, clientScorecard, tierOf } from '../../support/tier-documents.ts';

const CLIENT = clientEntity({
  age: { type: 'integer', minimum: 0, maximum: 120, title: { 'zh-CN': '年龄', en: 'Age' } },
});
const SCORE = clientScorecard('worth', {
  age: [
    ['[0, 30)', 10],
    ['[30, 120]', 40],
  ],
});
const YOUNG = { name: 'the young', given: { facts: { id: 'a', age: 20 } }, expect: { value: { class: 'plain' } } };
const OLD = { name: 'the old', given: { facts: { id: 'b', age: 40 } }, expect: { value: { class: 'gold' } } };
const tier = (cases: readonly object[], title = 'Tier') => ({
  ...tierOf(
    [
      { name: 'plain', title: { 'zh-CN': '普通', en: 'Plain' }, in: '[0, 30)' },
      { name: 'gold', title: { 'zh-CN': '黄金', en: 'Gold' }, in: '[30, 40]' },
    ],
    { title: { 'zh-CN': '等级', en: title } },
  ),
  cases,
});
const of = (...documents: readonly object[]) => link([CLIENT, SCORE, ...documents].map((document) => ({ document })));
const told = (old: readonly object[], now: readonly object[]) =>
  caseTextChanges(of(tier(old)), of(tier(now))).map(({ what, name, words }) => [
    what,
    name,
    words('en'),
    words('zh-CN'),
  ]);

describe('what a change does to the text of cases', () => {
  it('tells one that is taken out, with what it expected', () => {
    expect(told([YOUNG, OLD], [YOUNG])).toEqual([
      [
        'removed',
        'the old',
        'Tier, case “the old”: taken out. It expected class Gold.',
        '等级，用例「the old」：已删除，原预期类别 「黄金」。',
      ],
    ]);
  });

  it('tells one that is new', () => {
    expect(told([YOUNG], [OLD, YOUNG])).toEqual([
      [
        'added',
        'the old',
        'Tier, case “the old”: new. It expects class Gold.',
        '等级，用例「the old」：新增，预期类别 「黄金」。',
      ],
    ]);
  });

  it('tells what is expected otherwise, and given otherwise', () => {
    const other = { ...OLD, expect: { value: { class: 'plain' } } };
    expect(told([YOUNG, OLD], [YOUNG, other])).toEqual([
      [
        'rewritten',
        'the old',
        'Tier, case “the old”: now expects class Plain instead of Gold.',
        '等级，用例「the old」：预期的类别由「黄金」改为「普通」。',
      ],
    ]);
    const asked = { ...OLD, given: { facts: { id: 'b', age: 50 } }, expect: { value: { class: 'gold', score: 40 } } };
    expect(told([OLD], [asked])).toEqual([
      [
        'rewritten',
        'the old',
        'Tier, case “the old”: now expects score 40 instead of none; is given Age 50 instead of 40.',
        '等级，用例「the old」：预期的得分由无改为40；所给的年龄由40改为50。',
      ],
    ]);
  });

  it('takes one under a new name for another, and one of two of the same name for its own', () => {
    expect(told([OLD], [{ ...OLD, name: 'the aged' }]).map(([what, name]) => [what, name])).toEqual([
      ['added', 'the aged'],
      ['removed', 'the old'],
    ]);
    const twin = { ...YOUNG, name: 'the old' };
    expect(told([OLD, twin], [OLD]).map(([what, , words]) => [what, words])).toEqual([
      ['removed', 'Tier, case “the old”: taken out. It expected class Plain.'],
    ]);
  });

  it('tells nothing where they stand in another order or are written in another, or where only rules change', () => {
    const reordered = { expect: OLD.expect, given: OLD.given, name: OLD.name };
    expect(told([YOUNG, OLD], [reordered, YOUNG])).toEqual([]);
    expect(caseTextChanges(of(tier([OLD])), of(tier([OLD], 'Another')))).toEqual([]);
    expect(caseTextChanges(of(), of(tier([OLD])))).toEqual([]);
  });
});
