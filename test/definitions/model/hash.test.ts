import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonical, closureHash, hash } from '../../../definitions/model/hash.ts';
import type { Json } from '../../../definitions/model/json.ts';

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

describe('canonical text (RFC 8785)', () => {
  it.each<[string, Json, string]>([
    [
      'the sample of section 3.2.2',
      JSON.parse(
        '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
      ) as Json,
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    ],
    [
      'the sorting sample of section 3.2.3',
      JSON.parse(
        '{"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control","\\u00f6":"Latin Small Letter O With Diaeresis"}',
      ) as Json,
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    ],
    ['minus zero', -0, '0'],
    ['the largest safe integer', 9007199254740991, '9007199254740991'],
    ['1e21', 1e21, '1e+21'],
    ['1e-7', 1e-7, '1e-7'],
    ['nested lists and objects', { b: [{ d: 1, c: 2 }], a: {} }, '{"a":{},"b":[{"c":2,"d":1}]}'],
  ])('is that of %s', (_, value, text) => {
    expect(canonical(value)).toBe(text);
  });

  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.integer()), (object) => {
        const entries = Object.entries(object);
        expect(canonical(Object.fromEntries(entries.toReversed()))).toBe(canonical(Object.fromEntries(entries)));
      }),
    );
  });
});

describe('a hash', () => {
  it('is the lowercase hex SHA-256 of the canonical text', () => {
    expect(hash({ name: '客户', a: 1.5 })).toBe(sha256('{"a":1.5,"name":"客户"}'));
  });

  it('of a closure covers sorted pairs of id and hash', () => {
    const pairs: [string, string][] = [
      ['scorecard/b', 'bb'],
      ['criteria/a', 'aa'],
      ['entity/customer', 'cc'],
    ];
    const text = '[["criteria/a","aa"],["entity/customer","cc"],["scorecard/b","bb"]]';
    expect(closureHash(pairs)).toBe(sha256(text));
    expect(closureHash(pairs.toReversed())).toBe(sha256(text));
  });
});
