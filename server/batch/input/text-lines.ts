import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';

/** A line of a text file. */
export interface TextLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** Whether its bytes are UTF-8. */
  readonly isText: boolean;
}

/** The lines of a file that should be UTF-8, ended by LF, CRLF or CR, without a byte order mark. */
export async function* textLines(path: string): AsyncGenerator<TextLine> {
  let number = 0;
  let rest: Buffer[] = [];
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) {
    const bytes = chunk as Buffer;
    let from = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
      for (const line of piecesOf(Buffer.concat([...rest, bytes.subarray(from, end)])))
        yield { number: ++number, ...line };
      rest = [];
      from = end + 1;
    }
    rest.push(bytes.subarray(from));
  }
  const last = Buffer.concat(rest);
  if (last.length > 0) for (const line of piecesOf(last)) yield { number: ++number, ...line };
}

/** What stands before an LF: one line, or several that end with CR. */
function piecesOf(bytes: Buffer): readonly Omit<TextLine, 'number'>[] {
  const isText = isUtf8(bytes);
  const text = bytes
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .replace(/\r$/, '');
  // Of bytes that are no text nobody can say which of the lines they spoil: each that shows it.
  return text.split('\r').map((line) => ({ text: line, isText: isText || !line.includes('\ufffd') }));
}
