import { describe, expect, it } from 'vitest';
import { say, visible } from '../../../definitions/model/text.ts';
import { said, text } from '../words/said.ts';

const OBEYED: readonly (readonly [string, string, string])[] = [
  ['an escape sequence that clears the screen', 'a\u001B[2Jb', 'a\\u001B[2Jb'],
  ['the same in one character', 'a\u009B2Jb', 'a\\u009B2Jb'],
  ['a step back over what was written', 'high\b\b\b\blow', 'high\\u0008\\u0008\\u0008\\u0008low'],
  ['a return to the start of the line', 'high\rlow', 'high\\u000Dlow'],
  ['a turn of the direction', 'not \u202Ehgih\u202C', 'not \\u202Ehgih\\u202C'],
  ['an isolated turn', '\u2066a\u2069', '\\u2066a\\u2069'],
  ['a blank of no width', 'a\u200Bb', 'a\\u200Bb'],
  ['half a character', 'a\uD83D', 'a\\uD83D'],
];

describe('found 17: a text shows what a screen would obey', () => {
  it.each(OBEYED)('%s', (_what, found, shown) => {
    expect(visible(found)).toBe(shown);
    expect(say({ 'zh-CN': found }, 'en')).toBe(shown);
    expect(JSON.parse(`"${visible(found)}"`)).toBe(found);
  });

  it.each(['风险等级', 'Grüße', '€ 5\n\t6', '👍🏽', 'עברית', 'العربية'])('and leaves %j alone', (found) => {
    expect(visible(found)).toBe(found);
  });

  it('in a sentence: in its titles, labels and values', () => {
    const entity = {
      kind: 'entity',
      name: 'thing',
      title: text('物\u202E品', 'Thing\u202E'),
      key: 'id',
      fields: { id: { type: 'string', title: text('编\u001B[2J号', 'Number\u001B[2J') } },
    };
    const when = { all: [{ fact: 'id', operator: 'equal', value: 'a\u2067b' }] };
    const told = said(entity, { kind: 'criteria', name: 'c', title: 'c', entity: 'entity/thing', when });
    expect(told).toEqual({
      'zh-CN': ['编\\u001B[2J号为“a\\u2067b”的物\\u202E品。'],
      en: ['Thing\\u202Es whose number\\u001B[2J is “a\\u2067b”.'],
    });
  });
});
