import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { Refusal } from '../../terminal.ts';
import type { Duckdb } from '../duckdb.ts';
import { textFile } from '../output/text-file.ts';
import { serverProblem } from '../../problems.ts';
import { batchProblem } from '../problems.ts';
import { cleanCsv } from './clean-csv.ts';
import { columnIds } from './column-ids.ts';
import { countRecords } from './count-records.ts';
import { csvHead } from './csv-head.ts';
import { headOf, isUtf8File } from './file-head.ts';
import type { InputFile, InputOptions } from './rows.ts';
import { readLineByLine } from './line-reader.ts';
import { pathLiteral } from './path-literal.ts';

/**
 * A CSV file (RFC 4180, with a header). Every column is text and is read as strictly as facts are; a line with too many or too few
 * values is refused by itself. A blank cell is missing, one that is quoted (`""`) the empty text.
 */
export async function openCsv(duckdb: Duckdb, path: string, named: string, options: InputOptions): Promise<InputFile> {
  const { real, hasLost } = await inUtf8(duckdb, path, named, options.encoding);
  const head = headOf(path, real, options.encoding);
  const { header = 1 } = options;
  const { delimiter, names, isDeclared } = csvHead(below(head.text, header - 1));
  const at = { pointer: '' };
  const repeated = names.find((name, i) => name !== '' && names.indexOf(name) !== i);
  if (repeated !== undefined) throw new Refusal([batchProblem('column-repeated', at, { path, column: repeated })]);
  const ids = columnIds(names);
  const nulls = (options.nulls ?? []).filter((text) => text !== '').map(literal);
  const shown = ids.map((id, i) => cellOf(quoted(id), names[i] ?? '', options, nulls));
  const scan = (file: string, { skipped, rejects, most = MOST_LINE }: Scan) =>
    `(SELECT ${shown.join(', ')} FROM read_csv(${pathLiteral(file)}, auto_detect = false, header = true, skip = ${skipped}, max_line_size = ${most}, ` +
    `delim = ${literal(delimiter)}, quote = '"', escape = '"', strict_mode = true, nullstr = [''], allow_quoted_nulls = false, ` +
    `columns = {${ids.map((id) => `${literal(id)}: 'VARCHAR'`).join(', ')}}, ` +
    `${rejects === undefined ? 'ignore_errors = true' : `store_rejects = true, rejects_table = '${rejects}', rejects_scan = '${rejects}_scans'`}))`;
  const before = header - 1 + (isDeclared ? 1 : 0);
  return {
    path,
    real,
    format: 'csv',
    columns: names.map((name, i) => ({ name, id: ids[i] ?? name, type: { kind: 'text' } })),
    notes: [
      ...(head.hasMark ? [batchProblem('file-byte-order-mark', at, { path })] : []),
      ...(isDeclared ? [batchProblem('separator-declared', at, { path, found: delimiter })] : []),
    ],
    from: (rejects) => scan(real, { skipped: before, ...(rejects === undefined ? {} : { rejects }) }),
    lines: {
      canReject: true,
      // At bytes that are no characters the engine itself may fail, where a scan leaves out columns.
      canScan: async () => !hasLost && (await isUtf8File(real)),
      count: async () => Math.max((await countRecords(real)) - before - 1, 0),
      carefully: () =>
        readLineByLine(duckdb, path, async (out, bad, clean) => ({
          ...(await cleanCsv(real, out, bad, { delimiter, columns: names.length, hasLost, skipped: before })),
          from: scan(clean, { skipped: 0, most: MOST_CLEAN_LINE }),
        })),
    },
  };
}

interface Scan {
  readonly skipped: number;
  readonly rejects?: string;
  readonly most?: number;
}

/** In bytes: what the engine takes for a line by itself, and the longest record that is copied line by line. */
const MOST_LINE = 2_000_000;
const MOST_CLEAN_LINE = 8_000_000;

/** A text without its first lines. */
function below(text: string, lines: number): string {
  let rest = text;
  for (let i = 0; i < lines; i++) rest = rest.replace(/^[^\r\n]*(?:\r\n|\n|\r|$)/, '');
  return rest;
}

/** A cell as it is read: null where it stands for a missing value. */
function cellOf(id: string, name: string, { figures }: InputOptions, nulls: readonly string[]): string {
  const missing = [...(figures?.has(name) === true ? [`''`] : []), ...nulls];
  return missing.length === 0 ? id : `CASE WHEN ${id} NOT IN (${missing.join(', ')}) THEN ${id} END AS ${id}`;
}

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
const quoted = (id: string) => `"${id.replaceAll('"', '""')}"`;

/** The file itself, or its text as UTF-8 where it is said to be something else; `hasLost`: some of its bytes are no characters. */
async function inUtf8(
  duckdb: Duckdb,
  path: string,
  real: string,
  encoding: string | undefined,
): Promise<{ readonly real: string; readonly hasLost: boolean }> {
  if (encoding === undefined || /^utf-?8$/i.test(encoding)) return { real, hasLost: false };
  if (!iconv.encodingExists(encoding))
    throw new Refusal([serverProblem('encoding-unknown', { pointer: '' }, { found: encoding })]);
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
