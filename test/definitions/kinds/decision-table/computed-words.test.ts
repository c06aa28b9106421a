import { describe, expect, it } from 'vitest';
import { kindOf, LANGUAGES, type Library } from '../../../../definitions/index.ts';
import type { JsonObject } from '../../../../definitions/model/json.ts';
import { libraryOf } from '../answer.ts';

const ACCOUNT = {
  kind: 'entity',
  name: 'account',
  title: { 'zh-CN': '账户', en: 'Account' },
  fields: {
    used: {
      type: 'decimal',
      decimals: 2,
      minimum: 0,
      maximum: 9e6,
      unit: 'CNY',
      title: { 'zh-CN': '已用额度', en: 'Used' },
    },
    limit: {
      type: 'decimal',
      decimals: 2,
      minimum: 0,
      maximum: 9e6,
      unit: 'CNY',
      title: { 'zh-CN': '授信额度', en: 'Limit' },
    },
  },
};
const TABLE: JsonObject = {
  kind: 'decision-table',
  name: 't',
  entity: 'entity/account',
  hitPolicy: 'first',
  inputs: [{ fact: 'used' }, { formula: { text: 'limit - used', type: 'decimal', decimals: 2 } }],
  outputs: [{ name: 'line', type: 'decimal', decimals: 2, title: { 'zh-CN': '新额度', en: 'New limit' } }],
  rules: [
    { when: [{ text: '< limit * 0.8' }, '-'], then: [{ text: 'limit * 1.2' }] },
    { when: ['[0, 500)', { text: '> used' }], then: [100] },
  ],
  otherwise: [{ text: 'limit' }],
};

function toldOf(library: Library, language: (typeof LANGUAGES)[number]) {
  const document = library.definitions.get('decision-table/t')?.document;
  const kind = kindOf('decision-table');
  if (document === undefined || kind === undefined) throw new Error('The table is not in the library');
  const decision = library.environment.decision('decision-table/t') ?? null;
  return {
    parts: Object.fromEntries(kind.computedWords?.(document, library.environment, language) ?? []),
    sentences: kind.words(document, decision, library.environment, language),
  };
}

describe('what a decision table computes', () => {
  const library = libraryOf(ACCOUNT, TABLE);

  it('reads in words by its place', () => {
    expect(library.problems).toEqual([]);
    expect(toldOf(library, 'zh-CN').parts).toEqual({
      '/inputs/1/formula': '授信额度 − 已用额度',
      '/rules/0/when/0': '已用额度低于授信额度 × 0.8',
      '/rules/0/then/0': '（授信额度 × 1.2）四舍五入保留两位小数',
      '/rules/1/when/1': '授信额度 − 已用额度超过已用额度',
      '/otherwise/0': '授信额度',
    });
    expect(toldOf(library, 'en').parts).toEqual({
      '/inputs/1/formula': 'limit − used',
      '/rules/0/when/0': 'used is below limit × 0.8',
      '/rules/0/then/0': '(limit × 1.2) rounded to two decimals',
      '/rules/1/when/1': 'limit − used is above used',
      '/otherwise/0': 'limit',
    });
  });

  it.each(LANGUAGES)('reads as the sentences of its rules do, in %s', (language) => {
    const { parts, sentences } = toldOf(library, language);
    const rules = Object.entries(parts).filter(([pointer]) => !pointer.startsWith('/inputs'));
    expect(rules.length).toBe(4);
    const all = sentences.join('\n').toLowerCase();
    expect(rules.filter(([, text]) => !all.includes(text.toLowerCase()))).toEqual([]);
  });

  it('names what is written as it stands nowhere', () => {
    const plain = { ...TABLE, inputs: [{ fact: 'used' }], rules: [{ when: ['-'], then: [1] }], otherwise: [2] };
    expect(toldOf(libraryOf(ACCOUNT, plain), 'en').parts).toEqual({});
  });
});
