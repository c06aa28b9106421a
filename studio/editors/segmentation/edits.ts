import type { Segmentation } from '../../../definitions/index.ts';
import { type IntervalKey, joinedText, mendedBoundary, movedBoundary } from '../intervals/boundary-edits.ts';
import { intervalsOf, splitAt, textsIn, withTexts } from '../intervals/cuts.ts';
import type { JsonObject } from '../../../definitions/index.ts';
import { figureAs, insertAt, partAt, removeAt, setAt } from '../edit.ts';

/** The lists of a segmentation that lie on a scale. */
export type ScaleList = '/classes' | '/rows/bands' | '/columns/bands';

/** Moves the boundary between two neighbours of a list to a figure. `i`: the boundary's place, from the lowest. */
export function moveBoundary(
  document: Segmentation,
  list: ScaleList,
  i: number,
  at: string,
  key: IntervalKey = 'in',
): Segmentation {
  return movedBoundary(document, list, i, at, key);
}

/** Mends a gap or an overlap: the lower one ends where the upper one begins. */
export function mendBoundary(
  document: Segmentation,
  list: ScaleList,
  i: number,
  key: IntervalKey = 'in',
): Segmentation {
  return mendedBoundary(document, list, i, key);
}

/** Divides a class of a composite at a figure: the upper part is a new class, of this name. */
export function splitClass(document: Segmentation, index: number, at: string, name: string): Segmentation {
  const items = itemsOf(document, '/classes');
  const [text, item] = [textsIn(items, 'in')[index], items[index]];
  const interval = intervalsOf([text])[0];
  if (text === undefined || item === undefined || interval === undefined) return document;
  const [lower, upper] = splitAt(interval, at, text);
  const cut = setAt(document, `/classes/${index}/in`, lower);
  return insertAt(cut, '/classes', index + 1, { name, in: upper });
}

/** Takes a class out; the one below it, or where there is none the one above, takes over what it held. */
export function removeClass(document: Segmentation, index: number): Segmentation {
  const items = itemsOf(document, '/classes');
  const texts = textsIn(items, 'in');
  const intervals = intervalsOf(texts);
  const place = intervals.findIndex((one) => one.index === index);
  const [below, gone, above] = [intervals[place - 1], intervals[place], intervals[place + 1]];
  if (gone === undefined || items.length < 2) return document;
  const joined =
    below !== undefined
      ? withTexts(
          items,
          'in',
          texts.map((text, i) => (i === below.index ? joinedText(text, texts[index] ?? '') : text)),
        )
      : above !== undefined
        ? withTexts(
            items,
            'in',
            texts.map((text, i) => (i === above.index ? joinedText(texts[index] ?? '', text) : text)),
          )
        : items;
  return removeAt(setAt(document, '/classes', joined), `/classes/${index}`);
}

/** The weight of a score of a composite. */
export function setWeight(document: Segmentation, index: number, weight: string): Segmentation {
  if (document.method !== 'composite') return document;
  return setAt(document, `/scores/${index}/weight`, figureAs(document.scores[index]?.weight, weight));
}

/** Puts another score into a composite, behind the others, with as much weight as the least of them. */
export function addScore(document: Segmentation, of: string): Segmentation {
  if (document.method !== 'composite' || document.scores.some((one) => one.of === of)) return document;
  const [least = 1] = document.scores.map(({ weight }) => weight).toSorted((a, b) => Number(a) - Number(b));
  return insertAt(document, '/scores', document.scores.length, { of, weight: least, ifMissing: 'reweigh' });
}

/** Takes a score out of a composite; the last one stays. */
export function removeScore(document: Segmentation, index: number): Segmentation {
  if (document.method !== 'composite' || document.scores.length < 2) return document;
  return removeAt(document, `/scores/${index}`);
}

/** Lets a class be tried earlier (`-1`) or later (`1`) than the next that has a condition; the same document where it is the first or last. */
export function moveClass(document: Segmentation, name: string, by: -1 | 1): Segmentation {
  const items = itemsOf(document, '/classes');
  const tried = items.flatMap((item, i) => (item['when'] === undefined ? [] : [i]));
  const turn = tried.findIndex((i) => items[i]?.['name'] === name);
  const [from, to] = [tried[turn], tried[turn + by]];
  if (turn < 0 || from === undefined || to === undefined) return document;
  const moved = items.map((item, i) => (i === from ? items[to] : i === to ? items[from] : item) ?? item);
  return setAt(document, '/classes', moved);
}

function itemsOf(document: Segmentation, list: ScaleList): readonly JsonObject[] {
  const found = partAt(document as unknown as JsonObject, list);
  // A list of its schema's objects, whatever the method.
  return Array.isArray(found) ? (found as readonly JsonObject[]) : [];
}
