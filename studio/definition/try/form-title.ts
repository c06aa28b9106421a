import { isObject, type Json, type JsonObject } from '../../../definitions/index.ts';

/** The title of the field at a place of a request (`facts`, `accounts`, `0`, `term`), as its form shows it; its name where it has none. */
export function formTitle(form: JsonObject, place: readonly string[]): string {
  const part = place.reduce<Json | undefined>((at, step) => {
    if (!isObject(at)) return undefined;
    const { properties, items } = at;
    return isObject(properties) ? properties[step] : items;
  }, form);
  return isObject(part) && typeof part['title'] === 'string' ? part['title'] : (place.at(-1) ?? '');
}
