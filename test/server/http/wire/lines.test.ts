import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lineSplitter } from '../../../../server/http/wire/lines.ts';

function split(chunks: readonly Buffer[], most?: number): readonly (string | null)[] {
  const splitter = lineSplitter(most);
  return [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()].map(
    (line) => line?.toString() ?? null,
  );
}

it('lines are the same however the bytes are cut into chunks', () => {
  const line = fc.string({ maxLength: 8 }).filter((text) => !/[\r\n]/.test(text));
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1 }),
      fc.constantFrom('\n', '\r\n'),
      fc.array(fc.nat(7)),
      (lines, ending, sizes) => {
        const bytes = Buffer.from(lines.map((one) => one + ending).join(''));
        const chunks: Buffer[] = [];
        let at = 0;
        for (const size of [...sizes, bytes.length]) {
          chunks.push(bytes.subarray(at, at + size));
          at += size;
        }
        expect(split(chunks)).toEqual(lines);
      },
    ),
  );
});

it.each([
  ['a last line without a line feed counts', 'a\nb', ['a', 'b']],
  ['empty lines are kept, so that numbers stay right', '\na\n\n', ['', 'a', '']],
  ['nothing has no lines', '', []],
])('%s', (_title, text, lines) => {
  expect(split([Buffer.from(text)])).toEqual(lines);
});

it('a line that is too long stands as nothing, and those after it are read', () => {
  expect(
    split(
      ['aa', 'aaaa\nb', 'b\naaaaa'].map((text) => Buffer.from(text)),
      4,
    ),
  ).toEqual([null, 'bb', null]);
});
