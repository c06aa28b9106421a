import { below, isObject, type Json } from '../model/json.ts';
import type { Computed } from '../model/entity.ts';
import type { Reference } from '../model/document.ts';

/** Mentions of other definitions in the pieces that kinds share, each with its pointer, in the order they stand. */

/** A fact that is a result of another definition; a field mentions nothing. */
export function factReferences(fact: string, pointer: string): readonly Reference[] {
  return fact.includes('#') ? [{ pointer, target: fact }] : [];
}

/** The criteria a condition names, and the results its leaves read. */
export function conditionReferences(condition: Json | undefined, pointer: string): readonly Reference[] {
  if (!isObject(condition)) return [];
  return Object.entries(condition).flatMap(([key, value]) => {
    const here = below(pointer, key);
    if (key === 'condition' && typeof value === 'string') return [{ pointer: here, target: value }];
    if (key === 'fact' && typeof value === 'string') return factReferences(value, here);
    if (key === 'value' && isObject(value)) return conditionReferences(value, here);
    if (key === 'not') return conditionReferences(value, here);
    if (!Array.isArray(value) || (key !== 'all' && key !== 'any')) return [];
    return value.flatMap((item: Json, i: number) => conditionReferences(item, below(here, i)));
  });
}

/** What a computed value uses. */
export function computedReferences({ uses }: Pick<Computed, 'uses'>, pointer: string): readonly Reference[] {
  return Object.entries(uses ?? {}).map(([name, target]) => ({ pointer: below(pointer, 'uses', name), target }));
}
