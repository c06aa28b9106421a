import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from '../../../../definitions/index.ts';
import { readRequest } from '../../../../server/http/wire/read-request.ts';

describe('a request is read as strictly as a document', () => {
  it.each([
    ['duplicate keys', '{"a":1,"a":2}'],
    ['duplicate keys, one with space before its colon', '{"a" :1,"a":2}'],
    ['duplicate keys beside a text that begins with a colon', '{"a" :1,"a":2,"b":":c"}'],
    ['duplicate keys within lists', '[{"a":[{"b":1,"b":2}]}]'],
    ['a text that begins with a colon', '{"a":":b","c":":"}'],
    ['a key hidden by an escape', '{"\\u0061":1,"a":2}'],
    ['sixteen digits', '{"a":1234567890123456}'],
    ['sixteen digits with a point', '{"a":123456.7890123456}'],
    ['a long number as text', '{"a":"12345678901234567890"}'],
    ['an exponent', '{"a":1e999}'],
    ['half a surrogate pair', '{"a":"\\ud800"}'],
    ['the character for what is no UTF-8', '{"a":"\uFFFD"}'],
    ['Chinese', '{"姓名":"张三","等级":"：高"}'],
    ['nothing', ''],
    ['space', '  '],
    ['a word', 'nul'],
  ])('%s', (_title, text) => {
    expect(readRequest(Buffer.from(text))).toEqual(readJson(Buffer.from(text)));
  });

  it('whatever the bytes are', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"',
      '\\',
      ' ',
      '"a"',
      '"b":',
      '1',
      '.5',
      'e9',
      '9999999999999999',
      'true',
      '中',
      '\uFEFF',
      '__proto__',
      '"a":1,',
    );
    const soup = fc.array(piece, { maxLength: 30 }).map((pieces) => Buffer.from(pieces.join('')));
    const written = fc.json({ maxDepth: 4 }).map((text) => Buffer.from(text));
    const bytes = fc.uint8Array({ maxLength: 30 }).map((array) => Buffer.from(array));
    fc.assert(
      fc.property(fc.oneof(soup, written, bytes), (buffer) => {
        expect(readRequest(buffer)).toEqual(readJson(buffer));
      }),
      { numRuns: 3000 },
    );
  });
});
