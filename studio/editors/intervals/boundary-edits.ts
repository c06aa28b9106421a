import type { Json, JsonObject } from '../../../definitions/index.ts';
import { partAt, setAt } from '../edit.ts';
import { boundariesOf, type Boundary, intervalsOf, textsIn, withBoundary, withTexts } from './cuts.ts';

/** The key under which the items of a list keep their intervals. */
export type IntervalKey = 'in' | 'share';

/**
 * Moves the boundary between two neighbours of a list, by its pointer, to a figure: both say it then. `i`: the boundary's place, from the
 * lowest. All is read from the document that is given, so that nothing else in it is put back.
 */
export function movedBoundary<D extends object>(document: D, list: string, i: number, at: string, key: IntervalKey): D {
  const { items, texts, boundary } = boundaryAt(document, list, i, key);
  if (boundary === undefined) return document;
  return setAt(document, list, withTexts(items, key, withBoundary(texts, boundary, at)));
}

/** Mends a gap or an overlap: the lower one ends where the upper one begins. */
export function mendedBoundary<D extends object>(document: D, list: string, i: number, key: IntervalKey): D {
  const { boundary } = boundaryAt(document, list, i, key);
  return boundary === undefined || boundary.kind === 'cut'
    ? document
    : movedBoundary(document, list, i, boundary.at, key);
}

/** The interval from where the lower begins to where the upper ends. */
export const joinedText = (lower: string, upper: string): string =>
  `${lower.slice(0, lower.indexOf(','))}${upper.slice(upper.indexOf(','))}`;

function boundaryAt(
  document: object,
  list: string,
  i: number,
  key: IntervalKey,
): { readonly items: readonly Json[]; readonly texts: readonly string[]; readonly boundary: Boundary | undefined } {
  // A document is JSON, whatever its kind's type says of it.
  const found = partAt(document as unknown as JsonObject, list);
  const items: readonly Json[] = Array.isArray(found) ? found : [];
  const texts = textsIn(items, key);
  return { items, texts, boundary: boundariesOf(intervalsOf(texts))[i] };
}
