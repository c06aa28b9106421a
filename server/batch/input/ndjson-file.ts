import { isObject, type Json } from '../../../definitions/index.ts';
import type { Duckdb } from '../duckdb.ts';
import { batchProblem } from '../problems.ts';
import { columnIds } from './column-ids.ts';
import { headOf } from './file-head.ts';
import type { InputFile, InputOptions } from './rows.ts';
import { readLineByLine } from './line-reader.ts';
import { cleanNdjson, countNdjson, type LineForm } from './ndjson-lines.ts';
import { pathLiteral } from './path-literal.ts';

/**
 * NDJSON: each line a row, or a request as `decide` reads it. The program reads every line by the reader of `decide`; the engine takes
 * the values out of the lines, each of which stays JSON until it is read as a field.
 */
export async function openNdjson(
  duckdb: Duckdb,
  path: string,
  real: string,
  options: InputOptions,
): Promise<InputFile> {
  const head = headOf(path, real, undefined);
  const sample = head.text.split('\n', 1001).slice(0, 1000).map(parsed).filter(isObject);
  const { aroundFacts } = options;
  const form: LineForm =
    aroundFacts === undefined
      ? 'row'
      : sample.length > 0 && sample.every((line) => isObject(line['facts'] ?? null))
        ? 'request'
        : 'facts';
  const factsOf = (line: Readonly<Record<string, Json>>) => {
    const facts = line['facts'] ?? null;
    return form !== 'row' && isObject(facts) ? facts : line;
  };
  const seen = new Set(sample.flatMap((line) => Object.keys(factsOf(line))));
  const names = [...new Set([...seen, ...options.wanted])];
  const ids = columnIds(names);
  const nulls = ['null', ...(options.nulls ?? []).map((text) => JSON.stringify(text))].map(literal).join(', ');
  const rowsOf = (file: string, within: string) => {
    const pointers = names.map((name) => literal(`${within}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`));
    const members = ids.map(
      (id, i) => `CASE WHEN CAST(j[${i + 1}] AS VARCHAR) NOT IN (${nulls}) THEN j[${i + 1}] END AS ${quoted(id)}`,
    );
    const values = `(SELECT json_extract(line, [${pointers.join(', ')}]) AS j FROM ${linesOf(file)} WHERE line IS NOT NULL)`;
    return `(SELECT ${members.join(', ')} FROM ${values})`;
  };
  return {
    path,
    real,
    format: 'ndjson',
    columns: names.map((name, i) => ({ name, id: ids[i] ?? name, type: { kind: 'json' } })),
    seen,
    notes: head.hasMark ? [batchProblem('file-byte-order-mark', { pointer: '' }, { path })] : [],
    from: () => rowsOf(real, form === 'request' ? '/facts' : ''),
    lines: {
      canReject: false,
      count: () => countNdjson(real, form),
      carefully: () =>
        readLineByLine(duckdb, path, async (out, bad, clean) => ({
          ...(await cleanNdjson(real, out, bad, aroundFacts)),
          from: rowsOf(clean, ''),
        })),
    },
  };
}

/** The lines of a file as text: no line is split, none has anything that would be a quote. */
const linesOf = (file: string) =>
  `read_csv(${pathLiteral(file)}, auto_detect = false, header = false, delim = '\u0001', quote = '', escape = '', max_line_size = ${MOST_LINE}, columns = {'line': 'VARCHAR'})`;
const MOST_LINE = 15_000_000;

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
const quoted = (id: string) => `"${id.replaceAll('"', '""')}"`;

function parsed(line: string): Json {
  try {
    return JSON.parse(line) as Json;
  } catch {
    return null;
  }
}
