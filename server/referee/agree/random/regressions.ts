import type { Json, JsonObject } from '../../../../definitions/index.ts';
import type { Chance } from './chance.ts';
import { constant, distinct } from './constants.ts';
import { binnable, type Vocabulary } from './vocabulary.ts';

export function randomRegression(chance: Chance, name: string, words: Vocabulary): JsonObject {
  const terms = chance.many(chance.whole(1, 4), (): JsonObject => {
    const noun = chance.pick(binnable(words));
    const isWhole = noun.kind === 'number' && noun.decimals === 0;
    const isListed = noun.kind === 'string' || noun.kind === 'boolean' || (isWhole && chance.is(0.2));
    const ifMissing = noun.isOptional
      ? { ifMissing: chance.pick<Json>(['refuse', 'missing', chance.whole(-5, 5) / 10]) }
      : {};
    const coefficient = () => chance.whole(-3000, 3000) / chance.pick([1000, 100_000]);
    if (isListed) {
      const keys =
        noun.kind === 'boolean' ? ['true'] : distinct(chance.many(2, () => String(constant(chance, noun)) || 'x'));
      return {
        fact: noun.fact?.fact ?? '',
        values: Object.fromEntries(keys.map((key) => [key, coefficient()])),
        ...ifMissing,
      };
    }
    return { fact: noun.fact?.fact ?? '', coefficient: coefficient(), ...ifMissing };
  });
  const sound = terms.filter((term) =>
    binnable(words).some(
      (noun) => noun.fact?.fact === term['fact'] && (term['values'] !== undefined || noun.kind === 'number'),
    ),
  );
  return {
    kind: 'regression',
    name,
    entity: words.entity,
    link: chance.pick(['identity', 'logit']),
    intercept: chance.whole(-300, 300) / 100,
    terms: sound,
    decimals: chance.whole(0, 6),
  };
}
