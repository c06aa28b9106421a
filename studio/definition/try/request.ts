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

/** A request of what a record holds of the fields that a form asks for, its related rows with theirs, for the day of the record. */
export function recordRequest(form: JsonObject, facts: JsonObject, asOf: string): JsonObject {
  const properties = isObject(form['properties']) ? form['properties'] : {};
  return {
    facts: askedOf(properties['facts'], facts) ?? {},
    ...(properties['$asOf'] === undefined ? {} : { $asOf: asOf }),
  };
}

/** The part of a value that a part of the form has a place for; undefined where that is nothing. */
function askedOf(part: Json | undefined, value: Json | undefined): Json | undefined {
  if (part === undefined || value === undefined || value === null) return undefined;
  if (!isObject(part)) return value;
  const { items, properties } = part;
  // Of a series the place of a value counts, and so does one that is missing.
  if (Array.isArray(value))
    return isObject(items) && isObject(items['properties'])
      ? value.flatMap((item: Json) => askedOf(items, item) ?? [])
      : value;
  if (!isObject(value) || !isObject(properties)) return value;
  const kept = Object.entries(value).flatMap(([name, one]): [string, Json][] => {
    const asked = askedOf(properties[name], one);
    return asked === undefined ? [] : [[name, asked]];
  });
  return Object.fromEntries(kept);
}
