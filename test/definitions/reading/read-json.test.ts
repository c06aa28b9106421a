import { describe, expect, it } from 'vitest';
import type { Json } from '../../../definitions/model/json.ts';
import { type JsonRead, readJson } from '../../../definitions/reading/read-json.ts';
import { treeProblems } from '../../../definitions/reading/document-limits.ts';
import { decodeUtf8, utf8Length } from '../../../definitions/reading/utf8.ts';

const bytes = (...values: readonly number[]) => Uint8Array.from(values);
const utf8 = (text: string) => new TextEncoder().encode(text);
const codes = (read: JsonRead) =>
  read.kind === 'read' ? [] : read.problems.map(({ code, pointer }) => `${code} ${pointer}`);

describe('strict JSON', () => {
  it.each<[string, Json]>([
    ['{"a":1}', { a: 1 }],
    [' [ 1 , -0.5 , 1e3, 2.50 ] ', [1, -0.5, 1000, 2.5]],
    ['"客户 \\u5ba2\\n\\"\\/"', '客户 客\n"/'],
    ['"\\ud83d\\ude00"', '😀'],
    ['[]', []],
    ['{}', {}],
    ['true', true],
    ['null', null],
    ['123456789012345', 123456789012345],
    ['1000000000000000000000', 1e21],
    ['0.000000000000001', 1e-15],
    ['-0', -0],
    ['{"intercept":0.12345678901234567}', { intercept: Number('0.12345678901234567') }],
    [
      '{"terms":[{"values":{"a":1.2345678901234567e-5}}]}',
      { terms: [{ values: { a: Number('1.2345678901234567e-5') } }] },
    ],
  ])('reads %s', (text, value) => {
    expect(readJson(text)).toEqual({ kind: 'read', document: value });
    expect(readJson(utf8(text))).toEqual({ kind: 'read', document: value });
  });

  it.each<[string, string | Uint8Array, string]>([
    ['half a UTF-8 sequence', bytes(0x22, 0xe4, 0xba, 0x22), 'not-utf-8 '],
    ['GBK bytes', bytes(0x22, 0xbf, 0xcd, 0xbb, 0xa7, 0x22), 'not-utf-8 '],
    ['an overlong form', bytes(0x22, 0xc0, 0xaf, 0x22), 'not-utf-8 '],
    ['a surrogate in UTF-8', bytes(0x22, 0xed, 0xa0, 0x80, 0x22), 'not-utf-8 '],
    ['a code point beyond Unicode', bytes(0x22, 0xf4, 0x90, 0x80, 0x80, 0x22), 'not-utf-8 '],
    ['a byte order mark', utf8('\uFEFF{}'), 'byte-order-mark '],
    ['a byte order mark in text', '\uFEFF{}', 'byte-order-mark '],
    ['nothing', '', 'not-json '],
    ['a comment', '{"a":1 /* x */}', 'not-json '],
    ['a trailing comma', '[1,]', 'not-json /1'],
    ['a key without quotes', '{a:1}', 'not-json '],
    ['single quotes', "['a']", 'not-json /0'],
    ['a second value', '{} {}', 'not-json '],
    ['a number with a leading zero', '[01]', 'not-json '],
    ['a number with a bare point', '[1.]', 'not-json '],
    ['NaN', '[NaN]', 'not-json /0'],
    ['a text without end', '{"a":"x', 'not-json /a'],
    ['a raw line break in a text', '{"a":"x\ny"}', 'not-json /a'],
    ['a bad escape', '{"a":"\\x"}', 'not-json /a'],
    ['an object without end', '{"a":{"b":1', 'not-json /a'],
    ['one key twice', '{"a":{"b":1,"b":2}}', 'duplicate-key /a/b'],
    ['one key twice, once escaped', '{"a":1,"\\u0061":2}', 'duplicate-key /a'],
    ['__proto__', '{"x":[{"__proto__":{}}]}', 'forbidden-key /x/0/__proto__'],
    ['constructor', '{"constructor":1}', 'forbidden-key /constructor'],
    ['prototype', '{"prototype":1}', 'forbidden-key /prototype'],
    ['sixteen digits', '{"a":1234567890123456}', 'number-loses-digits /a'],
    ['a float that is no decimal', '[0.30000000000000004]', 'number-loses-digits /0'],
    [
      '17 digits where no regression states a coefficient',
      '{"weight":0.12345678901234567}',
      'number-loses-digits /weight',
    ],
    ['18 digits in a coefficient', '{"intercept":0.123456789012345678}', 'number-loses-digits /intercept'],
    ['17 digits in a fact', '{"facts":{"intercept":0.12345678901234567}}', 'number-loses-digits /facts/intercept'],
    ['a number beyond double', '[1e999]', 'number-loses-digits /0'],
    ['a number that becomes zero', '[1e-999]', 'number-loses-digits /0'],
    ['half a surrogate pair', '{"a":"\\ud800"}', 'lone-surrogate /a'],
    ['65 levels', `${'['.repeat(65)}${']'.repeat(65)}`, `nested-too-deep ${'/0'.repeat(64)}`],
    ['a million levels', '['.repeat(1_000_000), `nested-too-deep ${'/0'.repeat(64)}`],
    ['a million objects within another', '{"a":'.repeat(800_000), `nested-too-deep ${'/a'.repeat(64)}`],
    ['6 MB of text', `"${'x'.repeat(6 * 1024 * 1024)}"`, 'document-too-large '],
    ['50 MB of bytes', new Uint8Array(50 * 1024 * 1024), 'document-too-large '],
    ['5 MB in characters, more in bytes', `"${'客'.repeat(2 * 1024 * 1024)}"`, 'document-too-large '],
  ])('refuses %s', (_, source, expected) => {
    expect(codes(readJson(source))).toEqual([expected]);
  });

  it('reads 64 levels', () => {
    expect(readJson(`${'['.repeat(64)}${']'.repeat(64)}`).kind).toBe('read');
  });

  it('says line and column of what is not JSON, and of which definition', () => {
    const read = readJson('{\n  "a": 1,\n  b: 2\n}', 'criteria/x');
    expect(read.kind === 'refused' && read.problems[0]).toMatchObject({
      definition: 'criteria/x',
      message: { en: 'Not valid JSON: at line 3, column 3, expected a key in double quotes' },
    });
  });
});

describe('UTF-8', () => {
  it.each(['', 'abc', '客户分类', '😀é', 'x'.repeat(20_000), '客'.repeat(9_000)])(
    'is decoded as the platform does',
    (text) => {
      expect(decodeUtf8(utf8(text))).toEqual({ text });
      expect(utf8Length(text)).toBe(utf8(text).length);
    },
  );
});

describe('a value that was not read from text', () => {
  const cyclic: Record<string, unknown> = {};
  cyclic['self'] = cyclic;
  const shared: unknown[] = Array.from({ length: 26 }).reduce<unknown[]>((inner) => [inner, inner], []);
  it.each<[string, unknown, string]>([
    ['a date', { a: new Date(0) }, 'not-a-json-value /a'],
    ['undefined', { a: [undefined] }, 'not-a-json-value /a/0'],
    ['a function', () => 1, 'not-a-json-value '],
    ['a bigint', [1n], 'not-a-json-value /0'],
    ['NaN', [Number.NaN], 'number-loses-digits /0'],
    ['a number with 17 digits', [0.1 + 0.2], 'number-loses-digits /0'],
    ['half a surrogate pair', ['\ud800'], 'lone-surrogate /0'],
    ['an own __proto__', JSON.parse('{"__proto__":1}'), 'forbidden-key /__proto__'],
    ['a key of 301 characters', { a: { ['k'.repeat(301)]: 1 } }, 'key-too-long /a'],
    ['an object that holds itself', cyclic, `nested-too-deep ${'/self'.repeat(64)}`],
    ['a list shared until it is 2^26 values', shared, 'document-too-large '],
    [
      '10,001 comparisons',
      { all: Array.from({ length: 10_001 }, () => ({ fact: 'a', operator: 'equal', value: 1 })) },
      'too-many-conditions ',
    ],
  ])('refuses %s', (_, value, expected) => {
    expect(treeProblems(value).map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([expected]);
  });

  it('is a document where it holds JSON values only', () => {
    expect(treeProblems({ a: [1, 'x', null, true, { b: {} }] })).toEqual([]);
  });
});
