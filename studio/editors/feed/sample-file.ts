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
import { isArchive, plainCell, sheetsOf } from '../decision-table/sheet-file.ts';

/** So much of a text is looked at. */
const MOST_BYTES = 2_000_000;
/** A sheet is read whole. */
const MOST_SHEET_BYTES = 20_000_000;
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

/** The rows of a sheet; of a text its bytes, since the feed says in which encoding they are. */
export type Sample = Uint8Array | readonly (readonly unknown[])[];

/** Opens a sample: a text (CSV), or the first sheet of an XLSX file. Throws where that is damaged or too large. */
export async function openSample(file: Blob): Promise<Sample> {
  const begin = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  if (!isArchive(begin)) return new Uint8Array(await file.slice(0, MOST_BYTES).arrayBuffer());
  if (file.size > MOST_SHEET_BYTES) throw new RangeError('too large');
  const [sheet] = await sheetsOf(new Uint8Array(await file.arrayBuffer()), { trim: true });
  return sheet?.data ?? [];
}

/**
 * The rows of a sample as the feed reads them, by the reader that imports use. Cells of a text stand between commas, semicolons or tabs,
 * whichever its header has most of; those of a sheet are what they are kept as. Throws where a text is not of the feed's encoding, or the
 * feed's own formats are not sound.
 */
export function readSample(sample: Sample, document: FeedDocument, entity: EntityDocument): ReadSample {
  const feed = feedOf(document, entityOf(entity));
  const { header = 1 } = document;
  const found = sample instanceof Uint8Array ? textRows(sample, document) : sample;
  const [head = [], ...rest] = found.slice(header - 1);
  const names = head.map((name) => textOf(name).trim());
  const columns = feed.columns.map(({ name }) => name);
  let faults = 0;
  const lines = rest.slice(0, MOST_ROWS).flatMap((row, i): readonly ReadLine[] => {
    const cells = row.map(textOf);
    if (cells.every((cell) => cell === '')) return [];
    const typed = new Set(names.filter((_, at) => row[at] !== null && typeof (row[at] ?? '') !== 'string'));
    const line: JsonObject = Object.fromEntries(names.map((name, at) => [name, cells[at] ?? '']));
    const { facts, problems } = readRow(feed, line, typed);
    const said = new Map(problems.map((one) => [pointerSteps(one.pointer).at(-1), one.message]));
    faults += said.size;
    return [
      {
        line: header + 1 + i,
        cells: feed.columns.map(({ name, field }) => {
          const value = facts[field.name];
          return {
            text: String(line[name] ?? ''),
            value: value === undefined ? null : String(value),
            fault: said.get(name) ?? null,
          };
        }),
      },
    ];
  });
  return {
    columns,
    absent: columns.filter((name) => !names.includes(name)),
    unread: names.filter((name) => name !== '' && !columns.includes(name)),
    lines,
    faults,
  };
}

/** A cell as imports read it: a sheet knows no zone. */
function textOf(cell: unknown): string {
  const text = String(plainCell(cell) ?? '');
  return cell instanceof Date ? text.replace(/Z$/, '') : text;
}

function textRows(bytes: Uint8Array, { encoding = 'utf-8', header = 1 }: FeedDocument) {
  const text = new TextDecoder(encoding, { fatal: bytes.length < MOST_BYTES }).decode(bytes);
  const above = text.split(/\r?\n|\r/, header);
  return readSeparated(text, separatorOf(above.at(-1) ?? ''));
}

function separatorOf(line: string): '\t' | ',' | ';' {
  const count = (sign: string) => line.split(sign).length;
  return (['\t', ';'] as const).find((sign) => count(sign) > Math.max(1, count(','))) ?? ',';
}
