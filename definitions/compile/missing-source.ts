import type { Emitter } from '../expression/to-function/emitter.ts';
import { type ReadSet, withinSingleRows } from '../expression/read-set.ts';
import type { Layout } from '../record/layout.ts';
import { NONE } from '../model/result.ts';

/** Source of a result's `missing`: the fields of its read set that the record lacks. Nothing missing costs one test. */
export function missingSource(e: Emitter, layout: Layout, reads: ReadSet): string {
  const known = [...layout.missable];
  const places = withinSingleRows(reads.fields).flatMap((read) => {
    const name = read.path.join('.');
    const found = known.find(([other]) => other.field === read.field && other.path.join('.') === name);
    return found === undefined ? [] : [{ name, ...found[1] }];
  });
  const words = [...new Set(places.map(({ word }) => word))];
  if (words.length === 0) return 'NONE';
  const list = e.slot(new MissingList(places.map((place) => ({ ...place, word: words.indexOf(place.word) }))));
  const masks = words.map((word) => {
    const mask = places.reduce((all, place) => (place.word === word ? all | place.bit : all), 0);
    return `(m${word} & ${mask})`;
  });
  const [only = '0'] = masks;
  if (masks.length > 1) return `((${masks.join(' | ')}) === 0 ? NONE : ${list}.of([${masks.join(', ')}]))`;
  return `(${only} === 0 ? NONE : ${list}.ofOne(${only}))`;
}

interface Place {
  readonly name: string;
  readonly word: number;
  readonly bit: number;
}

/** The names of bits. Lists of one word are remembered: records lack the same few fields again and again. */
class MissingList {
  readonly #places: readonly Place[];
  readonly #known = new Map<number, readonly string[]>();

  constructor(places: readonly Place[]) {
    this.#places = places;
  }

  ofOne(word: number): readonly string[] {
    const before = this.#known.get(word);
    if (before !== undefined) return before;
    const names = Object.freeze(this.of([word]));
    if (this.#known.size < MOST_KNOWN) this.#known.set(word, names);
    return names;
  }

  of(words: readonly number[]): readonly string[] {
    const names = this.#places.filter(({ word, bit }) => ((words[word] ?? 0) & bit) !== 0).map(({ name }) => name);
    return names.length === 0 ? NONE : names;
  }
}

const MOST_KNOWN = 1024;
