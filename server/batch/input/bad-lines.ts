import { createReadStream } from 'node:fs';
import { lineSplitter } from '../../http/wire/lines.ts';
import type { MalformedLine, MalformedLines } from './rows.ts';
import { textFile } from '../output/text-file.ts';

/** Lines that are no rows, kept in a file beside until they are told: there may be as many as a file has. */
export interface BadLines {
  put(line: MalformedLine): Promise<void>;
  /** All of them, once the last was put. */
  end(): Promise<MalformedLines>;
  /** Lets go of the file: for when the reading broke off. */
  close(): Promise<void>;
}

const MOST_SHOWN = 500;

export async function badLines(file: string, folder: string): Promise<BadLines> {
  const out = await textFile(file, folder);
  let count = 0;
  return {
    async put({ line, text, problem: { code, message } }) {
      count += 1;
      await out.write(`${JSON.stringify({ line, text: text.slice(0, MOST_SHOWN), problem: { code, message } })}\n`);
    },
    async end() {
      await out.end();
      return { count, read: () => linesIn(file) };
    },
    close: () => out.close(),
  };
}

/** Split at line feeds alone: readline ends lines at U+2028, too. */
async function* linesIn(file: string): AsyncGenerator<MalformedLine> {
  const splitter = lineSplitter();
  for await (const chunk of createReadStream(file))
    for (const line of splitter.push(chunk as Buffer))
      if (line !== null) yield JSON.parse(line.toString('utf8')) as MalformedLine;
}
