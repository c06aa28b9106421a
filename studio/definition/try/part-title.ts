import { isObject, type JsonObject, type Text } from '../../../definitions/index.ts';
import { titleIn, type Titles } from '../../texts/titles.ts';

/** A named part of a document's list: a class, a characteristic, a line. */
export function partIn(document: JsonObject | undefined, key: string, name: string): JsonObject | undefined {
  const list = document?.[key];
  return Array.isArray(list) ? list.filter(isObject).find((part) => part['name'] === name) : undefined;
}

/** What an output is called: by its own title, its line's, or the title of the fact it reads. */
export function outputTitle(
  document: JsonObject | undefined,
  key: string,
  name: string,
  titles: Titles,
  say: (text: Text | undefined) => string,
): string {
  const part = partIn(document, key, name) ?? partIn(document, 'lines', name);
  const own = titleIn(part);
  if (own !== undefined) return say(own);
  const fact = part?.['fact'];
  return typeof fact === 'string' ? titles.fact(fact) : name;
}
