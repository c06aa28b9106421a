import { isObject, type Json, type JsonObject, pointerSteps, stepInto } from '../../definitions/index.ts';
import type { Reader } from '../texts/reader.ts';
import { titleIn, type Titles } from '../texts/titles.ts';

/** What the part at a JSON pointer is called: the innermost part on the way there that has a title, a name or a fact. */
export function placeTitle(
  document: JsonObject,
  pointer: string,
  titles: Titles,
  { say }: Pick<Reader, 'say'>,
): string | undefined {
  let part: Json | undefined = document;
  let found: string | undefined;
  for (const step of pointerSteps(pointer)) {
    part = stepInto(part, step);
    if (!isObject(part)) continue;
    const title = titleIn(part);
    const [own, fact] = [part['name'], part['fact']];
    if (title !== undefined) found = say(title);
    else if (typeof fact === 'string') found = titles.fact(fact);
    else if (typeof own === 'string') found = own;
  }
  return found;
}
