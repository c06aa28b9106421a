import { type CodePoints, complement, LAST_POINT } from '../pattern/syntax.ts';
import { zh } from './chinese.ts';
import { listed, pick2, quoted, type Speech } from './speech.ts';

/** What one character of a sort is called, several, and the measure word they are counted with. */
export interface CharacterSort {
  readonly one: string;
  readonly many: string;
  readonly measure: string;
}

/** Sorts of characters that have a name, by their code points. */
const NAMED: readonly (readonly [string, string, string, string])[] = [
  ['30-39', '数字', 'digit', '位'],
  ['41-5a', '大写英文字母', 'capital letter A–Z', '个'],
  ['61-7a', '小写英文字母', 'small letter a–z', '个'],
  ['41-5a 61-7a', '英文字母', 'letter a–z or A–Z', '个'],
  ['30-39 41-5a', '数字或大写英文字母', 'digit or capital letter A–Z', '个'],
  ['30-39 61-7a', '数字或小写英文字母', 'digit or small letter a–z', '个'],
  ['30-39 41-5a 61-7a', '数字或英文字母', 'digit or letter a–z or A–Z', '个'],
  ['30-39 41-5a 5f-5f 61-7a', '数字、英文字母或下划线', 'digit, letter a–z or A–Z, or underscore', '个'],
  ['9-d 20-20', '空白字符', 'blank character', '个'],
  ['4e00-9fa5', '汉字', 'Chinese character', '个'],
  ['0-9 b-10ffff', '字符', 'character', '个'],
];

/** What some characters are called; undefined where they are too many to name. */
export function sortOf(points: CodePoints, speech: Speech): CharacterSort | undefined {
  const key = points.map((range) => range.map((point) => point.toString(16)).join('-')).join(' ');
  const [, chinese = '', english = '', measure = '个'] = NAMED.find(([known]) => known === key) ?? [];
  if (english !== '') return sort(chinese, english, measure, speech);
  const [first] = points;
  if (points.length === 1 && first !== undefined && first[0] >= 0x30 && first[1] <= 0x39) {
    const [low, high] = [String.fromCodePoint(first[0]), String.fromCodePoint(first[1])];
    return sort(zh`${low} 至 ${high} 的数字`, `digit from ${low} to ${high}`, '位', speech);
  }
  const isOpen = points.at(-1)?.[1] === LAST_POINT;
  const named = listOf(isOpen ? complement(points) : points, speech);
  if (named === undefined) return undefined;
  return isOpen
    ? sort(`除${named}以外的字符`, `character other than ${named}`, '个', speech)
    : sort(`${named}中的字符`, `of the characters ${named}`, '个', speech);
}

function sort(chinese: string, english: string, measure: string, speech: Speech): CharacterSort {
  const many = english.replace(
    /^(capital letter|small letter|letter|digit|Chinese character|blank character|character)/,
    '$1s',
  );
  return { one: pick2(speech, chinese, english), many, measure };
}

/** Some characters by themselves: few enough to be named. */
function listOf(points: CodePoints, speech: Speech): string | undefined {
  if (points.length > 12) return undefined;
  const names = points.flatMap(([low, high]) =>
    low === high
      ? [textWords(String.fromCodePoint(low), speech)]
      : [
          pick2(
            speech,
            `${textWords(String.fromCodePoint(low), speech)}至${textWords(String.fromCodePoint(high), speech)}`,
            `${textWords(String.fromCodePoint(low), speech)} to ${textWords(String.fromCodePoint(high), speech)}`,
          ),
        ],
  );
  return listed(speech, names, 'and');
}

/** A written text in quotation marks; a lone blank, which nobody would see there, by its name. */
export const textWords = (text: string, speech: Speech) =>
  text === ' ' ? pick2(speech, '空格', 'a blank') : quoted(text);
