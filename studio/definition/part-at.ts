import { isObject, type Json, type JsonObject } from '../../definitions/index.ts';

/** What stands at a JSON pointer of a document. */
export function partAt(document: JsonObject, pointer: string): Json | undefined {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return steps.reduce<Json | undefined>((part, step) => {
    if (Array.isArray(part)) return part[Number(step)] as Json | undefined;
    return isObject(part) ? part[step] : undefined;
  }, document);
}
