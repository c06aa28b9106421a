import type { InputOptions, InputFile, Format } from './rows.ts';
import { closeSync, createWriteStream, existsSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Refusal } from '../../terminal.ts';
import { openCsv } from './csv-file.ts';
import type { Duckdb } from '../duckdb.ts';
import { openNdjson } from './ndjson-file.ts';
import { openParquet } from './parquet-file.ts';
import { openXlsx } from './xlsx-file.ts';
import { batchProblem } from '../problems.ts';
import { writeFault } from '../output/write-fault.ts';

/** Opens a file of rows. Throws a Refusal that says what is wrong with it. */
export async function openInput(duckdb: Duckdb, path: string, options: InputOptions): Promise<InputFile> {
  const real = path === '-' ? await spooled(duckdb) : path;
  const format = options.format ?? (path === '-' ? formatWithin(real) : isSheet(path) ? 'xlsx' : formatOf(path));
  if (!existsSync(real) || !statSync(real).isFile())
    throw new Refusal([batchProblem('file-not-found', { pointer: '' }, { path })]);
  if (statSync(real).size === 0) throw new Refusal([batchProblem('file-empty', { pointer: '' }, { path })]);
  if (format === 'xlsx') return openXlsx(duckdb, path, real, options);
  if (format === 'parquet') return openParquet(duckdb, path, real);
  return format === 'csv' ? openCsv(duckdb, path, real, options) : openNdjson(duckdb, path, real, options);
}

/** Spreadsheets are read and never written. */
const isSheet = (path: string) => /\.xlsx$/i.test(path);

/** The format a file's name tells. Throws a Refusal. */
export function formatOf(path: string): Format {
  const ending = /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  const known: Readonly<Record<string, Format>> = {
    parquet: 'parquet',
    pq: 'parquet',
    csv: 'csv',
    tsv: 'csv',
    txt: 'csv',
    ndjson: 'ndjson',
    jsonl: 'ndjson',
  };
  const format = known[ending];
  if (format === undefined) throw new Refusal([batchProblem('file-format-unknown', { pointer: '' }, { path })]);
  return format;
}

/** Standard input as a file, since it is read more than once. */
async function spooled(duckdb: Duckdb): Promise<string> {
  const file = join(duckdb.folder, 'stdin');
  await pipeline(process.stdin, createWriteStream(file)).catch((error: unknown) => {
    throw writeFault(error, duckdb.folder);
  });
  return file;
}

/** What a file without a name is, by how it begins: Parquet says so, a line of NDJSON opens an object. */
function formatWithin(file: string): Format | 'xlsx' {
  const handle = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(64);
    const begin = bytes.subarray(0, readSync(handle, bytes, 0, bytes.length, 0)).toString('latin1');
    if (begin.startsWith('PAR1')) return 'parquet';
    if (begin.startsWith('PK\u0003\u0004')) return 'xlsx';
    return /^(\xEF\xBB\xBF)?\s*\{/.test(begin) ? 'ndjson' : 'csv';
  } finally {
    closeSync(handle);
  }
}
