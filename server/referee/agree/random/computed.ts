import type { Json, JsonObject } from '../../../../definitions/index.ts';
import type { Chance } from './chance.ts';
import { FeelWriter } from './feel.ts';
import { randomNumbers, randomTexts } from './feel/lists.ts';
import type { Noun, Vocabulary } from './vocabulary.ts';

const DEFAULTS: Readonly<Record<Noun['kind'], (chance: Chance) => Json>> = {
  number: (chance) => chance.whole(-3, 9),
  boolean: (chance) => chance.is(0.5),
  string: (chance) => chance.pick(['', '无', 'none']),
  date: () => '2026-03-31',
  instant: () => '2026-03-31T16:00:00Z',
};

/** A list of values with what its text uses. */
export function randomSeries(chance: Chance, words: Vocabulary, kind: 'number' | 'string', depth: number): JsonObject {
  const writer = new FeelWriter(chance, words);
  const text = kind === 'number' ? randomNumbers(writer, depth) : randomTexts(writer, depth);
  const uses = writer.uses.size === 0 ? {} : { uses: Object.fromEntries(writer.uses) };
  const type = kind === 'number' ? { type: 'decimal', decimals: chance.whole(0, 6) } : { type: kind };
  return { text, ...type, series: true, ...(chance.is(0.2) ? { ifMissing: 'refuse' } : {}), ...uses };
}

/** A computed value with what its text uses. */
export function randomComputed(chance: Chance, words: Vocabulary, kind: Noun['kind'], depth: number): JsonObject {
  const writer = new FeelWriter(chance, words);
  const text = writer.text(kind, depth);
  const uses = writer.uses.size === 0 ? {} : { uses: Object.fromEntries(writer.uses) };
  const type =
    kind === 'number'
      ? chance.is(0.2)
        ? { type: 'integer' }
        : { type: 'decimal', decimals: chance.whole(0, 6) }
      : { type: kind };
  const ifMissing = chance.pick<JsonObject>([
    {},
    {},
    { ifMissing: 'missing' },
    { ifMissing: 'refuse' },
    { ifMissing: DEFAULTS[kind](chance) },
  ]);
  return { text, ...type, ...ifMissing, ...uses };
}
