import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { MalformedLine, MalformedLines } from './input-file.ts';
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
    async put({ text, ...rest }) {
      count += 1;
      await out.write(`${JSON.stringify({ ...rest, text: text.slice(0, MOST_SHOWN) })}\n`);
    },
    async end() {
      await out.end();
      return { count, read: () => linesIn(file) };
    },
    close: () => out.close(),
  };
}

async function* linesIn(file: string): AsyncGenerator<MalformedLine> {
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity }))
    yield JSON.parse(line) as MalformedLine;
}
