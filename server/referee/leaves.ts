import { isObject, type Json, type JsonObject, parseOperator } from '../../definitions/index.ts';

/** The operator of a leaf, without decorators. */
export const operatorOf = (leaf: JsonObject) => parseOperator(String(leaf['operator']))?.name;

/**
 * A condition in which what is said of a related record is a fact with a name of its own, `of:customer scorecard/credit#score`: the library
 * knows nothing of related records.
 */
export function withRelatedFacts(json: JsonObject): JsonObject {
  const { of, condition, ...rest } = json;
  if (typeof of === 'string' && typeof condition === 'string')
    return { fact: relatedName(of, `${condition}#holds`), operator: 'equal', value: true };
  const inside = (value: Json | undefined): Json =>
    Array.isArray(value) ? value.map(inside) : isObject(value) ? withRelatedFacts(value) : (value ?? null);
  if (typeof of === 'string')
    return {
      ...rest,
      fact: relatedName(of, String(json['fact'])),
      ...(isObject(json['value']) ? { value: inside(json['value']) } : {}),
    };
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, inside(value)]));
}

const RELATED = 'of:';
const relatedName = (relation: string, ref: string) => `${RELATED}${relation} ${ref}`;

/** The relation and the result that a fact of a related record's names; undefined for any other fact. */
export function relatedFact(name: string): { readonly relation: string; readonly ref: string } | undefined {
  if (!name.startsWith(RELATED)) return undefined;
  const blank = name.indexOf(' ');
  return { relation: name.slice(RELATED.length, blank), ref: name.slice(blank + 1) };
}

/** Visits the leaves of a condition, and the criteria it names. */
export function leavesOf(json: Json, leaf: (of: JsonObject) => void, criteria: (id: string) => void): void {
  if (!isObject(json)) return;
  if (typeof json['condition'] === 'string') return criteria(json['condition']);
  if (Object.hasOwn(json, 'fact')) return leaf(json);
  for (const key of ['all', 'any'] as const) {
    const items = json[key];
    if (Array.isArray(items)) for (const item of items as readonly Json[]) leavesOf(item, leaf, criteria);
  }
  if (json['not'] !== undefined) leavesOf(json['not'], leaf, criteria);
}

/** A condition with its leaves made anew. */
export function rewritten(json: JsonObject, leaf: (of: JsonObject) => JsonObject): JsonObject {
  if (Object.hasOwn(json, 'fact')) return leaf(json);
  const inside = (value: Json | undefined): Json =>
    Array.isArray(value) ? value.map(inside) : isObject(value) ? rewritten(value, leaf) : (value ?? null);
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, inside(value)]));
}
