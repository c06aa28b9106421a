import { isUtf8 } from 'node:buffer';
import { type Json, type JsonRead, readJson } from '../../../definitions/index.ts';

/**
 * Reads a request as strictly as `readJson` does, at nearly the price of `JSON.parse`: the text is parsed at once, and only where a
 * quick look cannot rule out a duplicate key, a number that loses digits, a forbidden key, deep nesting or bytes that are no UTF-8,
 * it is read again slowly.
 */
export function readRequest(bytes: Buffer): JsonRead {
  const written = bytes.length > QUICK_BYTES ? -1 : keysWritten(bytes);
  if (written < 0) return readJson(bytes);
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    return readJson(bytes);
  }
  // `JSON.parse` makes JSON values only.
  return countKeys(value, 0) === written ? { kind: 'read', document: value as Json } : readJson(bytes);
}

const QUICK_BYTES = 5 * 1024 * 1024;
const MOST_DEPTH = 64;

/** How many keys a value holds; never what was written where it is nested too deep or has a forbidden key. */
function countKeys(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth >= MOST_DEPTH) return Number.NEGATIVE_INFINITY;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'object') count += countKeys(item, depth + 1);
    return count;
  }
  for (const key in value) {
    if (key === '__proto__' || key === 'constructor' || key === 'prototype') return Number.NEGATIVE_INFINITY;
    count += 1;
    const item = (value as Readonly<Record<string, unknown>>)[key];
    if (typeof item === 'object') count += countKeys(item, depth + 1);
  }
  return count;
}

/** What a byte of JSON text may mean for the quick look; most mean nothing (0). */
const DIGIT = 1;
const QUOTE = 2;
const COLON = 3;
const SPACE = 4;
const EXPONENT = 5;
const BEYOND_ASCII = 6;
const ESCAPE = 7;

const meanings = new Uint8Array(256);
for (let byte = 0; byte < 256; byte += 1) {
  if (byte >= 0x30 && byte <= 0x39) meanings[byte] = DIGIT;
  else if (byte <= 0x20) meanings[byte] = SPACE;
  else if (byte >= 0x80) meanings[byte] = BEYOND_ASCII;
}
meanings[0x22] = QUOTE;
meanings[0x3a] = COLON;
meanings[0x65] = EXPONENT;
meanings[0x45] = EXPONENT;
meanings[0x5c] = ESCAPE;

/**
 * How many times a quote is followed by a colon in a text without escapes: every key, and now and then a text that begins with a
 * colon. It is never less than the keys written, so where it equals the keys parsed no key was written twice. -1 where the text has
 * something that has to be looked at closely: an escape, sixteen digits, an exponent, a byte order mark, bytes that are no UTF-8.
 */
function keysWritten(bytes: Buffer): number {
  let count = 0;
  // The last quote, and how many digits stand before this byte.
  let quote = -1;
  let digits = 0;
  let isAscii = true;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    switch (meanings[byte]) {
      case DIGIT:
        digits += 1;
        if (digits > 15) return -1;
        break;
      case QUOTE:
        quote = at;
        digits = 0;
        break;
      case COLON:
        if (quote === at - 1 || (quote >= 0 && isSpace(bytes, quote + 1, at))) count += 1;
        digits = 0;
        break;
      case EXPONENT:
        if (digits > 0) return -1;
        break;
      case ESCAPE:
        return -1;
      case BEYOND_ASCII:
        isAscii = false;
        digits = 0;
        break;
      default:
        // A point stands within a number.
        if (byte !== 0x2e) digits = 0;
    }
  }
  return isAscii || (bytes[0] !== 0xef && isUtf8(bytes)) ? count : -1;
}

function isSpace(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (meanings[bytes[at] as number] !== SPACE) return false;
  return true;
}
