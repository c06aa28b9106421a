import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { Refusal } from '../../cli/terminal.ts';
import { readLineByLine } from './line-reader.ts';
import { cleanCsv } from './clean-csv.ts';
import type { Duckdb } from '../duckdb.ts';
import { type FileHead, headOf } from './file-head.ts';
import type { InputFile, InputOptions } from './input-file.ts';
import { pathLiteral } from './path-literal.ts';
import { batchProblem } from '../problems.ts';
import { textFile } from '../output/text-file.ts';

/**
 * A CSV file (RFC 4180, with a header). Every column is text and is read as strictly as facts are; a line with too many or too few
 * values is refused by itself. Its separator is what stands most often in the header.
 */
export async function openCsv(duckdb: Duckdb, path: string, named: string, options: InputOptions): Promise<InputFile> {
  const { real, hasLost } = await inUtf8(duckdb, path, named, options.encoding);
  const head = headOf(path, real, options.encoding);
  const line = firstRecord(head.text);
  const delimiter = delimiterOf(line);
  const names = valuesOf(line, delimiter);
  const repeated = names.find((name, i) => names.indexOf(name) !== i);
  if (repeated !== undefined)
    throw new Refusal([batchProblem('column-repeated', { pointer: '' }, { path, column: repeated })]);
  const columns = names.map((name) => `${literal(name)}: 'VARCHAR'`).join(', ');
  const nulls = ['', ...(options.nulls ?? [])].map(literal).join(', ');
  const scan = (file: string, rejects?: string) =>
    `read_csv(${pathLiteral(file)}, auto_detect = false, header = true, delim = ${literal(delimiter)}, quote = '"', escape = '"', ` +
    `strict_mode = true, nullstr = [${nulls}], columns = {${columns}}, ` +
    (rejects === undefined
      ? 'ignore_errors = true)'
      : `store_rejects = true, rejects_table = '${rejects}', rejects_scan = '${rejects}_scans')`);
  return {
    path,
    real,
    format: 'csv',
    columns: names.map((name) => ({ name, type: { kind: 'text' } })),
    canReject: true,
    notes: head.hasMark ? [batchProblem('file-byte-order-mark', { pointer: '' }, { path })] : [],
    needsCare: hasLost,
    careful: () =>
      readLineByLine(duckdb, path, async (out, bad, clean) => ({
        malformed: await cleanCsv(real, out, bad, { delimiter, columns: names.length, hasLost }),
        from: numberedRows(scan(clean)),
      })),
    from: ({ numbered = false, rejects } = {}) => (numbered ? numberedRows(scan(real, rejects)) : scan(real, rejects)),
  };
}

const numberedRows = (rows: string) => `(SELECT *, row_number() OVER () AS "#row" FROM ${rows})`;

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** The file itself, or its text as UTF-8 where it is said to be something else; `hasLost`: some of its bytes are no characters. */
async function inUtf8(
  duckdb: Duckdb,
  path: string,
  real: string,
  encoding: string | undefined,
): Promise<{ readonly real: string; readonly hasLost: boolean }> {
  if (encoding === undefined || /^utf-?8$/i.test(encoding)) return { real, hasLost: false };
  if (!iconv.encodingExists(encoding))
    throw new Refusal([batchProblem('encoding-unknown', { pointer: '' }, { found: encoding })]);
  const file = join(duckdb.folder, `utf8-${path.replaceAll(/[^\w.]/g, '_')}`);
  const out = await textFile(file, duckdb.folder);
  let hasLost = false;
  try {
    for await (const chunk of createReadStream(real).pipe(iconv.decodeStream(encoding))) {
      const text = String(chunk);
      hasLost ||= text.includes('\ufffd');
      await out.write(text);
    }
    await out.end();
  } finally {
    await out.close();
  }
  return { real: file, hasLost };
}

/** The text up to the first line end outside quotes. */
function firstRecord(text: FileHead['text']): string {
  let isQuoted = false;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i];
    if (sign === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (sign === '\n' || sign === '\r')) return text.slice(0, i);
  }
  return text;
}

function delimiterOf(line: string): string {
  const outside = line.replaceAll(/"[^"]*"/g, '');
  const counted = [',', '\t', ';', '|'].map((sign) => ({ sign, count: outside.split(sign).length }));
  return counted.reduce((best, one) => (one.count > best.count ? one : best)).sign;
}

function valuesOf(line: string, delimiter: string): readonly string[] {
  const values: string[] = [];
  let value = '';
  let isQuoted = false;
  for (let i = 0; i < line.length; i++) {
    const sign = line[i] ?? '';
    if (sign === '"') {
      if (isQuoted && line[i + 1] === '"') value += line[++i];
      else isQuoted = !isQuoted;
    } else if (sign === delimiter && !isQuoted) {
      values.push(value);
      value = '';
    } else value += sign;
  }
  return [...values, value];
}
