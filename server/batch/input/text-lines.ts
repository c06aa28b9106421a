import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { lineSplitter } from '../../http/wire/lines.ts';

/** A line of a text file. */
export interface TextLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** Whether its bytes are UTF-8. */
  readonly isText: boolean;
  /** Whether it is too long to be kept: its text is empty then. */
  readonly isLong: boolean;
}

const MOST_BYTES = 8_000_000;

/** The lines of a file that should be UTF-8, ended by LF, CRLF or CR, without a byte order mark. */
export async function* textLines(path: string): AsyncGenerator<TextLine> {
  const splitter = lineSplitter(MOST_BYTES);
  let number = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 }))
    for (const bytes of splitter.push(chunk as Buffer))
      for (const line of piecesOf(bytes)) yield { number: ++number, ...line };
  for (const bytes of splitter.end()) for (const line of piecesOf(bytes)) yield { number: ++number, ...line };
}

/** What stands before an LF: one line, or several that end with CR. */
function piecesOf(bytes: Buffer | null): readonly Omit<TextLine, 'number'>[] {
  if (bytes === null) return [{ text: '', isText: true, isLong: true }];
  const isText = isUtf8(bytes);
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  // Of bytes that are no text nobody can say which of the lines they spoil: each that shows it.
  return text.split('\r').map((line) => ({ text: line, isText: isText || !line.includes('\ufffd'), isLong: false }));
}
