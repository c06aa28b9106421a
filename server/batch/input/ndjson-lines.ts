import { createReadStream } from 'node:fs';
import { isObject, type Json, type JsonObject, type Problem } from '../../../definitions/index.ts';
import { lineSplitter } from '../../http/wire/lines.ts';
import { isBlank, readLine, requestOf } from '../../http/wire/request-line.ts';
import { batchProblem } from '../problems.ts';
import type { TextFile } from '../output/text-file.ts';
import type { BadLines } from './bad-lines.ts';
import type { MalformedLines } from './rows.ts';

/** What the lines of an NDJSON file are: rows; the facts of requests; or requests, the facts under `facts`. */
export type LineForm = 'row' | 'facts' | 'request';

/** The documents of an NDJSON file, read as `decide` reads them; blank lines are passed over. */
async function* documentsIn(path: string) {
  const splitter = lineSplitter();
  let number = 0;
  const take = function* (lines: readonly (Buffer | null)[]) {
    for (const line of lines) {
      number += 1;
      if (line === null || !isBlank(line)) yield { number, line, read: readLine(line, number) };
    }
  };
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 }))
    yield* take(splitter.push(chunk as Buffer));
  yield* take(splitter.end());
}

/** How many rows the file has; undefined where a line is none, or is no plain line of the form that the first lines have. */
export async function countNdjson(path: string, form: LineForm): Promise<number | undefined> {
  let count = 0;
  for await (const { read } of documentsIn(path)) {
    if (read.kind !== 'read' || !isPlain(read.document, form)) return undefined;
    count += 1;
  }
  return count;
}

/** Whether a line that is not the first is a plain row of the form that the first lines have. */
export function isPlainLine(line: string, form: LineForm): boolean {
  const read = readLine(Buffer.from(line, 'utf8'), 2);
  return read.kind === 'read' && isPlain(read.document, form);
}

/** How many lines of a file are not blank: nothing of them is looked at, so that this count stands beside the engine's. */
export async function countLines(path: string): Promise<number> {
  let count = 0;
  let hasText = false;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) {
    const bytes = chunk as Buffer;
    let from = 0;
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, from)) {
      if (hasText || !isBlank(bytes.subarray(from, at))) count += 1;
      hasText = false;
      from = at + 1;
    }
    hasText ||= !isBlank(bytes.subarray(from));
  }
  return hasText ? count + 1 : count;
}

function isPlain(document: Json, form: LineForm): boolean {
  if (!isObject(document)) return false;
  if (form === 'row') return true;
  if (form === 'request') return isObject(document['facts'] ?? null) && Object.keys(document).length === 1;
  return (
    !Object.hasOwn(document, 'facts') && !Object.hasOwn(document, '$asOf') && !Object.hasOwn(document, '$previous')
  );
}

/** Copies what the lines say, each as one plain object, and answers the lines that are refused, with what `decide` says of them. */
export async function cleanNdjson(
  path: string,
  out: TextFile,
  bad: BadLines,
  aroundFacts: ((request: Json) => readonly Problem[]) | undefined,
): Promise<{ readonly rows: number; readonly malformed: MalformedLines }> {
  let rows = 0;
  for await (const { number, line, read } of documentsIn(path)) {
    const row = read.kind === 'read' ? rowOf(read.document, number, aroundFacts) : read;
    if (row.kind === 'row') {
      rows += 1;
      await out.write(`${JSON.stringify(row.row)}\n`);
    } else {
      const none = () => batchProblem('row-malformed', { pointer: '' }, { line: number, reason: NO_OBJECT });
      const [{ code, message } = none()] = row.problems;
      await bad.put({ line: number, text: line?.toString('utf8', 0, MOST_SHOWN) ?? '', problem: { code, message } });
    }
  }
  return { rows, malformed: await bad.end() };
}

const MOST_SHOWN = 2000;
const NO_OBJECT = { 'zh-CN': '不是 JSON 对象', en: 'it is no JSON object' };

type Row =
  | { readonly kind: 'row'; readonly row: JsonObject }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

function rowOf(document: Json, line: number, aroundFacts: ((request: Json) => readonly Problem[]) | undefined): Row {
  if (aroundFacts === undefined) {
    if (isObject(document)) return { kind: 'row', row: document };
    return { kind: 'refused', problems: [batchProblem('row-malformed', { pointer: '' }, { line, reason: NO_OBJECT })] };
  }
  const request = requestOf(document);
  const facts = isObject(request) ? (request['facts'] ?? null) : null;
  if (isObject(request) && isObject(facts) && Object.keys(request).length === 1) return { kind: 'row', row: facts };
  const problems = aroundFacts(request);
  return problems.length > 0 || !isObject(facts) ? { kind: 'refused', problems } : { kind: 'row', row: facts };
}
