import { isUtf8 } from 'node:buffer';
import { type JsonRead, readJson } from '../definitions/index.ts';

/**
 * Reads a request as strictly as `readJson` does, at nearly the price of `JSON.parse`: the text is parsed at once, and only where a
 * cheap look cannot rule out a duplicate key, a number that loses digits, a forbidden key or deep nesting, it is read again slowly.
 */
export function readRequest(bytes: Buffer): JsonRead {
  if (bytes.length > QUICK_BYTES || !isUtf8(bytes)) return readJson(bytes);
  const text = bytes.toString('utf8');
  if (SUSPICIOUS.test(text)) return readJson(bytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return readJson(bytes);
  }
  const keys = countKeys(value, 0);
  // `JSON.parse` makes JSON values only.
  return keys === keysWritten(text) ? { kind: 'read', document: value as never } : readJson(bytes);
}

const QUICK_BYTES = 5 * 1024 * 1024;

/** Sixteen digits, exponents, forbidden keys, escapes (they can hide a key), a byte order mark. */
const SUSPICIOUS = /[\d.]{17}|\d{16}|\d[eE]|__proto__|constructor|prototype|\\|[\uD800-\uDFFF\uFEFF]/;

/** How many keys a value holds; -1 in effect (never equal) where it is nested too deep to be walked. */
function countKeys(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth >= 64) return Number.NEGATIVE_INFINITY;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) count += countKeys(item, depth + 1);
    return count;
  }
  for (const key in value) {
    count += 1;
    const item = (value as Readonly<Record<string, unknown>>)[key];
    if (typeof item === 'object') count += countKeys(item, depth + 1);
  }
  return count;
}

/**
 * How many times a closing quote is followed by a colon in a text without escapes: every key, and now and then a text that begins
 * with a colon. It is never less than the keys written, so where it equals the keys parsed no key was written twice.
 */
function keysWritten(text: string): number {
  let count = 0;
  for (let at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) {
    let before = at - 1;
    while (before >= 0 && text.charCodeAt(before) <= 0x20) before -= 1;
    if (text.charCodeAt(before) === 0x22) count += 1;
  }
  return count;
}
