import { isObject, type Json, type JsonObject } from '../../../definitions/index.ts';

/** A step into a JSON document: a member's name or an item's position. */
export type Step = string | number;

/** So deep alternatives within alternatives are followed. */
const DEEPEST = 8;

/** The schemas that may apply at a path of a document, references and alternatives resolved; none where the schema knows of no such place. */
export function schemasAt(root: JsonObject, path: readonly Step[]): readonly JsonObject[] {
  return path.reduce<readonly JsonObject[]>(
    (schemas, step) => schemas.flatMap((schema) => alternatives(root, memberOf(schema, step))),
    alternatives(root, root),
  );
}

/** The members an object may have at a path, with their schemas, each once. */
export function membersAt(root: JsonObject, path: readonly Step[]): ReadonlyMap<string, JsonObject> {
  const found = new Map<string, JsonObject>();
  for (const { properties } of schemasAt(root, path)) {
    if (!isObject(properties)) continue;
    for (const [name, schema] of Object.entries(properties)) if (isObject(schema)) found.set(name, schema);
  }
  return found;
}

function memberOf(schema: JsonObject, step: Step): Json | undefined {
  if (typeof step === 'number') {
    const { prefixItems, items } = schema;
    return (Array.isArray(prefixItems) ? prefixItems[step] : undefined) ?? items;
  }
  const { properties, additionalProperties } = schema;
  const own = isObject(properties) && Object.hasOwn(properties, step) ? properties[step] : undefined;
  return own ?? additionalProperties;
}

function alternatives(root: JsonObject, schema: Json | undefined, depth = 0): readonly JsonObject[] {
  if (!isObject(schema) || depth > DEEPEST) return [];
  const { $ref, anyOf, oneOf, allOf } = schema;
  const others = [anyOf, oneOf, allOf].flatMap((list) => (Array.isArray(list) ? list : []));
  return [
    schema,
    ...(typeof $ref === 'string' ? alternatives(root, defined(root, $ref), depth + 1) : []),
    ...others.flatMap((one: Json) => alternatives(root, one, depth + 1)),
  ];
}

function defined(root: JsonObject, reference: string): Json | undefined {
  const name = /^#\/\$defs\/(.+)$/.exec(reference)?.[1];
  const { $defs } = root;
  return name !== undefined && isObject($defs) && Object.hasOwn($defs, name) ? $defs[name] : undefined;
}
