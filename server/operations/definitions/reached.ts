import type { Definition, Library } from '../../../definitions/index.ts';

/** A definition and all it reaches, sorted by id: what its closure is made of. */
export function reachedFrom(library: Library, id: string): readonly Definition[] {
  const reached = new Map<string, Definition>();
  const waiting = [id];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const definition = library.definitions.get(next);
    if (definition === undefined || reached.has(next)) continue;
    reached.set(next, definition);
    waiting.push(...definition.references);
  }
  return [...reached.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
