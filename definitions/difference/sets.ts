import { below, isObject, type Json } from '../model/json.ts';
import type { Document } from '../model/document.ts';
import { kindOf } from '../kinds/index.ts';

/**
 * The pointers of the lists of a document whose order means nothing: cases and grounds, the parts of conditions, the texts among which one
 * has to be, purposes; and what the document's kind says of its own.
 */
export function setsOf(document: Document): ReadonlySet<string> {
  const sets = new Set(kindOf(document.kind)?.sets?.(document) ?? []);
  sets.add('/cases').add('/basis');
  // What cases hold are records and answers, in which lists are what they are.
  const { cases: _, ...rest } = document as unknown as Readonly<Record<string, Json>>;
  visit(rest, '');
  return sets;

  function visit(value: Json, pointer: string): void {
    if (Array.isArray(value)) for (const [i, item] of value.entries()) visit(item, below(pointer, i));
    if (!isObject(value)) return;
    for (const [key, member] of Object.entries(value)) {
      const at = below(pointer, key);
      if (Array.isArray(member) && isSet(key, member, value)) sets.add(at);
      visit(member, at);
    }
  }
}

function isSet(key: string, items: readonly Json[], { operator }: Readonly<Record<string, Json>>): boolean {
  if (key === 'all' || key === 'any') return items.every(isObject);
  if (key === 'value') return typeof operator === 'string' && /(^|:)(in|notIn)$/.test(operator);
  return key === 'purposes';
}
