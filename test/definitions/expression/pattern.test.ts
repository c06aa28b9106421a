import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyPattern, anySubject } from '../../support/random-pattern.ts';
import { isPattern, parsePattern } from '../../../definitions/expression/pattern/pattern.ts';

const matches = (pattern: string, text: string) => {
  const read = parsePattern(pattern);
  if (!isPattern(read)) throw new Error(`${pattern}: ${read.reason}`);
  return read.matches(text);
};

describe('a pattern', () => {
  it.each([
    ['abc', 'xabcx', true],
    ['^abc$', 'xabc', false],
    ['^abc$', 'abc', true],
    ['^(?:ab|cd)+$', 'abcdab', true],
    ['^(ab|cd){2,3}$', 'ab', false],
    ['^(ab|cd){2,3}$', 'abcdab', true],
    ['^(ab|cd){2,3}$', 'abcdabcd', false],
    ['^\\d{6}$', '100000', true],
    ['^\\d{6}$', '10000', false],
    ['^\\d{6}$', '１０００００', false],
    ['^[一-龥]{2,4}$', '张三', true],
    ['^[一-龥]{2,4}$', '张', false],
    ['^.$', '𠮷', true],
    ['^.$', '\n', false],
    ['^.$', '\u2028', true],
    ['^[^a]$', 'b', true],
    ['^[^a]$', 'a', false],
    ['^\\w+$', 'a_Z9', true],
    ['^\\w+$', 'é', false],
    ['^\\W$', 'é', true],
    ['^\\s$', '\t', true],
    ['^\\s$', '\v', true],
    ['^\\s$', ' ', true],
    ['^\\s$', '\u00a0', false],
    ['^\\s$', '\u3000', false],
    ['^\\S+$', 'a\u3000b', true],
    ['^\\S+$', 'a b', false],
    ['^[\\s,]+$', ', ,', true],
    ['^\\D$', '１', true],
    ['[a-]', '-', true],
    ['[\\]\\[]', ']', true],
    ['a||b', '', true],
    ['', '', true],
    ['(a*)*b', 'a'.repeat(5000), false],
    ['^(a?){50}a{50}$', 'a'.repeat(50), true],
    ['a{0}b', 'b', true],
    ['x$|^y', 'yx', true],
  ])('%s in %j is found: %s', (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });

  it.each([
    ['(?=a)', 'look-around', 0],
    ['(?<!a)b', 'look-around', 0],
    ['(a)\\1', 'back-reference', 3],
    ['(?<name>a)', 'group-form', 0],
    ['(?i)a', 'group-form', 0],
    ['a*?', 'lazy-or-possessive', 2],
    ['a++', 'lazy-or-possessive', 2],
    ['a**', 'nothing-to-repeat', 2],
    ['*a', 'nothing-to-repeat', 0],
    ['^*', 'nothing-to-repeat', 1],
    ['\\bword', 'escape', 0],
    ['\\p{Han}', 'escape', 0],
    ['\\', 'escape', 0],
    ['(a', 'unclosed', 0],
    ['[a', 'unclosed', 0],
    ['a)', 'unexpected', 1],
    ['a]', 'unexpected', 1],
    ['[[:alpha:]]', 'unexpected', 1],
    ['[]', 'class-empty', 0],
    ['[z-a]', 'class-range', 1],
    ['[\\d-z]', 'class-range', 1],
    ['a{2,1}', 'repeat-limits', 1],
    ['a{1001}', 'repeat-limits', 1],
    ['a{x}', 'repeat-limits', 1],
    ['((a{100}){100}){100}', 'too-large', 0],
    ['('.repeat(60) + ')'.repeat(60), 'too-deep', 51],
    ['a'.repeat(1001), 'too-long', 1000],
  ])('%s is refused: %s at %i', (pattern, reason, at) => {
    expect(parsePattern(pattern)).toEqual({ reason, at });
  });

  it('means the same as its portable text in JavaScript', () => {
    fc.assert(
      fc.property(anyPattern, anySubject, (source, subject) => {
        const read = parsePattern(source);
        if (!isPattern(read)) throw new Error(`${source}: ${read.reason}`);
        expect(read.matches(subject)).toBe(new RegExp(read.portable, 'u').test(subject));
      }),
      { numRuns: 3000 },
    );
  });
});
