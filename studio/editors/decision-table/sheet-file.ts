import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { Language } from '../../../definitions/index.ts';
import { readSeparated } from './clipboard.ts';
import { MARKS, SHEET_WORDS, type SheetCell, type SheetRow, type TableSheets } from './sheet-rows.ts';

/** The most characters that a cell of a spreadsheet holds. */
const MOST_CHARACTERS = 32_767;
const MOST_BYTES = 20_000_000;
const MOST_UNPACKED = 200_000_000;

/** Sheets of a file, with their names; of a CSV file both have the file's. */
export interface ReadFile {
  readonly sheets: TableSheets;
  /** How many rows stand above the table's first. */
  readonly firstRow: number;
  readonly names: { readonly table: string; readonly definition: string };
}

/**
 * A table as an XLSX file: texts are marked as texts, so that no program takes `1-2` for a day or a text for a formula. Undefined where a
 * cell is longer than a spreadsheet's may be.
 */
export async function writeXlsx({ table, definition }: TableSheets, language: Language): Promise<Blob | undefined> {
  if ([...table, ...definition].flat().some((cell) => typeof cell === 'string' && cell.length > MOST_CHARACTERS))
    return undefined;
  const { default: write } = await import('write-excel-file/universal');
  const words = SHEET_WORDS[language];
  const cell = (value: SheetCell, isHead: boolean) => {
    if (value === null) return null;
    if (typeof value === 'number') return { value, type: Number };
    return { value, type: String, format: '@', ...(isHead ? { fontWeight: 'bold' as const } : {}), wrap: true };
  };
  const width = table[0]?.length ?? 0;
  return write([
    {
      sheet: words.table,
      data: table.map((row, i) => row.map((value) => cell(value, i === 0))),
      columns: Array.from({ length: width }, (_, i) => ({ width: i === 0 ? 10 : 18 })),
      stickyRowsCount: 1,
      stickyColumnsCount: 1,
    },
    { sheet: words.definition, data: definition.map((row) => row.map((value) => cell(value, false))) },
  ]).toBlob();
}

/** A table as a CSV file (RFC 4180, UTF-8 with its mark): what the second sheet says stands above it. */
export function writeCsv({ table, definition }: TableSheets): string {
  const cell = (value: SheetCell) => {
    const text = typeof value === 'string' ? marked(value) : String(value ?? '');
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `\ufeff${[...definition, ...table].map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

/** Reads an XLSX or CSV file by what it holds. Undefined where it is neither, or is too large. */
export async function readTableFile(bytes: Uint8Array, name: string): Promise<ReadFile | undefined> {
  if (bytes.length > MOST_BYTES) return undefined;
  if (isArchive(bytes)) return readXlsx(bytes);
  const rows = readSeparated(decoded(bytes), ',').map((row) => row.map(unmarked));
  const isDeclared = (row: SheetRow) => Object.values(MARKS).some((mark) => mark === row[0]);
  const found = rows.findIndex((row) => !isDeclared(row));
  const count = found < 0 ? rows.length : found;
  const file = name.replace(/\.[^.]*$/, '');
  return {
    sheets: { definition: rows.slice(0, count), table: rows.slice(count) },
    firstRow: count,
    names: { table: file, definition: file },
  };
}

/** Whether a file is an archive, as XLSX files are. */
export const isArchive = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b;

/** The sheets of an XLSX file, errors as the texts they are. Throws where it is none, or unpacks to too much. */
export async function sheetsOf(bytes: Uint8Array, options: { readonly trim: boolean }) {
  const { default: read } = await import('read-excel-file/universal');
  return await read(new Blob([new Uint8Array(withErrorsAsTexts(bytes))]), options);
}

async function readXlsx(bytes: Uint8Array): Promise<ReadFile | undefined> {
  try {
    const sheets = await sheetsOf(bytes, { trim: false });
    const isDefinition = ({ data }: (typeof sheets)[number]) => data[0]?.[0] === MARKS.head;
    const [definition, table] = [sheets.find(isDefinition), sheets.find((sheet) => !isDefinition(sheet))];
    if (table === undefined) return undefined;
    const rows = (data: (typeof sheets)[number]['data']): readonly SheetRow[] => data.map((row) => row.map(plainCell));
    return {
      sheets: { table: rows(table.data), definition: definition === undefined ? [] : rows(definition.data) },
      firstRow: 0,
      names: { table: table.sheet, definition: definition?.sheet ?? '' },
    };
  } catch {
    return undefined;
  }
}

/** A cell as a figure or a text; a day or a time without a zone as ISO 8601 writes it. */
export function plainCell(cell: unknown): SheetCell {
  if (cell === null || cell === undefined) return null;
  if (cell instanceof Date)
    return cell
      .toISOString()
      .replace(/T00:00:00\.000Z$/, '')
      .replace('.000', '');
  return typeof cell === 'number' ? cell : String(cell);
}

const ERROR = /(<c\b[^>]*?\st=)(?:"e"|'e')/g;

/** The parser takes errors (`#N/A`) for empty cells, which would be missing without a word: as texts they are named. */
function withErrorsAsTexts(bytes: Uint8Array): Uint8Array {
  let unpacked = 0;
  const files = unzipSync(bytes, {
    filter: ({ originalSize }) => {
      unpacked += originalSize;
      if (unpacked > MOST_UNPACKED) throw new RangeError('too large');
      return true;
    },
  });
  const mended = Object.entries(files).map(([path, content]): [string, Uint8Array] => {
    const isSheet = /^xl\/worksheets\/[^/]+\.xml$/.test(path);
    return [path, isSheet ? strToU8(strFromU8(content).replace(ERROR, '$1"str"')) : content];
  });
  return zipSync(Object.fromEntries(mended), { level: 0 });
}

/** UTF-8, else what spreadsheets write in China. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** What a spreadsheet would take for a formula gets an apostrophe, which it takes for the mark of a text. A lone dash is none. */
const FORMULA = /^[\s\u00a0\u3000\ufeff]*[=+\-@\t\r\n＝＋－＠]|^'/;
const PLAIN = /^([+-]?\d+(\.\d+)?|-)$/;
const marked = (text: string) => (FORMULA.test(text) && !PLAIN.test(text) ? `'${text}` : text);
const unmarked = (text: string) => (text.startsWith("'") && marked(text.slice(1)) === text ? text.slice(1) : text);
