import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import type { Json } from './json.ts';

/** The canonical text of a JSON value (RFC 8785): equal values have equal text, whatever their order of keys or way of writing numbers. */
export function canonical(value: Json): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('A JSON value was expected');
  return text;
}

/** Lowercase hex SHA-256 of a value's canonical text. */
export function hash(value: Json): string {
  return hashText(canonical(value));
}

/** Lowercase hex SHA-256 of a text's UTF-8 bytes. */
export function hashText(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** Lowercase hex SHA-256 over the `[id, hash]` pairs a definition reaches, sorted by id (UTF-16 code units, as RFC 8785 sorts keys). */
export function closureHash(pairs: Iterable<readonly [id: string, hash: string]>): string {
  const sorted = [...pairs].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return hash(sorted);
}
