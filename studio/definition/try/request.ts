import { isObject, type Json, type JsonObject } from '../../../definitions/index.ts';

/**
 * A form's data as a request: what was left empty is absent, as the language has it (missing and absent are one). Related rows and
 * lists stay, even empty: no rows is a statement.
 */
export function requestOf(formData: unknown): JsonObject {
  const request = isObject(formData) ? formData : {};
  const { facts, ...inputs } = request;
  return {
    ...withoutEmpty(inputs),
    facts: isObject(facts) ? withoutEmpty(facts) : {},
  };
}

function withoutEmpty(object: JsonObject): JsonObject {
  const kept = Object.entries(object).flatMap(([key, value]): [string, Json][] => {
    const pruned = prune(value);
    return pruned === undefined ? [] : [[key, pruned]];
  });
  return Object.fromEntries(kept);
}

/** A value without what is empty; undefined where nothing is left of it. */
function prune(value: Json | undefined): Json | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (Array.isArray(value)) return value.map((item: Json) => (isObject(item) ? withoutEmpty(item) : item));
  if (!isObject(value)) return value;
  const object = withoutEmpty(value);
  return Object.keys(object).length === 0 ? undefined : object;
}
