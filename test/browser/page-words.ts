import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const pack = fileURLToPath(new URL('../../definitions/packs/bank-crm/', import.meta.url));

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const documents = readdirSync(pack).flatMap((kind) =>
  readdirSync(join(pack, kind)).map((file) => JSON.parse(readFileSync(join(pack, kind, file), 'utf8')) as Json),
);

/** Members whose keys are names that their document gives, each with a title beside it. */
const NAMING = new Set(['fields', 'derived', 'relations', 'inputs', 'values']);

/** The names that a document gives to what has a title: fields, classes, values, itself. What its cases call things is theirs. */
function namesIn(part: Json, isNaming = false): readonly string[] {
  if (Array.isArray(part)) return (part as readonly Json[]).flatMap((one) => namesIn(one));
  if (typeof part !== 'object' || part === null) return [];
  const { name, kind } = part as { readonly [key: string]: Json };
  const own = typeof name === 'string' && 'title' in part ? [name, `${String(kind)}/${name}`] : [];
  const keys = isNaming ? Object.keys(part) : [];
  const below = Object.entries(part).filter(([key]) => key !== 'cases');
  return [...own, ...keys, ...below.flatMap(([key, one]) => namesIn(one, NAMING.has(key)))];
}

/** All that documents say in English. */
function englishIn(part: Json): readonly string[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, one]: [string, Json]) =>
    key === 'en' && typeof one === 'string' ? [one.toLowerCase()] : englishIn(one),
  );
}

/** `phase-out` is a word as well: of a class that is called Phase-out. */
const english = new Set(documents.flatMap(englishIn).flatMap((text) => text.match(/[a-z]+(-[a-z]+)+/g) ?? []));

/** What stands in documents for what a reader knows by a title, and is no word of a language. */
const codes = new Set(
  documents
    .flatMap((document) => namesIn(document))
    .filter((name) => /[a-z][A-Z]|[-_/#]|\d/.test(name) && !/^[\d.,-]+$/.test(name) && !english.has(name)),
);

const ALWAYS: readonly RegExp[] = [
  /\bP\d+[DWMY]\b/g,
  /\bPT\d+[HMS]\b/g,
  /\bhead-office\b/g,
  /\b(?:entity|reference|feed|criteria|decision-table|scorecard|formula|regression|segmentation|matching|calendar|workflow)\/[a-z]\S*/g,
  /\b(?:notEqual|notIn|lessThan|greaterThan|lessThanInclusive|greaterThanInclusive|isMissing|isPresent|withinLast|doesNotContain)\b/g,
  /\{\{\w+\}\}/g,
  /\b(?:undefined|NaN|\[object Object\])\b/g,
  // The key of a text that is not there.
  /\b(?:view|try|table|cond|review|settings|people|words|problems|moves|ruler|audit|keys|places|draft|strip)\.[a-z]\w+/g,
];

/** Codes in a text that a person reads, each once. */
export function codesIn(text: string): readonly string[] {
  const words = text.match(/[A-Za-z][\w/#-]*[\w]/g) ?? [];
  const found = [...words.filter((word) => codes.has(word)), ...ALWAYS.flatMap((one) => text.match(one) ?? [])];
  return [...new Set(found)];
}

const CHINESE = /\p{Script=Han}+/gu;
/** Two words of English or more, one after another. */
const ENGLISH = /(?<![\w-])[A-Za-z]{2,}(?:[ ,]+[A-Za-z]{2,})+/g;

/** What is said in the other language than the reader's. */
export function foreignIn(text: string, language: 'en' | 'zh-CN'): readonly string[] {
  const found = text.match(language === 'en' ? CHINESE : ENGLISH) ?? [];
  return [...new Set(found)];
}
