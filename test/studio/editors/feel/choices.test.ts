import { describe, expect, it } from 'vitest';
import { link, workTexts } from '../../../../definitions/index.ts';
import { choicesAt } from '../../../../studio/editors/feel/choices.ts';
import { vocabularyOf } from '../../../../studio/editors/feel/vocabulary.ts';
import { offeredUses } from '../../../../studio/editors/formula/offered-uses.ts';
import { typedRank } from '../../../../studio/texts/pinyin.ts';
import { packSources } from '../../../support/packs.ts';
import { testReader } from '../../reader.ts';

const sources = packSources('bank-crm');
const worked = workTexts(link(sources), 'formula/contribution', undefined, 'zh-CN') ?? null;
const zh = testReader('zh-CN');
const offered = offeredUses(
  'formula/contribution',
  'entity/customer',
  sources.map(({ document }) => document),
  zh,
);
const vocabulary = vocabularyOf(worked, worked?.texts[4], offered);
/** What is offered where `|` stands. */
const at = (text: string, isAsked = false) => {
  const place = text.indexOf('|');
  return choicesAt(text.replace('|', ''), place, vocabulary, zh, isAsked);
};
const inserts = (text: string) => at(text)?.choices.map(({ insert }) => insert) ?? [];

describe('what is offered while a formula is typed', () => {
  it('finds Chinese titles by characters, whole pinyin and first letters', () => {
    const cases: readonly (readonly [title: string, typed: string, rank: 0 | 1 | null])[] = [
      ['年龄', 'nianling', 0],
      ['年龄', 'nl', 0],
      ['年龄', '年l', 0],
      ['月收入', 'ysr', 0],
      ['月收入', 'shouru', 1],
      ['月收入', 'yshr', 0],
      ['信用等级', 'xinyongd', 0],
      ['银行流水', 'yinhang', 0],
      ['贷款余额', 'dkye', 0],
      ['利率', 'lilv', 0],
      ['重置次数', 'chongzhi', 0],
      ['绿色贷款', 'lvse', 0],
      ['Monthly income', 'monthlyi', 0],
      ['年龄', 'x', null],
      ['年龄', 'nianlingx', null],
    ];
    expect(cases.map(([title, typed]) => typedRank(title, typed))).toEqual(cases.map(([, , rank]) => rank));
  });

  it('offers names by title, pinyin or name, nearest first, and writes the name', () => {
    expect(inserts('nianl|')[0]).toBe('age');
    expect(inserts('1 + 年龄|')[0]).toBe('age');
    expect(inserts('depositM|')[0]).toBe('depositMargin');
    expect(at('nianl|')).toMatchObject({
      from: 0,
      choices: [{ label: '年龄', detail: expect.stringContaining('age') }],
    });
    expect(inserts('loss|')).toContain('loss()');
    expect(inserts('round half u|')[0]).toBe('round half up()');
    expect(at('round half u|')?.from).toBe(0);
    expect(at('a and round half u|')?.from).toBe(6);
  });

  it('offers what stands behind a dot, in a filter, and of a loop’s variable', () => {
    expect(inserts('accounts.|')).toContain('averageBalance');
    expect(inserts('accounts[category = "loan"].aver|')).toEqual(['averageBalance']);
    expect(inserts('for a in accounts return a.aver|')).toEqual(['averageBalance']);
    expect(inserts('accounts[cat|')[0]).toBe('category');
    expect(inserts('loss(lossGrade).|')).toEqual(expect.arrayContaining(['pd', 'lgd']));
    expect(inserts('age.|')).toEqual([]);
  });

  it('offers the values of a field between quotation marks, by what people call them', () => {
    expect(at('accounts[category = "|"]')?.choices.map(({ insert }) => insert)).toContain('loan"');
    expect(inserts('accounts[category = "daik|')).toEqual(['loan"']);
    expect(inserts('creditGrade != "A|')).toContain('AAA"');
  });

  it('offers results of other definitions about the same records, with the use they bring', () => {
    const found = at('zhongchengdefen|')?.choices[0];
    expect(found?.use).toEqual(expect.objectContaining({ target: 'scorecard/loyalty#score', isCalled: false }));
    expect(offered.some(({ target }) => target === 'formula/instalment')).toBe(true);
    expect(offered.some(({ target }) => target.startsWith('formula/contribution'))).toBe(false);
  });

  it('offers nothing to figures, and all where one asks by a key', () => {
    expect(at('12|')).toBeNull();
    expect(at('a + |')).toBeNull();
    expect(at('a + |', true)?.choices.length).toBeGreaterThan(10);
  });
});
