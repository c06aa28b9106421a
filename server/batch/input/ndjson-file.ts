import { isObject, type Json } from '../../../definitions/index.ts';
import type { Duckdb } from '../duckdb.ts';
import { batchProblem } from '../problems.ts';
import { columnIds } from './column-ids.ts';
import { headOf } from './file-head.ts';
import type { InputFile, InputOptions } from './rows.ts';
import { readLineByLine } from './line-reader.ts';
import { MOST_LINE_BYTES } from '../../http/wire/lines.ts';
import { cleanNdjson, countLines, countNdjson, isPlainLine, type LineForm } from './ndjson-lines.ts';
import { pathLiteral } from './path-literal.ts';
import { UNSURE } from './staged.ts';

/**
 * NDJSON: each line a row, or a request as `decide` reads it. The engine takes the values out of the lines; a line that it cannot say
 * for sure to be one for the reader of `decide`, too, is read by that reader, and a file with a line that is none as a whole.
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
  const canJudge = !names.some((name) => NEVER_PLAIN.has(name));
  const rowsOf = (file: string, within: string) => {
    const pointers = names.map((name) => literal(`${within}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`));
    const members = ids.map((id, i) => `CASE WHEN j[${i + 1}] NOT IN (${nulls}) THEN j[${i + 1}] END AS ${quoted(id)}`);
    const unsure = canJudge ? [`CASE WHEN NOT ${surelyPlain(names, within)} THEN line END AS ${UNSURE}`] : [];
    const values = `(SELECT line, CAST(json_extract(line, [${pointers.join(', ')}]) AS VARCHAR[]) AS j FROM ${linesOf(file)} WHERE line IS NOT NULL)`;
    return `(SELECT ${[...members, ...unsure].join(', ')} FROM ${values})`;
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
      count: () => (canJudge ? countLines(real) : countNdjson(real, form)),
      ...(canJudge ? { isPlain: (line: string) => isPlainLine(line, form) } : {}),
      carefully: () =>
        readLineByLine(duckdb, path, async (out, bad, clean) => ({
          ...(await cleanNdjson(real, out, bad, aroundFacts)),
          from: rowsOf(clean, ''),
        })),
    },
  };
}

/** Names by which a line is no plain row, or may be none, whatever stands there. */
const NEVER_PLAIN = new Set(['facts', '$asOf', '$previous', '__proto__', 'constructor', 'prototype']);

/**
 * That a line is a row as the reader of `decide` takes it, for what the engine can tell: it has every key once, and nothing by which the
 * engine's reading of JSON is wider than that of requests or loses digits: escapes, trailing commas, numbers of sixteen digits,
 * exponents, words such as NaN. Every key stands once where the values that were found fill the line, written closely or with a blank
 * behind each colon and comma, and none is an object: no value is told longer than it is written. Elsewhere each colon behind a quote is
 * counted.
 */
function surelyPlain(names: readonly string[], within: string): string {
  const found = sum(names.map((_, i) => `CAST(j[${i + 1}] IS NOT NULL AS INTEGER)`));
  const lengths = names.map(
    (name, i) => `COALESCE(strlen(j[${i + 1}]) + ${Buffer.byteLength(JSON.stringify(name)) + 2}, 0)`,
  );
  const keys = `(strlen(line) - strlen(replace(line, '":', ''))) // 2`;
  const [begin, around] =
    within === ''
      ? [`starts_with(line, '{')`, 0]
      : [`(starts_with(line, '{"facts":{') OR starts_with(line, '{"facts": {'))`, '{"facts":}'.length];
  const rest = `strlen(line) - (${sum(lengths)}) - ${around + 1}`;
  const isFlat = `NOT contains(substr(line, ${within === '' ? 2 : 12}), '{')`;
  const isFilled = `(${rest} = 0 OR ${rest} = 2 * (${found}) - ${within === '' ? 1 : 0}) AND ${isFlat}`;
  const isCounted = `${keys} = ${found}${within === '' ? '' : ' + 1'}`;
  return `(${begin} AND CASE WHEN ${isFilled} THEN TRUE ELSE ${isCounted} END AND strlen(line) <= ${MOST_LINE_BYTES} AND NOT regexp_matches(line, '${SUSPECT}'))`;
}

const sum = (parts: readonly string[]) => parts.join(' + ') || '0';

/** In one pass: an escape; a blank before a colon; a trailing comma; lists within lists; a long number, an exponent, a zero below zero, or a word that JSON does not have. */
const SUSPECT = String.raw`\\|"[ \t\r]+:|,[ \t\r]*[}\]]|[,\[][ \t\r]*\[|[:,\[ \t](-0[^.]|-?([0-9.]{16}|[0-9.]+[eE]|[iINn](n|N|a)))`;

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
