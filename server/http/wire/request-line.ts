import {
  type DefinitionStamp,
  isObject,
  type Json,
  type JsonObject,
  type Problem,
  type Result,
} from '../../../definitions/index.ts';
import { MOST_LINE_BYTES } from './lines.ts';
import { serverProblem } from '../../problems.ts';
import { readRequest } from './read-request.ts';

/** A line of an NDJSON stream of requests: read, refused, or empty (passed over). */
export type RequestLine =
  | { readonly kind: 'read'; readonly request: Json }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }
  | { readonly kind: 'empty' };

/** A line that says something: its document, or why there is none. */
export type ReadLine =
  | { readonly kind: 'read'; readonly document: Json }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

/** Reads a line that is not blank. `number` counts from 1 and is named in problems; a byte order mark before the first is passed over. */
export function readLine(line: Buffer | null, number: number): ReadLine {
  if (line === null) {
    const most = MOST_LINE_BYTES / 1024 / 1024;
    return { kind: 'refused', problems: [serverProblem('line-too-long', { pointer: '' }, { line: number, most })] };
  }
  const read = readRequest(number === 1 ? withoutMark(line) : line);
  return read.kind === 'read'
    ? read
    : { kind: 'refused', problems: read.problems.map((problem) => inLine(problem, number)) };
}

/** Reads a line; one without `facts` is the facts themselves. */
export function readRequestLine(line: Buffer | null, number: number): RequestLine {
  if (line !== null && isBlank(line)) return { kind: 'empty' };
  const read = readLine(line, number);
  return read.kind === 'read' ? { kind: 'read', request: requestOf(read.document) } : read;
}

/** Editors put a byte order mark before a file's first line; it says nothing. */
const withoutMark = (line: Buffer): Buffer =>
  line[0] === 0xef && line[1] === 0xbb && line[2] === 0xbf ? line.subarray(3) : line;

/** A request out of a line: the facts alone become `{ facts }`, with the reserved inputs beside them. */
export function requestOf(document: Json): Json {
  if (!isObject(document) || Object.hasOwn(document, 'facts')) return document;
  if (!Object.hasOwn(document, '$asOf') && !Object.hasOwn(document, '$previous')) return { facts: document };
  const { $asOf, $previous, ...facts } = document;
  return { facts, ...($asOf === undefined ? {} : { $asOf }), ...($previous === undefined ? {} : { $previous }) };
}

function inLine(problem: Problem, line: number): Problem {
  const reason = problem.message;
  return serverProblem('line-not-json', { pointer: problem.pointer }, { line, reason });
}

/** Whether a line has nothing but blanks, as stand between lines of a file. */
export function isBlank(line: Buffer): boolean {
  for (const byte of line) if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return false;
  return true;
}

/** The result of a line that could not be read. */
export function refusedResult(problems: readonly Problem[], definition: DefinitionStamp): Result {
  return { value: null, reasons: [], missing: [], problems, definition };
}

/** The request with the day it is made for, where it says none. */
export function withAsOf(request: Json, day: string): Json {
  if (!isObject(request) || (request['$asOf'] !== undefined && request['$asOf'] !== null)) return request;
  return { ...request, $asOf: day } satisfies JsonObject;
}
