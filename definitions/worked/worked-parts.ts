import { compile } from '../compile.ts';
import { kindOf } from '../kinds/index.ts';
import type { Library } from '../library.ts';
import { isObject, type Json } from '../model/json.ts';

/**
 * What the parts of a definition come to on a request, by their pointers: values as on the wire. Undefined where the request is refused,
 * where the definition has errors, or where its kind has no such parts.
 */
export function workParts(library: Library, id: string, request: Json): Readonly<Record<string, Json>> | undefined {
  const definition = library.definitions.get(id);
  const decision = definition && kindOf(definition.kind)?.parts?.(definition.document, library.environment);
  if (decision === undefined || decision === null) return undefined;
  const environment = { decision: () => decision, entity: (of: string) => library.environment.entity(of) };
  const definitions = new Map([[id, { version: null, hash: '', closure: '' }]]);
  const value = compile({ environment, definitions }, [id], {}).decide(request)[id]?.value;
  return isObject(value) ? value : undefined;
}
