import { type Json, type JsonObject, pointerSteps, stepInto } from '../../definitions/index.ts';

/** What stands at a JSON pointer of a document. */
export function partAt(document: JsonObject, pointer: string): Json | undefined {
  return pointerSteps(pointer).reduce<Json | undefined>(stepInto, document);
}
