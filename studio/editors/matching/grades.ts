import { isObject, type Json, type JsonObject } from '../../../definitions/index.ts';
import type { Titles } from '../../texts/titles.ts';

/** The grades that a result or a field may be, in their order; none where they are not known. */
export function gradesOf(fact: string, titles: Titles): readonly string[] {
  const parts = titles.parts(fact).map(({ name }) => String(name));
  if (parts.length > 0) return [...new Set(parts)];
  const members = titles.declared(fact)?.['enum'];
  return Array.isArray(members) ? members.map(String) : [];
}

/** What may grade the rows of an entity: bands, classes, and fields that are a choice. `seat`: how facts name its fields. */
export function offeredGrades(
  seat: 'customer' | 'product',
  entity: string,
  documents: readonly unknown[],
): readonly string[] {
  return documents.flatMap((document): readonly string[] => {
    if (!isObject(document as Json)) return [];
    const of = document as JsonObject;
    const id = `${String(of['kind'])}/${String(of['name'])}`;
    if (id === entity && isObject(of['fields']))
      return Object.entries(of['fields']).flatMap(([name, field]) =>
        isObject(field) && Array.isArray(field['enum']) ? [`${seat}.${name}`] : [],
      );
    if (of['entity'] !== entity) return [];
    if (of['kind'] === 'scorecard' && Array.isArray(of['bands'])) return [`${id}#band`];
    return of['kind'] === 'segmentation' && of['mode'] !== 'all' ? [`${id}#class`] : [];
  });
}
