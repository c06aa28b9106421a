import { isObject, type Json } from '../../../definitions/index.ts';
import { readLineByLine } from './line-reader.ts';
import { cleanNdjson, LONGEST_LINE } from './clean-ndjson.ts';
import type { Duckdb } from '../duckdb.ts';
import { headOf } from './file-head.ts';
import type { InputFile, InputOptions } from './input-file.ts';
import { pathLiteral } from './path-literal.ts';
import { batchProblem } from '../problems.ts';

/**
 * NDJSON: each line the facts themselves, or a request with `facts`. Lines are read as text, so that one that is no JSON object is
 * refused by itself; every value stays JSON until it is read as a field.
 */
export async function openNdjson(
  duckdb: Duckdb,
  path: string,
  real: string,
  options: InputOptions,
): Promise<InputFile> {
  const head = headOf(path, real, undefined);
  const sample = head.text.split('\n', 1001).slice(0, 1000).map(parsed).filter(isObject);
  const isRequest = sample.length > 0 && sample.every((line) => isObject(line['facts'] ?? null));
  const keys = sample.flatMap((line) => Object.keys(isRequest ? (line['facts'] ?? {}) : line));
  const names = [...new Set([...keys, ...options.wanted])];
  const linesOf = (file: string) =>
    `read_csv(${pathLiteral(file)}, auto_detect = false, header = false, delim = '\u0001', quote = '', escape = '', max_line_size = ${3 * LONGEST_LINE}, columns = {'line': 'VARCHAR'})`;
  const lines = linesOf(real);
  const paths = names.map((name) => literal(`$${isRequest ? '."facts"' : ''}."${name.replaceAll('"', '\\"')}"`));
  const nulls = ['null', ...(options.nulls ?? []).map((text) => JSON.stringify(text))].map(literal).join(', ');
  const members = names.map(
    (name, i) =>
      `CASE WHEN CAST(j[${i + 1}] AS VARCHAR) NOT IN (${nulls}) THEN j[${i + 1}] END AS "${name.replaceAll('"', '""')}"`,
  );
  const isRecord = `json_valid(line) AND json_type(CASE WHEN json_valid(line) THEN line END) = 'OBJECT'`;
  const rowsOf = (of: string, numbered: boolean) => {
    const rows = numbered ? `(SELECT line, row_number() OVER () AS "#row" FROM ${of})` : of;
    const extracted = `(SELECT ${numbered ? '"#row", ' : ''}json_extract(line, [${paths.join(', ')}]) AS j FROM ${rows} WHERE line IS NOT NULL AND ${isRecord})`;
    return `(SELECT ${[...members, ...(numbered ? ['"#row"'] : [])].join(', ')} FROM ${extracted})`;
  };
  return {
    path,
    real,
    format: 'ndjson',
    columns: names.map((name) => ({ name, type: { kind: 'json' } })),
    canReject: false,
    seen: new Set(keys),
    malformed: `SELECT "#row", line FROM (SELECT row_number() OVER () AS "#row", line FROM ${lines}) WHERE trim(line) <> '' AND NOT COALESCE(${isRecord}, FALSE)`,
    notes: head.hasMark ? [batchProblem('file-byte-order-mark', { pointer: '' }, { path })] : [],
    from: ({ numbered = false } = {}) => rowsOf(lines, numbered),
    careful: () =>
      readLineByLine(duckdb, path, async (out, bad, clean) => ({
        malformed: await cleanNdjson(real, out, bad),
        from: rowsOf(linesOf(clean), true),
      })),
  };
}

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

function parsed(line: string): Json {
  try {
    return JSON.parse(line) as Json;
  } catch {
    return null;
  }
}
