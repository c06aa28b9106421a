import { describe, expect, it } from 'vitest';
import { compile } from '../../../definitions/compile.ts';
import type { JsonObject } from '../../../definitions/model/json.ts';
import { link } from '../../../definitions/library.ts';
import { criteria, formula } from '../traps/told.ts';
import { CUSTOMER, linked } from './linked.ts';

describe('formulas', () => {
  const of = (text: string, type = 'integer'): readonly string[] => {
    const line: JsonObject = { name: 'x', text, type, ...(type === 'decimal' ? { decimals: 2 } : {}) };
    return linked({ ...formula({}), lines: [line] });
  };
  it.each<[string, string, readonly string[]]>([
    ['20,000 characters', '1'.repeat(20_000), ['formula-too-long']],
    ['more than the schema takes', '1'.repeat(20_001), ['text-too-long']],
    ['5,000 parentheses', `${'('.repeat(4_990)}age${')'.repeat(4_990)}`, ['formula-too-deep']],
    ['9,000 open brackets', '['.repeat(9_000), ['formula-too-deep']],
    ['a sum of 1,600 terms', `age${' + age'.repeat(1_600)}`, ['formula-too-deep']],
    [
      '150 loops inside each other',
      `${'sum(for x in flows return '.repeat(150)}1${')'.repeat(150)}`,
      ['formula-too-deep'],
    ],
    ['noise', '@#$%^&*'.repeat(1_400), ['formula-syntax']],
    [
      'noise behind a long formula',
      `${'min(age, '.repeat(20)}1${')'.repeat(20)} ${'@ '.repeat(3_000)}`,
      ['formula-syntax'],
    ],
    ['brackets within a text', `string length("${'('.repeat(5_000)}")`, []],
    ['a number of 9,900 digits', '1'.repeat(9_900), ['unreadable-literal']],
    ['a text of 9,800 characters', `string length("${'x'.repeat(9_800)}")`, []],
    ['a sequence without an end', 'sum(for i in 1..age * 1000000 return i)', ['sequence-too-long']],
    [
      'sequences inside each other',
      'sum(for i in 1..1000 return sum(for j in 1..1000 return sum(for k in 1..1000 return 1)))',
      ['loops-too-long'],
    ],
    ['a field that objects inherit', 'constructor + 1', ['unknown-name']],
    ['a member that objects inherit', 'age.constructor', ['unknown-member']],
    ['a function that objects inherit', 'toString(age)', ['unknown-function']],
    ['code', 'process.exit(1)', ['formula-outside']],
  ])('%s', (_, text, codes) => {
    expect(of(text)).toEqual(codes);
  });

  it('many loops of one definition are counted together, and so are those it stands upon', () => {
    const lines = Array.from({ length: 20 }, (_, i) => ({
      name: `x${i}`,
      text: `sum(for i in 1..999999 return i * ${i})`,
      type: 'integer',
    }));
    const sum = { name: 'sum', text: lines.map(({ name }) => name).join(' + '), type: 'integer' };
    expect(linked({ ...formula({}), lines: [...lines, sum], outputs: ['sum'] })).toEqual(['too-many-rounds']);
    const parts = lines.map((line, i) => formula({}, { name: `part${i}`, lines: [{ ...line, name: 'x' }] }));
    const whole = formula({
      text: parts.map((_, i) => `p${i}`).join(' + '),
      type: 'integer',
      uses: Object.fromEntries(parts.map((_, i) => [`p${i}`, `formula/part${i}#x`])),
    });
    const { decimals: _, ...line } = (whole['lines'] as readonly JsonObject[])[0] ?? {};
    expect(linked(...parts, { ...whole, lines: [line] })).toEqual(['too-many-rounds']);
  });

  it('500 lines of 9,000 characters are too much formula for one definition', () => {
    const lines = Array.from({ length: 500 }, (_, i) => ({
      name: `x${i}`,
      text: `age${' + age'.repeat(1_500)}`,
      type: 'integer',
    }));
    expect(linked({ ...formula({}), lines, outputs: ['x499'] })).toEqual(['formulas-too-long']);
  });
});

describe('patterns', () => {
  const pattern = (value: string) => criteria({ all: [{ fact: 'city', operator: 'matches', value }] });
  it.each([
    '(a)\\1',
    '(?=a)a',
    '(?<!a)b',
    'a++',
    'a*?',
    '(x{1000}){1000}',
    '((a{0,100}){0,100}){0,100}',
    'a{1,1000000}',
    'a{99999999999}',
    `${'('.repeat(200)}a${')'.repeat(200)}`,
    'a'.repeat(5_000),
    '[',
    '(',
    '*',
    '\\',
  ])('%s is refused', (value) => {
    expect(linked(pattern(value))).toEqual(['pattern-refused']);
  });

  it.each<[string, string, boolean]>([
    ['(a+)+$', `${'a'.repeat(100_000)}!`, false],
    ['^(a|a)*$', `${'a'.repeat(100_000)}!`, false],
    ['^(a*)*$', `${'a'.repeat(100_000)}!`, false],
    ['(x+x+)+y', 'x'.repeat(100_000), false],
    ['a{1,500}b', 'a'.repeat(100_000), false],
    ['[ab]*a[ab]{200}c', 'ab'.repeat(5_000), false],
    ['^.*.*.*=.*$', 'x'.repeat(100_000), false],
    ['(a?){200}a{200}', 'a'.repeat(200), true],
  ])('%s is answered on a long text', (value, city, expected) => {
    const compiled = compile(link([CUSTOMER, pattern(value)].map((document) => ({ document }))), ['criteria/rule']);
    expect(compiled.decide({ facts: { city } })['criteria/rule']?.value).toBe(expected);
  });
});
