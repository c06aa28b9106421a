import type { JsonObject, Scorecard } from '../../../definitions/index.ts';
import { joinedText, mendedBoundary, movedBoundary } from '../intervals/boundary-edits.ts';
import { intervalsOf, splitAt, textsIn } from '../intervals/cuts.ts';
import { figureAs, insertAt, removeAt, setAt } from '../edit.ts';

/** A list of a scorecard that lies on a scale: the bins of a characteristic, or the bands. */
export type ScaleList = `/characteristics/${number}/bins` | '/bands';

/** Moves the boundary between two neighbours to a figure. `i`: its place among the boundaries, from the lowest. */
export function moveBoundary(document: Scorecard, list: ScaleList, i: number, at: string): Scorecard {
  return movedBoundary(document, list, i, at, 'in');
}

/** Mends a gap or an overlap: the lower one ends where the upper one begins. */
export function mendBoundary(document: Scorecard, list: ScaleList, i: number): Scorecard {
  return mendedBoundary(document, list, i, 'in');
}

/** The points of a bin. */
export function setScore(document: Scorecard, characteristic: number, bin: number, score: string): Scorecard {
  const before = document.characteristics[characteristic]?.bins[bin]?.score;
  return setAt(document, `/characteristics/${characteristic}/bins/${bin}/score`, figureAs(before, score));
}

/** The weight of a characteristic. */
export function setWeight(document: Scorecard, characteristic: number, weight: string): Scorecard {
  const before = document.characteristics[characteristic]?.weight;
  return setAt(document, `/characteristics/${characteristic}/weight`, figureAs(before, weight));
}

/** Divides a bin at a figure: the upper part gets the same points, to be changed then. */
export function splitBin(document: Scorecard, characteristic: number, bin: number, at: string): Scorecard {
  const list: ScaleList = `/characteristics/${characteristic}/bins`;
  const [item, text] = [itemsOf(document, list)[bin], textsIn(itemsOf(document, list), 'in')[bin]];
  const interval = text === undefined || text === '' ? undefined : intervalsOf([text])[0];
  if (item === undefined || text === undefined || interval === undefined) return document;
  const [lower, upper] = splitAt(interval, at, text);
  return insertAt(setAt(document, `${list}/${bin}/in`, lower), list, bin + 1, { ...item, in: upper });
}

/** Takes a bin out; its neighbour below, or where there is none the one above, takes over what it held. */
export function removeBin(document: Scorecard, characteristic: number, bin: number): Scorecard {
  const list: ScaleList = `/characteristics/${characteristic}/bins`;
  const items = itemsOf(document, list);
  if (items.length < 2) return document;
  const texts = textsIn(items, 'in');
  const intervals = intervalsOf(texts);
  const place = intervals.findIndex(({ index }) => index === bin);
  const taking = intervals[place - 1] ?? intervals[place + 1];
  if (place < 0 || taking === undefined) return removeAt(document, `${list}/${bin}`);
  const [gone, kept] = [texts[bin] ?? '', texts[taking.index] ?? ''];
  const [lower, upper] = intervals[place - 1] === undefined ? [gone, kept] : [kept, gone];
  return removeAt(setAt(document, `${list}/${taking.index}/in`, joinedText(lower, upper)), `${list}/${bin}`);
}

function itemsOf(document: Scorecard, list: ScaleList): readonly JsonObject[] {
  const items = list === '/bands' ? document.bands : document.characteristics[Number(list.split('/')[2])]?.bins;
  // A document came as JSON.
  return (items ?? []) as unknown as readonly JsonObject[];
}
