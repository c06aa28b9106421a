import { isObject, type Json, type JsonObject, parseOperator } from '../../definitions/index.ts';

/** The operator of a leaf, without decorators. */
export const operatorOf = (leaf: JsonObject) => parseOperator(String(leaf['operator']))?.name;

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
