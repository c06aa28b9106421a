import { significantDigits } from '../model/decimal.ts';
import { documentProblem } from './document-problems.ts';
import { below } from '../model/json.ts';
import type { Problem } from '../model/problem.ts';

/** Limits of one document. */
export const MOST_BYTES = 5 * 1024 * 1024;
export const MOST_DEPTH = 64;
export const MOST_LEAVES = 10_000;
/** A key stands in pointers and messages; no name, grade or code is that long. */
const LONGEST_KEY = 300;
/** More values than a document of 5 MB can hold. */
const MOST_VALUES = MOST_BYTES;

const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** Whether a key could reach an object's prototype when it is assigned. */
export function isForbiddenKey(key: string): boolean {
  return FORBIDDEN_KEYS.has(key);
}

/** Whether a text holds half of a surrogate pair. */
export function hasLoneSurrogate(text: string): boolean {
  return /[\uD800-\uDFFF]/u.test(text);
}

/** Where a regression states its coefficients, which are rounded when they are read: there as many digits are kept as tell doubles apart. */
const COEFFICIENT = /^(?!\/facts\/)(?:.*\/)?(?:intercept|terms\/\d+\/(?:coefficient|ifMissing|values\/[^/]*))$/;

/** How many significant digits a number may have at a place. */
export function mostDigits(pointer: () => string): number {
  return COEFFICIENT.test(pointer()) ? 17 : 15;
}

/** Whether a number is finite and its shortest text has no more significant digits than its place may have. */
function keepsDigits(x: number, pointer: () => string): boolean {
  if (Number.isSafeInteger(x) && Math.abs(x) <= 999_999_999_999_999) return true;
  if (!Number.isFinite(x)) return false;
  const digits = significantDigits(String(x));
  return digits <= 15 || digits <= mostDigits(pointer);
}

/**
 * What stops a value from being a document, whatever it says: values that are no JSON, forbidden keys, nesting, size, numbers that
 * lost digits, texts that are no Unicode, too many condition leaves. For documents that did not come through `readJson`.
 */
export function treeProblems(value: unknown, definition?: string): readonly Problem[] {
  const problems: Problem[] = [];
  const place = (pointer: string) => (definition === undefined ? { pointer } : { definition, pointer });
  let values = 0;
  let leaves = 0;
  const visit = (node: unknown, pointer: () => string, depth: number): void => {
    values += 1;
    if (values > MOST_VALUES || problems.length >= 20) return;
    if (node === null || typeof node === 'boolean') return;
    if (typeof node === 'number') {
      if (!keepsDigits(node, pointer))
        problems.push(documentProblem('number-loses-digits', place(pointer()), { found: String(node) }));
    } else if (typeof node === 'string') {
      if (hasLoneSurrogate(node)) problems.push(documentProblem('lone-surrogate', place(pointer())));
    } else if (depth > MOST_DEPTH) {
      problems.push(documentProblem('nested-too-deep', place(pointer()), { most: MOST_DEPTH }));
    } else if (Array.isArray(node)) {
      node.forEach((item, i) => {
        visit(item, () => below(pointer(), i), depth + 1);
      });
    } else if (isPlainObject(node)) {
      visitObject(node, pointer, depth);
    } else {
      problems.push(documentProblem('not-a-json-value', place(pointer()), { found: typeof node }));
    }
  };
  const visitObject = (node: Readonly<Record<string, unknown>>, pointer: () => string, depth: number) => {
    const keys = Object.keys(node);
    if (Object.hasOwn(node, 'fact') && Object.hasOwn(node, 'operator')) leaves += 1;
    for (const key of keys) {
      const here = () => below(pointer(), key);
      if (isForbiddenKey(key)) problems.push(documentProblem('forbidden-key', place(here()), { key }));
      else if (key.length > LONGEST_KEY)
        problems.push(documentProblem('key-too-long', place(pointer()), { most: LONGEST_KEY }));
      else if (hasLoneSurrogate(key)) problems.push(documentProblem('lone-surrogate', place(here())));
      else visit(node[key], here, depth + 1);
    }
  };
  visit(value, () => '', 1);
  if (values > MOST_VALUES)
    problems.push(documentProblem('document-too-large', place(''), { most: MOST_BYTES / 1024 / 1024 }));
  if (leaves > MOST_LEAVES)
    problems.push(documentProblem('too-many-conditions', place(''), { found: leaves, most: MOST_LEAVES }));
  return problems;
}

function isPlainObject(node: unknown): node is Readonly<Record<string, unknown>> {
  if (typeof node !== 'object' || node === null) return false;
  const prototype: unknown = Object.getPrototypeOf(node);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
