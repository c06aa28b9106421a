import type { JsonObject } from '../../../../definitions/index.ts';
import type { Chance } from './chance.ts';
import { randomComputed, randomSeries } from './computed.ts';
import { fieldsOf } from './fields.ts';
import { freeNoun, type Noun, nounOf, type Vocabulary } from './vocabulary.ts';

/** A random formula about an entity, or about inputs of its own; each line may read those before it. */
export function randomFormula(chance: Chance, name: string, words: Vocabulary): JsonObject {
  const inputs = chance.is(0.25) ? fieldsOf(chance, chance.whole(2, 5), true) : undefined;
  const own: Vocabulary =
    inputs === undefined
      ? words
      : {
          ...words,
          nouns: Object.entries(inputs).map(([called, declared]) => nounOf(called, declared)),
          rows: [],
          criteria: [],
        };
  const lines: JsonObject[] = [];
  const known: Noun[] = [];
  for (let i = 0; i < chance.whole(1, 3); i += 1) {
    const kind = chance.pick(['number', 'number', 'number', 'boolean', 'string', 'date', 'instant'] as const);
    const here = { ...own, nouns: [...known, ...known, ...own.nouns] };
    const isList = (kind === 'number' || kind === 'string') && chance.is(0.15);
    const computed = isList
      ? randomSeries(chance, here, kind, chance.whole(1, 3))
      : randomComputed(chance, here, kind, chance.whole(1, 3));
    lines.push({ name: `line${i}`, ...computed });
    known.push({ ...freeNoun(kind, Number(computed['decimals'] ?? 0), `line${i}`), isList });
  }
  const outputs = lines.map((line) => String(line['name']));
  return {
    kind: 'formula',
    name,
    ...(inputs === undefined ? { entity: words.entity } : { inputs: inputs as object as JsonObject }),
    lines,
    outputs: chance.is(0.2) ? outputs.slice(-1) : outputs,
  };
}
