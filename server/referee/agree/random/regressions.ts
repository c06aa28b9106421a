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
    const coefficient = () =>
      chance.is(0.6) ? chance.whole(-3000, 3000) / chance.pick([1000, 100_000]) : longCoefficient(chance);
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
    intercept: chance.is(0.7) ? chance.whole(-300, 300) / 100 : longCoefficient(chance),
    terms: sound,
    decimals: chance.whole(0, 6),
  };
}

/** As tools write them: up to 17 digits, as a number or a text, with an exponent, at a tie of the twelfth decimal. */
function longCoefficient(chance: Chance): number | string {
  const digits =
    String(chance.whole(1, 9)) + chance.many(chance.whole(0, 16), () => String(chance.whole(0, 9))).join('');
  const sign = chance.pick(['', '-', '+']);
  return chance.pick<() => number | string>([
    () => `${sign}0.${digits}`,
    () => `${sign}${digits.slice(0, 1)}.${digits.slice(1) || '0'}E${chance.pick(['-05', '-9', '-13', '+00', '01'])}`,
    () => `${sign}0.${digits.padEnd(12, '1').slice(0, 12)}5`,
    () => `${sign}.${digits}e-3`,
    () => Number(`0.${digits}`),
    () => Number(`-${digits.slice(0, 1)}e-${chance.whole(1, 14)}`),
  ])();
}
