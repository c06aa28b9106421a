import { createReadStream, statSync } from 'node:fs';
import { fileFault } from '../file-fault.ts';
import { lineSplitter } from '../http/wire/lines.ts';
import { isBlank, type ReadLine, readLine, readRequestLine, type RequestLine } from '../http/wire/request-line.ts';
import { Refusal } from '../terminal.ts';

/** A line of a file of facts that is not empty; `number` counts all lines from 1. */
export type NumberedLine = RequestLine & { readonly number: number };

/** Lines that are answered together, and which share of the file they and those before them are (not known of stdin). */
export interface LineGroup {
  readonly lines: readonly NumberedLine[];
  readonly share: number | undefined;
}

/**
 * The requests of an NDJSON file (`-`: stdin) in groups of at most `size`; a person who types, or a program that waits for its answer,
 * gets it before the group is full. Reading waits while a group is answered. Throws a Refusal where the file cannot be read.
 */
export async function* requestGroups(file: string, size: number): AsyncGenerator<LineGroup> {
  const bytes = file === '-' ? undefined : sizeOf(file);
  let number = 0;
  let read = 0;
  let group: NumberedLine[] = [];
  const share = () => (bytes === undefined || bytes === 0 ? undefined : Math.min(read / bytes, 1));
  for await (const { lines, length } of linesOf(file)) {
    read += length;
    for (const line of lines) {
      number += 1;
      const one = readRequestLine(line, number);
      if (one.kind === 'empty') continue;
      group.push({ ...one, number });
      if (group.length < size) continue;
      yield { lines: group, share: share() };
      group = [];
    }
    if (group.length > 0) yield { lines: group, share: share() };
    group = [];
  }
}

/** The documents of an NDJSON file (`-`: stdin), line by line as they come, each with its number; blank lines are passed over. Throws a Refusal as above. */
export async function* documentLines(file: string): AsyncGenerator<ReadLine & { readonly number: number }> {
  let number = 0;
  for await (const { lines } of linesOf(file)) {
    for (const line of lines) {
      number += 1;
      if (line === null || !isBlank(line)) yield { ...readLine(line, number), number };
    }
  }
}

function sizeOf(file: string): number | undefined {
  try {
    const stat = statSync(file);
    return stat.isFile() ? stat.size : undefined;
  } catch (error) {
    throw new Refusal([fileFault(file, error)]);
  }
}

interface Piece {
  readonly lines: readonly (Buffer | null)[];
  readonly length: number;
}

async function* linesOf(file: string): AsyncGenerator<Piece> {
  const splitter = lineSplitter();
  const stream = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: 1 << 18 });
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>)
      yield { lines: splitter.push(chunk), length: chunk.length };
  } catch (error) {
    throw new Refusal([fileFault(file, error)]);
  }
  yield { lines: splitter.end(), length: 0 };
}
