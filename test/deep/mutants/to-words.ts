import { mutant, type Mutant } from './mutant.ts';

const WORDS = ['test/definitions/words'];
const expression = (file: string, find: string, replace: string) =>
  mutant(`expression/to-words/${file}`, find, replace, WORDS);

/** The door to sentences. */
export const TO_WORDS: readonly Mutant[] = [
  expression('clauses.ts', '{ ...place, wanted: !place.wanted }', 'place'),
  expression('clauses.ts', "(e.kind === 'and') === place.wanted", "e.kind === 'and'"),
  expression('clauses.ts', 'knownClause(e.of, !place.wanted, speech)', 'knownClause(e.of, place.wanted, speech)'),
  expression('comparisons.ts', "'<': '>=', '<=': '>',", "'<': '>', '<=': '>',"),
  expression('comparisons.ts', "high.isOpen ? '<' : '<='", "high.isOpen ? '<=' : '<'"),
  expression('figures.ts', 'range.isLowOpen ? { value: low - 1n', 'range.isLowOpen ? { value: low'),
  expression('figures.ts', '\\B(?=(\\d{3})+$)', '\\B(?=(\\d{4})+$)'),
  mutant('kinds/segmentation/stability-words.ts', 'after <= 1', 'after <= 2', WORDS),
];
