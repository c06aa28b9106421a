/** JSON as it stands in a document or a request. Definitions and requests are read as `Json` before anything is believed of them. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Whether a value is a JSON object (not null, not a list). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A JSON pointer (RFC 6901) one step below `pointer`. */
export function below(pointer: string, ...steps: readonly (string | number)[]): string {
  return pointer + steps.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The steps of a JSON pointer, unescaped. */
export function pointerSteps(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The part of a JSON value one step below it; undefined where there is none. */
export function stepInto(part: Json | undefined, step: string): Json | undefined {
  if (Array.isArray(part)) return (part as readonly Json[])[Number(step)];
  return isObject(part) && Object.hasOwn(part, step) ? part[step] : undefined;
}
