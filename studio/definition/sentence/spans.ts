import type { Place } from '../../editors/places.ts';

/** A part of a sentence: plain, or the figure or name of one place. */
export interface Span {
  readonly text: string;
  /** The place's number; null where it is plain. */
  readonly place: number | null;
  /** Stays its own while other parts are cut anew, because more places became known or another figure was changed. */
  readonly key: string;
}

interface Token {
  readonly text: string;
  readonly from: number;
}

const FIGURE = /\d[\d,]*(?:\.\d+)?%?/g;

/** The figures of a sentence. */
export const figuresIn = (sentence: string): readonly Token[] =>
  [...sentence.matchAll(FIGURE)].map((match) => ({ text: match[0], from: match.index }));

/** A sentence without its figures: while it stays the same, each figure is still said at its turn. */
export const skeletonOf = (sentence: string): string => sentence.replaceAll(FIGURE, '▢');

/** For each figure of a sentence, by its turn, the place that it tells; undefined where that is not known. */
export type Told = readonly (number | undefined)[];

/** Figures that can tell only one place, where they are all that could tell it: of one that is told twice, others are sure. */
export function toldByText(sentence: string, places: readonly Place[]): Told {
  const figures = figuresIn(sentence);
  const fits = (turn: number) =>
    places.flatMap(({ kind, said }, i) => (kind === 'figure' && said.includes(figures[turn]?.text ?? '') ? [i] : []));
  const candidates = figures.map((_, turn) => fits(turn));
  return candidates.map((found) => {
    const [only, ...more] = found;
    if (only === undefined || more.length > 0) return undefined;
    return candidates.filter((one) => one.includes(only)).length === 1 ? only : undefined;
  });
}

/** Places that some figure of a sentence may tell, and of which it is not known. */
export function untold(sentence: string, places: readonly Place[], told: Told): readonly number[] {
  const open = figuresIn(sentence).filter((_, turn) => told[turn] === undefined);
  const known = new Set(told);
  return places.flatMap(({ kind, said, other }, i) =>
    kind === 'figure' && other !== null && !known.has(i) && open.some(({ text }) => said.includes(text)) ? [i] : [],
  );
}

/** The turns of the figures that differ between a sentence and how it is said of another value; undefined where more than figures differ. */
export function changedFigures(sentence: string, other: string): readonly number[] | undefined {
  if (skeletonOf(sentence) !== skeletonOf(other)) return undefined;
  const [before, after] = [figuresIn(sentence), figuresIn(other)];
  return before.flatMap(({ text }, turn) => (after[turn]?.text === text ? [] : [turn]));
}

/** A sentence in its parts. Of names the first that is said counts, longest first, and never within another. */
export function spansOf(sentence: string, places: readonly Place[], told: Told): readonly Span[] {
  const taken: { readonly from: number; readonly to: number; readonly place: number; readonly key: string }[] = [];
  const take = (from: number, to: number, place: number, turn: number | 'name') => {
    const key = `${places[place]?.pointer} ${turn}`;
    if (taken.every((one) => to <= one.from || from >= one.to)) taken.push({ from, to, place, key });
  };
  figuresIn(sentence).forEach(({ text, from }, turn) => {
    const place = told[turn];
    if (place !== undefined) take(from, from + text.length, place, turn);
  });
  const names = places.flatMap(({ kind, value }, i) => (kind === 'name' ? [{ value, i }] : []));
  for (const { value, i } of names.toSorted((a, b) => b.value.length - a.value.length)) {
    const from = sentence.indexOf(value);
    if (from >= 0 && isApart(sentence, from, value)) take(from, from + value.length, i, 'name');
  }
  const spans: Span[] = [];
  let at = 0;
  const plain = (to: number): Span => {
    return { text: sentence.slice(at, to), place: null, key: String(skeletonOf(sentence.slice(0, at)).length) };
  };
  for (const { from, to, place, key } of taken.toSorted((a, b) => a.from - b.from)) {
    if (from > at) spans.push(plain(from));
    spans.push({ text: sentence.slice(from, to), place, key });
    at = to;
  }
  if (at < sentence.length) spans.push(plain(sentence.length));
  return spans;
}

/** Whether a name stands by itself, and is no part of a longer word. */
function isApart(sentence: string, from: number, name: string): boolean {
  const [before, after] = [sentence[from - 1] ?? '', sentence[from + name.length] ?? ''];
  return !/[A-Za-z]/.test(before) && !/[A-Za-z]/.test(after);
}
