import { claimedId, isObject, type Json, type JsonObject } from '../../../definitions/index.ts';
import { textOf } from '../draft/history.ts';
import { NOBODY, NOTHING_SEEN, readLocal, writeLocal } from '../draft/local-copy.ts';
import type { Head } from './templates.ts';

/** How a definition came to be begun, or why it was not. */
export type Beginning = 'begun' | 'drafted' | 'not-kept';

/**
 * Begins a definition as a draft of this browser, which its page then saves like any other. A draft that is there already is not written
 * over; a browser that keeps nothing begins nothing.
 */
export function begin(who: string, document: JsonObject): Beginning {
  const id = claimedId(document);
  if (hasLocalDraft(who, id)) return 'drafted';
  const copy = { ...NOTHING_SEEN, text: textOf(document), isDrawn: false, isSaved: false };
  return writeLocal(who, id, copy) ? 'begun' : 'not-kept';
}

/** Whether this browser keeps a text of a definition, of this person or of a visitor. */
export function hasLocalDraft(who: string, id: string): boolean {
  return [who, NOBODY].some((one) => (readLocal(one, id)?.text ?? null) !== null);
}

/**
 * A definition as the beginning of another: what it says of itself says it of the new one; its cases come along. At most one
 * segmentation is the primary one, so that a copy is not.
 */
export function copyOf(document: JsonObject, { name, title }: Head): JsonObject {
  const [from, to] = [claimedId(document), `${String(document['kind'])}/${name}`];
  const copied = renamed(document, from, to);
  const { kind, name: _, title: __, primary: ___, ...rest } = isObject(copied) ? copied : document;
  return { kind: kind ?? '', name, title: { ...title }, ...rest };
}

function renamed(part: Json, from: string, to: string): Json {
  if (typeof part === 'string')
    return part === from || part.startsWith(`${from}#`) ? to + part.slice(from.length) : part;
  if (Array.isArray(part)) return part.map((item: Json) => renamed(item, from, to));
  if (!isObject(part)) return part;
  // Records of cases are what customers look like, and no mentions.
  return Object.fromEntries(
    Object.entries(part).map(([key, member]) => [key, key === 'cases' ? member : renamed(member, from, to)]),
  );
}

/** A name out of a title: small letters, digits and Chinese characters, joined by hyphens; empty where there are none. */
export function nameFrom(title: string): string {
  return title
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^a-z0-9\p{Lo}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 100)
    .replace(/-+$/, '');
}

/** Whether a text can be the name of a definition. */
export const isName = (text: string): boolean =>
  /^[a-z0-9\p{Lo}]+(-[a-z0-9\p{Lo}]+)*$/u.test(text) && text.length <= 100;
