import { describe, expect, it } from 'vitest';
import { compile, type JsonObject, link, nearest } from '../../../definitions/index.ts';

const DOCUMENTS: readonly JsonObject[] = [
  {
    kind: 'entity',
    name: 'account',
    fields: {
      clientId: { type: 'string' },
      category: { type: 'string', enum: ['deposit', 'loan'] },
      balance: { type: 'decimal', decimals: 2, minimum: 0, maximum: 1_000_000 },
    },
  },
  {
    kind: 'entity',
    name: 'client',
    fields: {
      clientId: { type: 'string' },
      age: { type: 'integer', minimum: 0, maximum: 120, title: { 'zh-CN': '年龄', en: 'Age' } },
    },
    relations: { accounts: { entity: 'entity/account', by: 'clientId', many: true } },
    derived: {
      deposits: {
        title: { 'zh-CN': '存款', en: 'Deposits' },
        text: 'sum(accounts[category = "deposit"].balance)',
        type: 'decimal',
        decimals: 2,
        unit: 'CNY',
      },
      half: { text: 'deposits / 2', type: 'decimal', decimals: 2 },
    },
  },
  {
    kind: 'criteria',
    name: 'saver',
    entity: 'entity/client',
    when: { all: [{ fact: 'half', operator: 'greaterThanInclusive', value: 500 }] },
  },
  {
    kind: 'formula',
    name: 'loans',
    entity: 'entity/client',
    lines: [
      {
        name: 'owed',
        text: 'sum(accounts[category = "loan"].balance)',
        type: 'decimal',
        decimals: 2,
        ifMissing: 'missing',
      },
    ],
    outputs: ['owed'],
  },
  {
    kind: 'segmentation',
    name: 'owing',
    entity: 'entity/client',
    method: 'criteria',
    mode: 'first',
    classes: [
      {
        name: 'owes',
        title: { 'zh-CN': '欠款', en: 'Owes' },
        when: { all: [{ fact: 'formula/loans#owed', operator: 'greaterThan', value: 0 }] },
      },
      { name: 'rich', when: { all: [{ fact: 'deposits', operator: 'greaterThan', value: 900 }] } },
    ],
    otherwise: { name: 'plain', title: { 'zh-CN': '普通', en: 'Plain' } },
  },
];
const library = link(DOCUMENTS.map((document) => ({ document })));
const account = (category: string, balance: number) => ({ clientId: 'C', category, balance });
const client = (...accounts: readonly JsonObject[]) => ({ facts: { clientId: 'C', age: 40, accounts } });

describe('figures over related rows, in the smallest change', () => {
  it('links without a problem', () =>
    expect(library.problems.filter(({ severity }) => severity === 'error')).toEqual([]));

  it('changes the figure as a whole, and says from which rows it is computed', () => {
    const answer = nearest(library, 'segmentation/owing', 'rich').ask(client(account('deposit', 520.5)));
    expect(answer).toMatchObject({ from: 'plain', isProved: true, fixed: ['accounts'] });
    expect(answer.changes).toEqual([
      { field: 'deposits', from: 520.5, to: 900.01, delta: 379.51, through: ['accounts'] },
    ]);
  });

  it('changes the figure that others are derived from, and is right when rows are really added', () => {
    const question = nearest(library, 'criteria/saver', 'true');
    const answer = question.ask(client(account('deposit', 400)));
    expect(answer.changes?.map(({ field, delta }) => [field, delta])).toEqual([['deposits', 599.99]]);
    const added = compile(library, ['criteria/saver']).decide(
      client(account('deposit', 400), account('deposit', 599.99)),
    );
    expect(added['criteria/saver']?.value).toBe(true);
    const less = compile(library, ['criteria/saver']).decide(
      client(account('deposit', 400), account('deposit', 599.98)),
    );
    expect(less['criteria/saver']?.value).toBe(false);
  });

  it('leaves rows that a formula reads by itself as they are, and says so', () => {
    const question = nearest(library, 'segmentation/owing', 'rich');
    const answer = question.ask(client(account('loan', 10)));
    expect(answer).toMatchObject({ from: 'owes', changes: null, isProved: true, fixed: ['accounts'] });
    expect(question.words(answer, 'en')).toBe(
      'Owes → rich: no change of these facts reaches it (accounts as they are)',
    );
    expect(question.words(answer, 'zh-CN')).toBe('欠款 → rich：改变这些事实达不到（accounts 不变）');
  });

  it('answers with the stamp of the definitions as they are', () => {
    const { result } = nearest(library, 'segmentation/owing', 'rich').ask(client(account('deposit', 1)));
    expect(result.definition.closure).toBe(library.definitions.get('segmentation/owing')?.closure);
  });

  it.each([
    ['en', 'Plain → rich: Deposits + CNY 399.51 (CNY 500.5 → CNY 900.01, from accounts)'],
    ['zh-CN', '普通 → rich：存款 + 399.51 元（500.5 元 → 900.01 元，由 accounts 算出）'],
  ] as const)('says it as a sentence in %s', (language, sentence) => {
    const question = nearest(library, 'segmentation/owing', 'rich');
    expect(question.words(question.ask(client(account('deposit', 500.5))), language)).toBe(sentence);
  });
});
