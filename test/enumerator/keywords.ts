import { type Json, type JsonObject, kinds } from '../../definitions/index.ts';

/** In which share of the drawn documents of its kind each keyword of the kinds' schemas stands; values of an `enum` are keywords, too. */
export function keywordShares(documents: readonly JsonObject[]): ReadonlyMap<string, number> {
  const shares = new Map<string, number>();
  for (const { name, schema } of kinds) {
    const own = documents.filter(({ kind }) => kind === name);
    const known = new Set<string>();
    declared(schema, schema, '', known, new Set());
    const counts = new Map([...known].map((keyword) => [keyword, 0]));
    for (const document of own) {
      const found = new Set<string>();
      used(document, schema, schema, '', found);
      for (const keyword of found) counts.set(keyword, (counts.get(keyword) ?? 0) + 1);
    }
    for (const [keyword, count] of counts) shares.set(`${name}${keyword}`, count / Math.max(1, own.length));
  }
  return shares;
}

/** Where a schema stands: the piece it points at by `$ref` begins a path of its own. */
function resolved(schema: JsonObject, whole: JsonObject, path: string): readonly [JsonObject, string] {
  const ref = schema['$ref'];
  if (typeof ref !== 'string') return [schema, path];
  const name = ref.replace('#/$defs/', '');
  return [(whole['$defs'] as JsonObject)[name] as JsonObject, ` ${name}`];
}

const branches = (schema: JsonObject) => [...list(schema['anyOf']), ...list(schema['oneOf'])];
const list = (json: Json | undefined) => (json ?? []) as readonly JsonObject[];

function declared(
  from: JsonObject,
  whole: JsonObject,
  before: string,
  known: Set<string>,
  seen: Set<JsonObject>,
): void {
  const [schema, path] = resolved(from, whole, before);
  if (seen.has(schema)) return;
  seen.add(schema);
  const inside = (next: Json | undefined, at: string) => {
    if (typeof next === 'object' && next !== null) declared(next as JsonObject, whole, at, known, new Set(seen));
  };
  for (const value of list(schema['enum'])) known.add(`${path}=${String(value)}`);
  for (const [key, next] of Object.entries((schema['properties'] ?? {}) as JsonObject)) {
    known.add(`${path}.${key}`);
    inside(next, `${path}.${key}`);
  }
  inside(schema['items'], path);
  inside(schema['additionalProperties'], `${path}.*`);
  for (const branch of branches(schema)) inside(branch, path);
}

function used(value: Json, from: JsonObject, whole: JsonObject, before: string, found: Set<string>): void {
  const [schema, path] = resolved(from, whole, before);
  if (list(schema['enum']).includes(value as never)) found.add(`${path}=${String(value)}`);
  for (const branch of branches(schema)) used(value, branch, whole, path, found);
  if (Array.isArray(value)) {
    for (const item of value as readonly Json[])
      if (schema['items'] !== undefined) used(item, schema['items'] as JsonObject, whole, path, found);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const properties = (schema['properties'] ?? {}) as JsonObject;
  const others = schema['additionalProperties'];
  for (const [key, of] of Object.entries(value as JsonObject)) {
    const next = properties[key];
    if (next !== undefined) {
      found.add(`${path}.${key}`);
      used(of, next as JsonObject, whole, `${path}.${key}`, found);
    } else if (typeof others === 'object' && others !== null) used(of, others as JsonObject, whole, `${path}.*`, found);
  }
}
