import { isObject, type Json, type JsonObject } from '../../../../definitions/index.ts';
import { TEXTS } from './vocabulary.ts';

/** What documents speak of: records are drawn around these, for that is where engines could differ. */
export interface Landmarks {
  readonly numbers: readonly number[];
  readonly texts: readonly string[];
  readonly days: readonly string[];
  /** Names of classes, for `$previous`. */
  readonly classes: readonly string[];
}

/** Every figure, text and day that stands in some documents, also inside intervals and formulas. */
export function landmarksOf(documents: readonly JsonObject[]): Landmarks {
  const numbers = new Set<number>([0, 1]);
  const texts = new Set<string>(TEXTS);
  const days = new Set<string>(['2026-03-31', '2025-02-28']);
  const classes = new Set<string>();
  const look = (json: Json): void => {
    if (typeof json === 'number') numbers.add(json);
    else if (typeof json === 'string') {
      for (const day of json.match(/\d{4}-\d{2}-\d{2}/g) ?? []) days.add(day);
      for (const figure of json.replace(/\d{4}-\d{2}-\d{2}/g, '').match(/-?\d{1,12}(\.\d{1,9})?/g) ?? [])
        numbers.add(Number(figure));
      if (json.length <= 12) texts.add(json);
    } else if (Array.isArray(json)) (json as readonly Json[]).forEach(look);
    else if (isObject(json)) Object.values(json).forEach(look);
  };
  for (const document of documents) {
    const { cases: _, title: __, description: ___, ...rest } = document;
    look(rest);
    const named = document['kind'] === 'segmentation' ? document['classes'] : undefined;
    if (Array.isArray(named))
      for (const one of named as readonly Json[]) if (isObject(one)) classes.add(String(one['name']));
  }
  return { numbers: [...numbers], texts: [...texts], days: [...days], classes: [...classes] };
}
