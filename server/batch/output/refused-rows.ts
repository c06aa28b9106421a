import {
  expectation,
  factProblem,
  type Language,
  oddities,
  type ReadField,
  refusalQuery,
  type Text,
} from '../../../definitions/index.ts';
import type { Duckdb } from '../duckdb.ts';
import { textColumn } from '../input/staged.ts';
import type { BatchRequest, PreparedBatch } from '../batch-request.ts';
import { csvCell, formulaSafe } from './formula-safe.ts';
import { textFile } from './text-file.ts';

/**
 * The side file of refused rows: one line for each field that refuses a row: rownum, key, field, value, code and a sentence. A line
 * of a file that is no row at all stands there with its number and its text; one of a related file names the file. `count`: how many
 * rows should be refused; the rows answered are those that were written.
 */
export async function writeRefusals(
  duckdb: Duckdb,
  prepared: PreparedBatch,
  request: BatchRequest,
  path: string,
  count: number,
): Promise<{ readonly rows: number; readonly lines: number }> {
  const { staged, beside } = prepared;
  const malformed = [staged, ...beside].reduce((sum, file) => sum + file.malformed.count, 0);
  if (count + malformed === 0) return { rows: 0, lines: 0 };
  const out = await textFile(path, duckdb.folder, request.output);
  try {
    const write = (cells: readonly string[]) =>
      out.write(`${cells.map((cell) => csvCell(formulaSafe(cell))).join(',')}\n`);
    await write(['rownum', 'key', 'field', 'value', 'code', 'message']);
    for (const file of [staged, ...beside]) {
      const named = file === staged ? '' : `${file.input.path} `;
      for await (const { line, text, problem } of file.malformed.read())
        await write([
          `${named}line ${line}`,
          '',
          '',
          text.slice(0, 500),
          problem.code,
          problem.message[request.language],
        ]);
    }
    const refused = count > 0 ? await writeFaults(duckdb, prepared, request.language, write) : 0;
    await out.end();
    return { rows: refused + staged.malformed.count, lines: refused + malformed };
  } finally {
    await out.close();
  }
}

/** Writes why rows are refused; answers how many rows that are. */
async function writeFaults(
  duckdb: Duckdb,
  { spec, numbered, staged }: PreparedBatch,
  language: Language,
  write: (cells: readonly string[]) => Promise<void>,
): Promise<number> {
  const column = spec.carried[0]?.column ?? '#row';
  const isJson = staged.columns.some(({ id, type }) => id === column && type.kind === 'json');
  const { sql } = refusalQuery({
    ...numbered,
    carried: [
      { column: '#row', name: '#row' },
      { column: isJson ? textColumn(column) : column, name: '#key' },
    ],
  });
  if (sql === null) return 0;
  let rows = 0;
  let last = '';
  const reads = byPath(spec.reads.fields);
  const result = await duckdb.connection.stream(`SELECT * FROM (${sql}) ORDER BY "#row"`);
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (const row of chunk.getRows()) {
      const [number = '', own = '', path = '', code = '', found] = row.map((cell) =>
        cell === null ? undefined : String(cell),
      );
      if (number !== last) rows += 1;
      last = number;
      await write([
        number,
        own,
        path,
        found ?? '',
        code,
        sentence(reads.get(path), code, path, found ?? null, language),
      ]);
    }
  }
  return rows;
}

/** The fields that are read by their path as the refusals name them: at most the relation and the field in its rows. */
function byPath(fields: readonly ReadField[], above?: string): ReadonlyMap<string, ReadField> {
  const found = new Map<string, ReadField>();
  for (const read of fields) {
    found.set(above === undefined ? read.field.name : `${above}.${read.field.name}`, read);
    if (read.rows !== null) for (const [path, inner] of byPath(read.rows, read.field.name)) found.set(path, inner);
  }
  return found;
}

/** The codes SQL refuses fields by. */
type FactCode = Exclude<Parameters<typeof factProblem>[0], 'fact-unknown' | 'product-repeated'>;

function sentence(
  read: ReadField | undefined,
  code: string,
  path: string,
  found: string | null,
  language: Language,
): string {
  const expected: Text = read === undefined ? '' : expectation(read.field.type, read.field.labels);
  const problem = factProblem(
    code as FactCode,
    { pointer: '' },
    {
      name: read?.field.title ?? path,
      expected,
      found: shownText(found),
      most: '1000000',
      odd: read === undefined || found === null ? '' : oddities(found, read.field.type),
    },
  );
  return problem.message[language];
}

/** A figure as it stands; a text between quotes, so that its blanks are seen. */
const shownText = (found: string | null) =>
  found === null ? '' : /^-?[\d.]+$/.test(found) ? found : JSON.stringify(found);
