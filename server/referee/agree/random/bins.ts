import type { JsonObject } from '../../../../definitions/index.ts';
import type { Chance } from './chance.ts';
import { randomCondition } from './conditions.ts';
import { dayFor, distinct, figureFor, instantFor } from './constants.ts';
import { type Noun, TEXTS, type Vocabulary } from './vocabulary.ts';

/** Intervals that part all values of a noun; now and then one is left out, so that some values fall into none. */
export function randomParts(
  chance: Chance,
  noun: Pick<Noun, 'kind' | 'low' | 'high' | 'decimals'>,
  most: number,
): readonly string[] {
  const cut = () =>
    noun.kind === 'number' ? figureFor(chance, noun) : noun.kind === 'date' ? dayFor(chance) : instantFor(chance);
  const inside = (value: number | string) =>
    typeof value === 'string' || ((noun.low ?? -1e9) < value && value <= (noun.high ?? 1e9));
  const cuts = distinct(chance.many(chance.whole(1, most), cut))
    .filter(inside)
    .sort((a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1));
  const bounds = ['-∞', ...cuts.map(String), '∞'];
  const isOpenBelow = chance.is(0.2);
  const parts = bounds.slice(1).map((high, i) => {
    const low = bounds[i] ?? '-∞';
    const open = low === '-∞' || isOpenBelow ? '(' : '[';
    const close = high !== '∞' && isOpenBelow ? ']' : ')';
    return `${open}${low}, ${high}${close}`;
  });
  return parts.length > 1 && chance.is(0.08) ? parts.filter((_, i) => i !== 1) : parts;
}

/** Bins over a noun, in every form there is. `worth` says what each is worth. */
export function randomBins(
  chance: Chance,
  noun: Noun,
  words: Vocabulary,
  worth: () => JsonObject,
): readonly JsonObject[] {
  const made = testsOf(chance, noun);
  const when = chance.is(0.15) ? [{ when: randomCondition(chance, words, 0) }] : [];
  const isOpen = noun.isOptional && !chance.is(noun.isField ? 0 : 0.1);
  const hasRest = made.rest || chance.is(0.15);
  const missing = isOpen && (!hasRest || chance.is(0.6)) ? [{ missing: true }] : [];
  const tried: readonly JsonObject[] = chance.shuffled([...missing, ...when, ...made.tests]);
  return [...tried, ...(hasRest ? [{ otherwise: true }] : [])].map((bin) => ({ ...bin, ...worth() }));
}

function testsOf(chance: Chance, noun: Noun): { readonly tests: readonly JsonObject[]; readonly rest: boolean } {
  if (noun.kind === 'boolean') return { tests: [{ values: [true] }, { values: [false] }], rest: false };
  if (noun.kind === 'string') {
    const values = chance.shuffled(noun.values ?? TEXTS);
    const half = Math.ceil(values.length / 2);
    return noun.values !== null && chance.is(0.6)
      ? {
          tests: [{ values: values.slice(0, half) }, ...(values.length > half ? [{ values: values.slice(half) }] : [])],
          rest: false,
        }
      : { tests: [{ values: values.slice(0, half) }], rest: true };
  }
  if (noun.kind === 'number' && chance.is(0.1))
    return { tests: [{ values: distinct([figureFor(chance, noun), figureFor(chance, noun)]) }], rest: true };
  return { tests: randomParts(chance, noun, 4).map((text) => ({ in: text })), rest: chance.is(0.1) };
}
