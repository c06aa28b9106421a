import type { JsonObject } from '../../../../definitions/index.ts';
import type { Chance } from './chance.ts';
import { randomCriteria } from './criteria.ts';
import { randomTable } from './decision-tables.ts';
import { randomRegression } from './regressions.ts';
import { withClass, withOutputs, withScore, withValue } from './results.ts';
import { randomScorecard } from './scorecards.ts';
import { randomSegmentation } from './segmentations.ts';
import type { CriteriaNoun, Noun, Vocabulary } from './vocabulary.ts';

/** Some decisions on the rows of an entity, and what conditions can say of them where a single relation leads to such a row. */
export function relatedDecisions(
  chance: Chance,
  relation: string,
  prefix: string,
  words: Vocabulary,
): {
  readonly documents: readonly JsonObject[];
  readonly nouns: readonly Noun[];
  readonly criteria: readonly CriteriaNoun[];
} {
  const criteria = randomCriteria(chance, `${prefix}-criteria`, words);
  const name = `${prefix}-decision`;
  const [document, nouns] = chance.pick<() => readonly [JsonObject, readonly Noun[]]>([
    () => withScore(randomScorecard(chance, name, words), name, 0),
    () => withOutputs(randomTable(chance, name, words), name, 0),
    () => withValue(randomRegression(chance, name, words), name, 0),
    () => withClass(randomSegmentation(chance, name, words), name, 0),
  ])();
  return {
    documents: [criteria, document],
    nouns: nouns.map((noun) => ({
      ...noun,
      feel: '',
      fact: noun.fact && { ...noun.fact, of: relation },
    })),
    criteria: [{ condition: `criteria/${prefix}-criteria`, of: relation }],
  };
}
