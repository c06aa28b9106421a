import { describe, expect, it } from 'vitest';
import { compile } from '../../../definitions/compile.ts';
import { link } from '../../../definitions/library.ts';
import { readJson } from '../../../definitions/reading/read-json.ts';
import { criteria, entity } from '../traps/told.ts';
import { codesOf, CUSTOMER, leaf, linked } from './linked.ts';

describe('bytes that are no document', () => {
  const bytes = (...parts: readonly (string | readonly number[])[]) =>
    new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part as string))));
  it.each<[string, string | Uint8Array, string]>([
    ['50 MB', new Uint8Array(50 * 1024 * 1024), 'document-too-large'],
    ['50 MB of text', 'x'.repeat(50 * 1024 * 1024), 'document-too-large'],
    ['GBK', bytes('{"name":"', [0xd6, 0xd0, 0xce, 0xc4], '"}'), 'not-utf-8'],
    ['an overlong slash', bytes('{"name":"', [0xc0, 0xaf], '"}'), 'not-utf-8'],
    ['a surrogate in UTF-8', bytes('{"name":"', [0xed, 0xa0, 0x80], '"}'), 'not-utf-8'],
    ['a cut sequence', bytes('{"name":"', [0xe4, 0xb8]), 'not-utf-8'],
    ['a byte order mark', bytes([0xef, 0xbb, 0xbf], '{}'), 'byte-order-mark'],
    ['UTF-16', bytes([0xff, 0xfe, 0x7b, 0x00]), 'not-utf-8'],
    ['a million open brackets', '['.repeat(1_000_000), 'nested-too-deep'],
    ['1e999', '{"a":1e999}', 'number-loses-digits'],
    ['-1e999', '[-1e999]', 'number-loses-digits'],
    ['1e-999', '[1e-999]', 'number-loses-digits'],
    ['a number of 400 digits', `[${'9'.repeat(400)}]`, 'number-loses-digits'],
    ['16 digits', '[1234567890123456]', 'number-loses-digits'],
    ['a key twice', '{"a":1,"a":2}', 'duplicate-key'],
    ['a key twice, once escaped', '{"a":1,"\\u0061":2}', 'duplicate-key'],
    ['an escaped __proto__', '{"\\u005f_proto__":1}', 'forbidden-key'],
    ['half a surrogate pair', '["\\ud800"]', 'lone-surrogate'],
    ['a control character', '["\u0001"]', 'not-json'],
    ['a comment', '{"a":1} // one', 'not-json'],
    ['a trailing comma', '[1,]', 'not-json'],
    ['NaN', '[NaN]', 'not-json'],
    ['nothing', '', 'not-json'],
    ['a null byte at the end', '{}\u0000', 'not-json'],
  ])('%s', (_, source, code) => {
    const read = readJson(source);
    expect(read.kind === 'refused' ? codesOf(read.problems) : []).toEqual([code]);
  });
});

describe('names', () => {
  it.each([
    ['a path', '../../etc/passwd'],
    ['a slash', 'a/b'],
    ['a backslash', 'a\\b'],
    ['a drive', 'c:'],
    ['a dot', '..'],
    ['a null character', 'a\u0000b'],
    ['a line feed', 'a\nb'],
    ['a right-to-left override', 'a\u202eb'],
    ['a zero-width space', 'a\u200bb'],
    ['markup', '<script>'],
    ['a quote', "a'b"],
    ['a semicolon', 'a;drop table'],
    ['a dollar', '$a'],
    ['spaces alone', '   '],
  ])('%s is refused', (_, name) => {
    expect(linked(criteria({ all: [] }, { name }))).toEqual(['name-malformed']);
    expect(linked(entity({ [name]: { type: 'integer' } }, { name: 'e' }))).toEqual(['field-name-malformed']);
  });

  it('a name of a million characters is refused, and so is a key', () => {
    expect(linked(criteria({ all: [] }, { name: 'a'.repeat(1_000_000) }))).toEqual(['text-too-long']);
    expect(linked(entity({ ['a'.repeat(1_000_000)]: { type: 'integer' } }, { name: 'e' }))).toEqual(['key-too-long']);
  });

  it('what names may not be, a title may, and comes back as it is', () => {
    const title = '${alert(1)} \u2028 ` " \' \\ </script> 汉';
    const compiled = compile(link([CUSTOMER, criteria({ all: [leaf] }, { title })].map((document) => ({ document }))), [
      'criteria/rule',
    ]);
    expect(compiled.decide({ facts: { age: 1 } })['criteria/rule']?.value).toBe(true);
  });
});
