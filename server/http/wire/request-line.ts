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

/** Reads a line; one without `facts` is the facts themselves. `number` counts from 1 and is named in problems. */
export function readRequestLine(line: Buffer | null, number: number): RequestLine {
  if (line === null) {
    const most = MOST_LINE_BYTES / 1024 / 1024;
    return { kind: 'refused', problems: [serverProblem('line-too-long', { pointer: '' }, { line: number, most })] };
  }
  const read = readRequest(line);
  if (read.kind === 'read') return { kind: 'read', request: requestOf(read.document) };
  if (isBlank(line)) return { kind: 'empty' };
  return { kind: 'refused', problems: read.problems.map((problem) => inLine(problem, number)) };
}

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

const isBlank = (line: Buffer): boolean => line.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);

/** The result of a line that could not be read. */
export function refusedResult(problems: readonly Problem[], definition: DefinitionStamp): Result {
  return { value: null, reasons: [], missing: [], problems, definition };
}

/** The request with the day it is made for, where it says none. */
export function withAsOf(request: Json, day: string): Json {
  if (!isObject(request) || (request['$asOf'] !== undefined && request['$asOf'] !== null)) return request;
  return { ...request, $asOf: day } satisfies JsonObject;
}
