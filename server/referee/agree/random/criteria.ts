import type { JsonObject } from '../../../../definitions/index.ts';
import type { Chance } from './chance.ts';
import { randomCondition } from './conditions.ts';
import type { Vocabulary } from './vocabulary.ts';

export function randomCriteria(chance: Chance, name: string, words: Vocabulary): JsonObject {
  return { kind: 'criteria', name, entity: words.entity, when: randomCondition(chance, words, chance.whole(1, 3)) };
}
