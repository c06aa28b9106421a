import {
  isObject,
  type Json,
  type JsonObject,
  kindOf,
  type Library,
  pointerSteps,
} from '../../../definitions/index.ts';

/** The classes that a score divides, from the lowest up; null where no score does. */
export function classOrder(library: Library, ref: string): readonly string[] | null {
  const definition = library.definitions.get(ref);
  const pointer = definition && kindOf(definition.kind)?.divided?.(definition.document);
  if (definition === undefined || pointer === undefined) return null;
  const [key = ''] = pointerSteps(pointer);
  const items = (definition.document as unknown as JsonObject)[key];
  if (!Array.isArray(items)) return null;
  const starts = (items as readonly Json[])
    .filter(isObject)
    .map((item) => ({ name: String(item['name']), low: lowOf(item) }));
  return starts.toSorted((one, other) => one.low - other.low).map(({ name }) => name);
}

const lowOf = (item: JsonObject): number => {
  const low = Number(/^\s*[[(]\s*([^,\s]+)/.exec(String(item['in']))?.[1]);
  return Number.isNaN(low) ? Number.NEGATIVE_INFINITY : low;
};
