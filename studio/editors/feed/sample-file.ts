import {
  entityOf,
  type EntityDocument,
  type FeedDocument,
  feedOf,
  type JsonObject,
  type Message,
  pointerSteps,
  readRow,
} from '../../../definitions/index.ts';
import { readSeparated } from '../decision-table/clipboard.ts';

/** So much of a file is looked at. */
export const MOST_BYTES = 2_000_000;
const MOST_ROWS = 2000;

/** A row of a file as a feed reads it: by column what the cell is, or why it is none. */
export interface ReadLine {
  /** The line of the file, from 1, where no cell holds a line end. */
  readonly line: number;
  readonly cells: readonly {
    readonly text: string;
    readonly value: string | null;
    readonly fault: Message | null;
  }[];
}

export interface ReadSample {
  readonly columns: readonly string[];
  /** Columns of the feed that the file has not, and of the file that the feed does not read. */
  readonly absent: readonly string[];
  readonly unread: readonly string[];
  readonly lines: readonly ReadLine[];
  readonly faults: number;
}

/**
 * The rows of a sample file as the feed reads them, by the reader that imports use. Cells stand between commas, semicolons or tabs, whichever
 * its header has most of. Throws where the file is not of the feed's encoding, or the feed's own formats are not sound.
 */
export function readSample(bytes: Uint8Array, document: FeedDocument, entity: EntityDocument): ReadSample {
  const feed = feedOf(document, entityOf(entity));
  const text = new TextDecoder(document.encoding ?? 'utf-8', { fatal: bytes.length < MOST_BYTES }).decode(bytes);
  const { header = 1 } = document;
  const above = text.split(/\r?\n|\r/, header);
  const rows = readSeparated(text, separatorOf(above.at(-1) ?? ''));
  const [head = [], ...rest] = rows.slice(header - 1);
  const names = head.map((name) => name.trim());
  const columns = feed.columns.map(({ name }) => name);
  let faults = 0;
  const lines = rest.slice(0, MOST_ROWS).flatMap((row, i): readonly ReadLine[] => {
    if (row.every((cell) => cell === '')) return [];
    const given: JsonObject = Object.fromEntries(names.map((name, at) => [name, row[at] ?? '']));
    const { facts, problems } = readRow(feed, given);
    const said = new Map(problems.map((one) => [pointerSteps(one.pointer).at(-1), one.message]));
    faults += said.size;
    const cells = feed.columns.map(({ name, field }) => {
      const value = facts[field.name];
      return {
        text: String(given[name] ?? ''),
        value: value === undefined ? null : String(value),
        fault: said.get(name) ?? null,
      };
    });
    return [{ line: header + 1 + i, cells }];
  });
  return {
    columns,
    absent: columns.filter((name) => !names.includes(name)),
    unread: names.filter((name) => name !== '' && !columns.includes(name)),
    lines,
    faults,
  };
}

function separatorOf(line: string): '\t' | ',' | ';' {
  const count = (sign: string) => line.split(sign).length;
  return (['\t', ';'] as const).find((sign) => count(sign) > Math.max(1, count(','))) ?? ',';
}
