import fc from 'fast-check';

const piece = fc.constantFrom(
  'a',
  'b',
  '.',
  '[ab]',
  '[^a]',
  '\\d',
  '\\w',
  '\\s',
  '\\S',
  '中',
  '^',
  '$',
  '|',
  '(a|b)',
  '(?:ab)',
  '(a*)',
  '(b?a+)',
  '(a{1,3})',
  '(|ab)',
);
const repeat = fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{1,2}', '{2,}', '{0}');

/** A pattern of the language, a few pieces long. */
export const anyPattern = fc
  .array(fc.tuple(piece, repeat), { maxLength: 6 })
  .map((parts) => parts.map(([one, times]) => ('^$|'.includes(one) ? one : one + times)).join(''));

/** A text of the letters that such patterns speak of, and of those that regular expressions disagree about. */
export const anySubject = fc.string({
  unit: fc.constantFrom('a', 'b', '中', '1', '\n', '\u2028', '𠮷', '-', ' ', '\v', '\u3000'),
  maxLength: 9,
});
