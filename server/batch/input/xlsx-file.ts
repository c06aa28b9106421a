import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { constants, inflateRawSync } from 'node:zlib';
import type { CellValue } from 'read-excel-file/universal';
import { readSheet } from 'read-excel-file/universal';
import { Refusal } from '../../terminal.ts';
import type { Duckdb } from '../duckdb.ts';
import { textFile } from '../output/text-file.ts';
import { batchProblem } from '../problems.ts';
import { openCsv } from './csv-file.ts';
import type { InputFile, InputOptions } from './rows.ts';
import { firstLine } from '../output/write-fault.ts';
import { withErrorsAsTexts } from './sheet-errors.ts';
import { quote } from './staged.ts';

const MOST_BYTES = 100 * 1024 * 1024;
const MOST_UNPACKED = 300 * 1024 * 1024;

/**
 * A sheet of a spreadsheet (XLSX), the first unless another is named: what it keeps, not what it shows. Numbers, days and truth values
 * are such; of a formula its last result, and an error is the text of it. The sheet becomes a CSV file of the run's own, with a last column that says of each cell
 * whether it was a text. Sheets are read whole, so that their size is bounded.
 */
export async function openXlsx(duckdb: Duckdb, path: string, real: string, options: InputOptions): Promise<InputFile> {
  const rows = await rowsOf(path, real, options.sheet);
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const file = join(duckdb.folder, `sheet-${path.replaceAll(/[^\w.]/g, '_')}.csv`);
  const out = await textFile(file, duckdb.folder);
  try {
    for (const [i, row] of rows.slice((options.header ?? 1) - 1).entries()) {
      const cells = Array.from({ length: width }, (_, at) => row[at] ?? null);
      if (i > 0 && cells.every((cell) => cell === null)) continue;
      const sorts = cells.map((cell) => (typeof cell === 'string' || cell === null ? '0' : '1')).join('');
      await out.write(`${[...cells.map(csvCell), i === 0 ? TYPED : sorts].join(',')}\n`);
    }
    await out.end();
  } finally {
    await out.close();
  }
  const { header: _, encoding: __, ...rest } = options;
  const csv = await openCsv(duckdb, path, file, rest);
  const last = csv.columns.at(-1);
  const columns = csv.columns.slice(0, -1);
  const isTyped = (at: number) => `substr(${quote(last?.id ?? '')}, ${at + 1}, 1) = '1'`;
  return { ...csv, columns, typed: (column) => isTyped(columns.indexOf(column)) };
}

/** A name that no column of a sheet has. */
const TYPED = '#typed';

function csvCell(cell: CellValue | null): string {
  if (cell === null || cell === '') return '';
  if (cell instanceof Date) return dayOf(cell);
  return typeof cell === 'string' ? `"${cell.replaceAll('"', '""')}"` : String(cell);
}

/** A day, or a time without a zone: a sheet knows none. */
function dayOf(cell: Date): string {
  const text = cell.toISOString().replace('Z', '');
  return text.endsWith('T00:00:00.000') ? text.slice(0, 10) : text.replace('.000', '');
}

async function rowsOf(path: string, real: string, sheet: InputOptions['sheet']) {
  const at = { pointer: '' };
  if (statSync(real).size > MOST_BYTES) throw new Refusal([batchProblem('sheet-too-large', at, { path })]);
  const bytes = readFileSync(real);
  const damaged = (reason: string) => new Refusal([batchProblem('file-damaged', at, { path, format: 'XLSX', reason })]);
  const size = unpackedSize(bytes);
  if (size === undefined) throw damaged('ZIP');
  if (size > MOST_UNPACKED) throw new Refusal([batchProblem('sheet-too-large', at, { path })]);
  try {
    return await readSheet(new Blob([withErrorsAsTexts(bytes)]), ...(sheet === undefined ? [] : [sheet]));
  } catch (error) {
    if (error instanceof Error && error.name === 'SheetNotFoundError')
      throw new Refusal([batchProblem('sheet-not-found', at, { path, sheet: String(sheet) })]);
    throw damaged(firstLine(error));
  }
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;

/** How many bytes the entries of an archive unpack to, whatever it says of itself; more than the bound where one is beyond; undefined where it is none. */
function unpackedSize(bytes: Buffer): number | undefined {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || end + 22 > bytes.length || bytes.readUInt32LE(end) !== END) return undefined;
  let at = bytes.readUInt32LE(end + 16);
  let sum = 0;
  try {
    for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
      if (bytes.readUInt32LE(at) !== ENTRY) return undefined;
      const [method, packed, local] = [
        bytes.readUInt16LE(at + 10),
        bytes.readUInt32LE(at + 20),
        bytes.readUInt32LE(at + 42),
      ];
      const begin = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
      const own = bytes.subarray(begin, begin + packed);
      sum += method === 0 ? own.length : inflated(own, MOST_UNPACKED - sum);
      if (sum > MOST_UNPACKED) return sum;
      at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    }
    return sum;
  } catch {
    return undefined;
  }
}

function inflated(bytes: Buffer, most: number): number {
  try {
    return inflateRawSync(bytes, { maxOutputLength: Math.max(most, 1), finishFlush: constants.Z_SYNC_FLUSH }).length;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') return most + 1;
    throw error;
  }
}
