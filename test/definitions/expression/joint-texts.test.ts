import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fold } from '../../../definitions/expression/fold.ts';
import { jointTexts, type TextQuestion } from '../../../definitions/expression/pattern/joint-texts.ts';
import { isPattern, parsePattern } from '../../../definitions/expression/pattern/pattern.ts';
import { literalQuestion } from '../../../definitions/expression/to-regions/text-cells.ts';

/** Every text of at most five of these; two of them fold to another. */
const CHARACTERS = ['a', 'b', 'A', 'Ｂ', '其'];
const TEXTS = Array.from({ length: 5 }).reduce<readonly string[]>(
  (texts, _, length) => [
    ...texts,
    ...texts.filter((text) => text.length === length).flatMap((text) => CHARACTERS.map((one) => text + one)),
  ],
  [''],
);

interface Asked {
  readonly question: TextQuestion;
  /** The same, by what the platform says of texts. */
  readonly holds: (text: string) => boolean;
}

const pieces = fc.stringMatching(/^[abAＢ其]{0,2}$/);
const literals = fc
  .tuple(pieces, fc.constantFrom('equal', 'startsWith', 'endsWith', 'contains'), fc.boolean())
  .map(([piece, asked, isFolded]): Asked => {
    const wanted = isFolded ? fold(piece) : piece;
    const of = (text: string) => (isFolded ? fold(text) : text);
    const says = {
      equal: (text: string) => of(text) === wanted,
      startsWith: (text: string) => of(text).startsWith(wanted),
      endsWith: (text: string) => of(text).endsWith(wanted),
      contains: (text: string) => of(text).includes(wanted),
    };
    return { question: literalQuestion(wanted, asked as 'equal', isFolded), holds: says[asked as 'equal'] };
  });
const PATTERNS = [
  'a',
  '^a',
  'b$',
  '^$',
  '^a*$',
  '^(ab)+$',
  '^[^a]',
  '[A-Z]',
  '^.{2}$',
  '^.{1,2}b?$',
  '\\w$',
  'a|其',
  '^(a|b)*A$',
  'x',
  '^\\s',
  'a.b',
];
const patterns = fc.tuple(fc.constantFrom(...PATTERNS), fc.boolean()).map(([text, isFolded]): Asked => {
  const read = parsePattern(text);
  if (!isPattern(read)) throw new Error(text);
  // Of blanks a pattern knows those of ASCII.
  const expression = new RegExp(text.replaceAll('\\s', '[\\t-\\r ]'), 'u');
  return { question: { pattern: read.tree, isFolded }, holds: (one) => expression.test(isFolded ? fold(one) : one) };
});

it('finds every combination of answers that a text gives, and no other', () => {
  expect(TEXTS).toHaveLength(3906);
  fc.assert(
    fc.property(fc.array(fc.oneof(literals, patterns), { minLength: 1, maxLength: 4 }), (asked) => {
      const joint = jointTexts(asked.map(({ question }) => question));
      const answersOf = (text: string) => asked.map(({ holds }) => holds(text));
      for (const { text, answers } of joint ?? []) expect([text, answers]).toEqual([text, answersOf(text)]);
      const known = new Set(joint?.map(({ answers }) => answers.join()));
      expect(TEXTS.filter((text) => !known.has(answersOf(text).join()))).toEqual([]);
      expect(known.size).toBe(joint?.length);
    }),
    { numRuns: 300 },
  );
});

it('says nothing where there are too many combinations', () => {
  const contained = [...'abcdefghij'].map((letter) => literalQuestion(letter, 'contains', false));
  expect(jointTexts(contained)).toBeUndefined();
  expect(jointTexts(contained.slice(0, 5))).toHaveLength(32);
});

it('says nothing of halves of characters', () => {
  expect(jointTexts([literalQuestion('\ud83d', 'startsWith', false)])).toBeUndefined();
  expect(jointTexts([literalQuestion('😀', 'startsWith', false)])?.map(({ text }) => text)).toEqual(['', '😀']);
});
