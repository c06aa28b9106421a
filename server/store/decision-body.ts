import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { isObject, type Json, type JsonObject } from '../../definitions/index.ts';

/**
 * The body of a logged decision: its result and its request, packed where they are long. Requests of one definition have their keys in
 * common, so they are packed by its skeleton: the keys without any value, since a skeleton outlives the customers whose requests it
 * packs.
 */
export interface Body {
  readonly result: string;
  readonly request: string;
}

/** Shorter bodies are kept as they are. */
const LONG = 1500;

/** A body as it is kept. `skeleton` is asked for only where the body is long: has that many characters. */
export function packBody({ result, request }: Body, skeleton: () => string, long = LONG): string | Buffer {
  const text = `${result}\n${request}`;
  if (text.length < long) return text;
  return deflateRawSync(text, { level: 5, dictionary: Buffer.from(skeleton()) });
}

export function unpackBody(body: string | Uint8Array, skeleton: string | null): Body {
  const text =
    typeof body === 'string' ? body : inflateRawSync(body, { dictionary: Buffer.from(skeleton ?? '') }).toString();
  // A result is written without line feeds.
  const end = text.indexOf('\n');
  return { result: text.slice(0, end), request: text.slice(end + 1) };
}

/**
 * What bodies of one definition have in common: the keys of the request, every text empty, every number 0, of every list the first
 * item; and the reasons of the result, which are the definition's own words.
 */
export function skeletonOf({ result, request }: Body): string {
  const { reasons = [], ...rest } = JSON.parse(result) as JsonObject;
  const asked = JSON.parse(request.replace(/^\uFEFF/, '')) as Json;
  return [reasons, blank(rest), blank(asked)].map((part) => JSON.stringify(part)).join('\n');
}

function blank(value: Json): Json {
  if (typeof value === 'string') return '';
  if (typeof value === 'number') return 0;
  if (Array.isArray(value)) return value.slice(0, 1).map(blank);
  if (!isObject(value)) return null;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, blank(item)]));
}
