import { describe, expect, it } from 'vitest';
import {
  countedByKind,
  type Filter,
  filtered,
  grouped,
  type Listed,
  needsLook,
  sentenceFound,
} from '../../../studio/catalogue/arrange.ts';

const proofs = { proved: 1, refuted: 0, undecided: 0 };
const one = (id: string, rest: Partial<Listed> = {}): Listed => {
  const [kind = '', name = ''] = id.split('/');
  const none = { description: null, subject: null, owner: null, purpose: null };
  return { id, kind, name, title: name, ...none, problems: { error: 0, warning: 0 }, proofs, ...rest };
};
const classes = one('segmentation/customer-class', {
  title: { 'zh-CN': '客户分类', en: 'Customer class' },
  subject: { 'zh-CN': '客户分层', en: 'Customer tiers' },
});
const loyalty = one('scorecard/loyalty', { description: 'Ｔenure and assets', subject: '忠诚' });
const customer = one('entity/customer', { subject: '数据字典' });
const rate = one('reference/ftp');
const all = [customer, rate, loyalty, classes];
const ids = (items: readonly Listed[]) => items.map(({ id }) => id);
const nothing: Filter = { query: '', kind: '', subject: null, needsLook: false };

const sayings = new Map([
  [
    loyalty.id,
    {
      'zh-CN': ['忠诚得分。', '开户时间不满 6 个月 10 分。'],
      en: ['A score.', 'Under 6 months: 10 points; over ten years: 100.'],
    },
  ],
]);

describe('a search through what definitions say', () => {
  it.each([
    ['a sentence', 'under 6 months', [loyalty]],
    ['a sentence in the other language', '不满 6 个月', [loyalty]],
    ['words of the title and of a sentence together', 'loyalty months', [loyalty]],
    ['what nothing says', 'seven months', []],
  ] as const)('finds by %s', (_, query, found) => {
    expect(ids(filtered(all, { ...nothing, query }, sayings))).toEqual(ids(found));
  });

  it.each([
    ['under 6 months', 'Under 6 months: 10 points; over ten years: 100.'],
    ['不满 6 个月', '开户时间不满 6 个月 10 分。'],
    ['loyalty months', 'Under 6 months: 10 points; over ten years: 100.'],
    ['years', '…points; over ten years: 100.'],
    ['tenure', undefined],
    ['', undefined],
  ])('shows for “%s” the sentence that holds it', (query, sentence) => {
    expect(sentenceFound(loyalty, query, sayings, 'en')).toBe(sentence);
  });
});

describe('the list of definitions', () => {
  it.each<[string, Partial<Filter>, readonly Listed[]]>([
    ['everything where nothing is asked', {}, all],
    ['a word of a title in any language', { query: '分类' }, [classes]],
    ['words in any order and case', { query: 'CLASS customer' }, [classes]],
    ['full-width letters as plain ones', { query: 'tenure' }, [loyalty]],
    ['a subject', { query: 'tiers' }, [classes]],
    ['an id', { query: 'reference/ftp' }, [rate]],
    ['nothing where one of the words is nowhere', { query: 'customer nowhere' }, []],
    ['one kind', { kind: 'entity' }, [customer]],
    ['one subject by its English name, however the page is read', { subject: 'Customer tiers' }, [classes]],
    ['a subject in one language', { subject: '忠诚' }, [loyalty]],
    ['what has no subject', { subject: '' }, [rate]],
    ['a subject that is none', { subject: 'tiers' }, []],
    ['a kind and a word', { kind: 'entity', query: 'loyalty' }, []],
  ])('finds %s', (_, filter, found) => {
    expect(ids(filtered(all, { ...nothing, ...filter }))).toEqual(ids(found));
  });

  it.each<[string, Partial<Listed>, boolean]>([
    ['is proved', {}, false],
    ['waits for its proofs', { proofs: null }, false],
    ['has an error', { problems: { error: 1, warning: 0 } }, true],
    ['has a warning', { problems: { error: 0, warning: 1 } }, true],
    ['is refuted', { proofs: { ...proofs, refuted: 1 } }, true],
    ['is not decided', { proofs: { ...proofs, undecided: 1 } }, true],
  ])('a definition that %s needs a look or not', (_, rest, expected) => {
    const item = one('criteria/x', rest);
    expect(needsLook(item)).toBe(expected);
    expect(filtered([item], { ...nothing, needsLook: true })).toHaveLength(expected ? 1 : 0);
  });

  it('groups by subject: deciding kinds first, dictionaries later, no subject last', () => {
    expect(grouped(all).map(({ subject, items }) => [subject, ids(items)])).toEqual([
      [classes.subject, ['segmentation/customer-class']],
      ['忠诚', ['scorecard/loyalty']],
      ['数据字典', ['entity/customer']],
      [null, ['reference/ftp']],
    ]);
  });

  it('puts deciding kinds first within a subject, and keeps the order of equals', () => {
    const subject = 's';
    const items = ['entity/b', 'criteria/z', 'criteria/a', 'segmentation/x'].map((id) => one(id, { subject }));
    expect(ids(grouped(items)[0]?.items ?? [])).toEqual(['segmentation/x', 'criteria/z', 'criteria/a', 'entity/b']);
  });

  it('counts each kind', () => {
    expect([...countedByKind([...all, one('entity/account')])]).toEqual([
      ['segmentation', 1],
      ['scorecard', 1],
      ['reference', 1],
      ['entity', 2],
    ]);
  });

  it('filters five thousand definitions without losing one', () => {
    const many = Array.from({ length: 5000 }, (_, i) => one(`criteria/c${i}`, { description: `number ${i}` }));
    expect(ids(filtered(many, { ...nothing, query: 'number 4999' }))).toEqual(['criteria/c4999']);
  });
});
